"""Open clocks as deadlines that officers are reminded of."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from dongthuan.apps.clocks.lifecycle import State
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.notices.reminding import Deadline
from dongthuan.law.model import Unit
from dongthuan.law.vietnam import local_day

AHEAD, BEHIND = timedelta(days=30), timedelta(days=60)  # wider than the farthest step, over a long holiday


def deadlines_near(*, at: datetime) -> Iterator[Deadline]:
    """Give the running clocks near their end or not long past it, the soonest first; paused ones rest.

    Clocks of hours are told by `operations.alarms`; only from the day after their last they come here, too.
    """
    today = local_day(at)
    near = Clock.objects.filter(state=State.RUNNING, due_at__gte=at - BEHIND, due_at__lt=at + AHEAD)
    for clock in near.select_related("owner").order_by("due_at", "pk").iterator(chunk_size=500):
        if clock.due_on is not None and (clock.amount_unit != Unit.HOURS or clock.due_on < today):
            yield Deadline(
                record=clock,
                title=clock.title,
                url=clock.get_absolute_url(),
                due_on=clock.due_on,
                owner=clock.owner,
                unit_id=clock.unit_id,
            )

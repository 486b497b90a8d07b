"""In the background: bring re-datings to their end, notice that the law moved, urge on what falls due."""

import time

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.clocks.models.redating import Redating
from dongthuan.apps.clocks.operations.alarms import sound_alarms
from dongthuan.apps.clocks.operations.dating import basis_now
from dongthuan.apps.clocks.operations.redating import (
    begin_redating,
    defer_redate,
    in_agency_words,
    redate_batch,
)
from dongthuan.apps.clocks.queries.calendars import working_calendar
from dongthuan.apps.clocks.queries.deadlines import deadlines_near
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.notices import operations as notices

TURN_SECONDS = 30.0


@app.task(name="clocks.redate", queue="clocks", lock="clocks.redate", queueing_lock="clocks.redate")
def redate(timestamp: int = 0) -> None:
    """Bring runs that are under way further, for half a minute; what is left waits for the next turn.

    If the shipped law or the calendar's library moved since the last run, a new run begins.
    """
    at = now()
    by = acting_system(on=local_day(at))
    if by is None:
        return
    end = time.monotonic() + TURN_SECONDS
    _notice_new_law(by)
    for redating in Redating.objects.filter(finished_at=None).order_by("pk"):
        while redate_batch(redating=redating, by=by, at=at):
            if time.monotonic() > end:
                defer_redate()
                return


@app.task(name="clocks.remind", queue="clocks", lock="clocks.remind", queueing_lock="clocks.remind")
def remind(timestamp: int = 0) -> None:
    """Urge on the clocks that are near their end or past it: by hours, or by the working calendar."""
    at = now()
    if acting_system(on=local_day(at)) is None:
        return
    sound_alarms(at=at)
    calendar = working_calendar()
    notices.remind(deadlines=deadlines_near(at=at), fires_on=calendar.add_working_days, at=at)


def _notice_new_law(by: Officer) -> None:
    version = basis_now().version
    last = Redating.objects.order_by("-pk").first()
    if last is None or last.law_version != version:
        cause = in_agency_words(_("The rules or days off that come with the software have changed"))
        begin_redating(cause=cause, by=by, at=now())

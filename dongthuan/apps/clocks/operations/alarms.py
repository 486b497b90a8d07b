"""Tell of clocks counted in hours: when they start, at half time, two hours before the end, when they passed.

Working days are too coarse for them. Each stage is told once: the key of the notice keeps it so, and an
outage tells only the latest stage it missed.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import F, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clocks.lifecycle import State
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.clocks.queries.telling import heads_and_office_of, recipients_of
from dongthuan.apps.notices import operations as notices
from dongthuan.law import model as law
from dongthuan.law.vietnam import ZONE

KIND = "clocks.alarm"
LAST_HOURS = timedelta(hours=2)
BEHIND = timedelta(days=7)  # an outage longer than that leaves passed clocks to the reminders
COUNTED = (law.Unit.HOURS.value, law.Unit.IMMEDIATE.value)


class Stage(StrEnum):
    """At what point of a clock its officers are told."""

    START = "start"
    HALF = "half"
    LAST = "last"
    PASSED = "passed"


TITLES = {
    Stage.START: _("A clock of hours runs: “{title}” ends at {end}"),
    Stage.HALF: _("Half of the time has passed: “{title}” ends at {end}"),
    Stage.LAST: _("Less than two hours are left: “{title}” ends at {end}"),
    Stage.PASSED: _("The limit has passed: “{title}” ended at {end}"),
}
AT_ONCE = _("To be done at once: “{title}”")


def sound_start(clock: Clock, *, at: datetime) -> None:
    """Tell, in the transaction that starts it, of a clock that is counted in hours or due at once."""
    if clock.amount_unit in COUNTED:
        _tell(clock, Stage.START, at)


def sound_alarms(*, at: datetime) -> int:
    """Tell of the clocks of hours that reached a stage; return how many notices are new."""
    return sum(_tell(clock, stage, at) for clock in _in_hours(at) if (stage := stage_of(clock, at)))


def stage_of(clock: Clock, at: datetime) -> Stage | None:
    """Return the latest stage that a running clock reached after it was written down, or None."""
    begun = min(clock.start_at, clock.created_at) if clock.due_at >= clock.start_at else clock.created_at
    points = (
        (Stage.PASSED, clock.due_at),
        (Stage.LAST, clock.due_at - LAST_HOURS),
        (Stage.HALF, begun + (clock.due_at - begun) / 2),
    )
    for stage, point in points:
        if at >= point:
            is_news = stage is Stage.PASSED or point > clock.created_at
            return stage if is_news else None
    return None


def _in_hours(at: datetime) -> Iterator[Clock]:
    running: QuerySet[Clock] = Clock.objects.filter(state=State.RUNNING, due_at__gte=at - BEHIND)
    counted = running.filter(amount_unit=law.Unit.HOURS.value).exclude(due_at=F("start_at"))
    return counted.order_by("due_at", "pk").iterator(chunk_size=500)


def _tell(clock: Clock, stage: Stage, at: datetime) -> int:
    keys = set(recipients_of([clock], at=at)[clock.pk])
    if stage is Stage.PASSED:
        keys |= heads_and_office_of(clock, at=at)
    is_at_once = clock.amount_unit == law.Unit.IMMEDIATE
    words = AT_ONCE if is_at_once else TITLES[stage]
    end = f"{clock.due_at.astimezone(ZONE):%H:%M %d/%m/%Y}"
    told = [
        notices.queue(
            kind=KIND,
            recipient=officer,
            title=format_lazy(words, title=clock.title[:200], end=end),
            at=at,
            record=clock,
            body=f"{clock.rule_title}. {clock.instrument}, {clock.article}.",
            url=clock.get_absolute_url(),
            key=f"{KIND}:{clock.pk}:{stage}:{clock.due_at.isoformat()}",
            is_urgent=True,
            is_by_law=True,
        )
        for officer in Officer.objects.filter(pk__in=keys).order_by("pk")
    ]
    return sum(notice is not None for notice in told)

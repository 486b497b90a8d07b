"""What a proposed rule or change of the calendar would move, before anybody decides; nothing is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dongthuan.apps.clocks.models.calendars import CalendarChange
from dongthuan.apps.clocks.models.clocks import Clock, ClockQuerySet
from dongthuan.apps.clocks.models.rulebook import RuleVersion
from dongthuan.apps.clocks.operations.dating import Basis, parts_of, write_date
from dongthuan.apps.clocks.overlay import laid_over
from dongthuan.apps.clocks.queries.calendars import calendar_with, working_calendar
from dongthuan.apps.clocks.queries.rules import rules_in_force_now
from dongthuan.apps.clocks.rulebook import as_rule
from dongthuan.apps.common.roles import Actor
from dongthuan.law.model import CannotCompute
from dongthuan.law.vietnam import ZONE, local_day

MOST_TRIED = 2_000  # as many as are dated while somebody waits for a page
MOST_SHOWN = 20
BATCH = 500
NEAR = timedelta(days=1)  # days are compared as instants; what ends before a day cannot be moved by it


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One clock that would move. days: by how many days of the calendar, below 0 = earlier."""

    clock: Clock
    old_due_at: datetime
    new_due_at: datetime
    days: int

    @property
    def words(self) -> str:
        """How far it would move, in words."""
        if self.days == 0:
            return _("on the same day")
        if self.days > 0:
            return ngettext("%(n)d day later", "%(n)d days later", self.days) % {"n": self.days}
        return ngettext("%(n)d day earlier", "%(n)d days earlier", -self.days) % {"n": -self.days}


@dataclass(slots=True)
class Preview:
    """What would happen to the open clocks that an officer may see.

    open_count: all of them; touched_count: those that the change can reach; tried_count: those that were
    dated on trial, the soonest ends first, fewer than touched_count only where there are very many.
    farthest: the most days by which one would move, either way; shown: the first that would move.
    """

    open_count: int
    touched_count: int
    tried_count: int = 0
    later_count: int = 0
    earlier_count: int = 0
    trouble_count: int = 0
    farthest: int = 0
    shown: list[Foreseen] = field(default_factory=list)

    @property
    def moved_count(self) -> int:
        """How many would move."""
        return self.later_count + self.earlier_count

    @property
    def is_partial(self) -> bool:
        """Whether more are reached than were tried, so that the counts are of those tried alone."""
        return self.tried_count < self.touched_count


def preview_of_rule(version: RuleVersion, *, seen_by: Actor) -> Preview:
    """Return what approving a proposed rule would move."""
    rule = as_rule(version)
    basis = Basis(laid_over(rules_in_force_now(), [rule]), working_calendar())
    names = [*_stems(rule.key), *_stems(rule.alias)]
    reached = Q(rule_key=rule.key) | Q(name__in=names) | ~Q(trouble={})
    return _preview(Clock.objects.visible_to(seen_by).open(), reached, basis)


def preview_of_change(change: CalendarChange, *, seen_by: Actor) -> Preview:
    """Return what signing off a proposed change of the calendar would move."""
    basis = Basis(rules_in_force_now(), calendar_with(change))
    days = sorted(day.day for day in change.days.all())
    is_days_only = change.with_unconfirmed is None and change.settled_through is None
    reached = _spanning(days) if days and is_days_only else Q()
    return _preview(Clock.objects.visible_to(seen_by).open(), reached, basis)


def _stems(name: str) -> list[str]:
    """Return a dotted name and its beginnings: a clock may have asked for "access.answer"."""
    parts = name.split(".") if name else []
    return [".".join(parts[:count]) for count in range(1, len(parts) + 1)]


def _spanning(days: Sequence[date]) -> Q:
    """Return the condition: the clock runs over one of these days, or ends near it."""
    first = datetime(days[0].year, days[0].month, days[0].day, tzinfo=ZONE)
    last = datetime(days[-1].year, days[-1].month, days[-1].day, tzinfo=ZONE)
    return Q(ends_at__gte=first - NEAR, begins_at__lte=last + NEAR)


def _preview(clocks: ClockQuerySet, reached: Q, basis: Basis) -> Preview:
    touched = clocks.annotate(
        begins_at=Least("start_at", "due_at"), ends_at=Greatest("start_at", "due_at")
    ).filter(reached)
    preview = Preview(clocks.count(), touched.count())
    soonest = touched.select_related("unit").defer("steps").order_by("due_at", F("pk"))[:MOST_TRIED]
    for batch in _batches(soonest):
        parts = parts_of(batch)
        for clock in batch:
            pauses, extension = parts.pauses.get(clock.pk, ()), parts.extensions.get(clock.pk)
            old = clock.due_at
            preview.tried_count += 1
            try:
                write_date(clock, basis, pauses, extension)
            except CannotCompute:
                preview.trouble_count += 1
                continue
            _note(preview, clock, old)
    return preview


def _batches(clocks: "ClockQuerySet") -> Iterator[list[Clock]]:
    batch: list[Clock] = []
    for clock in clocks:
        batch.append(clock)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _note(preview: Preview, clock: Clock, old: datetime) -> None:
    if clock.due_at == old:
        return
    days = (local_day(clock.due_at) - local_day(old)).days
    preview.later_count += clock.due_at > old
    preview.earlier_count += clock.due_at < old
    preview.farthest = max(preview.farthest, abs(days))
    if len(preview.shown) < MOST_SHOWN:
        preview.shown.append(Foreseen(clock, old, clock.due_at, days))

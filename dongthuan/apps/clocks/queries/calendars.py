"""The working calendar: the shipped one, with what officers changed and signed off laid over it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Count, Max

from dongthuan.apps.clocks.models.calendars import CalendarChange, CalendarDay
from dongthuan.law.calendar import DayOverride, WorkingCalendar
from dongthuan.law.vietnam import vietnamese_calendar

Stamp = tuple[int, int | None, datetime | None]


@dataclass(frozen=True, slots=True)
class Changes:
    """What the changes that hold come to: days, whether unconfirmed days count, the last year announced."""

    days: tuple[DayOverride, ...]
    with_unconfirmed: bool
    settled_through: int | None


def working_calendar() -> WorkingCalendar:
    """Return the working calendar as it stands now.

    One query that counts; the calendar itself is built only after a change was signed off.
    """
    return _calendar(_stamp())


def calendar_with(change: CalendarChange) -> WorkingCalendar:
    """Return the calendar as it would be if this change held, too."""
    return _built([*CalendarChange.objects.approved().prefetch_related("days"), change])


def counts_unconfirmed() -> bool:
    """Return whether days off that nobody has seen in force are counted as days off."""
    switches = CalendarChange.objects.approved().exclude(with_unconfirmed=None)
    latest = switches.values_list("with_unconfirmed", flat=True).last()
    return latest is not False


def changes_of(changes: Iterable[CalendarChange]) -> Changes:
    """Return what changes come to, the later winning over the earlier."""
    days: dict[object, DayOverride] = {}
    unconfirmed, settled = True, None
    for change in changes:
        days |= {row.day: as_override(row, change) for row in change.days.all()}
        unconfirmed = unconfirmed if change.with_unconfirmed is None else change.with_unconfirmed
        settled = settled if change.settled_through is None else change.settled_through
    return Changes(tuple(days.values()), unconfirmed, settled)


def as_override(row: CalendarDay, change: CalendarChange) -> DayOverride:
    """Return a day of a change as the calendar knows it; the document stands behind its name."""
    ground = row.ground if change.ground in row.ground else f"{row.ground} ({change.ground})"
    return DayOverride(row.day, row.is_working, ground, row.is_confirmed, row.swapped_with)


def _stamp() -> Stamp:
    approved = CalendarChange.objects.filter(state="approved")
    found = approved.aggregate(count=Count("pk"), last=Max("pk"), decided=Max("decided_at"))
    return found["count"], found["last"], found["decided"]


@lru_cache(maxsize=4)
def _calendar(stamp: Stamp) -> WorkingCalendar:
    return _built(CalendarChange.objects.approved().prefetch_related("days") if stamp[0] else [])


def _built(changes: Iterable[CalendarChange]) -> WorkingCalendar:
    found = changes_of(changes)
    return vietnamese_calendar(
        found.days, with_unconfirmed=found.with_unconfirmed, settled_through=found.settled_through
    )

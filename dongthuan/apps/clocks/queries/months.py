"""A year of the working calendar as months of weeks, and what a change would alter in it."""

from calendar import Calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dongthuan.law.calendar import DayOverride, WorkingCalendar

MONDAYS_FIRST = Calendar(firstweekday=0)


@dataclass(frozen=True, slots=True)
class Shown:
    """One day of the grid. kind: work, weekend, off, worked (a weekend day that is worked)."""

    day: date
    kind: str
    why: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Month:
    """One month: its weeks from Monday on, None where a day belongs to another month."""

    first: date
    weeks: list[list[Shown | None]]
    working_count: int


@dataclass(frozen=True, slots=True)
class Difference:
    """One day that a change names, with what holds now."""

    day: DayOverride
    was_working: bool
    was_why: str

    @property
    def changes(self) -> bool:
        """Whether the day turns from off to worked or back."""
        return self.was_working != self.day.is_working


def months_of(calendar: WorkingCalendar, year: int) -> list[Month]:
    """Return the twelve months of a year."""
    special = {one.day: one for one in calendar.special_days(year)}
    return [_month(calendar, special, date(year, number, 1)) for number in range(1, 13)]


def differences(calendar: WorkingCalendar, days: Iterable[DayOverride]) -> list[Difference]:
    """Return each day of a proposal beside what holds now, in order."""
    found = [Difference(one, calendar.is_working(one.day), calendar.why_off(one.day)) for one in days]
    return sorted(found, key=lambda one: one.day.day)


def _month(calendar: WorkingCalendar, special: dict[date, DayOverride], first: date) -> Month:
    weeks = [
        [_shown(calendar, special, day) if day.month == first.month else None for day in week]
        for week in MONDAYS_FIRST.monthdatescalendar(first.year, first.month)
    ]
    working = sum(calendar.is_working(one.day) for week in weeks for one in week if one)
    return Month(first, weeks, working)


def _shown(calendar: WorkingCalendar, special: dict[date, DayOverride], day: date) -> Shown:
    known, is_weekend = special.get(day), day.weekday() >= 5
    is_confirmed = known is None or known.is_confirmed
    if calendar.is_working(day):
        why = known.ground if known else ""
        return Shown(day, "worked" if is_weekend else "work", why, is_confirmed)
    return Shown(day, "off" if known else "weekend", calendar.why_off(day), is_confirmed)

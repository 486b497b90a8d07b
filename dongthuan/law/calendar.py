"""Working days: Monday to Friday, less the holidays, with the days that an authority swapped."""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dongthuan.law.model import CannotCompute

FIRST_YEAR, LAST_YEAR = 1995, 2100  # the days of before have other rules; the lunar tables end with 2100
SATURDAY = 5
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
WEEKEND = dict(enumerate(WEEKDAYS[SATURDAY:], SATURDAY))
Holidays = Callable[[int], Mapping[date, str]]


class OutOfCalendar(CannotCompute):
    """A day lies in a year for which there is no calendar."""


@dataclass(frozen=True, slots=True)
class DayOverride:
    """One day that is no working day although it seems one, or is one although it does not seem so.

    ground: the document that says so; is_confirmed: no = nobody has seen it in force;
    swapped_with: the other day of a swap.
    """

    day: date
    is_working: bool
    ground: str
    is_confirmed: bool = True
    swapped_with: date | None = None


@dataclass(frozen=True, slots=True)
class _Year:
    """One year: its working days as ordinals, and how many there were up to each day of the year."""

    first: int
    ordinals: tuple[int, ...]
    counts: tuple[int, ...]
    offs: tuple[int, ...]
    reasons: Mapping[int, str]


class WorkingCalendar:
    """The working days of all years from 1995 to 2100, built a year at a time when first asked for.

    holidays: the days off of a year, with their names, and the weekend days that are worked, with "".
    overrides: win over these and over the weekend.
    settled_through: the last year whose days off an authority has fixed; what follows is an estimate.
    edition: what the holidays come from, as "holidays 0.109".

    >>> calendar = WorkingCalendar(lambda year: {date(year, 1, 1): "Tết Dương lịch"})
    >>> calendar.add_working_days(date(2025, 12, 31), 1)
    datetime.date(2026, 1, 2)
    >>> calendar.why_off(date(2026, 1, 3))
    'Thứ Bảy'
    """

    def __init__(
        self,
        holidays: Holidays,
        overrides: Iterable[DayOverride] = (),
        *,
        settled_through: int = LAST_YEAR,
        edition: str = "",
    ) -> None:
        self.overrides = {override.day: override for override in overrides}
        self.settled_through = settled_through
        self.version = _version(edition, settled_through, self.overrides.values())
        self._holidays = holidays
        self._years: dict[int, _Year] = {}

    def is_working(self, day: date) -> bool:
        """Return whether offices work on that day."""
        return day.toordinal() not in self._year(day.year).reasons

    def why_off(self, day: date) -> str:
        """Return in Vietnamese why a day is off, or "" if it is a working day."""
        return self._year(day.year).reasons.get(day.toordinal(), "")

    def is_estimated(self, day: date) -> bool:
        """Return whether the days off of that year are not fixed yet (dự kiến)."""
        return day.year > self.settled_through

    def next_working(self, day: date) -> date:
        """Return the day itself if it is a working day, otherwise the next one."""
        return day if self.is_working(day) else self.add_working_days(day, 1)

    def last_working(self, day: date) -> date:
        """Return the day itself if it is a working day, otherwise the one before."""
        return day if self.is_working(day) else self.add_working_days(day, -1)

    def add_working_days(self, day: date, n: int) -> date:
        """Return the n-th working day after `day`, or before it if n < 0; `day` itself is not counted."""
        if n == 0:
            return day
        year = self._year(day.year)
        count = year.counts[day.toordinal() - year.first]
        # the place of the day looked for among the working days of this year, the first being 0
        place = count + n - 1 if n > 0 else count + n - (day.toordinal() not in year.reasons)
        number = day.year
        while place >= len(year.ordinals):
            place -= len(year.ordinals)
            number += 1
            year = self._year(number)
        while place < 0:
            number -= 1
            year = self._year(number)
            place += len(year.ordinals)
        return date.fromordinal(year.ordinals[place])

    def working_days_between(self, start: date, end: date) -> int:
        """Return how many working days there are from `start` up to `end`, exclusive; below 0 if reversed."""
        if end < start:
            return -self.working_days_between(end, start)
        if start.year == end.year:
            return self._before(end) - self._before(start)
        whole = sum(len(self._year(number).ordinals) for number in range(start.year, end.year))
        return whole - self._before(start) + self._before(end)

    def working_days_in(self, year: int) -> int:
        """Return how many working days a year has."""
        return len(self._year(year).ordinals)

    def days_off(self, after: date, until: date) -> list[tuple[date, str]]:
        """Return the days off with their reasons, later than `after` and not later than `until`."""
        found: list[tuple[date, str]] = []
        if until <= after:
            return found
        first, last = after.toordinal() + 1, until.toordinal()
        for number in range(after.year, until.year + 1):
            year = self._year(number)
            between = year.offs[bisect_left(year.offs, first) : bisect_right(year.offs, last)]
            found += [(date.fromordinal(ordinal), year.reasons[ordinal]) for ordinal in between]
        return found

    def special_days(self, year: int) -> list[DayOverride]:
        """Return, in order, the days of a year that differ from the plain week: days off and days worked."""
        self._year(year)
        named = {day: DayOverride(day, not name, name) for day, name in self._holidays(year).items()}
        ours = {day: override for day, override in self.overrides.items() if day.year == year}
        return [day for _, day in sorted((named | ours).items())]

    def _before(self, day: date) -> int:
        year = self._year(day.year)
        return year.counts[day.toordinal() - year.first] - (day.toordinal() not in year.reasons)

    def _year(self, number: int) -> _Year:
        year = self._years.get(number)
        if year is None:
            if not FIRST_YEAR <= number <= LAST_YEAR:
                raise OutOfCalendar("year-out-of-calendar", first_year=FIRST_YEAR, last_year=LAST_YEAR)
            year = self._years[number] = self._build(number)
        return year

    def _build(self, number: int) -> _Year:
        first, end = date(number, 1, 1).toordinal(), date(number + 1, 1, 1).toordinal()
        reasons: dict[int, str] = {}
        ordinals: list[int] = []
        counts: list[int] = []
        names = self._holidays(number)
        for ordinal in range(first, end):
            reason = self._reason(date.fromordinal(ordinal), names)
            if reason:
                reasons[ordinal] = reason
            else:
                ordinals.append(ordinal)
            counts.append(len(ordinals))
        return _Year(first, tuple(ordinals), tuple(counts), tuple(reasons), reasons)

    def _reason(self, day: date, names: Mapping[date, str]) -> str:
        override = self.overrides.get(day)
        if override is not None:
            return "" if override.is_working else override.ground or "Ngày nghỉ"
        return names[day] if day in names else WEEKEND.get(day.weekday(), "")


def _version(edition: str, settled_through: int, overrides: Iterable[DayOverride]) -> str:
    rows = sorted(
        (o.day.isoformat(), o.is_working, o.is_confirmed, o.ground, str(o.swapped_with)) for o in overrides
    )
    digest = hashlib.sha256(repr((settled_through, rows)).encode()).hexdigest()[:12]
    return f"{edition} + {digest}".lstrip(" +")

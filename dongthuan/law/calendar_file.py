"""The shipped part of the working calendar: a YAML file, read as strictly as a pack of law."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from dongthuan.law.calendar import FIRST_YEAR, LAST_YEAR, SATURDAY, DayOverride
from dongthuan.law.pack_file import PackFault, Row, mapping_of

FIELDS = {
    "swaps": ("day_off", "day_worked", "document", "source"),
    "unconfirmed": ("month", "day", "from_year", "ground", "source"),
}


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A yearly day off that nobody has seen in force yet."""

    month: int
    day: int
    from_year: int
    ground: str


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """The last year whose days off are announced, the days swapped, and the doubtful days."""

    settled_through: int
    swapped: tuple[DayOverride, ...]
    doubtful: tuple[Doubtful, ...]


def read_calendar_file(text: str, name: str) -> CalendarFile:
    """Return what a calendar file holds; raises PackFault with all that is wrong, by row and field."""
    faults: list[str] = []
    found = mapping_of(text, name, faults)
    known = ("settled_through", *FIELDS)
    faults += [f"{name}: {field}: is no field of a calendar" for field in found if field not in known]
    settled = Row(found, name, faults).whole("settled_through") if found else None
    swapped = [day for row in _rows(found, "swaps", name, faults) for day in _swap(row)]
    doubtful = [_doubtful(row) for row in _rows(found, "unconfirmed", name, faults)]
    days = [row.day for row in swapped]
    faults += [f"{name}: swaps: {day} twice" for day in sorted(set(days)) if days.count(day) > 1]
    if faults:
        raise PackFault(faults)
    return CalendarFile(settled or FIRST_YEAR, tuple(swapped), tuple(doubtful))


def _rows(found: dict[Any, Any], section: str, name: str, faults: list[str]) -> list[Row]:
    rows = found.get(section) or []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        faults.append(f"{name}: {section}: must be a list of rows")
        return []
    for number, row in enumerate(rows, 1):
        unknown = [field for field in row if field not in FIELDS[section]]
        faults += [f"{name}: {section} {number}: {field}: is no field of {section}" for field in unknown]
    return [Row(row, f"{name}: {section} {number}", faults) for number, row in enumerate(rows, 1)]


def _swap(row: Row) -> tuple[DayOverride, DayOverride]:
    off, worked = row.day("day_off") or date.min, row.day("day_worked") or date.min
    if off.weekday() >= SATURDAY:
        row.fault("day_off", "is a weekend day")
    if worked != date.min and worked.weekday() < SATURDAY:
        row.fault("day_worked", "is no weekend day")
    ground = f"{row.text('document')} (theo {row.text('source')})"
    return (
        DayOverride(off, False, f"Nghỉ hoán đổi với {worked:%d/%m/%Y}: {ground}", swapped_with=worked),
        DayOverride(worked, True, f"Làm bù cho {off:%d/%m/%Y}: {ground}", swapped_with=off),
    )


def _doubtful(row: Row) -> Doubtful:
    month, day, year = row.positive("month"), row.positive("day"), row.positive("from_year")
    try:
        date(year, month, day)
    except ValueError:
        row.fault("day", "there is no such day")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        row.fault("from_year", "lies outside the calendar")
    row.text("source")
    return Doubtful(month, day, year, row.text("ground"))

"""The Vietnamese working calendar: the holidays of the library, corrected by what the offices announced."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays

from dongthuan.law.calendar import DayOverride, WorkingCalendar
from dongthuan.law.calendar_file import CalendarFile, read_calendar_file

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_LIBRARY_VERSION = version("holidays")
_FILE = Path(__file__).parent / "calendars" / "viet-nam.yaml"


def local_day(at: datetime) -> date:
    """Return the day in Vietnam on which an aware instant falls."""
    return at.astimezone(ZONE).date()


@cache
def shipped_overrides() -> tuple[DayOverride, ...]:
    """Return the days that differ from the library's, each with its document, in order."""
    shipped = _shipped()
    doubtful = [
        DayOverride(date(row.from_year, row.month, row.day), False, row.ground, is_confirmed=False)
        for row in shipped.doubtful
    ]
    rows = (*shipped.swapped, *doubtful)
    return tuple(sorted(rows, key=lambda row: row.day))


def vietnamese_calendar(
    overrides: Iterable[DayOverride] = (),
    *,
    with_unconfirmed: bool = True,
    settled_through: int | None = None,
) -> WorkingCalendar:
    """Return the working calendar of Vietnam.

    overrides: an agency's own days; they win over those shipped, and those over the library.
    with_unconfirmed: no = a holiday or override that nobody has seen in force is left out.
    settled_through: the last year whose days off are announced, if later than the shipped calendar knows.
    """
    shipped = _shipped().settled_through
    rows = {row.day: row for row in (*shipped_overrides(), *overrides)}
    kept = [row for row in rows.values() if with_unconfirmed or row.is_confirmed]
    return WorkingCalendar(
        _holidays if with_unconfirmed else _holidays_confirmed,
        kept,
        settled_through=max(shipped, settled_through or shipped),
        edition=f"holidays {_LIBRARY_VERSION}" + ("" if with_unconfirmed else ", confirmed only"),
    )


@cache
def _holidays(year: int) -> Mapping[date, str]:
    # asked for one year at a time: the library adds the years it is asked about to one and the same object
    found = holidays.country_holidays("VN", years=year, language="vi", expand=False)
    worked = dict.fromkeys((day for day in found.weekend_workdays if day.year == year), "")
    return dict(sorted((dict(found) | worked).items()))


@cache
def _holidays_confirmed(year: int) -> Mapping[date, str]:
    doubtful = {(row.month, row.day) for row in _shipped().doubtful if row.from_year <= year}
    return {day: name for day, name in _holidays(year).items() if (day.month, day.day) not in doubtful}


@cache
def _shipped() -> CalendarFile:
    return read_calendar_file(_FILE.read_text(encoding="utf-8"), _FILE.name)

"""How a day of one year becomes a day of another; no tables, no clock.

A plan names days of the month, not "the third working day": so a day keeps its day and month, and
what falls on a day off rolls. The end of a month stays the end of a month. A first day rolls to the
next working day; a last day also, as deadlines do, but never into another year: then to the one before.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from dongthuan.law.calendar import WorkingCalendar

SAME, ROLLED, ROLLED_BACK, MONTH_END, LEAP, AFTER_START = (
    "same",
    "rolled",
    "rolled-back",
    "month-end",
    "leap",
    "after",
)


@dataclass(frozen=True, slots=True)
class DayMove:
    """One day and what it becomes. code: why; why_off: the day off that was in the way, "" if none.

    is_estimated: the days off of that year are not fixed yet.
    """

    old: date
    new: date
    code: str
    why_off: str = ""
    is_estimated: bool = False


def moved(day: date, years: int, calendar: WorkingCalendar) -> DayMove:
    """Return what a day becomes `years` later on the calendar of that year.

    29/2 becomes the end of February. The last working day of a month, and its last day, become the
    last working day of that month. Raises OutOfCalendar where there is no calendar for the year.
    """
    year = day.year + years
    last = date(year, day.month, monthrange(year, day.month)[1])
    if _ends_its_month(day, calendar):
        new, code = calendar.last_working(last), MONTH_END
    elif day.day > last.day:
        new, code = calendar.last_working(last), LEAP
    else:
        new, code = _rolled(day.replace(year=year), calendar)
    wanted = min(day.day, last.day)
    why = calendar.why_off(date(year, day.month, wanted)) if new.day != wanted else ""
    return DayMove(day, new, code, why, calendar.is_estimated(new))


def not_before(move: DayMove | None, first: DayMove | None) -> DayMove | None:
    """Return the move, or one to the first day where the last day would come before it."""
    if move is None or first is None or move.new >= first.new:
        return move
    return DayMove(move.old, first.new, AFTER_START, "", move.is_estimated)


def _ends_its_month(day: date, calendar: WorkingCalendar) -> bool:
    last = date(day.year, day.month, monthrange(day.year, day.month)[1])
    return day == last or (calendar.is_working(day) and day == calendar.last_working(last))


def _rolled(wanted: date, calendar: WorkingCalendar) -> tuple[date, str]:
    following = calendar.next_working(wanted)
    if following == wanted:
        return wanted, SAME
    if following.year == wanted.year:
        return following, ROLLED
    return calendar.last_working(wanted - timedelta(days=1)), ROLLED_BACK

"""When a limit ends: counted step by step, so that whoever asks why gets the steps, and the steps add up.

Civil Code 2015: hours run from the moment (art. 147(1)); of days the first is not counted (147(2), (3));
the last ends at midnight (148(6)), on the next working day if it is none (148(5)),
where the rule says so (`Roll`).
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from dongthuan.law.calendar import FIRST_YEAR, LAST_YEAR, OutOfCalendar, WorkingCalendar
from dongthuan.law.interruptions import (
    Extension,
    ExtensionRefused,
    Pause,
    PauseRefused,
    check_extension,
    checked_pauses,
    told,
)
from dongthuan.law.model import CannotCompute, Direction, Roll, Rule, Unit
from dongthuan.law.steps import Step, add_months, add_up, day_ended_by, midnight_after
from dongthuan.law.vietnam import ZONE

__all__ = ["Due", "Extension", "ExtensionRefused", "Pause", "PauseRefused", "Step", "add_up", "due_of"]


class StartRefused(CannotCompute):
    """The start of a limit is no instant that can be counted from."""


@dataclass(frozen=True, slots=True)
class Due:
    """When a limit ends, and why.

    due_at: the first instant that is too late (the midnight after the last day); None while a pause lasts.
    due_on: the last day on which it is in time.
    is_estimated: the days off of that year are not announced yet (dự kiến).
    """

    rule: Rule
    start: datetime
    due_at: datetime | None
    due_on: date | None
    calendar_version: str
    steps: tuple[Step, ...]
    is_estimated: bool


def due_of(
    rule: Rule,
    start: datetime,
    *,
    calendar: WorkingCalendar,
    pauses: Sequence[Pause] = (),
    extension: Extension | None = None,
) -> Due:
    """Return when a limit ends that started (or, for `Direction.BEFORE`, leads up to) `start`.

    A day on which a pause begins still counts; the day on which it ends does not, as a day of an event.
    An extension is counted from the last day, in its own unit.
    Raises StartRefused, PauseRefused, ExtensionRefused; OutOfCalendar beyond the years of the calendar.
    """
    at = _in_vietnam(start)
    check_extension(rule, extension)
    count = _Count(rule, at, calendar, deque(checked_pauses(rule, at, pauses)))
    count.add("rule", 0, None, **_named(rule))
    if rule.direction is Direction.BEFORE:
        _count_back(count)
    else:
        _COUNTERS[_unit_of(rule)](count)
        if extension is not None and not count.is_open:
            _extend(count, extension)
    if count.pauses:
        raise PauseRefused("pause-after-due", start=told(count.pauses[0].start))
    return count.due()


class _Count:
    """A count under way: the instant reached, the day that ends there, and the steps so far."""

    def __init__(self, rule: Rule, start: datetime, calendar: WorkingCalendar, pauses: deque[Pause]) -> None:
        self.rule = rule
        self.start = start
        self.calendar = calendar
        self.pauses = pauses
        self.at = start
        self.day = start.date()
        self.is_open = False
        self.steps: list[Step] = []

    def add(self, code: str, amount: int, unit: Unit | None, **detail: Any) -> None:
        self.steps.append(Step(code, self.at, amount, unit, detail))

    def to_day(self, day: date) -> None:
        self.day = day
        self.at = midnight_after(day)

    def first_day(self) -> None:
        first = self.day.isoformat()
        self.to_day(self.day)
        self.add("first-day", 0, None, day=first)

    def due(self) -> Due:
        rule = self.rule
        dated = rule.unit is Unit.WORKING_DAYS or rule.roll is Roll.NEXT_WORKING_DAY
        return Due(
            rule,
            self.start,
            None if self.is_open else self.at,
            None if self.is_open else self.day,
            self.calendar.version,
            tuple(self.steps),
            dated and not self.is_open and self.calendar.is_estimated(self.day),
        )


def _count_immediate(count: _Count) -> None:
    count.add("immediate", 0, Unit.IMMEDIATE)


def _count_hours(count: _Count) -> None:
    _run_hours(count, count.rule.amount or 0, "hours")


def _run_hours(count: _Count, amount: int, code: str) -> None:
    count.at += timedelta(hours=amount)
    count.add(code, amount, Unit.HOURS)
    while count.pauses and count.pauses[0].start < count.at and not count.is_open:
        pause = count.pauses.popleft()
        if pause.end is None:
            left = count.at - pause.start.astimezone(ZONE)
            _stay_open(count, pause, "open-pause-exact", left_minutes=left // timedelta(minutes=1))
            continue
        length = pause.end - pause.start
        count.at += length
        count.add("pause-exact", 0, None, microseconds=length // timedelta.resolution, **_span(pause))
    count.day = day_ended_by(count.at)


def _count_days(count: _Count) -> None:
    count.first_day()
    _run_days(count, _unit_of(count.rule), count.rule.amount or 0, "")


def _run_days(count: _Count, unit: Unit, amount: int, prefix: str) -> None:
    while True:
        last = _counted(count, unit, amount)
        if not (count.pauses and count.pauses[0].start < midnight_after(_rolled(count, unit, last))):
            break
        pause = count.pauses.popleft()
        paused_on = pause.start.astimezone(ZONE).date()
        reached = min(last, paused_on)
        done = _done(count, unit, reached, amount)
        if reached != count.day:
            _step_days(count, unit, done, reached, prefix)
        if paused_on > count.day:
            _roll_to(count, paused_on)
        amount -= done
        if not _pass(count, pause, amount, unit):
            return
    if amount:
        _step_days(count, unit, amount, last, prefix)
    _roll_to(count, _rolled(count, unit, last))


def _counted(count: _Count, unit: Unit, amount: int) -> date:
    if unit is Unit.WORKING_DAYS:
        return count.calendar.add_working_days(count.day, amount)
    return date.fromordinal(count.day.toordinal() + amount)


def _done(count: _Count, unit: Unit, until: date, amount: int) -> int:
    days = (until - count.day).days
    if unit is Unit.WORKING_DAYS:
        days -= len(count.calendar.days_off(count.day, until))
    return min(amount, days)


def _step_days(count: _Count, unit: Unit, amount: int, last: date, prefix: str) -> None:
    detail: dict[str, Any] = {"last": last.isoformat()}
    if unit is Unit.WORKING_DAYS:
        detail["skipped"] = _off(count, count.day, last)
    count.to_day(last)
    count.add(f"{prefix}{unit}".replace("_", "-"), amount, unit, **detail)


def _count_months(count: _Count) -> None:
    count.first_day()
    _run_months(count, count.rule.amount or 0, "")


def _run_months(count: _Count, amount: int, prefix: str) -> None:
    count.to_day(add_months(count.day, amount))
    count.add(f"{prefix}months", amount, Unit.MONTHS, last=count.day.isoformat())
    while count.pauses and count.pauses[0].start < midnight_after(_rolled(count, Unit.MONTHS, count.day)):
        pause = count.pauses.popleft()
        paused_on = pause.start.astimezone(ZONE).date()
        if paused_on > count.day:
            _roll_to(count, paused_on)
        if not _pass(count, pause, (count.day - paused_on).days, Unit.DAYS):
            return
    _finish_on(count, Unit.MONTHS)


def _count_to_date(count: _Count) -> None:
    rule, day = count.rule, count.day
    last = _date_in(day.year, rule)
    if last < day:
        last = _date_in(day.year + 1, rule)
    count.to_day(last)
    count.add("fixed-day", 0, Unit.DATE, last=last.isoformat())
    _finish_on(count, Unit.DATE)


def _date_in(year: int, rule: Rule) -> date:
    # 29 February is the last of February in other years
    return add_months(date(year, 1, rule.day or 1), (rule.month or 1) - 1)


def _finish_on(count: _Count, unit: Unit) -> None:
    """Roll to a working day if the rule says so, otherwise say which working day is the last before."""
    rolled = _rolled(count, unit, count.day)
    if rolled != count.day:
        _roll_to(count, rolled)
    elif not count.calendar.is_working(count.day):
        last = count.calendar.last_working(count.day)
        reason = count.calendar.why_off(count.day)
        count.add("no-roll", 0, None, last=count.day.isoformat(), reason=reason, before=last.isoformat())


def _rolled(count: _Count, unit: Unit, day: date) -> date:
    if unit is Unit.WORKING_DAYS or count.rule.roll is Roll.NEXT_WORKING_DAY:
        return count.calendar.next_working(day)
    return day


def _roll_to(count: _Count, day: date) -> None:
    if day == count.day:
        return
    skipped = _off(count, count.day - timedelta(days=1), day - timedelta(days=1))
    amount = (day - count.day).days
    count.to_day(day)
    count.add("roll", amount, Unit.DAYS, last=day.isoformat(), off=skipped)


def _pass(count: _Count, pause: Pause, left: int, unit: Unit) -> bool:
    """Go to the day on which a pause ends; return False if it lasts."""
    if pause.end is None:
        _stay_open(count, pause, "open-pause", left=left, left_unit=str(unit))
        return False
    resumed_on = pause.end.astimezone(ZONE).date()
    paused_on = pause.start.astimezone(ZONE).date()
    amount = (resumed_on - paused_on).days
    count.to_day(count.day + timedelta(days=amount))
    count.add("pause", amount, Unit.DAYS, left=left, left_unit=str(unit), **_span(pause))
    return True


def _stay_open(count: _Count, pause: Pause, code: str, **left: int | str) -> None:
    count.is_open = True
    count.add(code, 0, None, **left, **_span(pause))


def _extend(count: _Count, extension: Extension) -> None:
    if extension.unit is Unit.HOURS:
        _run_hours(count, extension.amount, "extension-hours")
        return
    if count.at != midnight_after(count.day):
        count.first_day()
    if extension.unit is Unit.MONTHS:
        _run_months(count, extension.amount, "extension-")
    else:
        _run_days(count, extension.unit, extension.amount, "extension-")


def _count_back(count: _Count) -> None:
    rule, unit, amount = count.rule, _unit_of(count.rule), count.rule.amount or 0
    if unit is Unit.HOURS:
        count.at -= timedelta(hours=amount)
        count.add("back-hours", -amount, unit)
        count.day = day_ended_by(count.at)
        return
    if unit not in (Unit.DAYS, Unit.WORKING_DAYS):
        raise StartRefused("cannot-count-back", name=rule.alias or rule.key)
    event = count.day
    last = _counted(count, unit, -amount)
    skipped = _off(count, last, event - timedelta(days=1)) if unit is Unit.WORKING_DAYS else []
    count.at = midnight_after(event - timedelta(days=1))
    count.add("event-day", 0, None, day=event.isoformat())
    count.at = midnight_after(last - timedelta(days=1))
    count.add(f"back-{unit}".replace("_", "-"), -amount, unit, last=last.isoformat(), skipped=skipped)
    count.to_day(last)
    count.add("whole-day", 1, Unit.DAYS, last=last.isoformat())


def _off(count: _Count, after: date, until: date) -> list[list[str]]:
    return [[day.isoformat(), why] for day, why in count.calendar.days_off(after, until)]


def _unit_of(rule: Rule) -> Unit:
    if rule.unit is None or (rule.amount is None and rule.unit not in (Unit.IMMEDIATE, Unit.DATE)):
        raise StartRefused("limit-unknown", **_named(rule))
    return rule.unit


_COUNTERS: dict[Unit, Callable[[_Count], None]] = {
    Unit.HOURS: _count_hours,
    Unit.WORKING_DAYS: _count_days,
    Unit.DAYS: _count_days,
    Unit.MONTHS: _count_months,
    Unit.IMMEDIATE: _count_immediate,
    Unit.DATE: _count_to_date,
}


def _in_vietnam(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise StartRefused("start-naive", given=at.isoformat())
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise OutOfCalendar("year-out-of-calendar", first_year=FIRST_YEAR, last_year=LAST_YEAR)
    return at.astimezone(ZONE)


def _named(rule: Rule) -> dict[str, str]:
    return {
        "name": rule.alias or rule.key,
        "title": rule.title,
        "start_event": rule.start_event,
        "instrument": rule.instrument,
        "article": rule.article,
    }


def _span(pause: Pause) -> dict[str, str]:
    end = pause.end.astimezone(ZONE).isoformat() if pause.end else ""
    return {"start": pause.start.astimezone(ZONE).isoformat(), "end": end, "reason": pause.reason}

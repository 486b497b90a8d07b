"""Pauses: what was left goes on after them; what contradicts the limit or another pause is refused."""

from datetime import date, datetime

import pytest

from dongthuan.law.deadlines import Extension, Pause, PauseRefused, add_up, due_of
from dongthuan.law.model import Cap, Direction, Roll, Unit
from dongthuan.law.vietnam import ZONE


def at(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


def pause(*moments: datetime | None) -> Pause:
    start, end = moments
    assert start is not None
    return Pause(start, end, "chờ bổ sung")


START = at(8, 3)  # Monday


@pytest.mark.parametrize(
    ("pauses", "due_on"),
    [
        ([], date(2026, 8, 17)),
        ([pause(at(8, 5), at(8, 7))], date(2026, 8, 19)),  # two days left out
        ([pause(at(8, 5, 8), at(8, 5, 17))], date(2026, 8, 17)),  # within one day
        ([pause(at(8, 5), at(8, 5))], date(2026, 8, 17)),  # of no length
        ([pause(at(8, 7), at(8, 10))], date(2026, 8, 18)),  # over a weekend: one working day
        ([pause(at(8, 8), at(8, 9))], date(2026, 8, 17)),  # within a weekend
        ([pause(at(8, 3, 10), at(8, 4))], date(2026, 8, 18)),  # from the first day
        ([pause(at(8, 17, 16), at(8, 20))], date(2026, 8, 20)),  # on the last day
        ([pause(at(8, 14), at(8, 15))], date(2026, 8, 17)),  # resumed on a Saturday
        ([pause(at(8, 17), at(8, 30))], date(2026, 9, 3)),  # nothing left, resumed on a day off
        ([pause(at(8, 5), at(8, 6)), pause(at(8, 6), at(8, 7))], date(2026, 8, 19)),  # that touch
        ([pause(at(8, 11), at(8, 12)), pause(at(8, 5), at(8, 6))], date(2026, 8, 19)),  # in any order
    ],
)
def test_working_days_go_on_after_a_pause(calendar, rule, pauses, due_on):
    due = due_of(rule(amount=10), START, calendar=calendar, pauses=pauses)
    assert due.due_on == due_on
    assert add_up(START, due.steps) == due.due_at


def test_days_are_shifted_and_rolled(calendar, rule):
    days = rule(amount=10, unit=Unit.DAYS, roll=Roll.NEXT_WORKING_DAY)
    due = due_of(days, START, calendar=calendar, pauses=[pause(at(8, 5), at(8, 7))])
    assert due.due_on == date(2026, 8, 17)  # 13/8 + 2 is Sat 15/8
    between = due_of(days, at(8, 5), calendar=calendar, pauses=[pause(at(8, 16), at(8, 18))])
    assert between.due_on == date(2026, 8, 18)  # paused on the Sunday over which it would have rolled
    assert add_up(at(8, 5), between.steps) == between.due_at


def test_months_are_shifted(calendar, rule):
    months = rule(amount=1, unit=Unit.MONTHS)
    due = due_of(months, START, calendar=calendar, pauses=[pause(at(8, 5), at(8, 15))])
    assert due.due_on == date(2026, 9, 13)


def test_hours_are_shifted_to_the_minute(calendar, rule):
    hours = rule(amount=24, unit=Unit.HOURS)
    pauses = [pause(at(8, 3, 12), at(8, 3, 15, 30)), pause(at(8, 4, 10), at(8, 4, 11))]
    due = due_of(hours, START, calendar=calendar, pauses=pauses)
    assert due.due_at == at(8, 4, 13, 30)
    assert add_up(START, due.steps) == due.due_at


@pytest.mark.parametrize("unit", [Unit.WORKING_DAYS, Unit.DAYS, Unit.MONTHS, Unit.HOURS])
def test_an_open_pause_has_no_due_day_and_says_what_is_left(calendar, rule, unit):
    limit = rule(amount=10, unit=unit, extension=Cap(5, Unit.DAYS))
    extension = Extension(5, Unit.DAYS)
    due = due_of(limit, START, calendar=calendar, pauses=[pause(at(8, 3, 12), None)], extension=extension)
    assert due.due_at is None
    assert due.due_on is None
    assert due.steps[-1].code.startswith("open-pause")
    assert not due.is_estimated


def test_what_is_left_is_counted_in_the_unit(calendar, rule):
    due = due_of(rule(amount=10), START, calendar=calendar, pauses=[pause(at(8, 5), None)])
    assert due.steps[-1].detail["left"] == 8
    hours = rule(amount=24, unit=Unit.HOURS)
    due = due_of(hours, START, calendar=calendar, pauses=[pause(at(8, 3, 12), None)])
    assert due.steps[-1].detail["left_minutes"] == 21 * 60


def test_a_pause_within_the_extension(calendar, rule):
    limit = rule(amount=10, extension=Cap(15, Unit.DAYS))
    due = due_of(
        limit,
        START,
        calendar=calendar,
        pauses=[pause(at(8, 19), at(8, 24))],
        extension=Extension(15, Unit.DAYS),
    )
    assert due.due_on == date(2026, 9, 6)  # 17/8 + 15 + 5; the rule does not roll
    assert add_up(START, due.steps) == due.due_at


@pytest.mark.parametrize(
    ("pauses", "code"),
    [
        ([pause(at(8, 5), at(8, 4))], "pause-reversed"),
        ([pause(at(8, 5), at(8, 7)), pause(at(8, 6), at(8, 8))], "pause-overlap"),
        ([pause(at(8, 5), at(8, 9)), pause(at(8, 6), at(8, 7))], "pause-overlap"),
        ([pause(at(8, 5), None), pause(at(8, 6), at(8, 7))], "pause-overlap"),
        ([pause(at(8, 5), None), pause(at(8, 5), None)], "pause-overlap"),
        ([pause(at(8, 2), at(8, 4))], "pause-before-start"),
        ([pause(at(8, 18, 0), at(8, 19))], "pause-after-due"),
        ([pause(at(9, 18, 0), None)], "pause-after-due"),
        ([Pause(datetime(2026, 8, 5), at(8, 6), "")], "pause-naive"),  # noqa: DTZ001  # naive is the point
        ([Pause(at(8, 5), datetime(2026, 8, 6), "")], "pause-naive"),  # noqa: DTZ001  # naive is the point
    ],
)
def test_contradictions_are_refused(calendar, rule, pauses, code):
    with pytest.raises(PauseRefused) as told:
        due_of(rule(amount=10), START, calendar=calendar, pauses=pauses)
    assert told.value.code == code


def test_what_does_not_move_cannot_be_paused(calendar, rule):
    fixed = rule(amount=None, unit=Unit.DATE, month=12, day=19)
    at_once = rule(amount=None, unit=Unit.IMMEDIATE)
    back = rule(amount=24, unit=Unit.HOURS, direction=Direction.BEFORE)
    for limit in (fixed, at_once, back):
        with pytest.raises(PauseRefused) as told:
            due_of(limit, START, calendar=calendar, pauses=[pause(at(8, 5), at(8, 6))])
        assert told.value.code == "pause-impossible"

"""When limits end: the vectors of the law file, worked out by hand, and every unit at its edges."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from dongthuan.law.calendar import OutOfCalendar
from dongthuan.law.deadlines import Extension, ExtensionRefused, StartRefused, add_up, due_of
from dongthuan.law.model import Cap, Direction, Facts, Roll, Unit
from dongthuan.law.selection import rule_in_force
from dongthuan.law.vietnam import ZONE, local_day, vietnamese_calendar


def at(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


WORKING_DAYS = [
    pytest.param(date(2025, 12, 31), 3, date(2026, 1, 7), id="2/1 off, 10/1 worked"),
    pytest.param(date(2026, 1, 8), 3, date(2026, 1, 12), id="a worked Saturday"),
    pytest.param(date(2026, 2, 13), 3, date(2026, 2, 25), id="over Tet"),
    pytest.param(date(2026, 8, 20), 3, date(2026, 8, 24), id="22/8 worked"),
    pytest.param(date(2026, 10, 28), 15, date(2026, 11, 18), id="three weeks"),
    pytest.param(date(2026, 11, 23), 5, date(2026, 12, 1), id="24/11 off"),
    pytest.param(date(2024, 4, 26), 5, date(2024, 5, 7), id="4/5/2024 worked"),
    pytest.param(date(2024, 4, 26), 15, date(2024, 5, 21), id="4/5/2024 worked, 15 days"),
]


@pytest.mark.parametrize(("day", "amount", "due_on"), WORKING_DAYS)
@pytest.mark.parametrize("hour", [0, 9, 23])
def test_working_days(calendar, rule, day, amount, due_on, hour):
    start = datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)
    due = due_of(rule(amount=amount), start, calendar=calendar)
    assert due.due_on == due_on
    assert due.due_at == datetime(due_on.year, due_on.month, due_on.day, tzinfo=ZONE) + timedelta(days=1)


def test_working_days_if_the_unconfirmed_day_is_worked(rule):
    calendar = vietnamese_calendar(with_unconfirmed=False)
    assert due_of(rule(amount=5), at(2026, 11, 23), calendar=calendar).due_on == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("day", "amount", "rolled", "unrolled"),
    [
        (date(2026, 10, 30), 15, date(2026, 11, 16), date(2026, 11, 14)),
        (date(2026, 7, 1), 45, date(2026, 8, 17), date(2026, 8, 15)),
        (date(2026, 2, 1), 14, date(2026, 2, 23), date(2026, 2, 15)),
    ],
)
def test_days_roll_where_the_rule_says_so(calendar, rule, day, amount, rolled, unrolled):
    start = at(day.year, day.month, day.day)
    for roll, due_on in ((Roll.NEXT_WORKING_DAY, rolled), (Roll.NONE, unrolled)):
        days = rule(amount=amount, unit=Unit.DAYS, roll=roll)
        assert due_of(days, start, calendar=calendar).due_on == due_on


def test_the_extension_of_a08_is_in_calendar_days(calendar, rules):
    rule = rule_in_force(rules, "A08", on=date(2026, 8, 3))
    start = at(2026, 10, 28)  # after the law ended, to compare with the law file
    due = due_of(rule, start, calendar=calendar, extension=Extension(15, Unit.DAYS))
    assert due.due_on == date(2026, 12, 3)
    with pytest.raises(ExtensionRefused) as told:
        due_of(rule, start, calendar=calendar, extension=Extension(15, Unit.WORKING_DAYS))
    assert told.value.code == "extension-unit"


# The table of the Access Law, received Mon 3/8/2026 at 14:00: alias, facts, due on, longest extension
ACCESS = [
    ("A01", Facts(), date(2026, 8, 10), None),
    ("A02", Facts(), date(2026, 9, 2), None),  # the least that it must hang: not rolled
    ("A03", Facts(), date(2026, 8, 18), None),
    ("A04", Facts("office", "simple"), date(2026, 8, 3), None),
    ("A05", Facts("office", "complex"), date(2026, 8, 17), date(2026, 8, 28)),
    ("A06", Facts("network", "simple"), date(2026, 8, 6), None),
    ("A07", Facts("network", "complex"), date(2026, 8, 6), None),
    ("A08", Facts("network", "complex"), date(2026, 8, 22), date(2026, 9, 7)),
    ("A09", Facts("post", "simple"), date(2026, 8, 10), None),
    ("A10", Facts("post", "complex"), date(2026, 8, 6), None),
    ("A11", Facts("post", "complex"), date(2026, 8, 22), date(2026, 9, 7)),
    ("A12", Facts(), date(2026, 8, 10), None),
    ("A13", Facts(), date(2026, 8, 18), None),
    ("A14.1", Facts(), date(2026, 8, 10), None),
    ("A14.2", Facts(), date(2026, 8, 18), None),
    ("A14.3", Facts(), date(2026, 8, 6), None),
]


@pytest.mark.parametrize(("alias", "facts", "due_on", "extended_on"), ACCESS)
def test_the_table_of_the_access_law(calendar, rules, alias, facts, due_on, extended_on):
    start = at(2026, 8, 3, 14)
    rule = rule_in_force(rules, alias, on=local_day(start), facts=facts)
    assert due_of(rule, start, calendar=calendar).due_on == due_on
    cap = rule.extension
    assert (cap is None) is (extended_on is None)
    if cap is None:
        with pytest.raises(ExtensionRefused):
            due_of(rule, start, calendar=calendar, extension=Extension(1, Unit.DAYS))
        return
    longest = due_of(rule, start, calendar=calendar, extension=Extension(cap.amount, cap.unit))
    assert longest.due_on == extended_on
    with pytest.raises(ExtensionRefused):
        due_of(rule, start, calendar=calendar, extension=Extension(cap.amount + 1, cap.unit))


# Rows of the press table, started Fri 14/8/2026 at 16:30
PRESS = [
    ("P01", at(2026, 8, 15, 16, 30)),
    ("P02", at(2026, 8, 15, 16, 30)),
    ("P03", at(2026, 8, 15, 16, 30)),
    ("P04", at(2026, 8, 14, 16, 30)),
    ("P08", at(2026, 9, 15, 0)),
    ("P09", at(2026, 11, 15, 0)),
    ("P10", at(2026, 12, 20, 0)),
    ("P11", at(2026, 9, 29, 0)),
    ("P12", at(2026, 9, 15, 0)),  # Sun 13/9 rolls to Mon 14/9
    ("P13", at(2026, 8, 22, 0)),
    ("P15", at(2026, 9, 9, 0)),
    ("P17", at(2026, 9, 9, 0)),
    ("P18", at(2026, 8, 14, 16, 30)),
    ("P19", at(2026, 8, 18, 0)),  # Sun 16/8 rolls to Mon 17/8
    ("P21", at(2026, 8, 13, 16, 30)),
    ("P22", at(2026, 8, 14, 4, 30)),
]


@pytest.mark.parametrize(("alias", "due_at"), PRESS)
def test_the_table_of_the_press(calendar, rules, alias, due_at):
    start = at(2026, 8, 14, 16, 30)
    rule = rule_in_force(rules, alias, on=local_day(start))
    due = due_of(rule, start, calendar=calendar)
    assert due.due_at == due_at
    assert add_up(start, due.steps) == due.due_at


@pytest.mark.parametrize(
    ("start", "due_on", "before"),
    [
        (at(2026, 11, 2), date(2026, 12, 19), "2026-12-18"),  # a Saturday
        (at(2026, 12, 19, 23, 59), date(2026, 12, 19), "2026-12-18"),
        (at(2026, 12, 20, 0), date(2027, 12, 19), "2027-12-17"),  # a Sunday
        (at(2025, 12, 1), date(2025, 12, 19), ""),
    ],
)
def test_before_20_december_ends_with_the_19th_and_never_rolls(calendar, rules, start, due_on, before):
    rule = rule_in_force(rules, "P10", on=date(2026, 11, 2))
    due = due_of(rule, start, calendar=calendar)
    assert due.due_on == due_on
    assert due.due_at == datetime(due_on.year, 12, 20, tzinfo=ZONE)
    warned = [step.detail["before"] for step in due.steps if step.code == "no-roll"]
    assert warned == ([before] if before else [])


def test_the_29th_of_february_as_a_fixed_day(calendar, rule):
    leap = rule(amount=None, unit=Unit.DATE, month=2, day=29)
    assert due_of(leap, at(2028, 1, 5), calendar=calendar).due_on == date(2028, 2, 29)
    assert due_of(leap, at(2026, 1, 5), calendar=calendar).due_on == date(2026, 2, 28)
    assert due_of(leap, at(2026, 3, 1), calendar=calendar).due_on == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("start", "amount", "due_on"),
    [
        (at(2026, 1, 31), 1, date(2026, 2, 28)),
        (at(2028, 1, 31), 1, date(2028, 2, 29)),
        (at(2028, 2, 29), 12, date(2029, 2, 28)),
        (at(2026, 12, 31), 2, date(2027, 2, 28)),
        (at(2026, 3, 31), 1, date(2026, 4, 30)),
        (at(2026, 11, 15), 2, date(2027, 1, 15)),
    ],
)
def test_months_end_on_the_same_day_or_the_last(calendar, rule, start, amount, due_on):
    months = rule(amount=amount, unit=Unit.MONTHS)
    assert due_of(months, start, calendar=calendar).due_on == due_on


def test_months_roll(calendar, rule):
    months = rule(amount=1, unit=Unit.MONTHS, roll=Roll.NEXT_WORKING_DAY)
    assert due_of(months, at(2026, 1, 31), calendar=calendar).due_on == date(2026, 3, 2)


def test_days_over_the_29th_of_february(calendar, rule):
    days = rule(amount=1, unit=Unit.DAYS)
    assert due_of(days, at(2028, 2, 28), calendar=calendar).due_on == date(2028, 2, 29)
    assert due_of(days, at(2027, 2, 28), calendar=calendar).due_on == date(2027, 3, 1)


def test_hours_run_through_tet(calendar, rule):
    due = due_of(rule(amount=24, unit=Unit.HOURS), at(2026, 2, 16, 22, 15), calendar=calendar)
    assert due.due_at == at(2026, 2, 17, 22, 15)
    assert due.due_on == date(2026, 2, 17)


def test_hours_that_end_at_midnight_end_with_the_day_before(calendar, rule):
    due = due_of(rule(amount=24, unit=Unit.HOURS), at(2026, 8, 10, 0), calendar=calendar)
    assert due.due_at == at(2026, 8, 11, 0)
    assert due.due_on == date(2026, 8, 10)


def test_the_start_is_read_in_vietnam(calendar, rule):
    evening = datetime(2026, 8, 10, 17, 30, tzinfo=UTC)  # 00:30 on the 11th in Vietnam
    tokyo = evening.astimezone(timezone(timedelta(hours=9)))
    for start in (evening, tokyo):
        due = due_of(rule(amount=1), start, calendar=calendar)
        assert due.due_on == date(2026, 8, 12)
        assert due.start.utcoffset() == timedelta(hours=7)


def test_counting_back_whole_days(calendar, rule):
    back = rule(amount=5, direction=Direction.BEFORE)
    due = due_of(back, at(2026, 1, 14), calendar=calendar)
    assert due.due_on == date(2026, 1, 8)  # 13, 12, 10 (worked), 9, 8
    assert due.due_at == at(2026, 1, 9, 0)
    days = due_of(
        rule(amount=5, unit=Unit.DAYS, direction=Direction.BEFORE), at(2026, 8, 10), calendar=calendar
    )
    assert days.due_on == date(2026, 8, 5)


def test_what_cannot_be_counted_is_refused(calendar, rule):
    with pytest.raises(StartRefused) as told:
        due_of(rule(), datetime(2026, 8, 10, 9), calendar=calendar)  # noqa: DTZ001  # naive is the point
    assert told.value.code == "start-naive"
    with pytest.raises(StartRefused):
        due_of(rule(amount=None, unit=None), at(2026, 8, 10), calendar=calendar)
    with pytest.raises(StartRefused):
        due_of(rule(amount=None), at(2026, 8, 10), calendar=calendar)
    with pytest.raises(StartRefused):
        due_of(rule(unit=Unit.MONTHS, direction=Direction.BEFORE), at(2026, 8, 10), calendar=calendar)


@pytest.mark.parametrize("start", [at(1994, 6, 1), at(2101, 6, 1), at(9999, 12, 31), at(1, 1, 2)])
def test_beyond_the_calendar_is_refused(calendar, rule, start):
    for unit in (Unit.WORKING_DAYS, Unit.HOURS, Unit.DAYS):
        with pytest.raises(OutOfCalendar):
            due_of(rule(unit=unit), start, calendar=calendar)


def test_the_last_days_of_the_calendar(calendar, rule):
    with pytest.raises(OutOfCalendar):
        due_of(rule(amount=10_000), at(2100, 12, 30), calendar=calendar)


def test_an_estimate_says_so(calendar, rule):
    assert due_of(rule(amount=30), at(2026, 12, 20), calendar=calendar).is_estimated
    assert not due_of(rule(amount=3), at(2026, 12, 20), calendar=calendar).is_estimated
    hours = rule(amount=24, unit=Unit.HOURS)
    assert not due_of(hours, at(2027, 1, 5), calendar=calendar).is_estimated


def test_each_unit_of_extension(calendar, rule):
    start = at(2026, 8, 10)
    cases = [
        (
            rule(amount=5, extension=Cap(10, Unit.WORKING_DAYS)),
            Extension(2, Unit.WORKING_DAYS),
            at(2026, 8, 20, 0),
        ),
        (rule(amount=5, extension=Cap(48, Unit.HOURS)), Extension(5, Unit.HOURS), at(2026, 8, 18, 5)),
        (rule(amount=5, extension=Cap(1, Unit.MONTHS)), Extension(1, Unit.MONTHS), at(2026, 9, 18, 0)),
        (
            rule(amount=24, unit=Unit.HOURS, extension=Cap(9, Unit.HOURS)),
            Extension(9, Unit.HOURS),
            at(2026, 8, 11, 18),
        ),
        (
            rule(amount=24, unit=Unit.HOURS, extension=Cap(9, Unit.DAYS)),
            Extension(2, Unit.DAYS),
            at(2026, 8, 14, 0),
        ),
    ]
    for extended, extension, due_at in cases:
        due = due_of(extended, start, calendar=calendar, extension=extension)
        assert due.due_at == due_at
        assert add_up(start, due.steps) == due_at


def test_an_extension_in_days_rolls_where_the_rule_does(calendar, rules):
    rule = rule_in_force(rules, "A08", on=date(2026, 8, 3))
    due = due_of(rule, at(2026, 8, 3), calendar=calendar, extension=Extension(14, Unit.DAYS))
    assert due.due_on == date(2026, 9, 7)  # Sat 22/8 + 14 days is Sat 5/9


@pytest.mark.parametrize("amount", [0, -1])
def test_an_extension_of_nothing_is_refused(calendar, rule, amount):
    extended = rule(extension=Cap(10, Unit.WORKING_DAYS))
    with pytest.raises(ExtensionRefused) as told:
        due_of(extended, at(2026, 8, 10), calendar=calendar, extension=Extension(amount, Unit.WORKING_DAYS))
    assert told.value.code == "extension-too-short"

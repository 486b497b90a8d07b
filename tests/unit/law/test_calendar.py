"""Working days: counted as one counts with a finger on a paper calendar, and fast."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dongthuan.law.calendar import DayOverride, OutOfCalendar, WorkingCalendar
from dongthuan.law.vietnam import vietnamese_calendar

CALENDAR = vietnamese_calendar()
DAYS = st.dates(date(2000, 1, 1), date(2095, 12, 31))


def finger(day: date, n: int) -> date:
    """Count day by day."""
    step = timedelta(days=1 if n > 0 else -1)
    left = abs(n)
    while left:
        day += step
        left -= CALENDAR.is_working(day)
    return day


@settings(deadline=None)
@given(DAYS, st.integers(-60, 60))
def test_adding_is_counting_with_a_finger(day, n):
    assert CALENDAR.add_working_days(day, n) == finger(day, n)


@settings(deadline=None)
@given(DAYS, st.integers(0, 900))
def test_between_is_counting_with_a_finger(start, length):
    end = start + timedelta(days=length)
    counted = sum(CALENDAR.is_working(start + timedelta(days=n)) for n in range(length))
    assert CALENDAR.working_days_between(start, end) == counted
    assert CALENDAR.working_days_between(end, start) == -counted


@settings(deadline=None)
@given(DAYS, st.integers(1, 500))
def test_adding_and_counting_are_inverse(day, n):
    after = day + timedelta(days=1)
    due = CALENDAR.add_working_days(day, n)
    assert CALENDAR.working_days_between(after, due + timedelta(days=1)) == n


@settings(deadline=None)
@given(DAYS, st.integers(1, 300))
def test_days_off_and_working_days_make_all_days(day, length):
    until = day + timedelta(days=length)
    off = CALENDAR.days_off(day, until)
    one = timedelta(days=1)
    assert len(off) + CALENDAR.working_days_between(day + one, until + one) == length
    assert all(CALENDAR.why_off(found) == why and why for found, why in off)


@settings(deadline=None)
@given(DAYS)
def test_next_and_last_working(day):
    later, earlier = CALENDAR.next_working(day), CALENDAR.last_working(day)
    assert earlier <= day <= later
    assert CALENDAR.is_working(later)
    assert CALENDAR.is_working(earlier)
    assert (earlier == day == later) is CALENDAR.is_working(day)


def test_zero_days_stay():
    assert CALENDAR.add_working_days(date(2026, 8, 15), 0) == date(2026, 8, 15)


@pytest.mark.parametrize("day", [date(1994, 12, 31), date(2101, 1, 1), date(9999, 1, 1)])
def test_a_year_without_a_calendar_is_refused(day):
    with pytest.raises(OutOfCalendar):
        CALENDAR.is_working(day)


def test_running_off_the_calendar_is_refused():
    with pytest.raises(OutOfCalendar):
        CALENDAR.add_working_days(date(2100, 12, 1), 10_000)
    with pytest.raises(OutOfCalendar):
        CALENDAR.add_working_days(date(1995, 2, 1), -10_000)


def test_an_override_wins_over_holiday_and_weekend():
    overrides = [
        DayOverride(date(2026, 8, 15), True, "Làm bù"),
        DayOverride(date(2026, 8, 17), False, ""),
    ]
    calendar = WorkingCalendar(lambda year: {}, overrides)
    assert calendar.is_working(date(2026, 8, 15))
    assert calendar.why_off(date(2026, 8, 17)) == "Ngày nghỉ"
    assert calendar.add_working_days(date(2026, 8, 14), 2) == date(2026, 8, 18)


def test_the_version_tells_calendars_apart():
    same = vietnamese_calendar([])
    other = vietnamese_calendar([DayOverride(date(2027, 1, 2), True, "Làm bù")])
    without = vietnamese_calendar(with_unconfirmed=False)
    settled = vietnamese_calendar(settled_through=2027)
    assert same.version == CALENDAR.version
    assert len({CALENDAR.version, other.version, without.version, settled.version}) == 4
    assert CALENDAR.version.startswith("holidays ")

"""The Vietnamese calendar: swaps, Tết, days in lieu, the unconfirmed day, and what is only an estimate."""

from datetime import UTC, date, datetime

import pytest

from dongthuan.law.calendar import DayOverride
from dongthuan.law.vietnam import local_day, shipped_overrides, vietnamese_calendar

SWAPS = [
    (date(2024, 4, 29), date(2024, 5, 4)),
    (date(2025, 5, 2), date(2025, 4, 26)),
    (date(2026, 1, 2), date(2026, 1, 10)),
    (date(2026, 8, 31), date(2026, 8, 22)),
    (date(2018, 12, 31), date(2019, 1, 5)),  # from the library
    (date(2019, 4, 29), date(2019, 5, 4)),
]
TET_2026 = [date(2026, 2, day) for day in range(14, 23)]
CULTURE_DAY = date(2026, 11, 24)


@pytest.mark.parametrize(("off", "worked"), SWAPS)
def test_swapped_days_go_both_ways(calendar, off, worked):
    assert not calendar.is_working(off)
    assert calendar.is_working(worked)
    assert worked.weekday() == 5
    assert calendar.why_off(worked) == ""


def test_a_shipped_swap_cites_its_document(calendar):
    assert "12729/VPCP-KGVX" in calendar.why_off(date(2026, 1, 2))
    known = {row.day: row for row in shipped_overrides()}
    assert known[date(2026, 1, 10)].swapped_with == date(2026, 1, 2)
    assert all(row.ground and "theo" in row.ground for row in known.values() if row.swapped_with)


def test_tet_2026(calendar):
    assert not any(map(calendar.is_working, TET_2026))
    assert calendar.is_working(date(2026, 2, 13))
    assert calendar.is_working(date(2026, 2, 23))
    assert calendar.why_off(date(2026, 2, 17)) == "Tết Nguyên Đán"


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 4, 27), "Ngày Giỗ Tổ Hùng Vương (nghỉ bù)"),
        (date(2026, 8, 15), "Thứ Bảy"),
        (date(2026, 8, 16), "Chủ nhật"),
        (date(2026, 9, 1), "Quốc khánh"),
        (date(2026, 8, 17), ""),
    ],
)
def test_why_a_day_is_off(calendar, day, why):
    assert calendar.why_off(day) == why


def test_the_unconfirmed_day_has_a_switch(calendar):
    without = vietnamese_calendar(with_unconfirmed=False)
    assert "chưa xác nhận" in calendar.why_off(CULTURE_DAY)
    assert without.is_working(CULTURE_DAY)
    assert without.is_working(date(2027, 11, 24))
    assert not calendar.is_working(date(2027, 11, 24))
    assert [row.day for row in shipped_overrides() if not row.is_confirmed] == [CULTURE_DAY]


def test_a_signed_off_day_wins_over_the_shipped_one():
    confirmed = DayOverride(CULTURE_DAY, False, "Nghị quyết có hiệu lực")
    worked = DayOverride(CULTURE_DAY, True, "Không nghỉ")
    assert not vietnamese_calendar([confirmed], with_unconfirmed=False).is_working(CULTURE_DAY)
    assert vietnamese_calendar([worked]).is_working(CULTURE_DAY)


def test_days_of_coming_years_are_estimates(calendar):
    assert not calendar.is_estimated(date(2026, 12, 31))
    assert calendar.is_estimated(date(2027, 1, 1))
    assert not vietnamese_calendar(settled_through=2027).is_estimated(date(2027, 1, 1))


def test_asking_for_other_years_first_changes_nothing(calendar):
    other = vietnamese_calendar()
    for year in (2099, 1995, 2019, 2027):
        other.is_working(date(year, 6, 1))
    days = [date(year, month, 1) for year in (2024, 2025, 2026) for month in range(1, 13)]
    for day in days:
        assert other.add_working_days(day, 40) == calendar.add_working_days(day, 40)


def test_the_special_days_of_a_year_are_in_order(calendar):
    days = calendar.special_days(2026)
    assert [row.day for row in days] == sorted(row.day for row in days)
    assert {row.day for row in days if row.is_working} == {date(2026, 1, 10), date(2026, 8, 22)}
    assert [row.day for row in calendar.special_days(2019) if row.is_working] == [
        date(2019, 1, 5),
        date(2019, 5, 4),
    ]


def test_the_day_is_that_of_vietnam():
    assert local_day(datetime(2026, 8, 31, 17, 0, tzinfo=UTC)) == date(2026, 9, 1)
    assert local_day(datetime(2026, 8, 31, 16, 59, tzinfo=UTC)) == date(2026, 8, 31)

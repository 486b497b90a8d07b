"""Golden cases of other countries' request systems (Alaveteli, MuckRock, MoJ), on their holidays."""

from collections.abc import Mapping
from datetime import date

import holidays
import pytest

from dongthuan.law.calendar import WorkingCalendar


def kingdom(year: int) -> Mapping[date, str]:
    """Return the days off of England and of Northern Ireland (17 March), as Alaveteli's cases have them."""
    parts = [
        holidays.country_holidays("GB", subdiv=part, years=year, expand=False) for part in ("ENG", "NIR")
    ]
    return {day: name for part in parts for day, name in part.items()}


def america(year: int) -> Mapping[date, str]:
    return dict(holidays.country_holidays("US", years=year, expand=False))


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2008, 10, 1), date(2008, 10, 29)),
        (date(2007, 2, 1), date(2007, 3, 1)),
        (date(2009, 3, 12), date(2009, 4, 14)),
        (date(2009, 3, 13), date(2009, 4, 15)),
        (date(2009, 3, 14), date(2009, 4, 15)),  # a Saturday is as the Friday before
        (date(2009, 3, 15), date(2009, 4, 15)),
        (date(2009, 3, 16), date(2009, 4, 16)),
        (date(2017, 5, 18), date(2017, 6, 16)),
    ],
)
def test_twenty_working_days_in_the_kingdom(received, due):
    assert WorkingCalendar(kingdom).add_working_days(received, 20) == due


def test_a_longer_and_a_shorter_limit_in_the_kingdom():
    calendar = WorkingCalendar(kingdom)
    assert calendar.add_working_days(date(2017, 5, 18), 30) == date(2017, 6, 30)
    assert calendar.add_working_days(date(2017, 5, 18), 3) == date(2017, 5, 23)


def test_thirty_business_days_in_america_and_back():
    calendar = WorkingCalendar(america)
    assert calendar.add_working_days(date(2010, 11, 1), 30) == date(2010, 12, 15)
    assert calendar.add_working_days(date(2010, 12, 15), -30) == date(2010, 11, 1)
    assert calendar.working_days_between(date(2010, 11, 1), date(2010, 12, 15)) == 30


@pytest.mark.parametrize(
    ("end", "due"),
    [
        (date(2008, 10, 25), date(2008, 10, 27)),
        (date(2008, 12, 24), date(2008, 12, 24)),
        (date(2008, 12, 25), date(2008, 12, 29)),
    ],
)
def test_calendar_days_roll_over_weekend_and_holidays(end, due):
    assert WorkingCalendar(kingdom).next_working(end) == due

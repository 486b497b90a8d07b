"""Clocks of hours: told at the start, at half time, two hours before the end, and when passed; each once."""

from datetime import datetime, timedelta

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.clocks.operations import clocks
from dongthuan.apps.clocks.operations.alarms import sound_alarms
from dongthuan.apps.clocks.queries.deadlines import deadlines_near
from dongthuan.apps.notices.models import Notice
from dongthuan.law.model import Facts
from tests.integration.clocks.conftest import HANOI, Opener

T0 = datetime(2026, 8, 10, 9, tzinfo=HANOI)


@pytest.fixture
def hours(open_clock: Opener, clerk: Officer) -> Clock:
    """The 24 hours of article 7(3), whose officers are those of the unit."""
    return open_clock(name="P02", facts=Facts(complexity="event"), start_at=T0, at=T0, title="Vụ việc")


def stages(officer: Officer) -> list[str]:
    """Return the stages told to an officer, in their order."""
    told = Notice.objects.filter(recipient=officer, kind="clocks.alarm").order_by("pk")
    return [notice.key.split(":")[2] for notice in told]


def after(hours: float) -> datetime:
    """Return an instant after the event."""
    return T0 + timedelta(hours=hours)


def test_it_is_told_at_once_and_by_law(hours: Clock, clerk: Officer) -> None:
    notice = Notice.objects.get(recipient=clerk, kind="clocks.alarm")
    assert notice.is_urgent
    assert notice.is_by_law
    assert "09:00 11/08/2026" in notice.title


def test_each_stage_is_told_once(hours: Clock, clerk: Officer) -> None:
    for hour in (1, 12, 12.5, 21, 22, 23, 25, 26):
        sound_alarms(at=after(hour))
    assert stages(clerk) == ["start", "half", "last", "passed"]


def test_an_outage_tells_only_the_latest_stage(hours: Clock, clerk: Officer) -> None:
    sound_alarms(at=after(30))
    assert stages(clerk) == ["start", "passed"]


def test_the_office_hears_that_a_limit_passed(hours: Clock, coordinator: Officer) -> None:
    sound_alarms(at=after(23))
    assert stages(coordinator) == []
    sound_alarms(at=after(25))
    assert stages(coordinator) == ["passed"]


def test_a_clock_that_is_done_is_silent(hours: Clock, clerk: Officer) -> None:
    clocks.finish_clock(clock=hours, by=clerk, at=after(1))
    assert sound_alarms(at=after(23)) == 0


def test_a_clock_typed_late_is_not_told_twice_at_the_start(open_clock: Opener, clerk: Officer) -> None:
    open_clock(name="P02", facts=Facts(complexity="event"), start_at=T0, at=after(20), title="Muộn")
    sound_alarms(at=after(20.5))
    assert stages(clerk) == ["start"]


def test_a_notice_before_an_event_is_told_too(open_clock: Opener, clerk: Officer) -> None:
    facts = Facts(agency_kind="government-attached")
    open_clock(name="P21", facts=facts, start_at=after(72), at=T0, title="Họp báo")
    sound_alarms(at=after(25))
    sound_alarms(at=after(47))
    assert stages(clerk) == ["start", "half", "last"]


def test_clocks_of_days_are_left_to_the_reminders(clock: Clock, hours: Clock) -> None:
    assert sound_alarms(at=after(1)) == 0
    assert hours.title not in [one.title for one in deadlines_near(at=after(1))]
    assert hours.title in [one.title for one in deadlines_near(at=after(48))]

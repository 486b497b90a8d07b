"""The mail to officers is made by the days off of the agency itself, not only by the shipped ones."""

from datetime import time

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clocks.models.calendars import CalendarChange
from dongthuan.apps.clocks.operations import calendars
from dongthuan.apps.common import clock
from dongthuan.apps.common.roles import Role
from dongthuan.apps.desk import jobs
from dongthuan.apps.notices import operations
from dongthuan.apps.notices.models import Message
from dongthuan.apps.notices.operations import Wishes
from dongthuan.law.calendar import DayOverride
from tests.integration.conftest import newcomer


@pytest.fixture
def legal(system: Officer) -> Officer:
    """A legal officer, who proposes days off."""
    return newcomer("phap-che", "Đặng Thị Thu", system, Role.LEGAL_OFFICER)


def sign_off_today(*, is_working: bool, by: Officer, signed_by: Officer) -> None:
    """Let the agency decide whether it works today."""
    now = clock.now()
    day = DayOverride(clock.local_day(now), is_working, "Bão, cho nghỉ")
    proposed = calendars.Proposed(CalendarChange.Kind.DAY, "Công văn 1/VPCP", (day,))
    change = calendars.propose_change(proposed=proposed, by=by, at=now)
    calendars.sign_off_change(change=change, by=signed_by, at=now)


def awaiting_mail(officer: Officer) -> None:
    """Let an officer, who is never in quiet hours, wait for the digest."""
    now = clock.now()
    wishes = Wishes(quiet_from=time(0), quiet_to=time(0), digest_hour=0, is_mail_on=True)
    operations.prefer(wishes=wishes, by=officer, at=now)
    operations.queue(kind="plans.assign", recipient=officer, title="Việc mới", at=now)


def test_no_digest_on_a_day_that_the_agency_signed_off_as_free(
    legal: Officer, coordinator: Officer, unit_officer: Officer
) -> None:
    awaiting_mail(unit_officer)
    sign_off_today(is_working=False, by=legal, signed_by=coordinator)
    jobs.build(0)
    assert not Message.objects.filter(recipient=unit_officer).exists()
    sign_off_today(is_working=True, by=legal, signed_by=coordinator)
    jobs.build(0)
    assert Message.objects.filter(recipient=unit_officer).count() == 1

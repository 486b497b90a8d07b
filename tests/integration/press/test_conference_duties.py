"""The quarterly conference and the monthly information: one clock each, met by what was held and given."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.press.lifecycle import Duty
from dongthuan.apps.press.operations import conferences as operations
from dongthuan.apps.press.operations.conference_duties import record_information, settle_duty, watch_duties
from dongthuan.apps.press.operations.conferences import ConferenceContent, plan_conference
from dongthuan.apps.press.operations.versions import AheadOfTime, NoReason
from dongthuan.apps.press.queries.conferences import duty_rows, periodic_clocks
from dongthuan.apps.units.models import Agency, Unit
from tests.integration.press.conftest import MORNING, TODAY

DAY = timedelta(days=1)


@pytest.fixture
def acting(system: Officer) -> Officer:
    """The system, in an agency attached to the Government."""
    Agency.objects.update(kind=Agency.Kind.GOVERNMENT_ATTACHED)
    return system.on(TODAY)


def _running(rule: str) -> Clock:
    return Clock.objects.get(name=rule, state="running")


def test_one_clock_runs_for_each_duty_however_often_one_looks(acting: Officer) -> None:
    assert watch_duties(by=acting, at=MORNING) == 2
    assert watch_duties(by=acting, at=MORNING + DAY) == 0
    assert {clock.alias for clock in periodic_clocks()} == {"P08", "P09"}
    assert _running("press.periodic.conference").due_on == datetime(2026, 12, 7, tzinfo=UTC).date()
    assert _running("press.periodic.information").due_on == datetime(2026, 10, 7, tzinfo=UTC).date()


def test_what_was_held_ends_the_clock_and_begins_the_next(
    acting: Officer, coordinator: Officer, agency: Unit
) -> None:
    watch_duties(by=acting, at=MORNING)
    by = coordinator.on(TODAY)
    start = MORNING + 30 * DAY
    content = ConferenceContent(
        agency, "regular", "Quý III", "A", "Hà Nội", start, start + timedelta(hours=1), "Nội dung"
    )
    row = plan_conference(content=content, by=by, at=start)
    operations.hold_conference(conference=row, version=1, by=by, at=start, reason="Ghi nhận sau")
    extraordinary = plan_conference(content=replace(content, kind="extraordinary"), by=by, at=start)
    operations.hold_conference(conference=extraordinary, version=1, by=by, at=start, reason="Ghi nhận sau")
    assert watch_duties(by=acting, at=start + DAY) == 1
    assert _running("press.periodic.conference").start_at == start
    assert Clock.objects.get(name="press.periodic.conference", state="done").is_late is False


def test_information_given_too_late_is_late_and_the_next_month_begins(
    acting: Officer, coordinator: Officer
) -> None:
    watch_duties(by=acting, at=MORNING)
    given_at = MORNING + 40 * DAY
    by = coordinator.on(TODAY)
    with pytest.raises(AheadOfTime):
        record_information(title="Bản tin tháng 9", given_at=given_at, by=by, at=MORNING)
    record_information(title="Bản tin tháng 9", given_at=given_at, by=by, at=given_at)
    watch_duties(by=acting, at=given_at + DAY)
    assert Clock.objects.get(name="press.periodic.information", state="done").is_late is True
    assert _running("press.periodic.information").start_at == given_at


def test_the_legal_officer_settles_whose_duty_it_is_with_a_note(
    acting: Officer, legal_officer: Officer, coordinator: Officer
) -> None:
    watch_duties(by=acting, at=MORNING)
    with pytest.raises(NotAllowed):
        settle_duty(duty=Duty.PERIODIC, is_ours=False, note="x", by=coordinator.on(TODAY), at=MORNING)
    with pytest.raises(NoReason):
        settle_duty(duty=Duty.PERIODIC, is_ours=False, note=" ", by=legal_officer, at=MORNING)
    settle_duty(duty=Duty.PERIODIC, is_ours=False, note="Điều 6 khoản 3", by=legal_officer, at=MORNING)
    assert [(row.duty, row.is_ours, row.is_by_kind) for row in duty_rows()] == [
        (Duty.NOTICE, True, True),
        (Duty.PERIODIC, False, True),
    ]
    assert watch_duties(by=acting, at=MORNING) == 2
    assert not Clock.objects.filter(name__startswith="press.periodic.", state="running").exists()
    settle_duty(duty=Duty.PERIODIC, is_ours=True, note="Chuẩn tự chọn", by=legal_officer, at=MORNING + DAY)
    assert watch_duties(by=acting, at=MORNING + DAY) == 2


def test_a_lower_body_has_no_periods(acting: Officer) -> None:
    Agency.objects.update(kind=Agency.Kind.COMMUNE)
    assert watch_duties(by=acting, at=MORNING) == 0

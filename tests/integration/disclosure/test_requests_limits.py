"""Rows of law for requests: A04–A13, A15, both traps, the Saturday, the refusal to guess (A17); A14 apart."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clocks.lifecycle import State
from dongthuan.apps.clocks.models.rulebook import RuleVersion
from dongthuan.apps.clocks.operations.clocks import LimitPassed
from dongthuan.apps.clocks.operations.rulebook import Proposal, approve_rule, propose_rule
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.operations.requests import Completion, OutOfTime, complete_request
from dongthuan.apps.disclosure.operations.requests_after import (
    CorrectionContent,
    answer_correction,
    raise_correction,
)
from dongthuan.apps.disclosure.operations.requests_answering import (
    NoLimitRuns,
    ProvisionContent,
    extend_request,
    provide,
    tell_time,
)
from dongthuan.apps.disclosure.operations.requests_limits import UNKNOWN_KIND, start_waiting_limits
from dongthuan.apps.disclosure.operations.requests_validity import (
    Lack,
    guide_request,
    validate_request,
    weigh_request,
)
from dongthuan.apps.disclosure.requests_lifecycle import (
    Complexity,
    CorrectionBasis,
    CorrectionOutcome,
    EventKind,
    ProvisionForm,
    RequestChannel,
    RequestState,
)
from dongthuan.apps.notices.models import Notice
from dongthuan.law.deadlines import ExtensionRefused
from dongthuan.law.model import Cap, Direction, Roll, Rule, Unit, Verified
from tests.integration.disclosure.requests_cast import (
    DAY,
    HOUR,
    NEW_LAW,
    OLD_LAW,
    answering,
    received,
    valid,
)

SIMPLE, COMPLEX = Complexity.SIMPLE, Complexity.COMPLEX
C = RequestChannel
pytestmark = pytest.mark.django_db


def test_each_channel_and_case_has_its_limits(information_officer: Officer) -> None:
    # From Monday 2 March 2026; worked out by hand. Answer rule, its last day, notice rule, its last day.
    expected = {
        (C.OFFICE, SIMPLE): ("A04", date(2026, 3, 2), None, None),
        (C.OFFICE, COMPLEX): ("A05", date(2026, 3, 16), None, None),
        (C.PORTAL, SIMPLE): ("A06", date(2026, 3, 5), None, None),
        (C.EMAIL, COMPLEX): ("A08", date(2026, 3, 23), "A07", date(2026, 3, 5)),
        (C.FAX, SIMPLE): ("A09", date(2026, 3, 9), None, None),
        (C.POST, COMPLEX): ("A11", date(2026, 3, 23), "A10", date(2026, 3, 5)),
    }
    for (channel, complexity), (alias, last, notice_alias, notice_last) in expected.items():
        request = valid(information_officer, channel=channel, complexity=complexity)
        assert request.clock is not None
        assert (request.clock.alias, request.clock.due_on or last) == (alias, last)
        notice = request.notice_clock
        found = (notice.alias, notice.due_on) if notice else (None, None)
        assert found == (notice_alias, notice_last)
        assert "Minh Họa" not in request.clock.title


def test_the_office_extends_in_working_days_the_network_in_days(information_officer: Officer) -> None:
    by, at = information_officer, OLD_LAW + DAY
    office = valid(by)
    for too_much in (11,):
        with pytest.raises(ExtensionRefused):
            extend_request(request=office, version=office.version, amount=too_much, reason="x", by=by, at=at)
    extended = extend_request(
        request=office, version=office.version, amount=10, reason="Phải tập hợp", by=by, at=at
    )
    assert extended.unit == Unit.WORKING_DAYS
    assert extended.clock.due_on == date(2026, 3, 30)
    network = valid(by, channel=C.PORTAL)
    with pytest.raises(ExtensionRefused):
        extend_request(request=network, version=network.version, amount=16, reason="x", by=by, at=at)
    longer = extend_request(
        request=network, version=network.version, amount=15, reason="Phải tập hợp", by=by, at=at
    )
    assert longer.unit == Unit.DAYS
    assert longer.clock.due_on == date(2026, 4, 7)  # 15 days after Monday 23 March, not 15 working days
    assert network.events.filter(kind=EventKind.EXTENDED).exists()


def test_an_extension_that_ends_on_a_saturday_rolls_on(information_officer: Officer) -> None:
    request = valid(information_officer, channel=C.POST)  # the last day is Monday 23 March
    extended = extend_request(
        request=request, version=request.version, amount=12, reason="x", by=information_officer, at=OLD_LAW
    )
    assert extended.clock.due_on == date(2026, 4, 6)  # 4 April is a Saturday


def test_one_minute_after_the_limit_nothing_is_extended(information_officer: Officer) -> None:
    request = valid(information_officer)
    assert request.clock is not None
    late = request.clock.due_at
    with pytest.raises(LimitPassed):
        extend_request(
            request=request, version=request.version, amount=1, reason="x", by=information_officer, at=late
        )
    request.refresh_from_db()
    assert not request.events.filter(kind=EventKind.EXTENDED).exists()
    assert request.clock.due_at == late


def test_the_clock_starts_at_the_valid_request(information_officer: Officer, system: Officer) -> None:
    """A15: no limit while the requester is guided; the completed request starts it."""
    request = received(information_officer, channel=C.PORTAL, address="")
    request = guide_request(
        request=request,
        version=request.version,
        lacks=[Lack("Nơi cư trú", "address")],
        by=information_officer,
        at=OLD_LAW + HOUR,
    )
    assert request.clock is None
    later = OLD_LAW + 3 * DAY
    request = complete_request(request=request, completion=Completion(address="Hà Nội"), by=system, at=later)
    told = {"request": request, "version": request.version, "complexity": SIMPLE, "by": information_officer}
    with pytest.raises(OutOfTime):
        validate_request(valid_at=OLD_LAW, at=later, **told)
    request = validate_request(valid_at=later, at=later + HOUR, **told)
    assert request.clock is not None
    assert (request.clock.start_at, request.clock.due_on) == (later, date(2026, 3, 10))


def test_weighing_anew_starts_another_limit_from_the_valid_day(information_officer: Officer) -> None:
    request = valid(information_officer, channel=C.EMAIL, complexity=Complexity.UNDECIDED)
    assert request.clock is None
    for complexity, alias in ((SIMPLE, "A06"), (COMPLEX, "A08")):
        first = request.clock
        request = weigh_request(
            request=request,
            version=request.version,
            complexity=complexity,
            reason="Phải hỏi đơn vị khác",
            by=information_officer,
            at=OLD_LAW + DAY,
        )
        assert request.clock is not None
        assert (request.clock.alias, request.clock.start_at) == (alias, OLD_LAW)
        if first is not None:
            first.refresh_from_db()
            assert (first.state, "Phải hỏi" in first.reason) == (State.CANCELLED, True)


def test_telling_the_time_meets_only_the_limit_of_the_notice(information_officer: Officer) -> None:
    request = valid(information_officer, channel=C.EMAIL)
    request = tell_time(
        request=request, version=request.version, words="", by=information_officer, at=OLD_LAW + DAY
    )
    assert request.clock is not None
    assert request.notice_clock is not None
    request.notice_clock.refresh_from_db()
    request.clock.refresh_from_db()
    assert (request.notice_clock.is_late, request.clock.state) == (False, State.RUNNING)


def _provided(by: Officer, source: Officer) -> InformationRequest:
    request = answering(valid(by), by=source, checker=by, at=OLD_LAW + HOUR)
    content = ProvisionContent("Danh mục năm 2025", ProvisionForm.EMAIL)
    provide(request=request, version=request.version, content=content, by=by, at=OLD_LAW + DAY)
    request.refresh_from_db()
    return request


def test_supplied_information_is_put_right_in_time(
    information_officer: Officer, institute_officer: Officer, system: Officer
) -> None:
    request = _provided(information_officer, institute_officer)
    assert (request.state, request.clock and request.clock.is_late) == (RequestState.PROVIDED, False)
    at = datetime(2026, 3, 6, 2, tzinfo=UTC)  # a Friday
    own = CorrectionContent("Sai năm", CorrectionBasis.OWN)
    reported = CorrectionContent("Sai tên")
    corrections = [
        raise_correction(request=request, content=own, by=information_officer, at=at),
        raise_correction(request=request, content=reported, by=system, at=at),
    ]
    ends = [(one.clock.alias, one.clock.due_on) for one in corrections if one.clock]
    # A12: 5 working days; A13: 15 days end on Saturday 21 March and roll on to Monday.
    assert ends == [("A12", date(2026, 3, 13)), ("A13", date(2026, 3, 23))]
    answered = answer_correction(
        correction=corrections[0],
        outcome=CorrectionOutcome.CORRECTED,
        answer="Đã sửa",
        by=information_officer,
        at=at + DAY,
    )
    assert answered.clock is not None
    answered.clock.refresh_from_db()
    assert answered.clock.is_late is False


def test_from_september_2026_nothing_is_guessed(
    information_officer: Officer,
    legal_officer: Officer,
    second_legal_officer: Officer,
    institute_officer: Officer,
    system: Officer,
) -> None:
    """A17: kept and valid without a limit; the legal officer is asked; the rule entered, it runs."""
    request = valid(information_officer, at=NEW_LAW, channel=C.PORTAL)
    assert (request.clock, request.limit_unknown_at, request.state) == (None, NEW_LAW, RequestState.VALID)
    assert Notice.objects.filter(kind=UNKNOWN_KIND, recipient=legal_officer).count() == 1
    with pytest.raises(NoLimitRuns):
        extend_request(
            request=request, version=request.version, amount=1, reason="x", by=information_officer, at=NEW_LAW
        )
    assert start_waiting_limits(by=system, at=NEW_LAW + DAY) == 0
    assert Notice.objects.filter(kind=UNKNOWN_KIND).count() == 2  # one for each legal officer, once
    _enter_rule(legal_officer, second_legal_officer, at=NEW_LAW + 2 * DAY)
    assert start_waiting_limits(by=system, at=NEW_LAW + 2 * DAY) == 1
    assert start_waiting_limits(by=system, at=NEW_LAW + 2 * DAY) == 0
    request.refresh_from_db()
    assert request.clock is not None
    assert request.limit_unknown_at is None
    assert (request.clock.start_at, request.clock.due_on) == (NEW_LAW, date(2026, 11, 12))
    # It can be answered meanwhile as well, without any limit.
    other = valid(information_officer, at=NEW_LAW, channel=C.POST)
    other = answering(other, by=institute_officer, checker=information_officer, at=NEW_LAW + HOUR)
    content = ProvisionContent("Danh mục", ProvisionForm.POST)
    provide(request=other, version=other.version, content=content, by=information_officer, at=NEW_LAW + DAY)


def _enter_rule(by: Officer, approver: Officer, *, at: datetime) -> RuleVersion:
    rule = Rule(
        key="access.answer.network.complex",
        alias="A17",
        title="Trả lời qua mạng (thử)",
        amount=8,
        unit=Unit.WORKING_DAYS,
        start_event="Yêu cầu hợp lệ",
        roll=Roll.NONE,
        direction=Direction.AFTER,
        extension=Cap(8, Unit.DAYS),
        channel="network",
        complexity="complex",
        agency_kind="",
        month=None,
        day=None,
        valid_from=date(2026, 9, 1),
        valid_to=None,
        instrument="Luật thử",
        article="Điều thử",
        source="Công báo (thử)",
        verified=Verified.V1,
        verified_by="Cán bộ pháp chế",
        verified_on=date(2026, 11, 3),
        note="",
    )
    version = propose_rule(proposal=Proposal(rule, "Đã có văn bản"), by=by, at=at)
    approve_rule(version=version, by=approver, at=at)
    return version


def test_the_minute_of_receipt_is_early_enough(information_officer: Officer) -> None:
    """A form tells minutes: a request that came at 9:00:40 is valid from 9:00:40 where 9:00 was said."""
    came = OLD_LAW + timedelta(seconds=40)
    request = received(information_officer, at=came, channel=C.PORTAL)
    request = validate_request(
        request=request,
        version=request.version,
        valid_at=OLD_LAW,
        complexity=SIMPLE,
        by=information_officer,
        at=came + HOUR,
    )
    assert request.valid_at == came

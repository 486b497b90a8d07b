"""Consultations: two pairs of eyes, nothing guessed of the law, dates that the server keeps."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.clocks.operations.rulebook import Proposal, approve_rule, propose_rule
from dongthuan.apps.clocks.queries.rules import rules_in_force_now
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.notices.models import Notice
from dongthuan.apps.policies.consultations_lifecycle import Phase, may_comment, phase_of
from dongthuan.apps.policies.dossiers_lifecycle import Stage
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.operations import consultations_dates as dates
from dongthuan.apps.policies.operations.consultations import (
    ConsultationContent,
    NotReady,
    check_secrecy,
    open_consultation,
    rewrite_consultation,
)
from dongthuan.apps.policies.operations.stages import Move, move_dossier
from dongthuan.apps.policies.operations.versions import NoReason, NotInThatState
from dongthuan.apps.policies.queries.consultations import lacks, minimum_from, why_no_response_limit
from dongthuan.law.model import Unit as LawUnit
from dongthuan.law.model import Verified
from tests.integration.policies.dossier_cast import AT, DAYS, a_consultation, a_dossier, opened, with_version


@pytest.fixture
def consultation(drafter: Officer) -> Consultation:
    """A consultation that the drafter has set up."""
    return a_consultation(a_dossier(drafter, stage=Stage.CONSULTING), drafter)


@pytest.fixture
def open_one(consultation: Consultation, unit_officer: Officer, leader: Officer) -> Consultation:
    """The same, looked through by a colleague and opened by the leader."""
    for officer in (unit_officer, leader):
        officer.on(localdate(AT))
    return opened(consultation, checker=unit_officer, opener=leader)


def test_what_is_lacking_is_said_and_nothing_opens(
    consultation: Consultation, drafter: Officer, leader: Officer, unit_officer: Officer
) -> None:
    for officer in (leader, unit_officer):
        officer.on(localdate(AT))
    content = ConsultationContent("Tên", "Mục đích", drafter)
    bare = rewrite_consultation(consultation=consultation, version=1, content=content, by=drafter, at=AT)
    assert lacks(bare, at=AT) == ["version", "contact", "moderation", "secrecy", "dates"]
    count = Entry.objects.count()
    with pytest.raises(NotReady):
        open_consultation(consultation=bare, version=bare.version, by=leader, at=AT)
    with pytest.raises(NotAllowed):
        open_consultation(consultation=bare, version=bare.version, by=drafter, at=AT)
    with pytest.raises(NotAllowed):
        check_secrecy(consultation=bare, version=bare.version, by=drafter, at=AT)
    assert Entry.objects.count() == count
    checked = check_secrecy(consultation=bare, version=bare.version, by=unit_officer, at=AT)
    assert "secrecy" not in lacks(checked, at=AT)
    with_version(checked, drafter, at=AT + DAYS)
    assert "secrecy" in lacks(checked, at=AT + DAYS)  # a newer version was not looked through


def test_no_length_is_guessed_and_the_legal_basis_stands(
    consultation: Consultation, open_one: Consultation
) -> None:
    minimum = minimum_from(AT)
    assert minimum.until is None
    assert "C01" in minimum.words or "pháp chế" in minimum.words
    assert (open_one.minimum_until, bool(open_one.legal_basis)) == (None, True)
    consultation.legal_basis = ""
    assert "basis" in lacks(consultation, at=AT)


def test_a_rule_with_a_figure_is_kept(
    consultation: Consultation,
    legal_officer: Officer,
    other_legal_officer: Officer,
) -> None:
    rule = next(one for one in rules_in_force_now() if one.alias == "C01")
    figured = replace(rule, amount=30, unit=LawUnit.DAYS, valid_from=date(2026, 9, 1), verified=Verified.V1)
    legal_officer.on(localdate(AT))
    version = propose_rule(proposal=Proposal(figured, "Thử"), by=legal_officer, at=AT)
    approve_rule(version=version, by=other_legal_officer.on(localdate(AT)), at=AT)
    assert "short" in lacks(consultation, at=AT)


def test_the_phase_follows_the_instants_and_nothing_else(open_one: Consultation, system: Officer) -> None:
    opens, closes = AT + DAYS, AT + 21 * DAYS
    tick = timedelta(microseconds=1)
    for at, phase in (
        (opens - tick, Phase.UPCOMING),
        (opens, Phase.RUNNING),
        (closes - tick, Phase.RUNNING),
        (closes, Phase.OVER),
    ):
        assert phase_of(open_one, at) == phase
        assert may_comment(open_one, at) == (phase == Phase.RUNNING)
        assert Consultation.objects.running(at=at).exists() == (phase == Phase.RUNNING)
    assert dates.close_due(by=system, at=closes - tick) == 0
    assert [dates.close_due(by=system, at=closes), dates.close_due(by=system, at=closes)] == [1, 0]
    open_one.refresh_from_db()
    assert (open_one.state, open_one.closed_at, open_one.clock) == ("closed", closes, None)
    assert why_no_response_limit(open_one, at=closes)
    assert Notice.objects.filter(kind="policies.consultation_ended").count() == 1


def test_it_is_extended_with_a_reason_and_never_shortened_in_silence(
    open_one: Consultation, drafter: Officer, leader: Officer
) -> None:
    told = {"consultation": open_one, "version": open_one.version, "at": AT}
    with pytest.raises(dates.NotLonger):
        dates.extend_consultation(**told, closes_at=AT + 20 * DAYS, reason="Vì", by=drafter)
    with pytest.raises(NoReason):
        dates.extend_consultation(**told, closes_at=AT + 30 * DAYS, reason="", by=drafter)
    with pytest.raises(NotInThatState):
        dates.close_early(**told, reason="Chưa mở", by=leader)
    longer = dates.extend_consultation(**told, closes_at=AT + 30 * DAYS, reason="Bão", by=drafter)
    early = dates.close_early(
        consultation=longer, version=longer.version, reason="Đã đủ", by=leader, at=AT + 9 * DAYS
    )
    assert (early.state, early.closes_at) == ("closed", AT + 9 * DAYS)
    assert [row.kind for row in early.changes.all()] == ["extended", "closed_early"]


def test_the_minimum_of_the_law_is_not_undercut(open_one: Consultation, leader: Officer) -> None:
    open_one.minimum_until = AT + 15 * DAYS
    open_one.save(update_fields=["minimum_until"])
    told = {"consultation": open_one, "version": open_one.version, "reason": "Đã đủ", "by": leader}
    with pytest.raises(dates.BeforeMinimum):
        dates.close_early(**told, at=AT + 9 * DAYS)
    assert dates.close_early(**told, at=AT + 15 * DAYS).state == "closed"


def test_an_open_consultation_holds_the_dossier_until_it_is_called_off(
    open_one: Consultation, drafter: Officer, leader: Officer
) -> None:
    dossier = open_one.dossier
    told = {"dossier": dossier, "version": dossier.version, "by": drafter, "at": AT}
    with pytest.raises(NotInThatState):
        move_dossier(**told, move=Move(Stage.APPRAISAL))
    off = dates.cancel_consultation(
        consultation=open_one, version=open_one.version, reason="Viết lại", by=leader, at=AT
    )
    assert off in Consultation.objects.public()
    assert phase_of(off, AT + 2 * DAYS) == Phase.CANCELLED
    assert move_dossier(**told, move=Move(Stage.APPRAISAL)).stage == Stage.APPRAISAL

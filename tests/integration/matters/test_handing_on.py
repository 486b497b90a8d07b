"""Criticism goes to those who draft, once, and their answer stands on the card; nothing else does."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.common.roles import Role
from dongthuan.apps.matters.lifecycle import CardKind, Response
from dongthuan.apps.matters.models.cards import MisinformationCard
from dongthuan.apps.matters.operations.cards import (
    AwaitsAnswer,
    CardContent,
    HandedOn,
    NotForCriticism,
    Reply,
    close_card,
    edit_card,
    respond_to_claim,
)
from dongthuan.apps.matters.operations.handing_on import OnlyCriticism, hand_on_criticism
from dongthuan.apps.matters.operations.refusals import ChangedMeanwhile
from dongthuan.apps.matters.operations.reporting import report_claim
from dongthuan.apps.matters.wording import sentence_of
from dongthuan.apps.notices.models import Notice
from dongthuan.apps.policies.dossiers_lifecycle import OpinionKind, Verdict
from dongthuan.apps.policies.models.dossiers import PolicyDossier
from dongthuan.apps.policies.models.dossiers_parts import InternalOpinion
from dongthuan.apps.policies.operations.opinions import answer_opinion
from dongthuan.apps.units.models import Unit
from tests.integration.matters.conftest import AT, member
from tests.integration.matters.test_cards import REFUSED, claim, noted
from tests.integration.policies.dossier_cast import a_dossier

__all__ = ["claim"]
REASON = "Đã giảm phí thuê thiết bị cho nhóm nhỏ."


@pytest.fixture
def drafter(system: Officer, agency: Unit) -> Officer:
    """Drafts the agency's policies."""
    return member("soan-thao", "Ngô Thị Thảo", agency, Role.POLICY_DRAFTER, system)


@pytest.fixture
def dossier(drafter: Officer) -> PolicyDossier:
    """A draft in hand."""
    return a_dossier(drafter, at=AT)


@pytest.fixture
def card(claim: CardContent, office: Officer) -> MisinformationCard:
    """Criticism of it."""
    return noted(replace(claim, claim="Phí thuê thiết bị quá cao với nhóm nhỏ"), office, CardKind.CRITICISM)


def handed(card: MisinformationCard, dossier: PolicyDossier, by: Officer) -> InternalOpinion:
    """Hand the criticism on."""
    version = card.version
    return hand_on_criticism(card=card, version=version, dossier=dossier, unit=dossier.unit, by=by, at=AT)


def test_it_becomes_an_opinion_that_those_who_draft_answer(
    card: MisinformationCard, dossier: PolicyDossier, office: Officer, drafter: Officer
) -> None:
    opinion = handed(card, dossier, office)
    assert (opinion.kind, opinion.record_type, opinion.record_key) == (
        OpinionKind.CRITICISM,
        "matters.misinformationcard",
        str(card.pk),
    )
    assert "Phí thuê thiết bị quá cao" in opinion.text
    assert "Tin nhanh" in opinion.text
    assert Notice.objects.filter(recipient=drafter, kind="policies.opinion_given").count() == 1
    card.refresh_from_db()
    assert card.opinion == opinion


def test_exactly_once(card: MisinformationCard, dossier: PolicyDossier, office: Officer) -> None:
    handed(card, dossier, office)
    with pytest.raises(ChangedMeanwhile):
        handed(card, dossier, office)  # as it was seen before
    card.refresh_from_db()
    with pytest.raises(HandedOn) as refused:
        handed(card, dossier, office)
    assert sentence_of(refused.value)
    assert InternalOpinion.objects.count() == 1


def test_only_criticism_and_never_to_be_removed_afterwards(
    claim: CardContent, card: MisinformationCard, dossier: PolicyDossier, office: Officer
) -> None:
    false = noted(claim, office)
    with pytest.raises(OnlyCriticism):
        handed(false, dossier, office)
    opinion = handed(card, dossier, office)
    card.refresh_from_db()
    with pytest.raises(HandedOn):
        edit_card(card=card, version=card.version, content=claim, by=office, at=AT)
    for response in (Response.REPORT, Response.DEBUNK, Response.CORRECT):
        with pytest.raises(NotForCriticism):
            respond_to_claim(card=card, version=card.version, reply=Reply(response, "Sai"), by=office, at=AT)
    with pytest.raises(REFUSED):
        report_claim(card=card, version=card.version, authority="Cơ quan thử", by=office, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        MisinformationCard.objects.filter(pk=false.pk).update(opinion=opinion)


def test_who_may_not_decide_or_does_not_see_the_draft_hands_nothing_on(
    card: MisinformationCard, dossier: PolicyDossier, expert: Officer, speaker: Officer, institute: Unit
) -> None:
    for by, unit in ((expert, institute), (speaker, institute)):
        with pytest.raises(NotAllowed):
            hand_on_criticism(card=card, version=card.version, dossier=dossier, unit=unit, by=by, at=AT)
    assert not InternalOpinion.objects.exists()


def test_the_card_is_closed_after_the_answer(
    card: MisinformationCard, dossier: PolicyDossier, office: Officer, drafter: Officer
) -> None:
    opinion = handed(card, dossier, office)
    card.refresh_from_db()
    reply = Reply(Response.COMMENT, "Chuyển cơ quan soạn thảo", "Đang xem xét.")
    card = respond_to_claim(card=card, version=card.version, reply=reply, by=office, at=AT)
    with pytest.raises(AwaitsAnswer) as refused:
        close_card(card=card, version=card.version, effect="Xong", by=office, at=AT)
    assert sentence_of(refused.value)
    answer_opinion(opinion=opinion, version=1, verdict=Verdict.ACCEPTED, reason=REASON, by=drafter, at=AT)
    card.refresh_from_db()
    assert close_card(card=card, version=card.version, effect="Xong", by=office, at=AT).closed_at == AT


def test_found_handed_on_and_shown_both_ways(
    card: MisinformationCard,
    dossier: PolicyDossier,
    office: Officer,
    drafter: Officer,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    client.force_login(office)
    page = client.get(card.get_absolute_url()).content.decode()
    address = reverse("matters:card-hand-on", args=[card.pk])
    assert address in page
    assert client.get(address, {"q": "không có dự thảo này"}).context["dossiers"] == []
    assert client.get(address, {"q": "thiet bi"}).context["dossiers"] == [dossier]
    wrong = client.post(
        address, {"version": card.version, "dossier": dossier.pk + 1, "unit": dossier.unit_id}
    )
    assert wrong.status_code == 400
    client.post(address, {"version": card.version, "dossier": dossier.pk, "unit": dossier.unit_id})
    opinion = InternalOpinion.objects.get()
    answer_opinion(opinion=opinion, version=1, verdict=Verdict.ACCEPTED, reason=REASON, by=drafter, at=AT)
    shown = client.get(card.get_absolute_url()).content.decode()
    assert REASON in shown
    assert dossier.get_absolute_url() in shown
    assert address not in shown
    client.force_login(drafter)
    assert card.claim in client.get(dossier.get_absolute_url()).content.decode()
    client.force_login(office)
    assert card.get_absolute_url() in client.get(dossier.get_absolute_url()).content.decode()

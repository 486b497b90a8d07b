"""Claims are judged on evidence; criticism is taken up or explained, and cannot be reported in any way."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.queries.contents import content_of
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.matters import jobs
from dongthuan.apps.matters.forms.cards import RespondForm
from dongthuan.apps.matters.lifecycle import RESPONSES, CardKind, CardState, Response
from dongthuan.apps.matters.models.cards import MisinformationCard
from dongthuan.apps.matters.operations.cards import (
    CardContent,
    NoEvidence,
    NotForCriticism,
    Reply,
    close_card,
    edit_card,
    note_card,
    reopen_card,
    respond_to_claim,
)
from dongthuan.apps.matters.operations.refusals import AheadOfTime, NoReason, NotInThatState, NoWords
from dongthuan.apps.matters.operations.reporting import report_claim
from dongthuan.apps.units.models import Unit
from tests.integration.matters.conftest import AT

REFUSED = (NotForCriticism, NoEvidence, NotInThatState, NoReason, NoWords)


@pytest.fixture
def claim(agency: Unit) -> CardContent:
    """An invented claim."""
    return CardContent(
        agency,
        "Ngày mai có động đất 9 độ tại Hà Nội",
        "Trang “Tin nhanh” (minh hoạ)",
        AT,
        CardKind.FAKE,
        source_url="https://tin-nhanh.example/9-do",
        evidence="Không mạng trạm nào ghi nhận; không nước nào dự báo được động đất theo ngày.",
        has_fabrication=True,
        has_identity=True,
        goal_affected="Niềm tin vào cảnh báo thiên tai",
        likelihood="high",
        severity="medium",
        confidence="high",
    )


def noted(claim: CardContent, by: Officer, kind: CardKind = CardKind.FAKE) -> MisinformationCard:
    """Return a card of a kind."""
    return note_card(content=replace(claim, kind=kind), by=by, at=AT)


@pytest.mark.parametrize("kind", CardKind)
@pytest.mark.parametrize("response", Response)
def test_each_kind_has_its_own_responses(
    kind: CardKind, response: Response, claim: CardContent, speaker: Officer
) -> None:
    card = noted(claim, speaker, kind)
    reply = Reply(response, "Lý do", "Tiếp thu ý kiến về cách công bố.")
    if response in RESPONSES[kind]:
        assert respond_to_claim(card=card, version=1, reply=reply, by=speaker, at=AT).response == response
    else:
        with pytest.raises(NotForCriticism):
            respond_to_claim(card=card, version=1, reply=reply, by=speaker, at=AT)


def test_criticism_is_offered_neither_report_nor_correction() -> None:
    offered = {value for value, _ in RespondForm(kind=CardKind.CRITICISM).fields["response"].choices}  # type: ignore[attr-defined]  # a choice field
    assert offered == {"ignore", "monitor", "comment"}


@pytest.mark.parametrize("response", ["report", "correct", "debunk", "prebunk"])
def test_the_database_refuses_to_remove_criticism(
    response: str, claim: CardContent, speaker: Officer
) -> None:
    card = noted(claim, speaker, CardKind.CRITICISM)
    with pytest.raises(IntegrityError), transaction.atomic():
        MisinformationCard.objects.filter(pk=card.pk).update(
            response=response, response_reason="x", responded_at=AT, state="answered"
        )


def test_criticism_is_answered_with_an_explanation(claim: CardContent, speaker: Officer) -> None:
    card = noted(claim, speaker, CardKind.CRITICISM)
    with pytest.raises(NoWords):
        respond_to_claim(card=card, version=1, reply=Reply(Response.COMMENT, "Góp ý đúng"), by=speaker, at=AT)
    reply = Reply(Response.COMMENT, "Góp ý đúng", "Sẽ công bố cả sai số.")
    respond_to_claim(card=card, version=1, reply=reply, by=speaker, at=AT)
    card.refresh_from_db()
    assert (card.state, card.explanation) == ("answered", "Sẽ công bố cả sai số.")


def test_a_claim_once_reported_is_no_criticism(claim: CardContent, office: Officer, system: Officer) -> None:
    card = noted(claim, office)
    respond_to_claim(card=card, version=1, reply=Reply(Response.REPORT, "Lan rộng"), by=office, at=AT)
    report_claim(card=card, version=2, authority="Sở Văn hóa và Thể thao", by=office, at=AT)
    reopen_card(card=card, version=3, reason="Xem lại", by=office, at=AT)
    with pytest.raises(NotForCriticism):
        edit_card(card=card, version=4, content=replace(claim, kind=CardKind.CRITICISM), by=office, at=AT)


def test_a_report_to_the_authority_is_a_dispatch_with_the_evidence(
    claim: CardContent, office: Officer
) -> None:
    card = noted(claim, office)
    with pytest.raises(NotInThatState):
        report_claim(card=card, version=1, authority="Sở", by=office, at=AT)
    respond_to_claim(card=card, version=1, reply=Reply(Response.REPORT, "Lan rộng"), by=office, at=AT)
    document = report_claim(card=card, version=2, authority="Sở Văn hóa và Thể thao", by=office, at=AT)
    assert (document.kind, document.addressees) == ("CV", ["Sở Văn hóa và Thể thao"])
    assert (document.record_type, document.record_key) == ("matters.misinformationcard", str(card.pk))
    words = " ".join(getattr(block, "words", "") for block in content_of(document).body)
    for part in (claim.claim, claim.evidence, "10 giờ 00 ngày 26/11/2026", "bịa đặt"):
        assert part in words
    with pytest.raises(NotInThatState):
        report_claim(card=card, version=3, authority="Sở", by=office, at=AT)
    assert OfficialDocument.objects.count() == 1


@pytest.mark.parametrize("response", [Response.DEBUNK, Response.CORRECT, Response.REPORT])
def test_without_evidence_nothing_is_called_false(
    response: Response, claim: CardContent, speaker: Officer
) -> None:
    card = noted(replace(claim, evidence=""), speaker)
    with pytest.raises(NoEvidence):
        respond_to_claim(card=card, version=1, reply=Reply(response, "Sai"), by=speaker, at=AT)


def test_a_card_is_whole_and_not_secret(claim: CardContent, speaker: Officer) -> None:
    for broken, refusal in (
        ({"claim": " "}, NoWords),
        ({"seen_at": AT + timedelta(seconds=1)}, AheadOfTime),
        ({"evidence": "TỐI MẬT"}, SecretMark),
    ):
        with pytest.raises(refusal):
            note_card(content=replace(claim, **broken), by=speaker, at=AT)
    assert not MisinformationCard.objects.exists()


def test_it_closes_with_its_effect(claim: CardContent, speaker: Officer) -> None:
    card = noted(claim, speaker)
    with pytest.raises(NotInThatState):
        close_card(card=card, version=1, effect="Hết lan truyền", by=speaker, at=AT)
    respond_to_claim(card=card, version=1, reply=Reply(Response.DEBUNK, "Có bằng chứng"), by=speaker, at=AT)
    with pytest.raises(NoWords):
        close_card(card=card, version=2, effect=" ", by=speaker, at=AT)
    close_card(card=card, version=2, effect="Hết lan truyền", by=speaker, at=AT)
    card.refresh_from_db()
    assert (card.state, card.effect) == ("closed", "Hết lan truyền")


def test_without_an_item_nothing_is_measured(
    claim: CardContent, speaker: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = noted(claim, speaker)
    respond_to_claim(card=card, version=1, reply=Reply(Response.MONITOR, "Chưa lan"), by=speaker, at=AT)
    monkeypatch.setattr(jobs, "now", lambda: AT + timedelta(hours=80))
    jobs.measure()
    assert not card.effects.exists()


STEPS = st.sampled_from(["criticise", "call_fake", "report", "comment", "monitor", "close", "reopen", "send"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=3, max_size=9))
def test_no_way_leads_from_criticism_to_a_report(
    steps: list[str], claim: CardContent, office: Officer
) -> None:
    """In every order of acts, a card that is criticism bears no response against it and no dispatch."""
    card = noted(claim, office)
    for step in steps:
        card.refresh_from_db()
        given = {"card": card, "version": card.version, "by": office, "at": AT}
        try:
            with transaction.atomic():
                _do(step, claim, given)
        except REFUSED:
            continue
        finally:
            card.refresh_from_db()
            if card.kind == CardKind.CRITICISM:
                assert card.response in ("", "ignore", "monitor", "comment")
                assert card.dispatch is None
            assert (card.state == CardState.OPEN) == (card.response == "")


def _do(step: str, claim: CardContent, given: dict[str, object]) -> None:
    kinds = {"criticise": CardKind.CRITICISM, "call_fake": CardKind.FAKE}
    if step in kinds:
        edit_card(content=replace(claim, kind=kinds[step]), **given)  # type: ignore[arg-type]  # one set for all acts
    elif step in {"report", "comment", "monitor"}:
        respond_to_claim(reply=Reply(Response(step), "Lý do", "Giải trình"), **given)  # type: ignore[arg-type]  # one set for all acts
    elif step == "close":
        close_card(effect="Hiệu quả", **given)  # type: ignore[arg-type]  # one set for all acts
    elif step == "reopen":
        reopen_card(reason="Xem lại", **given)  # type: ignore[arg-type]  # one set for all acts
    else:
        report_claim(authority="Sở", **given)  # type: ignore[arg-type]  # one set for all acts

"""The paper of an authorisation: drawn up in one act, signed by the head alone, and nobody speaks before."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.documents.lifecycle import Capacity, DocumentState
from dongthuan.apps.documents.models.authorities import SigningAuthority
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.operations.authorities import AuthorityContent, grant_authority
from dongthuan.apps.documents.operations.documents import DocumentContent, rewrite
from dongthuan.apps.documents.operations.signing import cancel, sign, submit
from dongthuan.apps.documents.queries.contents import content_of
from dongthuan.apps.notices.models import Notice
from dongthuan.apps.press.models.mandates import Mandate
from dongthuan.apps.press.models.spokespersons import Spokesperson
from dongthuan.apps.press.operations import mandate_papers as papers
from dongthuan.apps.press.operations.mandates import (
    MandateContent,
    MandateRevoked,
    NoMatter,
    NoTerm,
    NotFromTheHead,
    NotInWriting,
    authorise,
    publish_mandate,
    revoke_mandate,
)
from dongthuan.apps.press.operations.versions import AheadOfTime, ChangedMeanwhile
from dongthuan.apps.press.queries.mandate_papers import PaperState, mandate_law, paper_of
from dongthuan.apps.press.queries.mandates import live_mandate, public_spokespersons
from dongthuan.apps.press.queries.spokespersons import mandate_shown
from dongthuan.apps.units.models import Unit
from dongthuan.docgen.official import Kind
from dongthuan.docgen.official_html import as_html
from dongthuan.docgen.official_record import blocks_from_plain
from tests.integration.press.conftest import MORNING, TODAY
from tests.integration.press.test_mandates import content

__all__ = ["content"]
DAY = timedelta(days=1)


@pytest.fixture
def prepared(content: MandateContent, coordinator: Officer) -> Mandate:
    """An authorisation whose paper is yet to be drawn up and signed."""
    waits = replace(content, ground="", signed_at=None)
    return authorise(content=waits, by=coordinator.on(TODAY), at=MORNING)


@pytest.fixture
def signs(agency: Unit, leader: Officer, system: Officer) -> SigningAuthority:
    """The head's right to sign."""
    told = AuthorityContent(leader, agency, Capacity.HEAD, "Chủ tịch", "", date(2020, 1, 1))
    return grant_authority(content=told, by=system, at=MORNING)


def drawn(mandate: Mandate, by: Officer) -> OfficialDocument:
    """Draw up its paper."""
    mandate.refresh_from_db()
    return papers.draw_up_paper(mandate=mandate, version=mandate.version, by=by.on(TODAY), at=MORNING)


def signed(paper: OfficialDocument, by: Officer, authority: SigningAuthority) -> OfficialDocument:
    """Submit a paper and let the holder of the authority sign it, an hour later."""
    later = MORNING + timedelta(hours=1)
    paper = submit(document=paper, version=paper.version, by=by.on(TODAY), at=MORNING)
    signer = authority.officer.on(TODAY)
    return sign(document=paper, authority=authority, version=paper.version, by=signer, at=later)


def state_of(mandate: Mandate, officer: Officer) -> PaperState:
    """Return how the page shows the paper."""
    return paper_of(mandate_shown().get(pk=mandate.pk), seen_by=officer.on(TODAY)).state


def test_nobody_speaks_before_the_head_has_signed(
    prepared: Mandate, coordinator: Officer, unit_officer: Officer, signs: SigningAuthority
) -> None:
    later = MORNING + 2 * timedelta(hours=1)
    assert live_mandate(officer=unit_officer, at=later) is None
    assert state_of(prepared, coordinator) == PaperState.MISSING
    paper = drawn(prepared, coordinator)
    assert (paper.kind, paper.record_type) == (Kind.AUTHORISATION, "press.mandate")
    assert live_mandate(officer=unit_officer, at=later) is None
    assert state_of(prepared, coordinator) == PaperState.UNDER_WAY
    paper = signed(paper, coordinator, signs)
    assert paper.symbol == "01/GUQ-CQ"
    assert state_of(prepared, coordinator) == PaperState.SIGNED
    assert live_mandate(officer=unit_officer, at=MORNING) is None  # signed an hour later
    standing = live_mandate(officer=unit_officer, at=later)
    assert standing is not None
    assert (standing.mandate, standing.until) == (prepared.pk, prepared.end_at)
    assert live_mandate(officer=unit_officer, at=prepared.end_at) is None
    assert Mandate.objects.get().number == "01/GUQ-CQ"


def test_the_paper_says_who_whom_what_until_when_and_on_what_ground(
    prepared: Mandate, coordinator: Officer, leader: Officer, unit_officer: Officer
) -> None:
    words = as_html(content_of(drawn(prepared, coordinator)))
    for part in (
        "GIẤY ỦY QUYỀN",
        "Căn cứ khoản 5 Điều 3 Nghị định số 244/2026/NĐ-CP",
        leader.full_name,
        unit_officer.full_name,
        "Vụ việc thử",
        "Từ 09 giờ 00 ngày 06/09/2026 đến trước 09 giờ 00 ngày 09/09/2026",
        "không được ủy quyền lại cho người khác (khoản 6 Điều 3 Nghị định số 244/2026/NĐ-CP)",
    ):
        assert part in words
    old = mandate_law(on=date(2026, 6, 30))
    assert (old.writing, old.onward) == ("khoản 6 Điều 3 Nghị định số 09/2017/NĐ-CP", "")


def test_another_signature_than_the_heads_authorises_nobody(
    prepared: Mandate,
    coordinator: Officer,
    unit_officer: Officer,
    spokesperson: Officer,
    agency: Unit,
    system: Officer,
) -> None:
    told = AuthorityContent(
        spokesperson, agency, Capacity.DEPUTY, "Phó Chủ tịch", "Chủ tịch", date(2020, 1, 1)
    )
    paper = signed(
        drawn(prepared, coordinator), coordinator, grant_authority(content=told, by=system, at=MORNING)
    )
    assert state_of(prepared, coordinator) == PaperState.NOT_THE_HEAD
    assert live_mandate(officer=unit_officer, at=MORNING + DAY) is None
    with pytest.raises(papers.PaperOpen):
        drawn(prepared, coordinator)
    cancel(document=paper, version=paper.version, reason="Ký nhầm", by=coordinator.on(TODAY), at=MORNING)
    assert state_of(prepared, coordinator) == PaperState.CANCELLED
    assert drawn(prepared, coordinator).state == DocumentState.DRAFT


def test_a_cancelled_paper_ends_the_right_to_speak(
    prepared: Mandate, coordinator: Officer, unit_officer: Officer, signs: SigningAuthority
) -> None:
    paper = signed(drawn(prepared, coordinator), coordinator, signs)
    cancel(document=paper, version=paper.version, reason="Sai", by=coordinator.on(TODAY), at=MORNING + DAY)
    assert live_mandate(officer=unit_officer, at=MORNING + DAY) is None


def test_what_cannot_be_drawn_up_leaves_no_trace(
    prepared: Mandate, content: MandateContent, coordinator: Officer, leader: Officer, head: Spokesperson
) -> None:
    office = coordinator.on(TODAY)
    with pytest.raises(papers.HeadSigns):
        drawn(prepared, leader)
    with pytest.raises(ChangedMeanwhile):
        papers.draw_up_paper(mandate=prepared, version=prepared.version + 1, by=office, at=MORNING)
    with pytest.raises(NoTerm):
        papers.draw_up_paper(mandate=prepared, version=prepared.version, by=office, at=prepared.end_at)
    elsewhere = authorise(content=content, by=office, at=MORNING)
    with pytest.raises(papers.PaperElsewhere):
        papers.draw_up_paper(mandate=elsewhere, version=elsewhere.version, by=office, at=MORNING)
    assert state_of(elsewhere, coordinator) == PaperState.ELSEWHERE
    for half in (replace(content, ground=""), replace(content, signed_at=None)):
        with pytest.raises(NoMatter):
            authorise(content=half, by=office, at=MORNING)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.filter(pk=prepared.pk).update(ground="1/GUQ")
    assert not OfficialDocument.objects.exists()


def test_what_is_not_in_writing_is_neither_public_nor_stands_in_the_way(
    prepared: Mandate, coordinator: Officer, unit_officer: Officer
) -> None:
    with pytest.raises(NotInWriting):
        publish_mandate(
            mandate=prepared,
            url="https://cq.example/uq",
            published_at=MORNING,
            version=prepared.version,
            by=unit_officer.on(TODAY),
            at=MORNING,
        )
    assert public_spokespersons(at=MORNING) == []


def test_given_up_unsigned_the_draft_of_its_paper_goes_too(
    prepared: Mandate, coordinator: Officer, unit_officer: Officer
) -> None:
    paper = drawn(prepared, coordinator)
    prepared.refresh_from_db()
    revoke_mandate(
        mandate=prepared,
        reason="Không cần nữa",
        version=prepared.version,
        by=coordinator.on(TODAY),
        at=MORNING,
    )
    paper.refresh_from_db()
    assert paper.state == DocumentState.CANCELLED
    with pytest.raises(MandateRevoked):
        drawn(prepared, coordinator)
    assert not Notice.objects.filter(recipient=unit_officer).exists()  # was never told of it either


def test_once_signed_the_authorised_person_is_told_once(
    prepared: Mandate, coordinator: Officer, unit_officer: Officer, signs: SigningAuthority, system: Officer
) -> None:
    at, by = MORNING + DAY, system.on(TODAY)
    assert papers.follow_signatures(by=by, at=at) == 0
    signed(drawn(prepared, coordinator), coordinator, signs)
    assert [papers.follow_signatures(by=by, at=at) for _turn in range(2)] == [1, 0]
    assert Notice.objects.filter(recipient=unit_officer, kind="press.authorise").count() == 1


def test_words_changed_by_hand_are_shown_as_such(prepared: Mandate, coordinator: Officer) -> None:
    office = coordinator.on(TODAY)
    paper = drawn(prepared, coordinator)
    shown = paper_of(mandate_shown().get(), seen_by=office)
    assert shown.is_as_drawn
    assert shown.document == paper
    stored = json.dumps(paper.body, ensure_ascii=False)
    body = blocks_from_plain(json.loads(stored.replace("09/09/2026", "10/09/2026")))
    told = DocumentContent(Kind.AUTHORISATION, paper.unit, paper.subject, body)
    rewrite(document=paper, version=paper.version, content=told, by=office, at=MORNING)
    assert not paper_of(mandate_shown().get(), seen_by=office).is_as_drawn


def test_from_the_page_and_back(
    prepared: Mandate, coordinator: Officer, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: MORNING)
    client.force_login(coordinator)
    address = reverse("press:mandate-step", args=[prepared.pk, "soan-giay"])
    answer = client.post(address, {"version": prepared.version})
    paper = OfficialDocument.objects.get()
    assert answer["Location"] == reverse("documents:document", args=[paper.pk])
    assert prepared.get_absolute_url() in client.get(answer["Location"]).content.decode()
    assert answer["Location"] in client.get(prepared.get_absolute_url()).content.decode()
    again = client.post(address, {"version": prepared.version})
    assert again.status_code == 400  # an older version, and drawn up already: one sentence, nothing made
    assert OfficialDocument.objects.count() == 1


def test_signed_by_hand_the_number_is_noted_and_the_term_begins_with_the_signature(
    prepared: Mandate, coordinator: Officer, unit_officer: Officer, signs: SigningAuthority
) -> None:
    office, noon = coordinator.on(TODAY), MORNING + timedelta(hours=3)
    paper = drawn(prepared, coordinator)
    prepared.refresh_from_db()
    told = {"mandate": prepared, "version": prepared.version, "by": office, "at": noon}
    for ground, signed_at, refusal in (
        (" ", MORNING, NoMatter),
        ("9/GUQ-CQ", noon + DAY, AheadOfTime),
        ("9/GUQ-CQ", MORNING - 9999 * DAY, NotFromTheHead),
    ):
        with pytest.raises(refusal):
            papers.note_signed_elsewhere(ground=ground, signed_at=signed_at, **told)
    row = papers.note_signed_elsewhere(ground="9/GUQ-CQ", signed_at=MORNING, **told)
    paper.refresh_from_db()
    assert paper.state == DocumentState.CANCELLED
    assert (row.number, row.start_at, row.written_at) == ("9/GUQ-CQ", MORNING, MORNING)
    assert live_mandate(officer=unit_officer, at=noon) is not None
    assert state_of(row, coordinator) == PaperState.ELSEWHERE
    assert Notice.objects.filter(recipient=unit_officer, kind="press.authorise").count() == 1
    with pytest.raises(papers.PaperSigned):
        papers.note_signed_elsewhere(ground="10/GUQ-CQ", signed_at=MORNING, **told | {"version": row.version})


def test_a_paper_that_awaits_its_signature_is_not_noted_beside_it(
    prepared: Mandate, coordinator: Officer, signs: SigningAuthority
) -> None:
    paper = drawn(prepared, coordinator)
    submit(document=paper, version=paper.version, by=coordinator.on(TODAY), at=MORNING)
    prepared.refresh_from_db()
    with pytest.raises(papers.PaperOpen):
        papers.note_signed_elsewhere(
            mandate=prepared,
            ground="9/GUQ-CQ",
            signed_at=MORNING,
            version=prepared.version,
            by=coordinator.on(TODAY),
            at=MORNING,
        )

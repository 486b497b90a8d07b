"""What is peculiar to a kind: minutes carry two signatures, press releases may go without a number."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.documents.lifecycle import DocumentKind
from dongthuan.apps.documents.models.authorities import SigningAuthority
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.models.registers import Register, RegisterEntry, Unnumbered
from dongthuan.apps.documents.operations import signing
from dongthuan.apps.documents.operations.registers import AlwaysNumbered, choose_numbering
from dongthuan.apps.documents.queries.contents import content_of
from dongthuan.apps.documents.queries.integrity import integrity
from dongthuan.apps.documents.wording import file_name
from dongthuan.apps.units.models import Unit
from dongthuan.docgen.letterhead import Signature
from dongthuan.docgen.official import Kind, Urgency
from tests.integration.documents.conftest import NOON, Maker


@pytest.fixture
def minutes(draw_up: Maker) -> OfficialDocument:
    """The minutes of a meeting, still a draft."""
    return draw_up(kind=Kind.MINUTES, subject="Họp Tổ truyền thông")


@pytest.fixture
def release(draw_up: Maker, coordinator: Officer) -> OfficialDocument:
    """A press release that waits for its signature."""
    document = draw_up(kind=Kind.RELEASE, subject="Động đất không gây thiệt hại")
    return signing.submit(document=document, version=1, by=coordinator, at=NOON)


@pytest.fixture
def without_number(agency: Unit, coordinator: Officer) -> None:
    """The agency's press releases go out without a number."""
    choose_numbering(issuer=agency, kind=DocumentKind.RELEASE, is_numbered=False, by=coordinator, at=NOON)


def _signed(document: OfficialDocument, authority: SigningAuthority, by: Officer) -> OfficialDocument:
    return signing.sign(document=document, authority=authority, version=document.version, by=by, at=NOON)


def test_minutes_leave_both_names_open_until_they_are_handed_in(minutes: OfficialDocument) -> None:
    content = content_of(minutes)
    assert content.cosignature == Signature("Thư ký")
    assert content.signature == Signature("Chủ tọa")


def test_who_hands_minutes_in_signs_as_secretary_and_the_chair_afterwards(
    minutes: OfficialDocument, head: SigningAuthority, leader: Officer, coordinator: Officer
) -> None:
    minutes = signing.submit(document=minutes, version=1, by=coordinator, at=NOON)
    assert content_of(minutes).cosignature == Signature("Thư ký", coordinator.full_name)
    minutes = _signed(minutes, head, leader)
    content = content_of(minutes)
    assert content.cosignature == Signature("Thư ký", coordinator.full_name)
    assert content.signature == Signature("Chủ tọa", leader.full_name)
    assert (minutes.symbol, minutes.authority) == ("01/BB-VHL", head)


def test_minutes_sent_back_lose_the_secretarys_name(
    minutes: OfficialDocument, head: SigningAuthority, leader: Officer, coordinator: Officer
) -> None:
    minutes = signing.submit(document=minutes, version=1, by=coordinator, at=NOON)
    minutes = signing.send_back(
        document=minutes, version=minutes.version, reason="Bổ sung", by=leader, at=NOON
    )
    assert content_of(minutes).cosignature == Signature("Thư ký")


def test_other_kinds_carry_one_signature(signed: OfficialDocument) -> None:
    assert content_of(signed).cosignature is None


def test_a_release_is_numbered_unless_the_issuer_chose_otherwise(
    release: OfficialDocument, head: SigningAuthority, leader: Officer
) -> None:
    assert _signed(release, head, leader).symbol == "01/TC-VHL"


def test_a_release_without_number_is_signed_frozen_and_whole(
    without_number: None, release: OfficialDocument, head: SigningAuthority, leader: Officer
) -> None:
    assert content_of(release).letterhead.number_line(None) == ""
    release = _signed(release, head, leader)
    assert (release.state, release.number, release.symbol) == ("signed", None, "")
    assert not RegisterEntry.objects.exists()
    assert not Register.objects.exists()
    content = content_of(release)
    assert (content.is_draft, content.number, content.signature.name) == (False, None, leader.full_name)
    assert integrity().is_whole
    assert file_name(release, "pdf") == "TC-2026-03-02-dong-dat-khong-gay-thiet-hai.pdf"


def test_a_signed_release_without_number_is_no_draft_to_give_up(
    without_number: None,
    release: OfficialDocument,
    head: SigningAuthority,
    leader: Officer,
    researcher: Officer,
) -> None:
    release = _signed(release, head, leader)
    with pytest.raises(NotAllowed):
        signing.cancel(document=release, version=release.version, reason="Thôi", by=researcher, at=NOON)


def test_numbers_come_back_when_chosen(
    without_number: None,
    agency: Unit,
    release: OfficialDocument,
    head: SigningAuthority,
    leader: Officer,
    coordinator: Officer,
) -> None:
    choose_numbering(issuer=agency, kind=DocumentKind.RELEASE, is_numbered=True, by=coordinator, at=NOON)
    assert _signed(release, head, leader).symbol == "01/TC-VHL"
    noted = Entry.objects.filter(act="documents.open_register").values_list("details__is_numbered", flat=True)
    assert set(noted) == {True, False}


@pytest.mark.parametrize("kind", [kind for kind in DocumentKind if kind != DocumentKind.RELEASE])
def test_all_other_kinds_are_numbered(kind: DocumentKind, agency: Unit, coordinator: Officer) -> None:
    with pytest.raises(AlwaysNumbered):
        choose_numbering(issuer=agency, kind=kind, is_numbered=False, by=coordinator, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Unnumbered.objects.create(issuer=agency, kind=kind, set_by=coordinator, set_at=NOON)


def test_only_the_office_chooses(agency: Unit, unit_officer: Officer) -> None:
    with pytest.raises(NotAllowed):
        choose_numbering(
            issuer=agency, kind=DocumentKind.RELEASE, is_numbered=False, by=unit_officer, at=NOON
        )
    assert not Unnumbered.objects.exists()


def test_the_office_chooses_on_the_page_of_the_register(
    agency: Unit, coordinator: Officer, unit_officer: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)
    address, given = reverse("documents:register-numbering"), {"issuer": agency.pk, "kind": "TC"}
    desk, other = Client(), Client()
    desk.force_login(coordinator)
    other.force_login(unit_officer)
    assert other.post(address, given | {"is_numbered": "0"}).status_code == 403
    assert desk.post(address, given | {"is_numbered": "2"}).status_code == 302
    assert not Unnumbered.objects.exists()
    desk.post(address, given | {"is_numbered": "0"})
    assert Unnumbered.objects.get().issuer == agency
    assert desk.get(reverse("documents:register")).content.decode().count(coordinator.full_name) >= 1
    desk.post(address, given | {"is_numbered": "1"})
    assert not Unnumbered.objects.exists()


def test_urgency_goes_from_the_page_to_the_signed_text(
    agency: Unit,
    coordinator: Officer,
    head: SigningAuthority,
    leader: Officer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)
    desk = Client()
    desk.force_login(coordinator)
    given = {"kind": "BC", "unit": agency.pk, "subject": "Kết quả", "body": "Nội dung."}
    assert desk.post(reverse("documents:add"), given | {"urgency": "MẬT"}).status_code == 400
    desk.post(reverse("documents:add"), given | {"urgency": "HỎA TỐC"})
    document = OfficialDocument.objects.get()
    assert "HỎA TỐC" in desk.get(reverse("documents:document", args=[document.pk])).content.decode()
    document = signing.submit(document=document, version=1, by=coordinator, at=NOON)
    document = _signed(document, head, leader)
    assert content_of(document).urgency is Urgency.AT_ONCE
    assert integrity().is_whole

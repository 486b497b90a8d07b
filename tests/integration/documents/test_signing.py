"""The way to the signature: two pairs of eyes, an authority in force, a number without a gap, frozen text."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.documents.lifecycle import Capacity, DocumentKind, DocumentState
from dongthuan.apps.documents.models.authorities import SigningAuthority
from dongthuan.apps.documents.models.documents import FrozenContent, OfficialDocument
from dongthuan.apps.documents.models.registers import Register, RegisterEntry
from dongthuan.apps.documents.operations import documents, signing
from dongthuan.apps.documents.operations.authorities import AuthorityContent, grant_authority
from dongthuan.apps.documents.operations.registers import AlreadyBegun, carry_on
from dongthuan.apps.documents.queries.contents import Altered, content_of
from dongthuan.apps.documents.queries.signing import to_sign
from dongthuan.apps.notices.models import Notice
from dongthuan.apps.units.models import Unit
from dongthuan.docgen.official import Kind
from tests.integration.conftest import FIRST_DAY
from tests.integration.documents.conftest import BODY, DAY, NOON, Maker


def test_the_signature_numbers_and_freezes(signed: OfficialDocument, leader: Officer) -> None:
    assert (signed.state, signed.number, signed.year, signed.symbol) == ("signed", 1, 2026, "01/KH-VHL")
    content = content_of(signed)
    assert content.letterhead.number_line(content.number) == "Số: 01/KH-VHL"
    assert content.letterhead.signed_on == date(2026, 3, 2)
    assert (content.letterhead.parent_agency, content.is_draft) == ("Chính phủ", False)
    assert (content.signature.capacity(), content.signature.name) == (("CHỦ TỊCH",), "Nguyễn Văn Minh")
    assert signed.register_entry.number == 1
    noted = Entry.objects.filter(act="documents.sign").get()
    assert noted.details["hash"] == signed.content_hash


def test_a_draft_has_no_number_no_day_and_the_stamp(submitted: OfficialDocument) -> None:
    content = content_of(submitted)
    assert (content.number, content.letterhead.signed_on, content.is_draft) == (None, None, True)
    assert content.signature.name == ""
    assert not Register.objects.exists()


def test_a_draft_shows_the_block_of_who_is_to_sign(draw_up: Maker, head: SigningAuthority) -> None:
    assert content_of(draw_up()).signature.capacity() == ("CHỦ TỊCH",)


@pytest.mark.parametrize("way", ["author", "editor", "submitter"])
def test_who_wrote_it_cannot_sign(
    way: str, draw_up: Maker, leader: Officer, coordinator: Officer, head: SigningAuthority
) -> None:
    document = draw_up(by=leader if way == "author" else coordinator, unit=head.unit)
    if way == "editor":
        content = documents.DocumentContent(Kind.PLAN, head.unit, "Sửa", BODY)
        documents.rewrite(document=document, version=1, content=content, by=leader, at=NOON)
        document.refresh_from_db()
    by = leader if way == "submitter" else coordinator
    document = signing.submit(document=document, version=document.version, by=by, at=NOON)
    with pytest.raises(NotAllowed):
        signing.sign(document=document, authority=head, version=document.version, by=leader, at=NOON)
    assert not list(to_sign(leader))
    assert not RegisterEntry.objects.exists()


def test_without_an_authority_nobody_signs(
    submitted: OfficialDocument, leader: Officer, head: SigningAuthority
) -> None:
    head.start_on = DAY + timedelta(days=1)
    head.save()
    with pytest.raises(signing.NoAuthority):
        signing.sign(document=submitted, authority=head, version=submitted.version, by=leader, at=NOON)
    assert not RegisterEntry.objects.exists()
    assert not Register.objects.exists()


def test_the_authority_of_another_does_not_count(
    submitted: OfficialDocument, leader: Officer, unit_officer: Officer, head: SigningAuthority
) -> None:
    head.officer = unit_officer
    head.save()
    with pytest.raises(signing.NoAuthority):
        signing.sign(document=submitted, authority=head, version=submitted.version, by=leader, at=NOON)


def test_the_last_day_is_the_first_one_after(
    submitted: OfficialDocument, leader: Officer, head: SigningAuthority
) -> None:
    head.end_on = DAY
    head.save()
    with pytest.raises(signing.NoAuthority):
        signing.sign(document=submitted, authority=head, version=submitted.version, by=leader, at=NOON)


def test_an_authority_reaches_its_kinds_only(
    submitted: OfficialDocument, leader: Officer, head: SigningAuthority
) -> None:
    head.kinds = [DocumentKind.DISPATCH, DocumentKind.NOTICE]
    head.save()
    assert not list(to_sign(leader))
    head.kinds = [DocumentKind.DISPATCH, DocumentKind.PLAN]
    head.save()
    assert list(to_sign(leader)) == [submitted]


BLOCKS = [
    (Capacity.DEPUTY, "Phó Chủ tịch", "Chủ tịch", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
    (Capacity.COLLECTIVE, "Chủ tịch", "Hội đồng khoa học", ("TM. HỘI ĐỒNG KHOA HỌC", "CHỦ TỊCH")),
    (Capacity.BY_ORDER, "Chánh Văn phòng", "Chủ tịch", ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
]


@pytest.mark.parametrize(("capacity", "title", "principal", "block"), BLOCKS)
def test_the_block_follows_from_the_authority(
    capacity: Capacity,
    title: str,
    principal: str,
    block: tuple[str, ...],
    submitted: OfficialDocument,
    leader: Officer,
    coordinator: Officer,
    agency: Unit,
) -> None:
    content = AuthorityContent(leader, agency, capacity, title, principal, FIRST_DAY, ground="Quy chế 12")
    authority = grant_authority(content=content, by=coordinator, at=NOON)
    done = signing.sign(
        document=submitted, authority=authority, version=submitted.version, by=leader, at=NOON
    )
    assert content_of(done).signature.capacity() == block


def test_who_may_sign_is_told_once_and_sees_it(
    submitted: OfficialDocument, head: SigningAuthority, leader: Officer, draw_up: Maker, coordinator: Officer
) -> None:
    assert list(to_sign(leader)) == [submitted]
    second = draw_up(subject="Văn bản hai")
    signing.submit(document=second, version=1, by=coordinator, at=NOON)
    told = Notice.objects.get(recipient=leader)
    assert "Văn bản hai" in told.title
    assert told.url.endswith(f"/van-ban/{second.pk}/")
    assert not list(to_sign(coordinator))


def test_it_is_returned_with_a_reason_and_comes_again(
    submitted: OfficialDocument, leader: Officer, coordinator: Officer, head: SigningAuthority
) -> None:
    given = {"document": submitted, "by": leader, "at": NOON}
    with pytest.raises(signing.NoReason):
        signing.send_back(version=submitted.version, reason="  ", **given)  # type: ignore[arg-type]
    back = signing.send_back(version=submitted.version, reason="Thiếu căn cứ", **given)  # type: ignore[arg-type]
    assert (back.state, back.return_reason) == (DocumentState.RETURNED, "Thiếu căn cứ")
    assert Notice.objects.filter(recipient=coordinator, kind="documents.send_back").count() == 1
    again = signing.submit(document=back, version=back.version, by=coordinator, at=NOON)
    assert (again.state, again.return_reason) == (DocumentState.SUBMITTED, "")


def test_what_was_submitted_stands(submitted: OfficialDocument, coordinator: Officer, office: Unit) -> None:
    content = documents.DocumentContent(Kind.PLAN, office, "Khác", BODY)
    with pytest.raises(documents.NotInThatState):
        documents.rewrite(
            document=submitted, version=submitted.version, content=content, by=coordinator, at=NOON
        )


def test_only_the_version_on_the_screen_is_signed(
    submitted: OfficialDocument, leader: Officer, head: SigningAuthority
) -> None:
    with pytest.raises(documents.ChangedMeanwhile):
        signing.sign(document=submitted, authority=head, version=submitted.version - 1, by=leader, at=NOON)


def test_nothing_is_signed_twice(signed: OfficialDocument, leader: Officer, head: SigningAuthority) -> None:
    with pytest.raises(documents.NotInThatState):
        signing.sign(document=signed, authority=head, version=signed.version, by=leader, at=NOON)
    assert RegisterEntry.objects.count() == 1


def test_a_dispatch_needs_an_addressee_and_every_document_a_text(
    draw_up: Maker, coordinator: Officer
) -> None:
    bare, empty = draw_up(kind=Kind.DISPATCH), draw_up(body=())
    with pytest.raises(signing.NoAddressee):
        signing.submit(document=bare, version=1, by=coordinator, at=NOON)
    with pytest.raises(signing.NothingToSign):
        signing.submit(document=empty, version=1, by=coordinator, at=NOON)
    bare.refresh_from_db()
    assert bare.state == DocumentState.DRAFT


def test_cancelling_keeps_the_number_used(
    signed: OfficialDocument, coordinator: Officer, leader: Officer, head: SigningAuthority, draw_up: Maker
) -> None:
    gone = signing.cancel(document=signed, version=signed.version, reason="Nhầm kỳ", by=coordinator, at=NOON)
    assert (gone.state, gone.number, gone.cancel_reason) == (DocumentState.CANCELLED, 1, "Nhầm kỳ")
    assert content_of(gone).number == "1"
    following = draw_up()
    following = signing.submit(document=following, version=1, by=coordinator, at=NOON)
    following = signing.sign(
        document=following, authority=head, version=following.version, by=leader, at=NOON
    )
    assert following.number == 2


def test_what_went_out_is_not_cancelled(signed: OfficialDocument, coordinator: Officer) -> None:
    out = signing.issue(document=signed, version=signed.version, by=coordinator, at=NOON)
    assert (out.state, out.issued_by) == (DocumentState.ISSUED, coordinator)
    with pytest.raises(documents.NotInThatState):
        signing.cancel(document=out, version=out.version, reason="Muộn", by=coordinator, at=NOON)


def test_the_database_refuses_to_change_what_was_signed(signed: OfficialDocument) -> None:
    for rows in (FrozenContent.objects.all(), RegisterEntry.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        FrozenContent.objects.update(sha256="0" * 64)


def test_altered_content_is_not_shown(signed: OfficialDocument) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table documents_frozencontent disable trigger documents_frozencontent_stands")
    frozen = signed.frozen
    frozen.content["subject"] = "Khác"
    frozen.save()
    with pytest.raises(Altered):
        content_of(signed)


def test_the_row_may_change_but_not_what_was_signed(signed: OfficialDocument) -> None:
    OfficialDocument.objects.update(subject="Sửa thẳng trong cơ sở dữ liệu")
    signed.refresh_from_db()
    assert content_of(signed).subject == "Truyền thông chính sách"


SYMBOLS = [
    (Kind.DISPATCH, "office", "01/VHL-VP", "Cơ quan thử", "Chính phủ"),
    (Kind.PLAN, "office", "01/KH-VHL", "Cơ quan thử", "Chính phủ"),
    (Kind.DISPATCH, "agency", "01/VHL", "Cơ quan thử", "Chính phủ"),
    (Kind.REPORT, "institute", "01/BC-VHH", "Viện Hóa học", "Cơ quan thử"),
    (Kind.DISPATCH, "institute", "01/VHH", "Viện Hóa học", "Cơ quan thử"),
]


@pytest.mark.parametrize(("kind", "unit", "symbol", "agency_name", "parent"), SYMBOLS)
def test_the_head_of_the_paper(
    kind: Kind,
    unit: str,
    symbol: str,
    agency_name: str,
    parent: str,
    draw_up: Maker,
    leader: Officer,
    coordinator: Officer,
    request: pytest.FixtureRequest,
) -> None:
    document = draw_up(kind=kind, unit=request.getfixturevalue(unit), addressees=["Các đơn vị"])
    content = AuthorityContent(leader, document.issuer, Capacity.HEAD, "Viện trưởng", "", FIRST_DAY)
    authority = grant_authority(content=content, by=coordinator, at=NOON)
    document = signing.submit(document=document, version=1, by=coordinator, at=NOON)
    document = signing.sign(
        document=document, authority=authority, version=document.version, by=leader, at=NOON
    )
    head = content_of(document).letterhead
    assert (document.symbol, head.agency, head.parent_agency) == (symbol, agency_name, parent)


def test_numbers_begin_anew_each_year_and_kind(
    draw_up: Maker, head: SigningAuthority, leader: Officer, coordinator: Officer
) -> None:
    eve = datetime(2026, 12, 31, 16, 59, tzinfo=UTC)
    for at, kind, number, year in [
        (eve, Kind.PLAN, 1, 2026),
        (eve, Kind.PLAN, 2, 2026),
        (eve, Kind.NOTICE, 1, 2026),
        (eve + timedelta(minutes=1), Kind.PLAN, 1, 2027),
    ]:
        document = draw_up(kind=kind, at=at)
        document = signing.submit(document=document, version=1, by=coordinator, at=at)
        document = signing.sign(document=document, authority=head, version=document.version, by=leader, at=at)
        assert (document.number, document.year) == (number, year)


def test_a_register_on_paper_is_carried_on(
    agency: Unit, draw_up: Maker, head: SigningAuthority, leader: Officer, coordinator: Officer
) -> None:
    given = {"issuer": agency, "kind": DocumentKind.PLAN, "by": coordinator, "at": NOON}
    carry_on(first_number=58, **given)  # type: ignore[arg-type]
    document = draw_up()
    document = signing.submit(document=document, version=1, by=coordinator, at=NOON)
    document = signing.sign(document=document, authority=head, version=document.version, by=leader, at=NOON)
    assert document.symbol == "58/KH-VHL"
    with pytest.raises(AlreadyBegun):
        carry_on(first_number=70, **given)  # type: ignore[arg-type]

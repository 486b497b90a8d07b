"""Partners: who may, closing and reopening, agreements and their reminders, taking in, history, pages."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import give_role
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.common.roles import Role
from dongthuan.apps.common.versions import ChangedMeanwhile, NoReason
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.notices.models import Notice
from dongthuan.apps.partners import jobs
from dongthuan.apps.partners.contact_rows import ContactRow, NoTable, rows_of
from dongthuan.apps.partners.models import Agreement, Partner
from dongthuan.apps.partners.operations import agreements, importing, partners
from dongthuan.apps.partners.queries.importing import rows_planned
from dongthuan.apps.partners.queries.partners import agreements_listed, horizons_on, partners_listed
from dongthuan.apps.partners.rules import ACCESS, Act
from dongthuan.apps.press.desk_lifecycle import InquiryChannel
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.press.operations.inquiries import InquiryContent, receive_inquiry
from dongthuan.apps.units.models import Unit
from tests.integration.conftest import DAY, FIRST_DAY, NOON, newcomer
from tests.integration.workbooks import rows_of as listed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)
    monkeypatch.setattr(jobs, "now", lambda: NOON)


@pytest.fixture
def institute(system: Officer) -> Unit:
    """A unit below the agency."""
    agency = Unit.objects.get(parent__isnull=True)
    return Unit.objects.create(code="V", name="Viện Thử", kind="institute", parent=agency, start_on=FIRST_DAY)


def _of(institute: Unit, name: str, role: Role, system: Officer) -> Officer:
    officer = newcomer(name, f"Ông {name}", system)
    give_role(officer=officer, role=role, unit=institute, start_on=FIRST_DAY, by=system, at=NOON)
    return officer.on(DAY)


@pytest.fixture
def head(institute: Unit, system: Officer) -> Officer:
    """Leads the institute."""
    return _of(institute, "truong", Role.LEADER, system)


@pytest.fixture
def worker(institute: Unit, system: Officer) -> Officer:
    """Does the institute's communication."""
    return _of(institute, "vien", Role.UNIT_OFFICER, system)


@pytest.fixture
def partner(worker: Officer, institute: Unit) -> Partner:
    """A partner of the institute with one contact."""
    content = partners.PartnerContent(
        institute, "organisation", "Hội Khoa học", contacts=[partners.ContactContent("Bà Ánh", "Thư ký")]
    )
    return partners.save_partner(partner=None, content=content, version=0, by=worker, at=NOON)


def agreed(partner: Partner, by: Officer, **more: Any) -> Agreement:
    """Enter an agreement that ends in nine days, to be asked about ten working days before."""
    given: dict[str, Any] = {"title": "Phối hợp", "signed_on": FIRST_DAY, "start_on": FIRST_DAY}
    given |= {"until": DAY + timedelta(days=9), "ask_before": 10}
    content = agreements.AgreementContent(**(given | more))
    return agreements.add_agreement(partner=partner, content=content, by=by, at=NOON)


def test_who_may(
    partner: Partner,
    head: Officer,
    worker: Officer,
    coordinator: Officer,
    leader: Officer,
    unit_officer: Officer,
    outsider: Officer,
) -> None:
    assert set(ACCESS) == set(Act)
    agreement = agreed(partner, worker)
    cast = (head, worker, coordinator, leader, unit_officer, outsider)
    for act in (Act.KEEP, Act.CLOSE):
        assert [one for one in cast if ACCESS[act](one, partner)] == [worker, coordinator]
    for act in (Act.KEEP_AGREEMENT, Act.END_AGREEMENT):
        assert [one for one in cast if ACCESS[act](one, agreement)] == [worker, coordinator]
    readers = [head, worker, coordinator, leader]
    assert [one for one in cast if ACCESS[Act.READ](one, partner)] == readers
    assert [one for one in cast if Partner.objects.visible_to(one).exists()] == readers
    assert [one for one in cast if Agreement.objects.visible_to(one).exists()] == readers
    assert [one for one in cast if ACCESS[Act.LIST](one, None)] == [*readers, unit_officer]
    for stranger in (head, unit_officer):
        with pytest.raises(NotAllowed):
            partners.close_partner(partner=partner, reason="Hết", version=1, by=stranger, at=NOON)


def test_written_once_a_unit_by_who_saw_it_last(
    partner: Partner, worker: Officer, institute: Unit, unit_officer: Officer
) -> None:
    content = partners.PartnerContent(institute, "organisation", "HỘI khoa học")
    save = partners.save_partner
    with pytest.raises(partners.NameTaken):
        save(partner=None, content=content, version=0, by=worker, at=NOON)
    save(partner=partner, content=content, version=1, by=worker, at=NOON)
    with pytest.raises(ChangedMeanwhile):
        save(partner=partner, content=content, version=1, by=worker, at=NOON)
    with pytest.raises(SecretMark):
        save(partner=partner, content=replace(content, note="TUYỆT MẬT"), version=2, by=worker, at=NOON)
    elsewhere = replace(content, unit=Unit.objects.get(parent__isnull=True))
    with pytest.raises(NotAllowed):  # not handed to a unit that one does not keep
        save(partner=partner, content=elsewhere, version=2, by=worker, at=NOON)


def test_closed_with_a_reason_and_taken_up_again(partner: Partner, worker: Officer) -> None:
    with pytest.raises(NoReason):
        partners.close_partner(partner=partner, reason=" ", version=1, by=worker, at=NOON)
    row = partners.close_partner(partner=partner, reason="Giải thể", version=1, by=worker, at=NOON)
    with pytest.raises(partners.IsClosed):
        agreed(row, worker)
    assert [list(partners_listed(worker, {"closed": closed}, on=DAY)) for closed in (False, True)] == [
        [],
        [row],
    ]
    row = partners.reopen_partner(partner=row, version=2, by=worker, at=NOON)
    assert (row.closed_at, row.closed_reason) == (None, "")
    with pytest.raises(partners.IsOpen):
        partners.reopen_partner(partner=row, version=3, by=worker, at=NOON)


def test_an_agreement_is_asked_about_once_and_ended_early(partner: Partner, worker: Officer) -> None:
    soon = agreed(partner, worker)
    later = agreed(partner, worker, until=DAY + timedelta(days=90))
    past = agreed(partner, worker, until=DAY - timedelta(days=1))
    assert [one.is_ending_soon(horizons_on(DAY), on=DAY) for one in (soon, later, past)] == [
        True,
        False,
        False,
    ]
    assert list(agreements_listed(worker, {"soon": True}, on=DAY)) == [soon]
    assert [one.state(on=DAY) for one in (soon, past)] == ["running", "ended"]
    jobs.remind.func()
    jobs.remind.func()
    notice = Notice.objects.get(kind="remind.deadline")
    assert notice.recipient == worker
    end = agreements.end_agreement
    for day in (DAY + timedelta(days=1), FIRST_DAY - timedelta(days=1)):
        with pytest.raises(agreements.EndOutside):
            end(agreement=soon, ended_on=day, reason="Hết", version=1, by=worker, at=NOON)
    row = end(agreement=soon, ended_on=DAY, reason="Đối tác rút", version=1, by=worker, at=NOON)
    assert row.state(on=DAY) == "ended_early"
    notice.refresh_from_db()
    assert notice.withdrawn_at is not None
    assert not agreements_listed(worker, {"soon": True}, on=DAY)
    assert list(agreements_listed(worker, {"state": "ended_early"}, on=DAY)) == [soon]
    with pytest.raises(agreements.EndedAlready):
        end(agreement=soon, ended_on=DAY, reason="Hết", version=2, by=worker, at=NOON)
    row = agreements.undo_end(agreement=row, version=2, by=worker, at=NOON)
    assert row.state(on=DAY) == "running"


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"until": FIRST_DAY - timedelta(days=1)}, agreements.EndsBeforeStart),
        ({"signed_on": DAY + timedelta(days=1)}, agreements.SignedAhead),
    ],
)
def test_days_that_cannot_be_are_refused(
    partner: Partner, worker: Officer, more: dict[str, date], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        agreed(partner, worker, **more)


def workbook(*rows: tuple[str, ...]) -> bytes:
    """Return a workbook with a title above its headings."""
    book = Workbook()
    for row in (("Danh bạ",), ("Đối tác", "Lĩnh vực", "Họ và tên", "Điện thoại", "Thư điện tử"), *rows):
        book.active.append(row)  # type: ignore[union-attr]  # a new book has a sheet
    out = BytesIO()
    book.save(out)
    return out.getvalue()


ROWS = (
    ("Hội Khoa học", "", "Bà Ánh"),
    ("hội khoa học", "", "Ông Tư", "024", "tu@vi-du.vn"),
    ("Báo Mới", "Báo chí", "Cô Sáu"),
    ("Báo Mới", "", "Cô Sáu"),
    ("", "", "Cô Bảy"),
    ("Báo Mới", "", "", "024"),
    ("Báo Mới", "", "Chú Tám", "", "không phải thư"),
)


def test_a_workbook_is_planned_row_by_row_and_taken_in_once(
    partner: Partner, worker: Officer, institute: Unit, head: Officer
) -> None:
    rows = rows_of(workbook(*ROWS))
    assert [one.line for one in rows] == list(range(3, 10))
    planned = [(one.kind, one.problem) for one in rows_planned(rows, institute)]
    assert planned == [
        ("same", ""),
        ("added", ""),
        ("new", ""),
        ("same", ""),
        ("bad", "no-partner"),
        ("bad", "no-name"),
        ("bad", "email"),
    ]
    with pytest.raises(NotAllowed):
        importing.take_in(rows=rows, unit=institute, by=head, at=NOON)
    assert importing.take_in(rows=rows, unit=institute, by=worker, at=NOON) == importing.Counts(1, 2)
    assert [one.name for one in partner.contacts.all()] == ["Bà Ánh", "Ông Tư"]
    with pytest.raises(importing.NothingToTakeIn):
        importing.take_in(rows=rows, unit=institute, by=worker, at=NOON)
    with pytest.raises(SecretMark):
        importing.take_in(rows=[ContactRow(1, "TỐI MẬT")], unit=institute, by=worker, at=NOON)


def test_what_is_no_table_is_refused() -> None:
    book, out = Workbook(), BytesIO()
    book.active.append(("Tên", "Tuổi"))  # type: ignore[union-attr]  # a new book has a sheet
    book.save(out)
    for data, fault in (
        (b"x", "file"),
        (out.getvalue(), "header"),
        (workbook(*[("A", "", "B")] * 501), "rows"),
    ):
        with pytest.raises(NoTable) as refusal:
            rows_of(data)
        assert refusal.value.fault == fault


def test_from_a_workbook_to_the_address_book_on_the_pages(
    client: Client, worker: Officer, institute: Unit
) -> None:
    client.force_login(worker)
    for page in ("", "thoa-thuan/", "moi/", "nhap/"):
        assert client.get(f"/doi-tac/{page}").status_code == 200, page
    file = SimpleUploadedFile("danh-ba.xlsx", workbook(*ROWS))
    preview = client.post("/doi-tac/nhap/", {"unit": institute.pk, "file": file})
    assert "chưa ghi đối tác" in preview.content.decode()
    assert not Partner.objects.exists()
    forged = client.post("/doi-tac/nhap/tiep-nhan/", {"seen": "x"}, follow=True)
    assert "hãy nộp lại bảng tính" in forged.content.decode()
    client.post("/doi-tac/nhap/tiep-nhan/", {"seen": preview.context["seen"]})
    assert [row[3] for row in listed(client, "/doi-tac/")] == ["Cô Sáu", "Bà Ánh", "Ông Tư"]
    assert [row[0] for row in listed(client, "/doi-tac/?q=hoi")] == ["Hội Khoa học"] * 2
    book = client.get("/doi-tac/danh-ba.vcf?q=hoi")
    assert (book["Content-Type"], book.content.count(b"BEGIN:VCARD")) == ("text/vcard; charset=utf-8", 2)
    row = Partner.objects.get(name="Hội Khoa học")
    page = row.get_absolute_url()
    typed = {"kind": "organisation", "name": "Hội Khoa học", "unit": institute.pk, "version": row.version}
    refused = client.post(f"{page}sua/", typed | {"contacts": "Ai; đó; 1; không phải thư"})
    assert "cách nhau bằng dấu ;" in refused.content.decode()
    client.post(f"{page}sua/", typed | {"contacts": "Ông Tư; Phó chủ tịch;; tu@vi-du.vn"})
    assert row.contacts.get().post == "Phó chủ tịch"


def test_an_agreement_on_the_pages(client: Client, partner: Partner, worker: Officer) -> None:
    client.force_login(worker)
    form = {"title": "Ký kết", "signed_on": "01/03/2026", "start_on": "01/03/2026", "ask_before": "40"}
    form |= {"until": "20/03/2026"}
    client.post(
        f"{partner.get_absolute_url()}thoa-thuan/", form | {"file": SimpleUploadedFile("ky.txt", b"Dieu 1")}
    )
    agreement = Agreement.objects.get()
    paper = agreement.get_absolute_url()
    assert b"".join(client.get(f"{paper}tep/").streaming_content) == b"Dieu 1"  # type: ignore[attr-defined]  # a file
    assert "sắp hết hạn" in client.get("/doi-tac/thoa-thuan/?soon=on").content.decode()
    client.post(f"{paper}sua/", form | {"title": "Ký lại", "version": 1})
    client.post(f"{paper}cham-dut/", {"ended_on": "02/03/2026", "reason": "Rút", "version": 2})
    assert "Đã chấm dứt trước hạn" in client.get(paper).content.decode()
    assert [row[1] for row in listed(client, "/doi-tac/thoa-thuan/")] == ["Ký lại"]


def test_a_press_agency_shows_what_it_did_with_us(
    client: Client, partner: Partner, worker: Officer, coordinator: Officer, institute: Unit
) -> None:
    outlet = Outlet.objects.create(name="Báo Thử", kind="print", changed_at=NOON)
    Partner.objects.update(outlet=outlet)
    source = Source.objects.create(name="Báo Thử RSS", outlet="báo thử", url="https://bao.vi-du.vn/")
    for number, days in enumerate((0, 1, 40)):
        Item.objects.create(
            source=source,
            title=f"Tin {number}",
            url=f"https://bao.vi-du.vn/{number}",
            published_at=NOON - timedelta(days=days),
            url_key=bytes([number] * 32),
            first_seen_at=NOON,
        )
    asked = InquiryContent(institute, "Đề tài", "Ai làm?", InquiryChannel.MAIL, NOON, outlet=outlet)
    inquiry = receive_inquiry(content=asked, by=coordinator, at=NOON)
    receive_inquiry(content=replace(asked, unit=institute.parent), by=coordinator, at=NOON)  # another's
    client.force_login(worker)
    page = client.get(partner.get_absolute_url())
    history = page.context["history"]
    assert [count for _month, count in history.months] == [2, 1]
    assert (history.inquiry_count, history.inquiries, history.sources) == (1, [inquiry], [source])
    said = page.content.decode()
    assert inquiry.get_absolute_url() in said
    assert f"{reverse('monitoring:items')}?source={source.pk}" in said

"""A file without words: marked by one, confirmed by another, the original kept within."""

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.disclosure.forms.requests_acts import ProvideForm
from dongthuan.apps.disclosure.models.redaction import Redaction
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.operations.redaction import (
    MarkContent,
    add_marks,
    begin_redaction,
    confirm_redaction,
    drop_redaction,
    propose_redaction,
    return_redaction,
)
from dongthuan.apps.disclosure.operations.requests import NoSuchStep, RequestContent, receive_request
from dongthuan.apps.disclosure.operations.requests_answering import (
    NoSuchCopy,
    ProvisionContent,
    prepare_answer,
    provide,
)
from dongthuan.apps.disclosure.operations.requests_classifying import SamePerson
from dongthuan.apps.disclosure.queries.redaction import bytes_of, confirmed_copies, original_of, proposed
from dongthuan.apps.disclosure.redaction_rules import REDACTION_ACCESS, RedactionAct
from dongthuan.apps.disclosure.requests_law import NotListed
from dongthuan.apps.disclosure.requests_lifecycle import ProvisionForm
from dongthuan.apps.files.models import Attachment
from dongthuan.apps.files.queries import attachments_of
from dongthuan.apps.press.operations.versions import ChangedMeanwhile
from dongthuan.docgen.redaction_check import found_in
from dongthuan.docgen.redaction_data import CannotRedact
from tests.integration.disclosure.requests_cast import classified

AT = datetime(2026, 8, 18, 2, tzinfo=UTC)
NAME, NUMBER = "Nguyễn Thị Hồng Vân", "001088012345"
CONTENT = MarkContent((NAME, NUMBER), "personal-secret", "Người có tên không đồng ý")


def word_file() -> bytes:
    """Return a Word file that names somebody."""
    document, out = Document(), io.BytesIO()
    document.add_paragraph(f"Chủ nhiệm: {NAME}, CCCD {NUMBER}.")
    document.add_paragraph("Kinh phí: 120 triệu đồng.")
    document.save(out)
    return out.getvalue()


@pytest.fixture
def request_row(information_officer: Officer) -> InformationRequest:
    """A valid request."""
    row, _code = receive_request(
        content=RequestContent("Danh mục nhiệm vụ", requester_name="Lý Dân", received_at=AT),
        by=information_officer,
        at=AT,
    )
    row.valid_at, row.state = AT, "valid"
    row.save()
    return row


@pytest.fixture
def begun(request_row: InformationRequest, information_officer: Officer) -> Redaction:
    """A file that was taken in."""
    return begin_redaction(
        request=request_row, name="danh muc.docx", data=word_file(), by=information_officer, at=AT
    )


@pytest.fixture
def waiting(begun: Redaction, information_officer: Officer) -> Redaction:
    """Marks that wait for the second person."""
    given: dict[str, Any] = {"by": information_officer, "at": AT}
    marked = add_marks(redaction=begun, version=begun.version, content=CONTENT, **given)
    return propose_redaction(redaction=marked, version=marked.version, **given)


def test_who_may_mark_and_confirm(
    waiting: Redaction,
    information_officer: Officer,
    coordinator: Officer,
    other_officer: Officer,
    administrator: Officer,
) -> None:
    cast = {"who marked": information_officer, "second": coordinator, "elsewhere": other_officer}
    cast |= {"administrator": administrator}
    may = {
        act: {name for name, officer in cast.items() if rule(officer, waiting)}
        for act, rule in REDACTION_ACCESS.items()
    }
    assert may == {RedactionAct.PREPARE: {"who marked", "second"}, RedactionAct.CONFIRM: {"second"}}


def test_two_people_make_a_copy_without_the_words(waiting: Redaction, coordinator: Officer) -> None:
    made = confirm_redaction(redaction=waiting, version=waiting.version, by=coordinator, at=AT)
    ((name, data),) = confirmed_copies(made.request)
    assert name == "danh muc (đã che).docx"
    assert found_in(data, "docx", [NAME, NUMBER]) == []
    assert found_in(bytes_of(original_of(made)), "docx", [NAME, NUMBER]) != []
    told = "\n".join(one.text for one in Document(io.BytesIO(data)).paragraphs)
    assert "[đã che theo Điều 7" in told
    assert "Kinh phí: 120 triệu đồng." in told
    noted = Entry.objects.filter(act="disclosure.confirm_redaction").get()
    assert noted.details["result"] == made.result_sha256
    assert NAME not in str(list(Entry.objects.values_list("details", flat=True)))
    assert [mark.count for mark in made.marks.all()] == [1, 1]


def test_nobody_confirms_alone(waiting: Redaction, information_officer: Officer) -> None:
    with pytest.raises(SamePerson):
        confirm_redaction(redaction=waiting, version=waiting.version, by=information_officer, at=AT)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.result_sha256) == ("proposed", "")


def test_given_back_and_dropped(
    waiting: Redaction, coordinator: Officer, information_officer: Officer
) -> None:
    back = return_redaction(
        redaction=waiting, version=waiting.version, note="Che cả địa chỉ", by=coordinator, at=AT
    )
    assert (back.state, back.note, back.proposed_by) == ("draft", "Che cả địa chỉ", None)
    with pytest.raises(ChangedMeanwhile):
        drop_redaction(redaction=back, version=1, by=information_officer, at=AT)
    gone = drop_redaction(redaction=back, version=back.version, by=information_officer, at=AT)
    with pytest.raises(NoSuchStep):
        drop_redaction(redaction=gone, version=gone.version, by=information_officer, at=AT)


REFUSED: dict[type[Exception], MarkContent] = {
    NotListed: MarkContent((NAME,), "made-up", "x"),
    CannotRedact: MarkContent(("Không có trong tệp",), "personal-secret", "x"),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_a_refused_mark_leaves_no_trace(
    begun: Redaction, information_officer: Officer, fault: type[Exception]
) -> None:
    with pytest.raises(fault):
        add_marks(
            redaction=begun, version=begun.version, content=REFUSED[fault], by=information_officer, at=AT
        )
    assert not begun.marks.exists()
    begun.refresh_from_db()
    assert begun.version == 1


def test_an_outsider_takes_nothing_in(request_row: InformationRequest, other_officer: Officer) -> None:
    with pytest.raises(NotAllowed):
        begin_redaction(request=request_row, name="a.docx", data=word_file(), by=other_officer, at=AT)
    assert not Attachment.objects.exists()


def test_what_looks_personal_is_proposed_once() -> None:
    text = f"CCCD {NUMBER}, CCCD {NUMBER}, gọi 0912 345 678"
    assert [(one.kind, one.words) for one in proposed(text, [])] == [
        ("citizen_id", NUMBER),
        ("phone", "0912 345 678"),
    ]


def test_the_pages_lead_through_it(
    client: Client, request_row: InformationRequest, information_officer: Officer, coordinator: Officer
) -> None:
    client.force_login(information_officer)
    path = f"/tiep-can-thong-tin/che/yeu-cau/{request_row.pk}/"
    file = SimpleUploadedFile("danh muc.docx", word_file())
    page = client.post(path, {"file": file}, follow=True).content.decode()
    row = Redaction.objects.get()
    assert NUMBER in page
    told = {"found": [NUMBER], "passages": NAME, "restriction": "personal-secret", "reason": "bí mật đời tư"}
    page = client.post(row.get_absolute_url(), told | {"version": row.version}, follow=True).content.decode()
    assert "[đã che theo" in page
    row.refresh_from_db()
    client.post(f"{row.get_absolute_url()}de-nghi/", {"version": row.version})
    row.refresh_from_db()
    client.post(f"{row.get_absolute_url()}xac-nhan/", {"version": row.version})
    row.refresh_from_db()
    assert row.state == "proposed"
    client.force_login(coordinator)
    client.post(f"{row.get_absolute_url()}xac-nhan/", {"version": row.version})
    row.refresh_from_db()
    assert row.state == "confirmed"
    copy = client.get(f"{row.get_absolute_url()}tep/ban-che/")
    assert found_in(b"".join(copy.streaming_content), "docx", [NAME, NUMBER]) == []  # type: ignore[attr-defined]


def test_others_see_nothing_of_it(client: Client, begun: Redaction, other_officer: Officer) -> None:
    client.force_login(other_officer)
    for path in ("", "tep/ban-goc/", "tep/ban-che/"):
        assert client.get(f"{begun.get_absolute_url()}{path}").status_code == 404


def test_a_confirmed_copy_is_given_and_no_original(
    client: Client, waiting: Redaction, information_officer: Officer, coordinator: Officer
) -> None:
    row = waiting.request
    row = classified(row, by=information_officer, checker=coordinator, at=AT)
    row = prepare_answer(request=row, version=row.version, by=coordinator, at=AT)
    told: dict[str, Any] = {"request": row, "version": row.version, "by": coordinator, "at": AT}
    content = ProvisionContent("Danh mục đã che", ProvisionForm.EMAIL, copies=[waiting.pk])
    with pytest.raises(NoSuchCopy):
        provide(content=content, **told)
    assert "copies" not in ProvideForm(row=row).fields
    row.refresh_from_db()
    assert not row.provisions.exists()
    confirm_redaction(redaction=waiting, version=waiting.version, by=coordinator, at=AT)
    client.force_login(coordinator)
    given = {"given_words": "Danh mục đã che", "form": "by_email", "given_at": "2026-08-18T09:00"}
    path = f"/tiep-can-thong-tin/yeu-cau/{row.pk}/cung-cap/"
    part = {"withheld": "Họ tên, CCCD", "restriction": "personal-secret", "why": "Không đồng ý"}
    sent = given | part | {"version": row.version}
    assert client.post(path, sent | {"copies": [waiting.pk + 1]}).status_code == 400
    assert "danh muc (đã che).docx" in client.get(row.get_absolute_url()).content.decode()
    assert client.post(path, sent | {"copies": [waiting.pk]}).status_code == 302
    (kept,) = attachments_of(row.provisions.get())
    assert kept.name == "danh muc (đã che).docx"
    assert found_in(bytes_of(kept), "docx", [NAME, NUMBER]) == []
    assert kept.sha256 != waiting.original_sha256

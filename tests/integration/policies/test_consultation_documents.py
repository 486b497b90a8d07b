"""Documents and minutes: two pairs of eyes before the public has them, hashes, withdrawal with a reason."""

from datetime import timedelta
from hashlib import sha256
from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.files.models import Attachment
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.policies.consultations_lifecycle import DocumentKind
from dongthuan.apps.policies.models.comments import MeetingRecord
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.operations import consultations_documents as operations
from dongthuan.apps.policies.operations.versions import NoReason, NotInThatState
from dongthuan.apps.policies.queries import public
from tests.integration.policies.comments_cast import NOON, consultation_of

DATA = "Tờ trình về dự thảo".encode()


@pytest.fixture
def consultation(unit_officer: Officer, leader: Officer) -> Consultation:
    return consultation_of(unit_officer, leader)


def with_remark() -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph("Báo cáo tác động")
    document.add_comment(paragraph.runs, text="Chỗ này còn yếu")
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def body(response: object) -> bytes:
    return b"".join(response)  # type: ignore[call-overload, no-any-return]  # a file, read as it is sent


def test_a_document_is_open_once_another_let_it_through_and_no_longer_when_withdrawn(
    consultation: Consultation, unit_officer: Officer, coordinator: Officer, outsider: Officer, client: Client
) -> None:
    given = {"consultation": consultation, "kind": DocumentKind.SUBMISSION, "title": "Tờ trình"}
    with pytest.raises(NotAllowed):
        operations.add_document(**given, file=(DATA, "to-trinh.txt"), by=outsider, at=NOON)
    with pytest.raises(SecretMark):
        operations.add_document(
            **given, file=("TUYỆT MẬT\nNội dung".encode(), "a.txt"), by=unit_officer, at=NOON
        )
    assert not Attachment.objects.exists()
    row = operations.add_document(**given, file=(DATA, "to-trinh.txt"), by=unit_officer, at=NOON)
    here = f"/cong/lay-y-kien/{consultation.slug}/"
    path = f"{here}tai-lieu/{row.pk}/"
    assert client.get(path).status_code == 404
    with pytest.raises(NotAllowed):
        operations.let_document_through(document=row, version=1, by=unit_officer, at=NOON)
    row = operations.let_document_through(document=row, version=1, by=coordinator, at=NOON)
    assert body(client.get(path)) == DATA
    shown = list(public.public_documents(consultation))
    assert [one.attachment.sha256 for one in shown] == [sha256(DATA).hexdigest()]
    with pytest.raises(NoReason):
        operations.withdraw_document(document=row, version=2, reason=" ", by=unit_officer, at=NOON)
    operations.withdraw_document(document=row, version=2, reason="Bản cũ", by=unit_officer, at=NOON)
    assert client.get(path).status_code == 404
    assert "Bản cũ" in client.get(here).content.decode()
    client.force_login(unit_officer)
    assert body(client.get(f"/chinh-sach/tai-lieu/{row.pk}/")) == DATA
    Consultation.objects.update(state="answered", closed_at=NOON, answered_at=NOON)
    with pytest.raises(NotInThatState):
        operations.add_document(**given, file=(DATA, "to-trinh.txt"), by=unit_officer, at=NOON)


def test_pages_add_warn_and_let_through(
    consultation: Consultation, unit_officer: Officer, coordinator: Officer, outsider: Officer, client: Client
) -> None:
    path = f"/chinh-sach/lay-y-kien/{consultation.pk}/tai-lieu/"
    client.force_login(unit_officer)
    told = {"kind": "impact", "title": "Báo cáo tác động"}
    assert client.post(path, told).status_code == 400  # no file
    file = SimpleUploadedFile("tac-dong.docx", with_remark())
    assert client.post(path, told | {"file": file}).status_code == 302
    words = client.get(path).content.decode()
    assert "1 nhận xét" in words
    document = consultation.documents.get()
    step = f"/chinh-sach/tai-lieu/{document.pk}/buoc/"
    assert client.post(f"{step}cho-cong-khai/", {"version": 1}).status_code == 403
    client.force_login(coordinator)
    assert client.post(f"{step}cho-cong-khai/", {"version": 1}).status_code == 302
    assert "Công khai" in client.get(path).content.decode()
    assert client.post(f"{step}rut/", {"version": 2, "reason": ""}).status_code == 302
    document.refresh_from_db()
    assert document.withdrawn_at is None
    assert client.get("/chinh-sach/tai-lieu/999999/").status_code == 404
    client.force_login(outsider)
    assert client.get(path).status_code == 404
    assert client.get(f"/chinh-sach/tai-lieu/{document.pk}/").status_code == 404


def test_minutes_are_for_officers_until_another_opens_them(
    consultation: Consultation, unit_officer: Officer, coordinator: Officer, outsider: Officer, client: Client
) -> None:
    path = f"/chinh-sach/lay-y-kien/{consultation.pk}/cuoc-hop/"
    held = NOON - timedelta(days=1)
    told = {
        "title": "Hội nghị",
        "place": "Hà Nội",
        "held_at": held.strftime("%Y-%m-%dT%H:%M"),
        "participant_count": 9,
    }
    client.force_login(unit_officer)
    secret = SimpleUploadedFile("mat.txt", "TỐI MẬT\nBiên bản".encode())
    assert client.post(path, told | {"minutes": secret}).status_code == 400
    assert not MeetingRecord.objects.exists()
    file = SimpleUploadedFile("bien-ban.txt", "Biên bản hội nghị".encode())
    assert client.post(path, told | {"minutes": file}).status_code == 302
    meeting = consultation.meetings.get()
    officers, everybody = (
        f"/chinh-sach/cuoc-hop/{meeting.pk}/bien-ban/",
        f"/cong/lay-y-kien/{consultation.slug}/bien-ban/{meeting.pk}/",
    )
    assert body(client.get(officers)) == "Biên bản hội nghị".encode()
    assert client.get(everybody).status_code == 404
    step = f"/chinh-sach/cuoc-hop/{meeting.pk}/buoc/"
    assert client.post(f"{step}cong-khai/", {"version": meeting.version}).status_code == 403
    client.force_login(coordinator)
    assert client.post(f"{step}cong-khai/", {"version": meeting.version}).status_code == 302
    assert body(client.get(everybody)) == "Biên bản hội nghị".encode()
    assert "Hội nghị" in client.get(f"/cong/lay-y-kien/{consultation.slug}/").content.decode()
    meeting.refresh_from_db()
    other = SimpleUploadedFile("bien-ban-2.txt", "Bản sửa".encode())
    posted = {"version": meeting.version, "minutes": other}
    assert client.post(f"{step}bien-ban/", posted).status_code == 302
    assert client.get(everybody).status_code == 404  # other minutes are decided on anew
    client.force_login(outsider)
    assert client.get(officers).status_code == 404

"""A citizen asks for information without an account and follows the request by a code."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common import clock
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.queries.requests_papers import paper_of_code
from dongthuan.apps.documents.lifecycle import Capacity
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.operations import signing
from dongthuan.apps.documents.operations.authorities import AuthorityContent, grant_authority
from dongthuan.apps.documents.operations.documents import draw_up
from dongthuan.apps.files.queries import attachments_of
from dongthuan.apps.portal.guarded_forms import new_stamp
from dongthuan.apps.press.operations.inquiries_portal import MOST_AN_HOUR
from dongthuan.docgen.official import Kind, Paragraph
from dongthuan.docgen.reading.file import read_file_text
from tests.integration.conftest import FIRST_DAY
from tests.integration.portal.conftest import Publish

ASK, FOLLOW = "/cong/yeu-cau-thong-tin/", "/cong/yeu-cau-thong-tin/theo-doi/"
NUMBER = "001088012345"


def told(**changed: object) -> dict[str, object]:
    """Return a form filled in by a person who took a minute for it."""
    filled = {
        "content": "Kết quả khảo sát hai trạm năm 2025",
        "form_wanted": "by_portal",
        "requester_kind": "individual",
        "requester_name": "Lý Thị Dân",
        "email": "dan@vi-du.example",
        "identity_number": NUMBER,
        "consent": "on",
        "stamp": new_stamp(clock.now() - timedelta(minutes=1)),
    }
    return filled | changed


@pytest.fixture
def sent(client: Client, system: Officer) -> tuple[InformationRequest, str]:
    """A request that came by the portal, with its code."""
    page = client.post(ASK, told()).content.decode()
    found = re.search(r'public-code">([^<]+)<', page)
    assert found is not None
    return InformationRequest.objects.get(), found[1]


def test_the_first_page_asks_what_is_wanted(client: Client, system: Officer) -> None:
    page = client.get(ASK).content.decode()
    assert 'name="q"' in page
    assert "01a.docx" in page


def test_what_is_public_already_is_shown_and_may_be_skipped(client: Client, publish: Publish) -> None:
    text = publish()
    page = client.get(ASK, {"q": "cho toi xin ket qua khao sat hai tram"}).content.decode()
    assert text.title in page
    assert 'name="requester_name"' in page
    assert text.title not in client.get(ASK, {"q": "quy hoạch cán bộ"}).content.decode()


def test_a_request_comes_in_and_its_code_opens_it(
    client: Client, sent: tuple[InformationRequest, str]
) -> None:
    row, code = sent
    assert (row.channel, row.state, row.identity.number) == ("portal", "received", NUMBER)
    page = client.post(FOLLOW, {"code": code.lower()}).content.decode()
    assert row.symbol in page
    for private in ("Lý Thị Dân", "dan@vi-du.example", NUMBER, NUMBER[-3:]):
        assert private not in page
    assert NUMBER not in str(list(Entry.objects.values_list("details", flat=True)))


def test_a_wrong_code_opens_nothing(client: Client, sent: tuple[InformationRequest, str]) -> None:
    answer = client.post(FOLLOW, {"code": "2222-2222-2222"})
    assert answer.status_code == 400
    assert sent[0].symbol not in answer.content.decode()


def test_the_number_of_the_card_is_never_sent_back(client: Client, system: Officer) -> None:
    answer = client.post(ASK, told(content=""))
    assert answer.status_code == 400
    assert NUMBER not in answer.content.decode()
    assert not InformationRequest.objects.exists()


REFUSED: dict[str, dict[str, Any]] = {
    "nobody to reach": {"email": ""},
    "an organisation without a name": {"requester_kind": "organisation"},
    "a secret": {"content": "MẬT\nKế hoạch"},
    "a machine": {"website": "x"},
    "too fast": {"stamp": "x"},
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_taken_leaves_no_trace(client: Client, system: Officer, name: str) -> None:
    assert client.post(ASK, told(**REFUSED[name])).status_code == 400
    assert not InformationRequest.objects.exists()


def test_a_flood_is_told_to_wait(client: Client, system: Officer) -> None:
    answers = [client.post(ASK, told()).status_code for _ in range(MOST_AN_HOUR + 1)]
    assert answers == [200] * MOST_AN_HOUR + [429]


def test_what_was_missing_is_added(client: Client, sent: tuple[InformationRequest, str]) -> None:
    row, code = sent
    letter = SimpleUploadedFile("giay.txt", b"xin kem theo", "text/plain")
    added = {"code": code, "act": "complete", "address": "Số 1 phố Ví dụ", "attachments": letter}
    assert client.post(FOLLOW, added).status_code == 200
    row.refresh_from_db()
    assert (row.address, row.requester_name) == ("Số 1 phố Ví dụ", "Lý Thị Dân")
    assert [one.name for one in attachments_of(row)] == ["giay.txt"]
    assert client.post(FOLLOW, {"code": code, "act": "complete"}).status_code == 400


def test_it_is_withdrawn_once(client: Client, sent: tuple[InformationRequest, str]) -> None:
    row, code = sent
    assert client.post(FOLLOW, {"code": code, "act": "withdraw", "reason": ""}).status_code == 200
    row.refresh_from_db()
    assert row.state == "withdrawn"
    assert client.post(FOLLOW, {"code": code, "act": "withdraw"}).status_code == 409
    assert (
        client.post(FOLLOW, {"code": code, "act": "complain", "level": "first", "about": "x"}).status_code
        == 409
    )


@pytest.mark.parametrize("key", ["1", "999999999999999", "x"])
def test_no_file_is_handed_out_that_was_not_given(
    client: Client, sent: tuple[InformationRequest, str], key: str
) -> None:
    assert client.post(FOLLOW, {"code": sent[1], "act": "file", "file": key}).status_code == 404


@pytest.mark.parametrize(
    ("name", "status"), [("01a.docx", 200), ("01b.pdf", 200), ("05.pdf", 404), ("01a.exe", 404)]
)
def test_blank_forms(client: Client, system: Officer, name: str, status: int) -> None:
    assert client.get(f"{ASK}mau/{name}").status_code == status


def test_papers_are_fetched_with_the_code_alone_and_each_fetch_is_noted(
    client: Client, sent: tuple[InformationRequest, str]
) -> None:
    row, code = sent
    assert "Phiếu tiếp nhận" in client.post(FOLLOW, {"code": code}).content.decode()
    asked = {"code": code, "act": "paper", "paper": "02"}
    paper = client.post(FOLLOW, asked)
    assert (paper["Content-Type"], "no-store" in paper["Cache-Control"]) == ("application/pdf", True)
    words = read_file_text(paper.content, "02.pdf").text
    assert "Lý Thị Dân" in words
    assert NUMBER not in words
    for wrong in ("03", "04", "doc-1", ""):  # not valid yet, no document was sent out
        assert client.post(FOLLOW, asked | {"paper": wrong}).status_code == 404
    assert client.post(FOLLOW, asked | {"code": "2222-2222-2222"}).status_code == 400
    assert client.get(FOLLOW, asked).status_code == 200  # only a sent form opens anything
    (event,) = row.events.filter(kind="fetched")
    assert (event.words, event.is_public) == ("02", False)
    entry = Entry.objects.get(act="disclosure.fetch_by_code")
    assert entry.details["what"] == "02"


def test_notices_that_were_sent_out_are_there_drafts_are_not(
    client: Client, sent: tuple[InformationRequest, str], coordinator: Officer, leader: Officer
) -> None:
    row, code = sent
    at = clock.now()
    by = coordinator.on(clock.local_day(at))
    told = {"unit": row.unit, "subject": "Gia hạn", "body": [Paragraph("Lùi hạn.")], "record": row}
    document = draw_up(kind=Kind.NOTICE, by=by, at=at, **told)
    key = f"doc-{document.pk}"
    assert paper_of_code(row, key) is None
    _sent_out(document, by, leader.on(clock.local_day(at)))
    found = paper_of_code(row, key)
    assert found is not None
    assert found.draw(at).startswith(b"%PDF")
    assert "Gia hạn" in client.post(FOLLOW, {"code": code}).content.decode()
    InformationRequest.objects.filter(pk=row.pk).update(
        purged_at=at, requester_name="", address="", phone="", email="", proxy_name="", person_hash=""
    )
    row.refresh_from_db()
    assert paper_of_code(row, key) is None
    page = client.post(FOLLOW, {"code": code}).content.decode()
    assert "Gia hạn" not in page
    assert "hết thời hạn lưu" in page


def _sent_out(document: OfficialDocument, by: Officer, leader: Officer) -> None:
    at = clock.now()
    content = AuthorityContent(leader, document.unit, Capacity.HEAD, "Chủ tịch", "", FIRST_DAY)
    authority = grant_authority(content=content, by=by, at=at)
    document = signing.submit(document=document, version=document.version, by=by, at=at)
    document = signing.sign(
        document=document, authority=authority, version=document.version, by=leader, at=at
    )
    signing.issue(document=document, version=document.version, by=by, at=at)

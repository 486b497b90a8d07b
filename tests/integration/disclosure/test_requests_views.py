"""The pages of requests: taken in, guided, valid, classified by two, given; the register and the figures."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common import clock
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.operations.requests_validity import send_to_source
from dongthuan.apps.disclosure.requests_lifecycle import Openness, RequestState
from dongthuan.apps.units.models import Unit
from dongthuan.docgen.reading.file import read_file_text
from tests.integration.disclosure.requests_cast import OLD_LAW, received, valid

pytestmark = pytest.mark.django_db
LETTER = (
    "From: Nguyễn Thị Thư <thu@vidu.example>\r\nSubject: Xin số liệu\r\n"
    "Content-Type: text/plain; charset=utf-8\r\n\r\nĐề nghị cung cấp danh mục nhiệm vụ.\r\n"
)


@pytest.fixture(autouse=True)
def at_that_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an hour after the request came."""
    monkeypatch.setattr(clock, "now", lambda: OLD_LAW + timedelta(hours=1))


def act(client: Client, row: InformationRequest, slug: str, **told: object) -> int:
    """Do one act on its page, with the version that stands."""
    row.refresh_from_db()
    address = reverse("disclosure:request-step", args=[row.pk, slug])
    return int(client.post(address, {"version": row.version, **told}).status_code)


def test_a_mail_becomes_a_request(client: Client, information_officer: Officer, agency: Unit) -> None:
    client.force_login(information_officer)
    told = {
        "channel": "email",
        "received_at": "2026-03-02T09:00",
        "requester_kind": "individual",
        "form_wanted": "by_email",
        "unit": agency.pk,
        "mail": SimpleUploadedFile("thu.eml", LETTER.encode(), "message/rfc822"),
    }
    assert client.post(reverse("disclosure:request-new"), told).status_code == 302
    row = InformationRequest.objects.get()
    assert (row.requester_name, row.email, row.number) == ("Nguyễn Thị Thư", "thu@vidu.example", 1)
    assert "danh mục nhiệm vụ" in row.content
    page = client.get(row.get_absolute_url()).content.decode()
    assert "thu-goc.eml" in page
    too_large = SimpleUploadedFile("lon.pdf", b"%PDF-" + b"0" * 30_000_000, "application/pdf")
    refused = client.post(
        reverse("disclosure:request-new"), told | {"mail": "", "content": "Hỏi", "attached": too_large}
    )
    assert refused.status_code == 400
    assert InformationRequest.objects.count() == 1
    assert "20 MB" in refused.content.decode()
    assert "Hỏi" in refused.content.decode()


def test_a_request_is_answered_in_part(
    client: Client, information_officer: Officer, institute_officer: Officer, institute: Unit
) -> None:
    row = received(information_officer)
    client.force_login(information_officer)
    assert act(client, row, "huong-dan", keys=["reason"]) == 302
    assert act(client, row, "hop-le", valid_at="2026-03-02T09:00", complexity="complex") == 400
    assert act(client, row, "hop-le", valid_at="2026-03-02T10:00", complexity="complex") == 302
    assert act(client, row, "don-vi", unit=institute.pk) == 302
    client.force_login(institute_officer)
    told = {"openness": "partly", "restrictions": ["work-secret"], "parts": "Phụ lục 2"}
    assert act(client, row, "phan-loai", **told) == 302
    assert act(client, row, "kiem-tra", is_agreed="1") == 403
    client.force_login(information_officer)
    assert act(client, row, "chuan-bi") == 400
    assert act(client, row, "kiem-tra", is_agreed="1") == 302
    lines = "In, sao A4; 20; trang; 500\nGửi thư điện tử; 1; lần; 0"
    assert act(client, row, "chi-phi", lines=lines, pay_by="2026-03-10", percent="70") == 302
    assert row.costs.get().total_vnd == 7000
    _is_paid_and_given(client, row)
    page = client.get(reverse("disclosure:requests-register")).content.decode()
    assert "•••" in page
    assert "001090012345" not in page
    book = client.get(reverse("disclosure:requests-register"), {"xlsx": "1"})
    assert book["Content-Type"].endswith("sheet")
    _prints_the_register(client, row)
    figures = client.get(reverse("disclosure:requests-figures"), {"year": 2026}).content.decode()
    assert "counted=partly" in figures
    listed = client.get(reverse("disclosure:requests"), {"counted": "in_time", "year": 2026})
    assert row.symbol in listed.content.decode()


def _prints_the_register(client: Client, row: InformationRequest) -> None:
    answer = client.get(reverse("disclosure:requests-register"), {"pdf": "1", "year": 2026})
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "private, no-store")
    words = " ".join(read_file_text(answer.content, "so.pdf").text.split())
    for told in ("SỔ THEO DÕI", "Năm 2026", "Trang 1/1", row.symbol, str(Openness.PARTLY.label), "Năm: 2026"):
        assert told.replace(" ", "") in words.replace(" ", ""), told
    assert "001090012345" not in words
    assert "•••••••••345" in words.replace(" ", "")
    empty = client.get(reverse("disclosure:requests-register"), {"pdf": "1", "year": 2019})
    assert "Chưa có yêu cầu nào" in " ".join(read_file_text(empty.content, "so.pdf").text.split())


def _is_paid_and_given(client: Client, row: InformationRequest) -> None:
    given = {"given_words": "Danh mục", "form": "by_email", "given_at": "2026-03-02T10:00"}
    assert act(client, row, "chuan-bi") == 400  # paid first
    assert act(client, row, "da-tra", paid_at="2026-03-02T10:00", receipt="01") == 302
    assert act(client, row, "cung-cap", **given) == 400  # a part must be withheld
    part = {"withheld": "Phụ lục 2", "restriction": "work-secret", "why": "Bí mật công tác"}
    assert act(client, row, "cung-cap", **given, **part) == 302
    row.refresh_from_db()
    assert row.state == RequestState.PARTLY
    assert "Điều 6" in row.provisions.get().withheld.get().citation
    assert client.get(row.get_absolute_url()).status_code == 200


def test_a_look_at_the_identity_is_recorded(client: Client, information_officer: Officer) -> None:
    row = valid(information_officer)
    client.force_login(information_officer)
    address = reverse("disclosure:request-identity", args=[row.pk])
    assert "001090012345" not in client.get(row.get_absolute_url()).content.decode()
    assert client.post(address, {"reason": ""}).status_code == 400
    assert not Entry.objects.filter(act="disclosure.look_at_identity").exists()
    seen = client.post(address, {"reason": "Đối chiếu khi giao"})
    assert "001090012345" in seen.content.decode()
    assert seen["Cache-Control"] == "no-store"
    assert Entry.objects.filter(act="disclosure.look_at_identity").count() == 1


def test_others_do_not_find_it(
    client: Client,
    information_officer: Officer,
    other_officer: Officer,
    administrator: Officer,
    institute: Unit,
) -> None:
    row = valid(information_officer)
    send_to_source(request=row, version=row.version, unit=institute, by=information_officer, at=OLD_LAW)
    for officer in (other_officer, administrator):
        client.force_login(officer)
        assert client.get(row.get_absolute_url()).status_code == 404
        assert client.get(reverse("disclosure:request-identity", args=[row.pk])).status_code == 404

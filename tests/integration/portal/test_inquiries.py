"""A journalist asks without an account and follows the question by a code."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.files.queries import attachments_of
from dongthuan.apps.portal.guarded_forms import new_stamp
from dongthuan.apps.press.models.inquiries import Inquiry, PortalRefusal
from dongthuan.apps.press.operations.inquiries_portal import MOST_AN_HOUR

PATH = "/cong/gui-cau-hoi/"


def told(**changed: object) -> dict[str, object]:
    """Return a form filled in by a person who took a minute for it."""
    filled = {
        "name": "Lý Văn Tin",
        "outlet": "Báo Thử",
        "email": "tin@baothu.example",
        "topic": "Kinh phí trạm quan trắc",
        "questions": "Kinh phí là bao nhiêu?\nAi quyết định?",
        "consent": "on",
        "stamp": new_stamp(clock.now() - timedelta(minutes=1)),
    }
    return {name: value for name, value in (filled | changed).items() if value is not None}


def code_in(page: str) -> str:
    """Return the tracking code a page shows."""
    found = re.search(r'class="public-code">([^<]+)<', page)
    assert found is not None
    return found[1]


def test_a_question_comes_in_and_is_followed_by_its_code(client: Client, system: Officer) -> None:
    note = SimpleUploadedFile("câu hỏi.txt", "Một câu hỏi nữa".encode())
    answer = client.post(PATH, told(attachments=note))
    page = answer.content.decode()
    assert answer.status_code == 200
    inquiry = Inquiry.objects.get()
    assert (inquiry.journalist_name, inquiry.channel) == ("Lý Văn Tin", "portal")
    assert [one.name for one in attachments_of(inquiry)] == ["câu hỏi.txt"]
    code = code_in(page)
    followed = client.post("/cong/theo-doi/", {"code": code.lower()}).content.decode()
    assert "Kinh phí trạm quan trắc" in followed
    assert code not in str(inquiry.__dict__)


def test_a_wrong_code_tells_nothing(client: Client, system: Officer) -> None:
    client.post(PATH, told())
    answer = client.post("/cong/theo-doi/", {"code": "AAAA-BBBB-CCCC"})
    assert answer.status_code == 400
    assert "Kinh phí" not in answer.content.decode()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"website": "http://spam.example"}, "Để trống ô này"),
        ({"stamp": "forged"}, "Trang đã mở quá lâu"),
        ({"stamp": None}, "gửi"),
        ({"questions": "\x00 \x00"}, "gửi"),
        ({"questions": "a" * 9000}, "gửi"),
        ({"email": "nobody"}, "gửi"),
        ({"email": "a@b.example\nBcc: x@y.example"}, "gửi"),
        ({"deadline": "2001-01-01T08:00"}, "đã qua"),
        ({"deadline": "9999-99-99"}, "gửi"),
        ({"consent": None}, "gửi"),
        ({"questions": "MẬT\n\nNội dung kế hoạch"}, "bí mật nhà nước"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    changed: dict[str, object], words: str, client: Client, system: Officer
) -> None:
    answer = client.post(PATH, told(**changed))
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert Inquiry.objects.count() == 0


def test_a_form_sent_at_once_must_wait(client: Client, system: Officer) -> None:
    answer = client.post(PATH, told(stamp=new_stamp(clock.now())))
    assert "Thao tác quá nhanh" in answer.content.decode()
    assert Inquiry.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "data"),
    [("anh.png", b"MZ\x90\x00 a program"), ("thu.exe", b"MZ"), ("thu.docx", b"not a package")],
)
def test_files_that_lie_are_refused_with_the_question_kept_in_the_form(
    name: str, data: bytes, client: Client, system: Officer
) -> None:
    answer = client.post(PATH, told(attachments=SimpleUploadedFile(name, data)))
    assert answer.status_code == 400
    assert "Ai quyết định?" in answer.content.decode()
    assert Inquiry.objects.count() == 0


def test_a_flood_from_one_address_is_stopped(client: Client, system: Officer) -> None:
    for n in range(MOST_AN_HOUR):
        given = told(topic=f"Câu hỏi {n}", stamp=new_stamp(clock.now() - timedelta(minutes=1, seconds=n)))
        assert client.post(PATH, given).status_code == 200
    answer = client.post(PATH, told())
    assert answer.status_code == 429
    assert Inquiry.objects.count() == MOST_AN_HOUR
    assert PortalRefusal.objects.get().count == 1


def test_four_files_are_too_many(client: Client, system: Officer) -> None:
    files = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(4)]
    assert client.post(PATH, told(attachments=files)).status_code == 400

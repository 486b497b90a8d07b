"""Newsletters: which articles a letter tells of, and that links to our subscription are never among them."""

from email.message import EmailMessage

import pytest

from dongthuan.apps.monitoring.intake.addresses import BadAddress
from dongthuan.apps.monitoring.intake.letters import bundled, canonical_place
from dongthuan.apps.monitoring.intake.reading import read_document

BASE = "mailto:bantin@bao.example"
HTML = """<html><head><title>Không phải tin</title><style>a{}</style></head><body>
<a href="https://bao.example/xem">Xem bản tin này trên trình duyệt của bạn</a>
<a href="https://bao.example/1"><img src="https://bao.example/dem.gif"></a>
<h2><a href="https://bao.example/1?utm_source=mail">Chính phủ phê duyệt chương trình điện hạt nhân</a></h2>
<p>Chương trình kéo dài <b>mười năm</b>.</p><a href="https://bao.example/1">Đọc tiếp</a>
<td><a href="https://bao.example/2">Hà Nội mở thêm ba tuyến xe buýt điện</a></td><td>Từ tháng sau.</td>
<a href="javascript:alert(1)">Một liên kết không dẫn đến bài báo nào cả</a>
<a href="https://bao.example/roi?u=7">Nếu không muốn nhận thư này, hãy bấm vào đây để hủy đăng ký</a>
<a href="https://gui.example/unsubscribe/7">Bấm vào đây nếu ông bà thấy phiền</a>
<a href="https://bao.example/im-lang">Một lời mời rất dài dẫn ra khỏi danh sách</a></body></html>"""
PLAIN = """Bản tin sáng

Quốc hội thảo luận luật khoa học và công nghệ
https://bao.example/3.
- Bộ Y tế công bố giá thuốc mới: https://bao.example/4
Hủy đăng ký: https://bao.example/thoi"""


def letter(text: str, kind: str, *, subject: str = "Bản tin", charset: str = "utf-8") -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "Báo Minh Họa <BanTin@bao.example>", subject
    message["Date"] = "Mon, 2 Mar 2026 06:00:00 +0700"
    message["List-Unsubscribe"] = "<mailto:x@bao.example>, <https://bao.example/im-lang>"
    message.set_content(text, subtype=kind, charset=charset)
    return message.as_bytes()


def read(*letters: bytes):  # type: ignore[no-untyped-def]
    return read_document(bundled(letters), base=BASE, content_type="application/mbox")


def test_articles_come_with_title_lead_day_and_nothing_of_the_subscription() -> None:
    parsed = read(letter(HTML, "html"), letter(PLAIN, "plain"))
    assert [(entry.url, entry.title, entry.lead) for entry in parsed.entries] == [
        (
            "https://bao.example/1",
            "Chính phủ phê duyệt chương trình điện hạt nhân",
            "Chương trình kéo dài mười năm.",
        ),
        ("https://bao.example/2", "Hà Nội mở thêm ba tuyến xe buýt điện", "Từ tháng sau."),
        ("https://bao.example/3", "Quốc hội thảo luận luật khoa học và công nghệ", ""),
        ("https://bao.example/4", "Bộ Y tế công bố giá thuốc mới", ""),
    ]
    assert {entry.published_claimed.isoformat() for entry in parsed.entries if entry.published_claimed} == {
        "2026-03-02T06:00:00+07:00"
    }
    assert parsed.title == "Báo Minh Họa"
    assert {drop.reason: drop.count for drop in parsed.dropped} == {"subscription": 5}


@pytest.mark.parametrize(
    "data",
    [
        b"From dongthuan\nFrom dongthuan\n\x00\xff" * 40,
        letter("", "plain"),
        letter("\ufdfa" * 1_000, "html"),
        letter("<div>" * 20_000 + "<a href=https://", "html"),
        letter("Không có liên kết nào", "plain", charset="utf-16"),
        b"Content-Type: multipart/mixed; boundary=a\n\n"
        + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 400,
    ],
)
def test_odd_letters_are_counted_and_the_next_one_is_read(data: bytes) -> None:
    parsed = read(data, letter(PLAIN, "plain"))
    assert [entry.url for entry in parsed.entries] == ["https://bao.example/3", "https://bao.example/4"]
    assert {"no_link", "not_an_entry"} & {drop.reason for drop in parsed.dropped}


def test_lines_that_look_like_a_frame_survive_it() -> None:
    text = "From dongthuan\n>From dongthuan\nMột bài báo có tên đủ dài: https://bao.example/5"
    assert [entry.url for entry in read(letter(text, "plain")).entries] == ["https://bao.example/5"]


@pytest.mark.parametrize(
    "text", ["a@b", "a b@bao.example", 'a"@bao.example', "mailto:", "tin@bao.example\r\nX"]
)
def test_what_is_no_sender(text: str) -> None:
    with pytest.raises(BadAddress):
        canonical_place(text)

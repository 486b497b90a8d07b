# ruff: noqa: E501  # a table of mails, one a line
"""Sixty-eight kinds of broken or odd mail, made here; each with what must be seen in it."""

import base64
import io
import zipfile
from dataclasses import dataclass


@dataclass(frozen=True)
class Broken:
    """One mail. fault: must be named; kind: as told apart; holds: words that must be read; files: names kept."""

    data: bytes
    fault: str = ""
    kind: str = "human"
    holds: str = ""
    files: tuple[str, ...] = ()


DATE = b"Date: Mon, 07 Sep 2026 08:00:00 +0700\r\n"
HEAD = b"From: Ly Van Tin <tin@bao.example>\r\nSubject: Hoi\r\n" + DATE
MIXED = HEAD + b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b1"\r\n\r\n'
TEXT_PART = b"--b1\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nXin hoi\r\n"
END = b"--b1--\r\n"
VIET = "Kính gửi quý cơ quan, xin hỏi về kinh phí."


def plain(text: bytes, *, headers: bytes = b"", kind: bytes = b"text/plain; charset=utf-8") -> bytes:
    """Return a mail of one part."""
    return HEAD + headers + b"Content-Type: " + kind + b"\r\n\r\n" + text


def with_file(name: bytes, kind: bytes, data: bytes, *, more: bytes = b"") -> bytes:
    """Return a mail with a text and one file."""
    part = b"--b1\r\nContent-Type: " + kind + b"\r\nContent-Transfer-Encoding: base64\r\n"
    part += b"Content-Disposition: attachment" + (b"; filename=" + name if name else b"") + b"\r\n" + more
    return MIXED + TEXT_PART + part + b"\r\n" + base64.encodebytes(data) + b"\r\n" + END


def bomb() -> bytes:
    """Return an office file that unpacks to far more than it is."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", b"<x/>")
        package.writestr("word/document.xml", b"0" * 60_000_000)
    return into.getvalue()


def nested(depth: int) -> bytes:
    """Return parts within parts."""
    data = b"Content-Type: text/plain\r\n\r\nBen trong\r\n"
    for level in range(depth):
        bound = b"n%d" % level
        data = (
            b'Content-Type: multipart/mixed; boundary="'
            + bound
            + b'"\r\n\r\n--'
            + bound
            + b"\r\n"
            + data
            + b"\r\n--"
            + bound
            + b"--\r\n"
        )
    return HEAD + b"MIME-Version: 1.0\r\n" + data


def many_parts(count: int) -> bytes:
    """Return a mail of many small parts."""
    part = b"--b1\r\nContent-Type: text/plain\r\n\r\nx\r\n"
    return MIXED + part * count + END


PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
INNER = b"From: a@b.example\r\nSubject: Thu cu\r\n\r\nNoi dung cu\r\n"
REPORT = (
    b"From: MAILER-DAEMON@mx.example\r\nSubject: Undelivered Mail Returned to Sender\r\n"
    + DATE
    + b'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"\r\n\r\n'
    b"--b1\r\nContent-Type: text/plain\r\n\r\nKhong gui duoc\r\n"
    b"--b1\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nStatus: 5.1.1\r\n"
    b"--b1\r\nContent-Type: message/rfc822\r\n\r\n" + INNER + b"\r\n" + END
)

BROKEN: dict[str, Broken] = {
    # Letters and alphabets
    "utf8": Broken(plain(VIET.encode()), holds="kinh phí"),
    "utf8_decomposed": Broken(plain("kinh phi\u0301".encode()), holds="kinh phí"),
    "charset_unknown": Broken(
        plain(VIET.encode(), kind=b"text/plain; charset=x-mac-vn"), "charset", holds="kinh phí"
    ),
    "charset_lies_latin": Broken(
        plain(VIET.encode(), kind=b"text/plain; charset=us-ascii"), "charset", holds="kinh phí"
    ),
    "charset_lies_utf8": Broken(
        plain("Kính gửi".encode("cp1258", "replace"), kind=b"text/plain; charset=utf-8"), "charset"
    ),
    "charset_missing": Broken(plain(VIET.encode(), kind=b"text/plain"), holds="kinh phí"),
    "charset_quoted_twice": Broken(
        plain(VIET.encode(), kind=b"text/plain; charset=\"'utf-8'\""), holds="kinh phí"
    ),
    "windows_1258": Broken(
        plain("H\u00f4m nay".encode("cp1258"), kind=b"text/plain; charset=windows-1258"), holds="Hôm nay"
    ),
    "utf16": Broken(plain("Xin chào".encode("utf-16-le"), kind=b"text/plain; charset=utf-16le"), "nul"),
    "utf7": Broken(plain(b"Xin ch+AOA-o", kind=b"text/plain; charset=utf-7"), holds="Xin chào"),
    "nul_in_text": Broken(plain(b"Xin\x00 hoi"), "nul", holds="Xin hoi"),
    "nul_in_header": Broken(
        b"From: a\x00@b.example\r\nSubject: x\x00y\r\n\r\nXin hoi", "nul", holds="Xin hoi"
    ),
    "control_letters": Broken(plain(b"Xin\x07 hoi\x1b[31m"), holds="Xin hoi"),
    "lone_surrogate_header": Broken(
        b"From: tin@bao.example\r\nSubject: \xed\xa0\x80\r\n\r\nXin hoi", holds="Xin hoi"
    ),
    # Headers
    "eight_bit_subject": Broken(
        "From: tin@bao.example\r\nSubject: Hỏi về kinh phí\r\n\r\nXin hoi".encode(), holds="Xin hoi"
    ),
    "encoded_word_b64": Broken(
        b"From: =?utf-8?b?TMO9IFbEg24=?= <tin@bao.example>\r\nSubject: =?utf-8?q?H=E1=BB=8Fi?=\r\n\r\nXin hoi",
        holds="Xin hoi",
    ),
    "encoded_word_broken": Broken(
        b"From: tin@bao.example\r\nSubject: =?utf-8?b?@@@?=\r\n\r\nXin hoi", holds="Xin hoi"
    ),
    "encoded_word_unknown": Broken(
        b"From: tin@bao.example\r\nSubject: =?x-nope?q?H=E1?=\r\n\r\nXin hoi", holds="Xin hoi"
    ),
    "encoded_word_cut": Broken(
        b"From: tin@bao.example\r\nSubject: =?utf-8?b?S8OtbmggZ+G7\r\n\r\nXin hoi", holds="Xin hoi"
    ),
    "no_from": Broken(b"Subject: x\r\n\r\nXin hoi", "no_sender", holds="Xin hoi"),
    "from_is_words": Broken(b"From: Toa soan\r\n\r\nXin hoi", "no_sender", holds="Xin hoi"),
    "two_froms": Broken(b"From: a@b.example\r\nFrom: c@d.example\r\n\r\nXin hoi", holds="Xin hoi"),
    "from_with_newline": Broken(b"From: tin\r\n <tin@bao.example>\r\n\r\nXin hoi", holds="Xin hoi"),
    "from_group": Broken(b"From: Toa soan: tin@bao.example, b@bao.example;\r\n\r\nXin hoi", holds="Xin hoi"),
    "no_date": Broken(b"From: tin@bao.example\r\n\r\nXin hoi", "no_date", holds="Xin hoi"),
    "date_words": Broken(
        b"From: tin@bao.example\r\nDate: hom qua\r\n\r\nXin hoi", "no_date", holds="Xin hoi"
    ),
    "date_impossible": Broken(
        b"From: tin@bao.example\r\nDate: Mon, 45 Sep 9999 99:00:00 +9999\r\n\r\nXin hoi", "no_date"
    ),
    "date_1970": Broken(
        b"From: tin@bao.example\r\nDate: Thu, 01 Jan 1970 00:00:00 +0000\r\n\r\nXin hoi", "no_date"
    ),
    "huge_header": Broken(
        b"From: tin@bao.example\r\nSubject: " + b"a" * 500_000 + b"\r\n\r\nXin hoi", holds="Xin hoi"
    ),
    "header_without_colon": Broken(b"From: tin@bao.example\r\nthis is no header\r\n\r\nXin hoi", "malformed"),
    "no_headers": Broken(b"\r\nXin hoi", "no_sender", holds="Xin hoi"),
    "bare_linefeeds": Broken(HEAD.replace(b"\r\n", b"\n") + b"\nXin hoi\nDong hai", holds="Dong hai"),
    "bare_returns": Broken(b"From: tin@bao.example\rSubject: x\r\rXin hoi", holds="Xin hoi"),
    # Parts
    "no_boundary": Broken(HEAD + b"Content-Type: multipart/mixed\r\n\r\nXin hoi", "boundary"),
    "boundary_never_comes": Broken(MIXED + b"Xin hoi", "boundary"),
    "no_end_boundary": Broken(MIXED + TEXT_PART, "boundary", holds="Xin hoi"),
    "empty_multipart": Broken(MIXED + END, "no_text"),
    "nested_ten": Broken(nested(10), holds="Ben trong"),
    "nested_forty": Broken(nested(40), "too_deep"),
    "nested_thousands": Broken(nested(1500), "too_deep"),
    "five_hundred_parts": Broken(many_parts(500), "many_parts"),
    "content_type_nonsense": Broken(plain(b"Xin hoi", kind=b"////"), holds="Xin hoi"),
    "transfer_encoding_unknown": Broken(
        plain(b"Xin hoi", headers=b"Content-Transfer-Encoding: x-zip\r\n"), holds="Xin hoi"
    ),
    "base64_broken": Broken(
        plain(b"WGluIGhvaQ", headers=b"Content-Transfer-Encoding: base64\r\n"), holds="Xin hoi"
    ),
    "quoted_printable_broken": Broken(
        plain(b"Xin h=F3i =ZZ =", headers=b"Content-Transfer-Encoding: quoted-printable\r\n"), holds="Xin"
    ),
    "uuencoded": Broken(
        plain(b"begin 644 a.txt\n#6&EN\n`\nend\n", headers=b"Content-Transfer-Encoding: uuencode\r\n")
    ),
    # HTML
    "html_only": Broken(
        plain("<p>Kính gửi</p><p>xin hỏi</p>".encode(), kind=b"text/html; charset=utf-8"), holds="xin hỏi"
    ),
    "html_script": Broken(
        plain(b"<script>steal()</script><p>Xin hoi</p>", kind=b"text/html"), holds="Xin hoi"
    ),
    "html_broken": Broken(plain(b"<table><td><b>Xin hoi", kind=b"text/html"), holds="Xin hoi"),
    "html_empty": Broken(plain(b"<html></html>", kind=b"text/html"), "no_text"),
    "html_deep": Broken(plain(b"<div>" * 3000 + b"Xin hoi", kind=b"text/html")),
    "html_pixel": Broken(
        plain(b'<img src="http://spy.example/p.gif"><p>Xin hoi</p>', kind=b"text/html"), holds="Xin hoi"
    ),
    # Machines
    "bounce": Broken(REPORT, kind="bounce", holds="Khong gui duoc"),
    "bounce_plain": Broken(
        b"From: postmaster@mx.example\r\nSubject: failure notice\r\n\r\nKhong toi", kind="bounce"
    ),
    "bounce_null_path": Broken(
        b"Return-Path: <>\r\nFrom: mx@mx.example\r\nSubject: Undeliverable: x\r\n\r\nK", kind="bounce"
    ),
    "out_of_office": Broken(
        b"From: tin@bao.example\r\nSubject: Automatic reply: x\r\n\r\nNghi phep", kind="auto_reply"
    ),
    "out_of_office_vietnamese": Broken(
        "From: tin@bao.example\r\nSubject: Trả lời tự động: x\r\n\r\nNghỉ".encode(), kind="auto_reply"
    ),
    "auto_submitted": Broken(
        b"From: tin@bao.example\r\nAuto-Submitted: auto-replied\r\n\r\nNghi", kind="auto_reply"
    ),
    "mailing_list": Broken(b"From: tin@bao.example\r\nList-Id: <l.example>\r\n\r\nBan tin", kind="bulk"),
    # Files
    "tnef": Broken(
        with_file(b"winmail.dat", b"application/ms-tnef", b"\x78\x9f\x3e\x22" + b"x" * 99),
        "tnef",
        files=("winmail.dat",),
    ),
    "encrypted": Broken(
        HEAD
        + b'Content-Type: multipart/encrypted; boundary="b1"\r\n\r\n--b1\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n'
        + END,
        "encrypted",
    ),
    "nested_rfc822": Broken(
        MIXED + TEXT_PART + b"--b1\r\nContent-Type: message/rfc822\r\n\r\n" + INNER + b"\r\n" + END,
        holds="Xin hoi",
        files=("tep-1.eml",),
    ),
    "lying_type": Broken(with_file(b"anh.png", b"image/png", b"MZ\x90\x00" + b"x" * 99), files=("anh.png",)),
    "path_in_name": Broken(
        with_file(b'"../../etc/passwd.pdf"', b"application/pdf", PDF), files=("passwd.pdf",)
    ),
    "name_turns_direction": Broken(
        with_file('"thu\u202efdp.exe"'.encode(), b"application/pdf", PDF), files=("thufdp.exe",)
    ),
    "no_name": Broken(with_file(b"", b"application/pdf", PDF), files=("tep-1.pdf",)),
    "name_rfc2231": Broken(with_file(b"x", b"application/pdf; name*=utf-8''b%C3%A1o.pdf", PDF), files=("x",)),
    "zip_bomb": Broken(with_file(b"a.docx", b"application/octet-stream", bomb()), files=("a.docx",)),
    "sixty_files": Broken(
        MIXED
        + TEXT_PART
        + (
            b"--b1\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\n"
            + PDF
        )
        * 60
        + END,
        "many_files",
    ),
    "empty_file": Broken(with_file(b"a.pdf", b"application/pdf", b""), files=("a.pdf",)),
    # Sizes
    "empty": Broken(b"", "empty"),
    "only_blanks": Broken(b"\r\n\r\n   \x00", "empty"),
    "random_bytes": Broken(bytes(range(256)) * 40, "nul"),
    "huge": Broken(plain(b"a" * (31 * 1024 * 1024)), "too_large"),
    "long_text": Broken(plain(b"Xin hoi. " * 40_000), "long_text"),
}

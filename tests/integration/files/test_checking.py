"""What is kept and what is refused: ending, content, size and name must agree."""

import io
import re
import zipfile

import pytest
from django.utils.translation import override
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from dongthuan.apps.files import checking
from dongthuan.apps.files.checking import FileRefused, checked_kind, checked_name


def docx() -> bytes:
    held = io.BytesIO()
    Document().save(held)
    return held.getvalue()


def xlsx() -> bytes:
    held = io.BytesIO()
    Workbook().save(held)
    return held.getvalue()


def package(parts: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return held.getvalue()


PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20
JPG = b"\xff\xd8\xff\xe0" + b"\x00" * 20
MAIL = "From: a@b.vn\r\nSubject: Về việc\r\n\r\nNội dung".encode()
TYPES = {"[Content_Types].xml": b"<Types/>"}
PPTX = package(TYPES | {"ppt/presentation.xml": b"<p/>"})
GOOD = [
    ("van-ban.pdf", PDF, "pdf"),
    ("VĂN BẢN.PDF", PDF, "pdf"),
    ("ảnh.png", PNG, "png"),
    ("ảnh.jpeg", JPG, "jpg"),
    ("ảnh.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 " + b"\x00" * 20, "webp"),
    ("công văn.docx", docx(), "docx"),
    ("bảng.xlsx", xlsx(), "xlsx"),
    ("trình chiếu.pptx", PPTX, "pptx"),
    ("ghi chú.txt", "Tiếng Việt".encode(), "txt"),
    ("ghi chú.txt", "Tiếng Việt".encode("utf-16"), "txt"),
    ("cũ.csv", "Ti\u00ca\u00b8ng;Vi\u00d6t".encode("latin-1"), "csv"),
    ("thư.eml", MAIL, "eml"),
]
BAD = [
    ("a.pdf", b"", "empty"),
    ("a.pdf", PDF + b"%" * checking.LARGEST, "too_large"),
    ("a.exe", b"MZ", "kind"),
    ("a", PDF, "kind"),
    ("a.pdf.exe", PDF, "kind"),
    ("a.html", b"<script>", "kind"),
    ("a.svg", b"<svg/>", "kind"),
    ("a.pdf", PNG, "not_what_it_says"),
    ("a.pdf", PDF.replace(b"%%EOF", b""), "not_what_it_says"),
    ("a.png", JPG, "not_what_it_says"),
    ("a.txt", b"MZ\x00\x01", "not_what_it_says"),
    ("a.eml", b"<html></html>", "not_what_it_says"),
    ("a.docx", PDF, "not_what_it_says"),
    ("a.docx", xlsx(), "not_what_it_says"),
    ("a.xlsx", docx(), "not_what_it_says"),
    ("a.docx", package({"word/document.xml": b"x"}), "not_what_it_says"),
    ("a.docx", docx()[:200], "broken"),
    ("a.docx", b"PK\x03\x04" + b"x" * 100, "broken"),
]


@pytest.mark.parametrize(("name", "data", "kind"), GOOD)
def test_what_is_what_it_says_is_kept(name: str, data: bytes, kind: str) -> None:
    assert checked_kind(data, checked_name(name)) == kind


@pytest.mark.parametrize(("name", "data", "code"), BAD)
def test_what_is_not_is_refused(name: str, data: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as refused:
        checked_kind(data, name)
    assert refused.value.code == code


def test_a_bomb_is_refused_without_being_unpacked() -> None:
    bomb = package(TYPES | {"word/document.xml": b"\x00" * (64 * 1024 * 1024)})
    assert len(bomb) < 100_000
    with pytest.raises(FileRefused, match="bung ra"), override("vi"):
        checked_kind(bomb, "a.docx")


def test_a_bomb_of_many_small_parts_is_refused() -> None:
    parts = {f"word/{number}.xml": b"" for number in range(checking.MOST_PARTS + 1)}
    with pytest.raises(FileRefused) as refused:
        checked_kind(package(TYPES | parts), "a.docx")
    assert refused.value.code == "bomb"


def test_a_size_that_lies_does_not_let_a_bomb_through() -> None:
    honest = package(TYPES | {"word/document.xml": b"\x00" * (64 * 1024 * 1024)})
    size = (64 * 1024 * 1024).to_bytes(4, "little")
    lying = honest.replace(size, (10).to_bytes(4, "little"))
    with pytest.raises(FileRefused):
        checked_kind(lying, "a.docx")


NAMES = [
    ("a\x00.pdf", "bad_name"),
    ("a\r\nSet-Cookie: x.pdf", "bad_name"),
    ("hoa-don\u202efdp.exe", "bad_name"),
    ("\u2066a.pdf", "bad_name"),
    ("a\u200b.pdf", "bad_name"),
    ("../../etc/passwd.pdf", "path"),
    ("C:\\van-ban.pdf", "path"),
    ("..", "path"),
    ("", "no_name"),
    (" . ", "path"),
    ("x" * 252 + ".pdf", "long_name"),
]


@pytest.mark.parametrize(("name", "code"), NAMES)
def test_names_that_hide_something_are_refused(name: str, code: str) -> None:
    with pytest.raises(FileRefused) as refused:
        checked_name(name)
    assert refused.value.code == code


def test_a_name_is_kept_in_composed_letters() -> None:
    assert checked_name("  Công  va\u0306n.pdf ") == "Công văn.pdf"


def test_every_refusal_has_a_sentence_in_vietnamese() -> None:
    with override("vi"):
        said = {code: str(FileRefused(code)) for code in checking.SENTENCES}
    assert all(re.search("tệp|ảnh", sentence.lower()) for sentence in said.values())
    assert len(set(said.values())) == len(said)


@given(name=st.text(max_size=300), data=st.binary(max_size=400))
def test_anything_is_kept_or_refused_with_a_code(name: str, data: bytes) -> None:
    try:
        said = checked_kind(data, checked_name(name))
    except FileRefused as refused:
        said = refused.code
    assert said in {*checking.SENTENCES, *checking.KINDS}


@given(data=st.binary(max_size=600), kind=st.sampled_from(sorted(checking.OOXML)))
def test_a_spoilt_package_never_gets_through_unseen(data: bytes, kind: str) -> None:
    with pytest.raises(FileRefused):
        checked_kind(b"PK\x03\x04" + data, f"a.{kind}")

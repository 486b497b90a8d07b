"""Files as they come: by content, in any encoding; what cannot be read says why."""

import io
import struct
import unicodedata
import zipfile
import zlib

import docx
import pypdf
import pytest
import typst
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from dongthuan.docgen import legacy
from dongthuan.docgen.reading import limits
from dongthuan.docgen.reading.file import read_file_text
from dongthuan.docgen.reading.limits import CannotRead

TEXT = "KẾ HOẠCH\nThực hiện công tác truyền thông chính sách của đơn vị\nỨng dụng; đường lối, chủ trương.\n"


def tcvn3(text: str) -> bytes:
    codes = {letter: chr(code) for code, letter in legacy._TCVN3.items()}
    return "".join(codes.get(letter, codes.get(letter.lower(), letter)) for letter in text).encode("latin-1")


def vni(text: str) -> bytes:
    marks = {mark: code for code, mark in legacy._VNI_MARKS.items()}
    letters = {letter: code for code, letter in legacy._VNI_LETTERS.items()}
    written = ""
    for letter in text:
        low = letter.lower()
        if low in letters:
            code = letters[low]
        else:
            base, *signs = unicodedata.normalize("NFD", low)
            horned = {"o": "ô", "u": "ö"}[base] if "\u031b" in signs else base
            signs = [sign for sign in signs if sign != "\u031b"]
            order = sorted(signs, key=lambda sign: sign not in "\u0302\u0306")
            code = horned + (marks["".join(order)] if order else "")
        written += code.upper() if letter.isupper() else code
    return written.encode("latin-1")


def word(*paragraphs: str, table: list[list[str]] | None = None) -> bytes:
    document = docx.Document()
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for row, cells in enumerate(table):
            for column, text in enumerate(cells):
                grid.cell(row, column).text = text
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(source: str) -> bytes:
    return typst.compile(source.encode())


ENCODINGS = [
    ("utf-8", TEXT.encode(), "utf-8"),
    ("mark", TEXT.encode("utf-8-sig"), "utf-8"),
    ("utf-16", TEXT.encode("utf-16"), "utf-16"),
    ("utf-16 without mark", TEXT.encode("utf-16-le"), "utf-16-le"),
    ("utf-16 big", TEXT.encode("utf-16-be"), "utf-16-be"),
    ("decomposed", unicodedata.normalize("NFD", TEXT).encode(), "utf-8"),
    ("vni", vni(TEXT), "vni"),
    ("returns", TEXT.replace("\n", "\r\n").encode(), "utf-8"),
    ("tcvn3 as letters", tcvn3(TEXT).decode("latin-1").encode(), "tcvn3"),
]


@pytest.mark.parametrize(("name", "data", "encoding"), ENCODINGS, ids=[case[0] for case in ENCODINGS])
def test_encodings(name, data, encoding):
    found = read_file_text(data, "a.txt")
    assert (found.text, found.encoding) == (TEXT, encoding)


def test_tcvn3():
    found = read_file_text(tcvn3(TEXT), "a.txt")
    assert (found.text, found.encoding) == (TEXT, "tcvn3")


def test_tcvn3_gives_capitals_back():
    lines = [
        "TM. ỦY BAN NHÂN DÂN",
        "Số: 12/KH-UBND",
        "THÀNH PHỐ HỒ XANH",
        "Hoàng Thị Ngọc Ánh",
        "I. MỤC ĐÍCH, YÊU CẦU",
    ]
    lines += ["Kế hoạch của Ủy ban nhân dân tỉnh", "- Ứng dụng công nghệ; Thường trực Tỉnh ủy"]
    assert read_file_text(tcvn3("\n".join(lines)), "a.txt").text.splitlines() == lines


def windows_1258(text: str) -> bytes:
    written = ""
    for letter in text:
        base, *signs = unicodedata.normalize("NFD", letter)
        shape = "".join(sign for sign in signs if sign in "\u0302\u0306\u031b")
        tone = "".join(sign for sign in signs if sign not in shape)
        written += unicodedata.normalize("NFC", base + shape) + tone
    return written.encode("cp1258")


def test_windows_1258():
    found = read_file_text(windows_1258(TEXT), "a.txt")
    assert (found.text, found.encoding) == (TEXT, "cp1258")


def test_word_in_its_order():
    found = read_file_text(
        word("KẾ HOẠCH", "I. MỤC ĐÍCH", table=[["UBND TỈNH\nSố: 1/KH-UBND", "Hà Nội, ngày 5"]]), "a.docx"
    )
    assert found.text.splitlines()[:5] == [
        "UBND TỈNH",
        "Số: 1/KH-UBND",
        "Hà Nội, ngày 5",
        "KẾ HOẠCH",
        "I. MỤC ĐÍCH",
    ]
    assert (found.kind, found.is_wrapped, found.has_other_name) == ("docx", False, False)


def test_word_tables_of_data_keep_their_rows():
    found = read_file_text(
        word(table=[["TT", "Việc", "Ai"]] * 2 + [["1", "Viết tin", "Văn phòng"]] * 3), "a.docx"
    )
    assert "1 | Viết tin | Văn phòng" in found.text


def test_word_draws_the_numbers_it_hides():
    document = docx.Document()
    for style in ("List Number", "List Number", "List Bullet"):
        document.add_paragraph("Việc", style=style)
    out = io.BytesIO()
    document.save(out)
    assert read_file_text(out.getvalue(), "a.docx").text.splitlines() == ["1. Việc", "2. Việc", "- Việc"]


@pytest.mark.parametrize(("font", "text"), [(".VnTime", "KÕ ho¹ch"), ("VNI-Times", "Keá hoaïch")])
def test_word_in_legacy_fonts(font, text):
    document = docx.Document()
    document.add_paragraph().add_run(text).font.name = font
    out = io.BytesIO()
    document.save(out)
    assert read_file_text(out.getvalue(), "a.docx").text.strip() == "Kế hoạch"


def test_word_text_boxes_and_page_heads_are_seen():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "MẬT"
    run = document.add_paragraph("KẾ HOẠCH").add_run()
    box = OxmlElement("w:txbxContent")
    inner = OxmlElement("w:p")
    run_in = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "Số: 5/KH-X"
    run_in.append(text)
    inner.append(run_in)
    box.append(inner)
    run._r.append(box)
    assert box.tag == qn("w:txbxContent")
    out = io.BytesIO()
    document.save(out)
    found = read_file_text(out.getvalue(), "a.docx")
    assert found.text.split("\n") == ["KẾ HOẠCH", "Số: 5/KH-X"]
    assert "MẬT" in found.margins


def test_pdf():
    found = read_file_text(
        pdf("KẾ HOẠCH truyền thông chính sách\n\nI. MỤC ĐÍCH\n#pagebreak()\nII. NHIỆM VỤ cụ thể"), "a.pdf"
    )
    assert found.page_count == 2
    assert "KẾ HOẠCH truyền thông chính sách" in found.text
    assert (found.kind, found.is_wrapped) == ("pdf", True)


def test_the_content_counts_and_not_the_name():
    found = read_file_text(word("KẾ HOẠCH"), "a.pdf")
    assert (found.kind, found.has_other_name) == ("docx", True)


def locked() -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(pdf("Kế hoạch truyền thông chính sách năm nay")))
    writer.encrypt("x", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def scan() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    picture = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )
    return pdf(f"#image(bytes(({', '.join(map(str, picture))})))")


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 60_000_000)
        archive.writestr("word/media/a", b" " * 90_000_000)
    return out.getvalue()


def with_entity() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word("Kế hoạch"))) as good, zipfile.ZipFile(out, "w") as bad:
        for entry in good.infolist():
            data = good.read(entry)
            if entry.filename == "word/document.xml":
                data = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + data
            bad.writestr(entry.filename, data)
    return out.getvalue()


def other_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
    return out.getvalue()


REFUSED = [
    ("empty", lambda: b""),
    ("empty", lambda: b" \r\n\x00\x00"),
    ("empty", lambda: "\ufeff".encode("utf-8")),
    ("too-large", lambda: b"a" * (limits.MAX_FILE_BYTES + 1)),
    ("not-text", lambda: b"\x00\x01\x02abc" * 99),
    ("not-text", lambda: bytes(range(128, 256)) * 9),
    ("damaged", lambda: word("Kế hoạch")[:900]),
    ("damaged", lambda: b"PK\x03\x04"),
    ("damaged", lambda: b"%PDF-1.7\n"),
    ("damaged", lambda: pdf("Kế hoạch")[:300]),
    ("encrypted", locked),
    ("encrypted", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le")),
    ("old-word", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 99),
    ("scan", scan),
    ("scan", lambda: b"\x89PNG\r\n\x1a\n" + b"x" * 99),
    ("empty", lambda: pdf("")),
    ("zip-bomb", bomb),
    ("unsafe", with_entity),
    ("unknown-kind", other_zip),
    ("unknown-kind", lambda: b"<html><body>x</body></html>"),
    ("unknown-kind", lambda: rb"{\rtf1\ansi}"),
]


@pytest.mark.parametrize(("code", "make"), REFUSED)
def test_what_is_not_read_says_why(code, make):
    with pytest.raises(CannotRead) as caught:
        read_file_text(make(), "a.docx")
    assert caught.value.code == code


def test_a_long_text_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "MAX_TEXT_CHARS", 50)
    with pytest.raises(CannotRead, match="too-long"):
        read_file_text(TEXT.encode(), "a.txt")


def test_a_pdf_of_many_pages_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "MAX_PAGES", 1)
    with pytest.raises(CannotRead, match="too-many-pages"):
        read_file_text(pdf("Kế hoạch #pagebreak() Kế hoạch"), "a.pdf")

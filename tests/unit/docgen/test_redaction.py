"""Words that are removed are gone from the bytes of the new file, however the old one hid them."""

import io
import unicodedata
import zipfile
from datetime import UTC, datetime

import pytest
from docx import Document
from pypdf import PdfReader

from dongthuan.docgen import redaction_pdf
from dongthuan.docgen.reading.limits import CannotRead
from dongthuan.docgen.redaction import readable, redact
from dongthuan.docgen.redaction_check import found_in
from dongthuan.docgen.redaction_data import CannotRedact, Passage
from dongthuan.docgen.redaction_matching import spans_of
from tests.unit.docgen.redaction_samples import NFD, NUMBER, SECRET, all_bytes, hiding_docx, telling_pdf

AT = datetime(2026, 8, 20, 3, 0, tzinfo=UTC)
LABEL = "[đã che: bí mật cá nhân, khoản 2 Điều 7]"
PASSAGES = (Passage(SECRET, LABEL), Passage(NUMBER, LABEL))
VARIANTS = (SECRET, NFD, SECRET.upper(), "Nguyen Thi Hong Van", "Hồng Vân", NUMBER, "001 088 012 345")


def test_the_words_are_nowhere_in_the_bytes_of_a_word_file() -> None:
    old = hiding_docx()
    made = redact(old, "a.docx", PASSAGES, made_at=AT)
    laid_bare = all_bytes(made.data)
    for words in VARIANTS:
        for code in ("utf-8", "utf-16-le", "utf-16-be"):
            assert words.encode(code) not in laid_bare
    assert found_in(old, "docx", [SECRET, NUMBER]) != []
    assert found_in(made.data, "docx", [SECRET, NUMBER]) == []
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        assert {name.partition("/")[0] for name in archive.namelist()} == {
            "[Content_Types].xml",
            "_rels",
            "word",
        }


def test_what_is_kept_stays_and_word_opens_it() -> None:
    made = redact(hiding_docx(), "a.docx", PASSAGES, made_at=AT)
    opened = Document(io.BytesIO(made.data))
    told = "\n".join(paragraph.text for paragraph in opened.paragraphs)
    assert f"Người yêu cầu là bà {LABEL}, CCCD {LABEL}." in told.replace("\n", "")
    for kept in ("Câu được thêm, giữ lại.", "Kinh phí 12 triệu đồng.", "giữ dòng này", "Kết quả của trường"):
        assert kept in told
    assert opened.tables[0].cell(0, 0).text.strip() == f"Ô: {LABEL}"
    assert opened.sections[0].header.paragraphs[0].text == f"Đầu trang {LABEL}"
    assert made.counts == (6, 1)
    assert readable(made.data, "b.docx").text == made.text
    assert redact(hiding_docx(), "a.docx", PASSAGES, made_at=AT).data == made.data


def test_a_pdf_is_set_anew_without_the_words_and_facts() -> None:
    text = f"Kính gửi bà {SECRET},\nsố căn cước {NUMBER}.\nNội dung được cung cấp: 12 nhiệm vụ khoa học."
    old = telling_pdf(redaction_pdf.as_pdf(text, made_at=AT), words=SECRET)
    assert {part for _, part in found_in(old, "pdf", [SECRET])}
    made = redact(old, "a.pdf", PASSAGES, made_at=AT)
    shown = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(made.data)).pages)
    assert "12 nhiệm vụ khoa học" in shown
    assert LABEL.partition(":")[0] in shown
    assert found_in(made.data, "pdf", [SECRET, NUMBER]) == []
    for words in VARIANTS:
        assert words.encode() not in made.data
        assert words.encode("utf-16-be").hex().encode() not in made.data.lower()


@pytest.mark.parametrize("code", ["utf-8", "utf-16"])
def test_plain_text_loses_the_words_also_without_marks(code: str) -> None:
    data = f"Bà {NFD} (nguyen.thi.hong.van@x.vn), CCCD 001.088.012.345; Nguyễn Thị Hồng giữ.".encode(code)
    made = redact(data, "a.txt", PASSAGES, made_at=AT)
    assert made.data.decode() == f"Bà {LABEL} ({LABEL}@x.vn), CCCD {LABEL}; Nguyễn Thị Hồng giữ."


def test_hidden_words_are_found_where_they_lie() -> None:
    docx = hiding_docx()
    assert found_in(docx, "docx", ["Thị Hồng Vân"]) != []
    assert found_in(docx, "docx", ["Lê Quang Trung"]) == []
    pdf = telling_pdf(redaction_pdf.as_pdf("Không có gì.", made_at=AT), words="Trần Văn Bình")
    assert [index for index, _ in found_in(pdf, "pdf", ["Trần Văn Bình", "Trần Văn An"])] == [0]


def test_short_words_are_told_apart_by_their_marks() -> None:
    assert [text[0] for text in ("Hà hạ ha HÀ",) for _ in spans_of(text, ["Hà"])] == ["H", "H"]
    assert [(s.start, s.end) for s in spans_of("Hà hạ HÀ Nhà", ["Hà"])] == [(0, 2), (6, 8)]
    assert spans_of("năm 20260101", ["2026"]) == []


REFUSED = {
    "macros": (hiding_docx(word__vbaProject_bin=b"x"), PASSAGES),
    "not-found": (hiding_docx(), (Passage("Lê Quang Trung", LABEL),)),
    "too-short": (hiding_docx(), (Passage(" A. ", LABEL),)),
    "still-there": (hiding_docx(), (Passage("giữ lại", "[giữ lại]"),)),
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_is_not_delivered(code: str) -> None:
    data, passages = REFUSED[code]
    with pytest.raises(CannotRedact) as refused:
        redact(data, "a.docx", passages, made_at=AT)
    assert refused.value.code == code


def test_locked_and_bursting_files_are_refused() -> None:
    locked = bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le")
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 300_000_000 + b"</a>")
    for data, code in ((locked, "encrypted"), (bomb.getvalue(), "zip-bomb")):
        with pytest.raises(CannotRead) as refused:
            redact(data, "a.docx", PASSAGES, made_at=AT)
        assert refused.value.code == code


def test_composed_and_decomposed_words_are_the_same() -> None:
    for form in ("NFC", "NFD", "NFKD"):
        assert len(spans_of(unicodedata.normalize(form, f"x {SECRET} y"), [NFD])) == 1

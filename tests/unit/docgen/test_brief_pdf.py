"""The brief as PDF: archival, tagged, in Vietnamese, and never a program."""

import io

import pytest
from pypdf import PdfReader

from dongthuan.docgen.brief_pdf import as_pdf


@pytest.fixture
def drawn(full_brief, made_at):
    return PdfReader(io.BytesIO(as_pdf(full_brief, made_at=made_at)))


def flat(page):
    return " ".join(page.extract_text().replace("\u200b", "").split())


def test_it_claims_archive_and_access_and_is_tagged_in_vietnamese(drawn):
    claims = drawn.root_object["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in claims
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in claims
    assert "<pdfuaid:part>1</pdfuaid:part>" in claims
    assert drawn.root_object["/Lang"] == "vi"
    assert drawn.root_object["/MarkInfo"]["/Marked"]


def test_only_the_carried_font_is_in_it(drawn):
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in drawn.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts
    assert all("Tinos" in font for font in fonts)


def test_page_number_stands_from_the_second_page_on(drawn):
    assert flat(drawn.pages[0]).startswith("CHÍNH PHỦ")
    assert [flat(page).split()[0] for page in drawn.pages][1:] == [
        str(n) for n in range(2, len(drawn.pages) + 1)
    ]


def test_the_head_of_a_table_is_repeated_on_the_next_page(drawn):
    assert all("Báo, giờ đăng" in flat(page) for page in drawn.pages)


def test_words_of_strangers_stay_words(drawn):
    told = " ".join(flat(page) for page in drawn.pages)
    assert '<b>Đánh dấu</b> & #read("/etc/passwd") *x* $y$ {{ z }}' in told
    assert "root:" not in told


def test_what_the_font_lacks_does_not_stop_the_brief(drawn):
    told = " ".join(flat(page) for page in drawn.pages)
    assert "Động đất ở □□" in told


def test_links_lead_to_the_web_only(drawn):
    targets = {note.get_object()["/A"]["/URI"] for page in drawn.pages for note in page.get("/Annots", [])}
    assert targets
    assert all(target.startswith("https://bao.example/") for target in targets)


def test_a_day_without_news_fits_one_page(empty_brief, made_at):
    drawn = PdfReader(io.BytesIO(as_pdf(empty_brief, made_at=made_at)))
    told = flat(drawn.pages[0])
    assert len(drawn.pages) == 1
    assert told.count("Không có tin.") == 4
    assert "Số: 07/BC-VHL" in told
    assert "DỰ THẢO" not in told
    assert "Trần Minh Họa" in told


def test_the_same_brief_gives_the_same_bytes(full_brief, made_at):
    assert as_pdf(full_brief, made_at=made_at) == as_pdf(full_brief, made_at=made_at)

"""Official documents as PDF: archival, tagged, complete, and never a program."""

import io
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from dongthuan.docgen.official import Heading, Paragraph, Table, Urgency
from dongthuan.docgen.official_pdf import as_pdf
from tests.unit.docgen.conftest import EVE
from tests.unit.docgen.official_samples import ALL, DISPATCH, LONG, MINUTES, REPORT, plan


def drawn(document):
    return PdfReader(io.BytesIO(as_pdf(document, made_at=EVE)))


def flat(reader):
    words = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(words.replace("\u200b", "").split())


def tags(element, found):
    element = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(element, list):
        for one in element:
            tags(one, found)
    elif isinstance(element, dict):
        found[str(element.get("/S"))] += 1
        tags(element.get("/K", []), found)
    return found


@pytest.mark.parametrize("kind", ALL)
def test_every_kind_is_archival_accessible_and_vietnamese(kind):
    reader = drawn(ALL[kind])
    claims = reader.root_object["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in claims
    assert "<pdfuaid:part>1</pdfuaid:part>" in claims
    assert reader.root_object["/Lang"] == "vi"
    assert ALL[kind].subject.split()[-1] in reader.metadata.title
    fonts = {
        str(f.get_object()["/BaseFont"])
        for page in reader.pages
        for f in page["/Resources"]["/Font"].values()
    }
    assert all("Tinos" in font for font in fonts)


@pytest.mark.parametrize("kind", ALL)
def test_what_an_archive_needs_is_in_the_file(kind):
    """Fonts embedded with their letters, a colour profile, tags, a level: what pypdf can see of PDF/A-2a."""
    reader = drawn(ALL[kind])
    root = reader.root_object
    claims = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in claims
    assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    assert root["/MarkInfo"]["/Marked"]
    assert not {"/AcroForm", "/OpenAction", "/AA", "/Names"} & set(root)
    for page in reader.pages:
        assert page["/Tabs"] == "/S"
        for font in page["/Resources"]["/Font"].values():
            descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
            assert "/FontFile2" in descriptor
            assert "/ToUnicode" in font


def test_headings_tables_and_title_are_tagged():
    found = tags(drawn(plan()).root_object["/StructTreeRoot"], Counter())
    assert found["/Title"] == 1
    assert found["/H1"] == 6
    assert found["/H2"] == found["/H3"] == 8
    assert found["/Table"] == found["/THead"] == 1
    assert found["/TH"] == 12


def test_pages_are_numbered_from_the_second_and_the_wide_annex_is_turned():
    reader = drawn(plan())
    first = [flat_page.extract_text().split()[0] for flat_page in reader.pages]
    assert first[0] == "CHÍNH"
    assert first[1:] == [str(number) for number in range(2, len(first) + 1)]
    turned = [page.mediabox.width > page.mediabox.height for page in reader.pages]
    assert turned == [*sorted(turned[:-1]), False]
    wide = [page for page in reader.pages if page.mediabox.width > page.mediabox.height]
    assert len(wide) > 1
    assert all("Đối tượng" in page.extract_text() for page in wide)


def test_a_dispatch_and_minutes_say_what_they_must():
    words = flat(drawn(DISPATCH))
    assert "Số: 12/VHL-VP" in words
    assert "Kính gửi: - Viện Vật lý địa cầu;" in words
    assert "Trân trọng./." in words
    assert "CHỦ TỌA" in flat(drawn(MINUTES))


def test_the_signature_is_never_alone_on_a_page():
    for count in range(10, 40):
        reader = drawn(replace(REPORT, body=(*(Paragraph(f"Dòng {n}.") for n in range(count)),)))
        if len(reader.pages) == 2:
            assert f"Dòng {count - 1}./." in flat_of_last(reader)
            return
    pytest.fail("no document of two pages was drawn")


def flat_of_last(reader):
    return " ".join(reader.pages[-1].extract_text().split())


def test_a_row_taller_than_a_page_loses_no_word():
    row = ("1", "\n".join(f"mục {n}." for n in range(150)))
    words = flat(drawn(replace(REPORT, body=(Table(("TT", "Việc"), (row,)),))))
    assert all(f"mục {n}." in words for n in range(150))


def test_a_long_list_of_recipients_loses_none():
    many = tuple(replace(REPORT.recipients[0], name=f"Đơn vị {n}") for n in range(90))
    words = flat(drawn(replace(REPORT, recipients=many)))
    assert all(f"- Đơn vị {n} (" in words for n in range(90))


def test_levels_with_gaps_still_pass_the_standard():
    blocks = (
        Heading("a) Sâu", 3),
        Heading("1. Vừa", 2),
        Heading("I. Cao"),
        Heading("b) Sâu", 3),
        Paragraph(LONG),
    )
    assert "a) Sâu" in flat(drawn(replace(REPORT, body=blocks)))


WORDS = st.text(max_size=60)
BLOCK = st.one_of(
    st.builds(Heading, WORDS, st.integers(-1, 9)),
    st.builds(Paragraph, WORDS, st.booleans()),
    st.builds(lambda a, b: Table((a, b), ((b, a), (a,), (a, b, a)), numeric=(1, 7)), WORDS, WORDS),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(BLOCK, max_size=5), WORDS, st.sampled_from(sorted(ALL)))
def test_no_words_stop_a_document(body, subject, kind):
    document = replace(ALL[kind], body=tuple(body), subject=subject, addressees=(subject, subject))
    assert as_pdf(document, made_at=EVE).startswith(b"%PDF")


def test_equal_documents_give_equal_bytes():
    assert as_pdf(plan(), made_at=EVE) == as_pdf(plan(), made_at=EVE)


def test_the_stamp_of_urgency_is_printed_once():
    words = flat(drawn(replace(REPORT, urgency=Urgency.URGENT)))
    assert words.count("KHẨN") == 1
    assert "KHẨN" not in flat(drawn(REPORT))

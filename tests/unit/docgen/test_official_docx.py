"""Official documents in Word pass the eye of the registry clerk: Decree 30/2020/NĐ-CP, Annex I."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml.ns import qn

from dongthuan.docgen.official import Annex, Heading, Paragraph, Table, Urgency
from dongthuan.docgen.official_docx import as_docx
from tests.unit.docgen.official_samples import (
    ALL,
    DECISION,
    DISPATCH,
    INVITATION,
    LONG,
    MINUTES,
    RELEASE,
    REPORT,
    head,
    plan,
)

HOSTILE = '#read("/etc/passwd") *x* $y$ {{ z }} <w:p/> & \x00\x07 Vie\u0323\u0302n ' + "a" * 300


@pytest.fixture
def draw(made_at):
    def drawn(document):
        return Document(io.BytesIO(as_docx(document, made_at=made_at)))

    return drawn


def told(container, *styles):
    return [one.text for one in container.paragraphs if not styles or one.style.name in styles]


def style_of(container, words):
    return next(one.style for one in container.paragraphs if words in one.text)


@pytest.mark.parametrize("kind", ALL)
def test_every_kind_is_a4_in_official_margins_without_a_number_on_page_one(draw, kind):
    section = draw(ALL[kind]).sections[0]
    margins = [section.left_margin, section.right_margin, section.top_margin, section.bottom_margin]
    assert [round(margin.mm) for margin in margins] == [30, 20, 20, 20]
    assert [round(section.page_width.mm), round(section.page_height.mm)] == [210, 297]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml


@pytest.mark.parametrize("kind", ALL)
def test_nothing_is_shaped_by_hand_in_the_words(draw, kind):
    drawn = draw(ALL[kind])
    runs = drawn.element.body.findall(f".//{qn('w:r')}/{qn('w:rPr')}")
    assert {child.tag for run in runs for child in run} <= {qn("w:rStyle")}
    used = {one.style.name for one in drawn.paragraphs}
    assert "Normal" not in used


SIZES = {
    "CHÍNH PHỦ": (12, False, False),
    "VIỆN HÀN LÂM": (12, True, False),
    "CỘNG HÒA": (12, True, False),
    "Độc lập": (13, True, False),
    "Số: 07/KH-VHL": (13, False, False),
    "Hà Nội, ngày 05 tháng 02": (13, False, True),
}


@pytest.mark.parametrize("words", SIZES)
def test_parts_of_the_head_have_the_letters_of_the_decree(draw, words):
    cells = [cell for row in draw(plan()).tables[0].rows for cell in row.cells]
    font = next(p.style.font for cell in cells for p in cell.paragraphs if words in p.text)
    assert (font.size.pt, bool(font.bold), bool(font.italic)) == SIZES[words]


def test_rules_stand_below_agency_and_motto(draw):
    left, right = draw(plan()).tables[0].rows[0].cells
    lengths = [(66, left, 0.33, 0.5, 57), (94, right, 1, 1, 56.1)]
    for column, cell, least, most, line in lengths:
        rule = cell.paragraphs[-1]
        assert "w:pBdr" in rule._p.xml
        width = column - rule.paragraph_format.left_indent.mm - rule.paragraph_format.right_indent.mm
        assert least * line - 1 <= width <= most * line + 1


def test_every_style_names_the_font_and_the_language(made_at):
    with zipfile.ZipFile(io.BytesIO(as_docx(plan(), made_at=made_at))) as package:
        styles = package.read("word/styles.xml").decode()
        body = package.read("word/document.xml").decode()
    for name in ("Căn cứ ban hành", "Heading 3", "Body Text", "Tên phụ lục"):
        style = re.search(
            rf'<w:style [^>]*>\s*<w:name w:val="{name}"/>.*?</w:style>', styles, re.DOTALL | re.I
        )
        assert 'w:ascii="Times New Roman"' in style[0]
        assert 'w:lang w:val="vi-VN"' in style[0]
        assert "Theme" not in style[0]
    assert "w:rFonts" not in body


def test_a_plan_has_grounds_headings_for_the_navigation_and_an_end(draw):
    drawn = draw(plan())
    assert told(drawn, "Title") == ["KẾ HOẠCH"]
    assert drawn.styles["Căn cứ ban hành"].font.italic
    assert len(told(drawn, "Căn cứ ban hành")) == 2
    assert told(drawn, "Heading 1")[:2] == ["I. MỤC ĐÍCH, YÊU CẦU", "II. NỘI DUNG, NHIỆM VỤ"]
    assert told(drawn, "Heading 3")[0] == "a) Nâng cao nhận thức"
    assert told(drawn, "Body Text")[-2].endswith("theo quy định./.")
    assert drawn.styles["Heading 1"].paragraph_format.keep_with_next


def test_a_dispatch_says_what_about_below_its_number_and_has_no_title(draw):
    drawn = draw(DISPATCH)
    cell = drawn.tables[0].rows[1].cells[0]
    assert told(cell)[0] == "Số: 12/VHL-VP"
    assert told(cell)[1].startswith("V/v đôn đốc báo cáo")
    assert style_of(cell, "V/v").font.size.pt == 12
    assert told(drawn, "Title", "Subtitle") == []
    assert told(drawn, "Kính gửi") == ["Kính gửi:"]
    lines = told(drawn, "Nơi kính gửi")
    assert [line[:2] + line[-1] for line in lines] == ["- ;", "- ;", "- ."]


def test_one_addressee_stands_on_the_same_line(draw):
    assert told(draw(REPORT), "Kính gửi") == ["Kính gửi: Văn phòng Chính phủ"]


def test_an_invitation_invites(draw):
    drawn = draw(INVITATION)
    assert told(drawn, "Title") == ["GIẤY MỜI"]
    assert told(drawn, "Body Text")[0].endswith("trân trọng kính mời:")
    assert not told(drawn, "Kính gửi")


def test_a_decision_names_who_decides_on_what_grounds_and_its_articles(draw):
    drawn = draw(DECISION)
    assert told(drawn, "Title", "Subtitle")[:2] == [
        "QUYẾT ĐỊNH",
        "Về việc ban hành Quy chế phát ngôn và cung cấp thông tin cho báo chí",
    ]
    assert told(drawn, "Thẩm quyền, quyết định") == [
        "CHỦ TỊCH VIỆN HÀN LÂM KHOA HỌC VÀ CÔNG NGHỆ VIỆT NAM",
        "QUYẾT ĐỊNH:",
    ]
    assert [words[-1] for words in told(drawn, "Căn cứ ban hành")] == [";", ";", "."]
    article = next(one for one in drawn.paragraphs if one.text.startswith("Điều 1."))
    assert (article.runs[0].text, article.runs[0].style.name) == ("Điều 1. ", "Strong")


def test_minutes_carry_two_signatures_and_the_list_below(draw):
    drawn = draw(MINUTES)
    secretary, chair = drawn.tables[-1].rows[0].cells
    assert told(secretary) == ["THƯ KÝ", "Lê Thị Minh Họa"]
    assert told(chair) == ["CHỦ TỌA", "Trần Minh Họa"]
    assert told(drawn, "Nơi nhận", "Danh sách nơi nhận") == [
        "Nơi nhận:",
        "- Thành viên Tổ;",
        "- Lưu: VT, VP.",
    ]


def test_a_release_without_a_code_has_no_line_of_number(draw):
    drawn = draw(RELEASE)
    assert told(drawn, "Title") == ["THÔNG CÁO BÁO CHÍ"]
    assert "Số:" not in drawn.tables[0].rows[1].cells[0].text


def test_before_signing_number_day_and_name_are_left_open(draw):
    draft = replace(plan(), number=None, letterhead=head("KH-VHL", signed_on=None), is_draft=True)
    drawn = draw(draft)
    left, right = drawn.tables[0].rows[1].cells
    assert told(left) == ["Số:     /KH-VHL", " DỰ THẢO "]
    assert told(right) == ["Hà Nội, ngày     tháng     năm     "]
    assert "số     /KH-VHL ngày     tháng" in told(drawn, "Chỉ dẫn kèm theo")[0]


def test_recipients_and_capacity_have_their_letters(draw):
    left, right = draw(plan()).tables[1].rows[0].cells
    assert told(right) == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Minh Họa"]
    assert told(left)[-1] == "- Lưu: VT, VP."
    heading, line = left.paragraphs[0].style.font, left.paragraphs[1].style.font
    assert (heading.size.pt, heading.bold, heading.italic) == (12, True, True)
    assert (line.size.pt, bool(line.bold)) == (11, False)


def test_annexes_are_numbered_turned_and_counted_on(draw):
    drawn = draw(plan())
    assert told(drawn, "Phụ lục") == ["Phụ lục I", "Phụ lục II"]
    assert told(drawn, "Tên phụ lục")[0] == "NHIỆM VỤ TRUYỀN THÔNG CHÍNH SÁCH NĂM 2026"
    assert told(drawn, "Chỉ dẫn kèm theo")[0].startswith("(Kèm theo Kế hoạch số 07/KH-VHL ngày 05 tháng 02")
    assert [section.orientation for section in drawn.sections] == [0, 1, 0]
    assert [section.different_first_page_header_footer for section in drawn.sections] == [True, False, False]
    assert drawn.styles["Phụ lục"].base_style.name == "Heading 1"
    assert told(draw(replace(plan(), annexes=plan().annexes[:1])), "Phụ lục") == ["Phụ lục"]


def test_a_table_repeats_its_head_and_keeps_its_rows_whole_but_tall_ones(draw):
    rows = (("1", "ngắn"), ("2", LONG * 12))
    drawn = draw(replace(REPORT, body=(Table(("TT", "Việc"), rows),)))
    table = drawn.tables[1]
    assert table.rows[0]._tr.findall(f".//{qn('w:tblHeader')}")
    kept = [bool(row._tr.findall(f".//{qn('w:cantSplit')}")) for row in table.rows]
    assert kept == [True, True, False]


def test_numbers_of_documents_are_not_divided(draw):
    drawn = draw(replace(REPORT, body=(Paragraph("Thực hiện Nghị định số 30/2020/NĐ-CP năm 2020-2026"),)))
    paragraph = next(one for one in drawn.paragraphs if "Nghị định" in one.text)
    assert paragraph.text.startswith("Thực hiện Nghị định số 30/2020/NĐ-CP")
    assert len(paragraph._p.findall(f".//{qn('w:noBreakHyphen')}")) == 1


def test_words_of_strangers_stay_words_and_are_composed(draw):
    blocks = (Heading(HOSTILE, 2), Paragraph(HOSTILE), Table((HOSTILE, "b"), ((HOSTILE, ""),)))
    drawn = draw(replace(REPORT, subject=HOSTILE, body=blocks, annexes=(Annex(HOSTILE, blocks),)))
    words = next(
        one.text for one in drawn.paragraphs if one.style.name == "Body Text" and "#read" in one.text
    )
    assert words.startswith('#read("/etc/passwd") *x* $y$ {{ z }} <w:p/> & Viện aaa')


def test_an_empty_document_is_drawn(draw):
    drawn = draw(replace(REPORT, body=(), recipients=(), addressees=(), subject=""))
    assert told(drawn.tables[-1].rows[0].cells[0]) == ["Nơi nhận:", "- Lưu: VT, VP."]


def test_equal_documents_give_equal_bytes(made_at):
    assert as_docx(plan(), made_at=made_at) == as_docx(plan(), made_at=made_at)


def test_a_draft_in_haste_bears_both_stamps_boxed(draw):
    drawn = draw(replace(DISPATCH, is_draft=True, urgency=Urgency.AT_ONCE))
    left = drawn.tables[0].rows[1].cells[0]
    assert told(left)[-2:] == [" DỰ THẢO ", " HỎA TỐC "]
    style = style_of(left, "HỎA TỐC")
    assert (style.font.size.pt, style.font.bold) == (13, True)
    assert style.element.find(f".//{qn('w:bdr')}") is not None

"""The brief in Word passes the eye of the registry clerk."""

import io
import re
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn

from dongthuan.docgen.brief_docx import as_docx


@pytest.fixture
def drawn(full_brief, made_at):
    return Document(io.BytesIO(as_docx(full_brief, made_at=made_at)))


def words_of(cell):
    return [paragraph.text for paragraph in cell.paragraphs if paragraph.text]


def test_paper_is_a4_in_the_official_margins(drawn):
    section = drawn.sections[0]
    sizes = [section.page_width, section.page_height]
    margins = [section.left_margin, section.right_margin, section.top_margin, section.bottom_margin]
    assert [round(size.mm) for size in sizes] == [210, 297]
    assert [round(margin.mm) for margin in margins] == [30, 20, 20, 20]


def test_page_number_is_above_and_not_on_the_first_page(drawn):
    section = drawn.sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml
    assert section.header.paragraphs[0].alignment == 1


def test_every_font_is_times_new_roman_and_the_language_vietnamese(full_brief, made_at):
    with zipfile.ZipFile(io.BytesIO(as_docx(full_brief, made_at=made_at))) as package:
        styles = package.read("word/styles.xml").decode()
        body = package.read("word/document.xml").decode()
    normal = re.search(r'<w:style [^>]*w:styleId="Normal".*?</w:style>', styles, re.DOTALL)[0]
    assert 'w:ascii="Times New Roman"' in normal
    assert 'w:val="vi-VN"' in normal
    assert "w:asciiTheme" not in normal
    assert "w:asciiTheme" not in body


def test_head_has_two_columns_with_sizes_of_the_decree(drawn):
    left, right = drawn.tables[0].rows[0].cells
    assert words_of(left) == ["CHÍNH PHỦ", "VIỆN HÀN LÂM KHOA HỌC VÀ CÔNG NGHỆ VIỆT NAM"]
    assert words_of(right) == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    runs = [paragraph.runs[0] for cell in (left, right) for paragraph in cell.paragraphs if paragraph.text]
    assert [(run.font.size.pt, bool(run.bold)) for run in runs] == [
        (12, False),
        (12, True),
        (12, True),
        (13, True),
    ]
    assert all("w:pBdr" in cell.paragraphs[-1]._p.xml for cell in (left, right))


def test_a_draft_has_neither_number_nor_day_but_says_what_it_is(drawn):
    left, right = drawn.tables[0].rows[1].cells
    assert words_of(left) == ["Số:     /BC-VHL", " DỰ THẢO "]
    assert words_of(right) == ["Hà Nội, ngày     tháng     năm     "]


def test_an_approved_brief_has_its_number_and_day(empty_brief, made_at):
    drawn = Document(io.BytesIO(as_docx(empty_brief, made_at=made_at)))
    left, right = drawn.tables[0].rows[1].cells
    assert words_of(left) == ["Số: 07/BC-VHL"]
    assert words_of(right) == ["Hà Nội, ngày 05 tháng 02 năm 2026"]


def test_groups_follow_each_other_and_an_empty_one_says_so(drawn, empty_brief, made_at):
    headings = [one.text for one in drawn.paragraphs if one.style.name == "Heading 1"]
    assert headings == [
        "I. CHỈ ĐẠO, ĐIỀU HÀNH VÀ THÔNG TIN NGÀNH",
        "II. THÔNG TIN VỀ CƠ QUAN VÀ CÁC ĐƠN VỊ",
        "III. DƯ LUẬN, MẠNG XÃ HỘI",
        "IV. QUỐC TẾ",
        "V. ĐỀ XUẤT XỬ LÝ",
    ]
    assert [one.text for one in drawn.paragraphs].count("Không có tin.") == 1
    nothing = Document(io.BytesIO(as_docx(empty_brief, made_at=made_at)))
    assert [one.text for one in nothing.paragraphs].count("Không có tin.") == 4
    assert "Không có đề xuất." in [one.text for one in nothing.paragraphs]


def test_tables_repeat_their_head_and_keep_rows_whole(drawn):
    ruled = [table for table in drawn.tables if table.rows[0]._tr.findall(f".//{qn('w:tblHeader')}")]
    assert [len(table.rows) for table in ruled] == [5, 2, 5, 15, 2]
    assert all(row._tr.findall(f".//{qn('w:cantSplit')}") for table in ruled for row in table.rows)


def test_an_item_is_told_with_source_link_summary_and_judgement(drawn):
    item = drawn.tables[4].rows[1].cells
    assert words_of(item[1]) == ["Báo Minh họa", "07:15", "Cùng đưa tin: 3 báo"]
    assert words_of(item[3]) == [
        "Sắc thái: Tiêu cực (người xác nhận)",
        "Mức độ: Khẩn",
        "Đơn vị: Viện Vật lý địa cầu",
        "Kiến nghị: Kiểm tra, trả lời báo chí trong ngày.",
    ]


def test_only_web_addresses_become_links(drawn):
    targets = {rel.target_ref for rel in drawn.part.rels.values() if rel.is_external}
    assert targets
    assert all(target.startswith("https://bao.example/") for target in targets)
    hostile = drawn.tables[4].rows[3].cells[2]
    assert '<b>Đánh dấu</b> & #read("/etc/passwd") *x* $y$ {{ z }}' in hostile.paragraphs[0].text
    assert not hostile._tc.findall(f".//{qn('w:hyperlink')}")


def test_foot_names_recipients_archive_and_capacity(drawn):
    left, right = drawn.tables[-1].rows[0].cells
    assert words_of(left) == [
        "Nơi nhận:",
        "- Lãnh đạo Viện (để b/c);",
        "- Các đơn vị trực thuộc (để t/h);",
        "- Lưu: VT, VP.",
    ]
    assert [left.paragraphs[row].runs[0].font.size.pt for row in (0, 1)] == [12, 11]
    assert left.paragraphs[0].runs[0].bold
    assert left.paragraphs[0].runs[0].italic
    assert words_of(right)[:2] == ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]


def test_the_same_brief_gives_the_same_bytes(full_brief, made_at):
    assert as_docx(full_brief, made_at=made_at) == as_docx(full_brief, made_at=made_at)

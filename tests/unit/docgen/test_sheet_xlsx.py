"""A workbook that Excel opens without a question, and computes nothing in."""

import io
import re
import zipfile
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook

from dongthuan.docgen.sheet import MOST_CELL_CHARS, Link, Sheet
from dongthuan.docgen.sheet_xlsx import as_xlsx, sheet_name

HEADER = ("TT", "Nội dung", "Hạn", "Lúc", "Kinh phí", "Nguồn")
ROW = (
    1,
    "Tuyên truyền",
    date(2026, 3, 5),
    datetime(2026, 3, 5, 8, 30, tzinfo=UTC),
    120_000_000,
    Link("Mở", "https://a.example/1"),
)


@pytest.fixture
def write(made_at):
    def opened(*rows, **given):
        sheet = Sheet("Nhiệm vụ", given.pop("header", HEADER), rows, **given)
        return load_workbook(io.BytesIO(as_xlsx([sheet], made_at=made_at))).active

    return opened


def test_header_stays_is_printed_again_and_filters(write):
    page = write(ROW, ROW, heading="DANH SÁCH NHIỆM VỤ")
    assert page["A1"].value == "DANH SÁCH NHIỆM VỤ"
    assert [cell.value for cell in page[2]] == list(HEADER)
    assert page.freeze_panes == "A3"
    assert page.auto_filter.ref == "A2:F4"
    assert page.print_title_rows == "$2:$2"
    assert page["B2"].font.bold


def test_days_and_numbers_are_real_and_stand_right(write):
    cells = write(ROW)[2]
    assert cells[2].is_date
    assert cells[2].number_format == "dd/mm/yyyy"
    assert cells[3].value.isoformat() == "2026-03-05T08:30:00"
    assert cells[4].value == 120_000_000
    assert cells[4].data_type == "n"
    assert {cell.alignment.horizontal for cell in cells[2:5]} == {"right"}
    assert cells[5].hyperlink.target == "https://a.example/1"
    assert cells[5].value == "Mở"


@pytest.mark.parametrize("words", ["=cmd|' /C calc'!A0", "+1+1", "-1+cmd", "@SUM(A1)", "\t=1", "'=1"])
def test_no_words_become_a_formula_even_when_edited(write, words):
    cell = write((words,), header=("a",))["A2"]
    assert cell.data_type == "s"
    assert cell.value == words
    assert cell._style.quotePrefix == 1


def test_the_package_holds_no_formula(made_at):
    sheet = Sheet("=1", ("=1+1",), [("=2",), (Link("=3", "https://a.example"),)], heading="=4")
    with zipfile.ZipFile(io.BytesIO(as_xlsx([sheet], made_at=made_at))) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")


def test_only_web_addresses_become_links(write):
    rows = [(Link("x", "javascript:alert(1)"),), (Link("x", "https://a.example/" + "a" * 3000),)]
    page = write(*rows, header=("a",))
    assert [page[place].hyperlink for place in ("A2", "A3")] == [None, None]


def test_words_are_composed_clean_and_cut_with_a_mark(write):
    page = write(("Vie\u0323\u0302n\x00\x1f",), ("a" * 40_000,), header=("a",))
    assert page["A2"].value == "Viện"
    assert len(page["A3"].value) == MOST_CELL_CHARS
    assert page["A3"].value.endswith("[đã cắt]")


def test_numbers_no_spreadsheet_holds_are_words(write):
    page = write((10**18,), (float("inf"),), (True,), header=("a",))
    assert [page[place].value for place in ("A2", "A3", "A4")] == [str(10**18), "inf", "True"]


def test_names_of_sheets_are_short_different_and_allowed(made_at):
    titles = ["Quý I/2026: [nháp]?", "quý I 2026 nháp", "a" * 40, "a" * 50, "", "'x'", "History"]
    sheets = [Sheet(title, ("a",), []) for title in titles]
    names = load_workbook(io.BytesIO(as_xlsx(sheets, made_at=made_at))).sheetnames
    assert len({name.casefold() for name in names}) == len(titles)
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)
    assert sheet_name("History", set()) == "History (2)"


def test_equal_lists_give_equal_bytes(made_at):
    sheets = [Sheet("a", HEADER, [ROW])]
    assert as_xlsx(sheets, made_at=made_at) == as_xlsx(sheets, made_at=made_at)
    assert b"2026-02-05T01:30:00Z" in zipfile.ZipFile(io.BytesIO(as_xlsx(sheets, made_at=made_at))).read(
        "docProps/core.xml"
    )


def test_a_book_without_a_sheet_is_refused(made_at):
    with pytest.raises(ValueError, match="at least one"):
        as_xlsx([], made_at=made_at)

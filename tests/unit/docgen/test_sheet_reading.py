"""Workbooks as officers send them: merged, computed, half dated, locked, or made to burst."""

import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from dongthuan.docgen.reading.limits import CannotRead
from dongthuan.docgen.sheet import Sheet
from dongthuan.docgen.sheet_reading import SheetWarning, read_xlsx
from dongthuan.docgen.sheet_xlsx import as_xlsx

MORNING = datetime(2026, 3, 5, 8, 30, tzinfo=UTC).replace(tzinfo=None)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def kept(book):
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def book_of(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return book


def with_part(data, name, content):
    """Return the package with one part put in place of what it was."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, content if entry == name else old.read(entry))
        if name not in old.namelist():
            new.writestr(name, content)
    return changed.getvalue()


def sheet_xml(rows):
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def refused(data, **given):
    with pytest.raises(CannotRead) as problem:
        read_xlsx(data, **given)
    return problem.value.code


def test_what_we_write_we_read(made_at):
    rows = [(1, "Họp báo\n=x", date(2026, 3, 5), MORNING, 1.5, None)]
    data = as_xlsx([Sheet("Nhiệm vụ", tuple("abcdef"), rows, heading="DANH SÁCH")], made_at=made_at)
    [read] = read_xlsx(data)
    assert read.name == "Nhiệm vụ"
    assert read.header_row_guess == 1
    assert read.rows[2] == rows[0]
    assert read.warnings == ()


def test_merged_cells_hold_the_value_of_their_first():
    book = book_of(["KẾ HOẠCH", None, None], ["Đơn vị", "Việc", "Hạn"], ["Viện A", "x", 1], [None, "y", 2])
    book.active.merge_cells("A1:C1")
    book.active.merge_cells("A3:A4")
    [read] = read_xlsx(kept(book))
    assert read.rows[0] == ("KẾ HOẠCH",) * 3
    assert [row[0] for row in read.rows[2:]] == ["Viện A", "Viện A"]
    assert read.header_row_guess == 1


def test_a_merge_over_the_whole_sheet_stays_within_what_was_read():
    part = sheet_xml(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>'
    ).replace(b"</worksheet>", b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>')
    data = with_part(kept(book_of(["a"])), "xl/worksheets/sheet1.xml", part)
    assert read_xlsx(data)[0].rows == ((1, 1), (1, 2))


def test_a_formula_gives_its_kept_value_or_a_warning_with_its_place():
    data = kept(book_of(["TT"], ["=A1+1"]))
    [read] = read_xlsx(data)
    assert read.rows == (("TT",),)
    assert read.warnings == (SheetWarning("formula-without-value", "A2", "=A1+1"),)
    cells = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>x</f><v>hai</v></c></row>'
    [read] = read_xlsx(with_part(data, "xl/worksheets/sheet1.xml", sheet_xml(cells)))
    assert read.rows == ((2, "hai"),)
    assert read.warnings == ()


def test_dates_as_text_stay_text_and_dates_as_numbers_are_dates():
    [read] = read_xlsx(kept(book_of(["05/03/2026", date(2026, 3, 5), MORNING, 46086])))
    assert read.rows == (("05/03/2026", date(2026, 3, 5), MORNING, 46086),)


def test_a_number_no_calendar_holds_is_kept_with_a_warning():
    book = book_of(["Hạn", 9_999_999])
    book.active["B1"].number_format = "dd/mm/yyyy"
    [read] = read_xlsx(kept(book))
    assert read.rows == (("Hạn", 9_999_999),)
    assert read.warnings[0].code == "bad-date"


def test_error_cells_are_empty_and_told():
    book = book_of(["a", "#REF!"])
    book.active["B1"].data_type = "e"
    [read] = read_xlsx(kept(book))
    assert read.rows == (("a",),)
    assert read.warnings == (SheetWarning("error-value", "B1", "#REF!"),)


def test_hidden_sheets_are_left_out_and_named():
    book = book_of(["a"])
    book.create_sheet("Mật").append(["x"])
    book["Mật"].sheet_state = "veryHidden"
    [read] = read_xlsx(kept(book))
    assert read.warnings == (SheetWarning("hidden-sheet", detail="Mật"),)


def test_letters_are_composed_and_old_fonts_translated():
    book = book_of(["Vie\u0323\u0302n", "KÕ ho¹ch"])
    book.active["B1"].font = Font(name=".VnTime")
    assert read_xlsx(kept(book))[0].rows == (("Viện", "Kế hoạch"),)


def test_rows_keep_their_numbers():
    book = Workbook()
    book.active["A3"], book.active["C5"] = "ba", "năm"
    rows = read_xlsx(kept(book))[0].rows
    assert [rows[2][0], rows[4][2], len(rows)] == ["ba", "năm", 5]


def test_a_million_rows_are_refused_before_they_are_read():
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 200))
    data = with_part(kept(book_of(["a"])), "xl/worksheets/sheet1.xml", sheet_xml(rows))
    assert refused(data, max_rows=100) == "too-many-rows"
    far = sheet_xml('<row r="1048576"><c r="A1048576"><v>1</v></c></row>')
    assert refused(with_part(data, "xl/worksheets/sheet1.xml", far)) == "too-many-rows"


def test_rows_that_only_have_a_look_are_not_counted():
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>' + "".join(f'<row r="{n}"/>' for n in range(2, 3000))
    data = with_part(kept(book_of(["a"])), "xl/worksheets/sheet1.xml", sheet_xml(rows))
    [read] = read_xlsx(data, max_rows=100)
    assert len(read.rows) == 1
    assert read.warnings[0].code == "not-read-below"


def test_too_many_columns_and_sheets_are_refused():
    assert refused(kept(book_of(["x"] * 61))) == "too-many-columns"
    book = book_of(["x"])
    for _ in range(60):
        book.create_sheet()
    assert refused(kept(book)) == "too-many-sheets"


def test_a_bomb_is_refused():
    data = with_part(kept(book_of(["a"])), "xl/worksheets/sheet1.xml", b" " * 60_000_000)
    assert refused(data) == "zip-bomb"


def test_entities_are_refused():
    hostile = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + sheet_xml('<row r="1"><c t="str"><v>&a;</v></c></row>')
    data = kept(book_of(["a"]))
    assert refused(with_part(data, "xl/worksheets/sheet1.xml", hostile)) == "unsafe"
    assert refused(with_part(data, "xl/workbook.xml", hostile.decode().encode("utf-16"))) == "unsafe"


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600
OTHERS = {
    "old-excel": OLE,
    "encrypted": OLE + "EncryptedPackage".encode("utf-16-le"),
    "unknown-kind": b"<html><table>",
    "empty": b"",
    "damaged": b"PK\x03\x04 not a package",
}


@pytest.mark.parametrize("code", OTHERS)
def test_what_is_no_workbook_is_refused_by_its_kind(code):
    assert refused(OTHERS[code]) == code


def test_text_and_other_packages_are_no_workbooks():
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as package:
        package.writestr("word/document.xml", "x")
    assert refused(other.getvalue()) == "unknown-kind"
    assert refused(b"TT;Noi dung") == "unknown-kind"


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="x"><c/></row>',
        '<row><c t="s"><v>99</v></c></row>',
        "<row>",
        '<row><c s="y"><v>1</v></c></row>',
    ],
)
def test_broken_parts_are_damaged_and_nothing_worse(cells):
    data = with_part(kept(book_of(["a"])), "xl/worksheets/sheet1.xml", sheet_xml(cells))
    assert refused(data) == "damaged"


def test_a_book_with_nothing_in_it_is_empty():
    assert refused(kept(Workbook())) == "empty"

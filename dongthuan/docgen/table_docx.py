"""Tables of a Word document: fixed widths, a head that repeats, rows that stay whole, shares as a bar."""

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from dongthuan.docgen.paper_docx import CELL, CENTRE, Look, write

HEAD = CELL.but(bold=True, align=CENTRE, after=0, keep_next=True)


def add_table(document: Any, widths: Sequence[float], *, rows: int = 1, has_rules: bool = True) -> Any:
    """Return a table of fixed column widths (millimetres), its cells still empty."""
    table = document.add_table(rows, len(widths))
    if has_rules:
        table.style = "Table Grid"
    else:
        _to_the_edge(table)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        shape_row(row, widths)
    return table


def _to_the_edge(table: Any) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no call for margins of cells
    properties.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")


def shape_row(row: Any, widths: Sequence[float]) -> None:
    """Give the cells of a row their widths (millimetres) and keep the row on one page."""
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = Mm(width)
    _mark(row, "w:cantSplit")


def head_row(table: Any, words: Sequence[str], widths: Sequence[float]) -> None:
    """Fill the first row and have it repeated on every page the table reaches."""
    row = table.rows[0]
    for cell, word in zip(row.cells, words, strict=True):
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        write(cell, word, HEAD)
    shape_row(row, widths)
    _mark(row, "w:tblHeader")


def add_row(table: Any, widths: Sequence[float]) -> Any:
    """Return a new row of the table."""
    row = table.add_row()
    shape_row(row, widths)
    return row


def _mark(row: Any, flag: str) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no call for these flags
    if properties.find(qn(flag)) is None:
        properties.append(OxmlElement(flag))


def describe(table: Any, words: str) -> None:
    """Say what a table shows, for those who cannot see it."""
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no call for descriptions
    for name in ("w:tblCaption", "w:tblDescription"):
        told = OxmlElement(name)
        told.set(qn("w:val"), words)
        properties.append(told)


def shade(cell: Any, colour: str) -> None:
    """Fill a cell with a colour, six hexadecimal digits."""
    filling = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour.upper())):
        filling.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(filling)  # noqa: SLF001 - python-docx has no call for shading


def add_bar(document: Any, shares: Sequence[tuple[float, str]], *, width: float, words: str) -> None:
    """Draw shares (ratio, colour) as one bar of `width` millimetres; empty shares take no room."""
    shown = [(ratio, colour) for ratio, colour in shares if ratio > 0]
    if not shown:
        return
    widths = [width * ratio / sum(ratio for ratio, _ in shown) for ratio, _ in shown]
    table = add_table(document, widths)
    describe(table, words)
    row = table.rows[0]
    row.height, row.height_rule = Mm(4), WD_ROW_HEIGHT_RULE.EXACTLY
    for cell, (_, colour) in zip(row.cells, shown, strict=True):
        shade(cell, colour)
        write(cell, "", Look(size=2)).paragraph_format.line_spacing = Pt(4)

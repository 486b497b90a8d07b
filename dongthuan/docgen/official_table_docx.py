"""A table of an official document in Word, built in one go: thousands of rows cost a second, not a minute."""

from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from dongthuan.docgen.official_layout import Grid
from dongthuan.docgen.official_styles_docx import table_styles
from dongthuan.docgen.table_docx import add_table, describe

_DXA_PER_MM = 1440 / 25.4


def add_grid(paper: Any, grid: Grid) -> None:
    """Write a table with rules; its head is repeated on each page, and no row but a tall one is divided."""
    head, words, figures, counted = table_styles(paper, grid.size)
    table = add_table(paper, grid.widths)
    describe(table, grid.name)
    body = table._tbl  # noqa: SLF001 - python-docx walks the whole table for each row it adds
    for row in list(body.iter(qn("w:tr"))):
        body.remove(row)
    widths = [str(round(width * _DXA_PER_MM)) for width in grid.widths]
    body.append(_row(grid.header, widths, [head] * len(widths), flags=("w:cantSplit", "w:tblHeader")))
    styles = [
        figures if place in grid.numeric else counted if place in grid.counted else words
        for place in range(len(widths))
    ]
    for row, tall in zip(grid.rows, grid.tall, strict=True):
        body.append(_row(row, widths, styles, flags=() if tall else ("w:cantSplit",)))


def _row(cells: Sequence[str], widths: Sequence[str], styles: Sequence[str], *, flags: Sequence[str]) -> Any:
    row = OxmlElement("w:tr")
    if flags:
        properties = _sub(row, "w:trPr")
        for flag in flags:
            _sub(properties, flag)
    for words, width, style in zip(cells, widths, styles, strict=True):
        cell = _sub(row, "w:tc")
        properties = _sub(cell, "w:tcPr")
        _sub(properties, "w:tcW", w=width, type="dxa")
        if "w:tblHeader" in flags:
            _sub(properties, "w:vAlign", val="center")
        for line in words.split("\n"):
            _write(cell, line, style)
    return row


def _write(cell: Any, line: str, style: str) -> None:
    paragraph = _sub(cell, "w:p")
    _sub(_sub(paragraph, "w:pPr"), "w:pStyle", val=style)
    if line:
        _sub(_sub(paragraph, "w:r"), "w:t").text = line


def _sub(parent: Any, tag: str, **attributes: str) -> Any:
    made = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    parent.append(made)
    return made

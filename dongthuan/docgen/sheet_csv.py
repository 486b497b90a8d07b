"""A list as CSV that Excel opens in Vietnamese: UTF-8 with its mark, and no cell that is computed."""

import csv
import io
from datetime import date, datetime

from dongthuan.docgen.sheet import Cell, Link, Sheet, is_computed, kept

BYTE_ORDER_MARK = "\ufeff"


def as_csv(sheet: Sheet) -> bytes:
    """Return the header and the rows; an apostrophe stands before what would be computed.

    The heading is left out, so that programs read the first line as names. Days and instants are in ISO 8601;
    a link gives its words.
    """
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)
    writer.writerow([safe(words) for words in sheet.header])
    writer.writerows([_written(cell) for cell in row] for row in sheet.rows)
    return (BYTE_ORDER_MARK + lines.getvalue()).encode("utf-8")


def safe(words: str) -> str:
    """Return the words as a cell of a text file may hold them.

    >>> safe("=1+1"), safe("Tin bão")
    ("'=1+1", 'Tin bão')
    """
    told = kept(words)
    return f"'{told}" if is_computed(words) or is_computed(told) else told


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Link):
        return safe(cell.words)
    if isinstance(cell, str):
        return safe(cell)
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)

"""A list as CSV that Excel opens in Vietnamese: UTF-8 with its mark, and no cell that is computed."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain

from dongthuan.docgen.sheet import Cell, Link, Sheet, is_computed, kept

BYTE_ORDER_MARK = "\ufeff"


def as_csv(sheet: Sheet) -> bytes:
    """Return the header and the rows; an apostrophe stands before what would be computed.

    The heading is left out, so that programs read the first line as names. Days and instants are in ISO 8601;
    a link gives its words.
    """
    return b"".join(csv_lines(sheet))


def csv_lines(sheet: Sheet) -> Iterator[bytes]:
    """Yield what `as_csv` returns line by line, so that a long list is never held whole."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    yield BYTE_ORDER_MARK.encode()
    for row in chain([[safe(words) for words in sheet.header]], (map(_written, row) for row in sheet.rows)):
        writer.writerow(row)
        yield written.getvalue().encode()
        written.seek(0)
        written.truncate()


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

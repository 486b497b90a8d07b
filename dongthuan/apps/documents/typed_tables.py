"""A table as an officer types it: "[Bảng 1: caption]", then a line a row, cells apart by bars.

"| TT | Việc |" is the head, what follows are rows; "\\|" is a bar that parts nothing, "⏎" a new line in a
cell. Without number the line in brackets opens a new table; it may be left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dongthuan.docgen.official import Table
from dongthuan.docgen.wording import clean

BAR, ESCAPE, NEW_LINE = "|", "\\", "⏎"
MOST_CELLS = 2_400
MOST_COLUMNS = 30
_MARKER = re.compile(
    r"\[\s*(?:bảng|table)(?:\s+(?P<number>\d{1,4}))?\s*(?:[:.](?P<about>.*))?\]", re.IGNORECASE
)
_FIGURE = re.compile(r"[-−+]?\d[\d.,]*\s?%?")


class CannotBeTyped(Exception):
    """A table as typed cannot be understood."""


class NoSuchTable(CannotBeTyped):
    """The text names a table that the document does not have; the argument is its number."""


class NoRows(CannotBeTyped):
    """A new table has no rows; the argument is its line."""


class UnevenRow(CannotBeTyped):
    """A row has more cells than the head; the arguments are the row, its cells and those of the head."""


class TooLongToType(CannotBeTyped):
    """Rows stand below the line of a table that is too long to be typed over; the argument is its number."""


class TooWide(CannotBeTyped):
    """A table has more columns than a page can show; the argument is how many it may have."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A line that stands for a table. number: 0 = a new one. about: None where nothing follows the number."""

    number: int
    about: str | None
    words: str


def marker_of(words: str) -> Marker | None:
    """Return what a line in square brackets says of a table; None if it is another line."""
    found = _MARKER.fullmatch(words)
    if not found:
        return None
    about = found["about"]
    return Marker(int(found["number"] or 0), None if about is None else clean(about), words)


def is_row(words: str) -> bool:
    """Say whether a line is a row of a table."""
    return words.startswith(BAR)


def lines_of(table: Table, number: int) -> list[str]:
    """Return the lines to type over; of a table that is too long only the one that stands for it."""
    rows = [table.header, *table.rows] if is_typed(table) else []
    return [f"[Bảng {number}: {_about(table)}]", *(_row_line(row) for row in rows)]


def is_typed(table: Table) -> bool:
    """Say whether a table can be typed over: it is even, not too long, and holds no sign of ours."""
    columns = len(table.header)
    cells = [cell for row in (table.header, *table.rows) for cell in row]
    return (
        0 < columns <= MOST_COLUMNS
        and len(cells) <= MOST_CELLS
        and all(len(row) == columns for row in table.rows)
        and not any(NEW_LINE in cell for cell in cells)
    )


def _about(table: Table) -> str:
    return (clean(table.caption) or " · ".join(table.header))[:80].replace("]", ")").strip()


def _row_line(row: Sequence[str]) -> str:
    cells = (cell.replace(ESCAPE, ESCAPE * 2).replace(BAR, ESCAPE + BAR) for cell in row)
    shown = f" {BAR} ".join(cell.replace("\n", f" {NEW_LINE} ") for cell in cells)
    return f"{BAR} {shown} {BAR}"


def cells_of(words: str) -> tuple[str, ...]:
    """Return the cells of a row.

    >>> cells_of("| 1 | Họp | |"), cells_of(r"|a \\| b ⏎ c")
    (('1', 'Họp', ''), ('a | b\\nc',))
    """
    cells, cell, is_escaped = [], "", False
    for letter in words[1:]:
        if is_escaped:
            cell += letter if letter in (BAR, ESCAPE) else ESCAPE + letter
            is_escaped = False
        elif letter == ESCAPE:
            is_escaped = True
        elif letter == BAR:
            cells.append(cell)
            cell = ""
        else:
            cell += letter
    cell += ESCAPE if is_escaped else ""
    if cell.strip():
        cells.append(cell)
    return tuple("\n".join(filter(None, map(clean, one.split(NEW_LINE)))) for one in cells)


def table_of(marker: Marker | None, rows: Sequence[tuple[str, ...]], tables: Sequence[Table]) -> Table:
    """Return the table that a marker and the rows below it mean, over the one that is stored.

    Widths and columns of figures stay while the number of columns does. Raises CannotBeTyped.
    """
    stored = _stored(marker, tables)
    caption = _caption(marker, stored)
    if not rows:
        if stored is None:
            raise NoRows(marker.words if marker else "")
        return replace(stored, caption=caption)
    if stored is not None and not is_typed(stored):
        raise TooLongToType(marker.number if marker else 0)
    header = tuple(clean(cell) for cell in rows[0])
    if not 0 < len(header) <= MOST_COLUMNS:
        raise TooWide(MOST_COLUMNS)
    body = tuple(_padded(row, len(header)) for row in rows[1:])
    if stored is not None and len(stored.header) == len(header):
        return Table(header, body, stored.widths, stored.numeric, caption)
    return Table(header, body, (), _figures(header, body), caption)


def _stored(marker: Marker | None, tables: Sequence[Table]) -> Table | None:
    if marker is None or not marker.number:
        return None
    if marker.number > len(tables):
        raise NoSuchTable(marker.number)
    return tables[marker.number - 1]


def _caption(marker: Marker | None, stored: Table | None) -> str:
    """Return the caption: as typed, or as stored where the line says the same as when it was shown."""
    about = marker.about if marker else ""
    if stored is not None and about in (None, _about(stored)):
        return stored.caption
    return about or ""


def _padded(row: tuple[str, ...], columns: int) -> tuple[str, ...]:
    if len(row) > columns:
        raise UnevenRow(f"{BAR} {f' {BAR} '.join(row)}"[:80], len(row), columns)
    return row + ("",) * (columns - len(row))


def _figures(header: Sequence[str], body: Sequence[tuple[str, ...]]) -> tuple[int, ...]:
    """Return the columns that hold figures alone; running numbers in the first are none."""
    return tuple(
        place
        for place in range(1, len(header))
        if (held := [row[place] for row in body if row[place]]) and all(map(_FIGURE.fullmatch, held))
    )

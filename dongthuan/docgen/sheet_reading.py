"""Workbooks that officers send in: what stands in the cells, with a warning where it cannot be relied on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from lxml import etree
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from dongthuan.docgen.legacy import from_font
from dongthuan.docgen.reading import limits
from dongthuan.docgen.reading.limits import CannotRead
from dongthuan.docgen.sheet_package import (
    Package,
    SheetPart,
    elements,
    forget,
    open_package,
    words_of,
)
from dongthuan.docgen.wording import printable

Value = str | int | float | bool | date | datetime | None
Row = tuple[Value, ...]
MOST_WARNINGS = 200
_MOST_MERGES = 20_000
_BLANK_ROWS = 1_000
_HEADER_ROWS = 30
_HEADING_CHARS = 80
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass(frozen=True, slots=True)
class SheetWarning:
    """Something a reader has to look at. address: of the cell, as "B7"; "" = of the sheet.

    Codes: formula-without-value (detail: the formula), error-value (#REF!), bad-date (the number),
    hidden-sheet (its name), not-read-below (the row), more-warnings.
    """

    code: str
    address: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A visible sheet. rows: all equally long, row 1 first, empty ones too, so that row n is rows[n - 1].

    header_row_guess: place in `rows` of what looks like the headings; 0 where nothing does.
    """

    name: str
    header_row_guess: int
    rows: tuple[Row, ...]
    warnings: tuple[SheetWarning, ...] = ()


def read_xlsx(data: bytes, *, max_rows: int = 20_000, max_columns: int = 60) -> list[ReadSheet]:
    """Return the visible sheets of a workbook in order; nothing in it is computed or fetched.

    A formula gives the value it had when the file was kept; merged cells give the value of their first; a
    number in the form of a date gives a date, a date typed as text stays text. Rows and columns that hold
    nothing are not counted. Raises CannotRead: empty, too-large, encrypted, old-excel, unknown-kind, damaged,
    zip-bomb, unsafe, too-many-rows, too-many-columns, too-many-sheets.
    """
    package = open_package(data)
    hidden = tuple(
        SheetWarning("hidden-sheet", detail=part.name) for part in package.sheets if part.is_hidden
    )
    read: list[ReadSheet] = []
    try:
        for part in package.sheets:
            if not part.is_hidden:
                walk = _Walk(package, max_rows, max_columns)
                read.append(walk.sheet(part, () if read else hidden))
    except limits.BROKEN as problem:
        raise CannotRead("damaged", type(problem).__name__) from problem
    if not any(value is not None for sheet in read for row in sheet.rows for value in row):
        raise CannotRead("empty")
    return read


class _Walk:
    """Walks one sheet from its first row to its last, once."""

    def __init__(self, package: Package, max_rows: int, max_columns: int) -> None:
        self._package, self._max_rows, self._max_columns = package, max_rows, max_columns
        self._epoch = MAC_EPOCH if package.counts_from_1904 else WINDOWS_EPOCH
        self._warnings: list[SheetWarning] = []
        self._rows: dict[int, dict[int, Value]] = {}
        self._merges: list[tuple[int, int, int, int]] = []

    def sheet(self, part: SheetPart, before: Sequence[SheetWarning]) -> ReadSheet:
        """Return the sheet with the warnings that came before it."""
        with elements(self._package.archive, part.path, "row", "mergeCell") as found:
            self._read(found)
        self._fill_merged()
        rows = self._squared()
        return ReadSheet(
            printable(part.name), guess_header(rows), rows, (*before, *self._warnings[: MOST_WARNINGS + 1])
        )

    def _read(self, found: Iterator[Any]) -> None:
        number = 0
        for element in found:
            if etree.QName(element).localname == "mergeCell":
                self._merge(str(element.get("ref", "")))
                continue
            number = int(element.get("r", number + 1))
            cells = dict(self._cells(element, number))
            forget(element)
            if cells:
                self._keep(number, cells)
            elif number > self._max_rows + _BLANK_ROWS:
                self._warn("not-read-below", "", str(number))
                return

    def _keep(self, number: int, cells: dict[int, Value]) -> None:
        if number > self._max_rows:
            raise CannotRead("too-many-rows", str(self._max_rows))
        if max(cells) > self._max_columns:
            raise CannotRead("too-many-columns", str(self._max_columns))
        self._rows[number] = cells

    def _cells(self, row: Any, number: int) -> Iterator[tuple[int, Value]]:
        column = 0
        for cell in row.iterchildren("{*}c"):
            place = _PLACE.fullmatch(cell.get("r", ""))
            column = _column(place[1]) if place else column + 1
            value = self._value(cell, f"{get_column_letter(column)}{number}")
            if value is not None:
                yield column, value

    def _value(self, cell: Any, address: str) -> Value:
        kind, held = cell.get("t", "n"), cell.find("{*}v")
        look = int(cell.get("s", 0))
        if kind == "inlineStr":
            return self._words("".join(words_of(one) for one in cell.iterchildren("{*}is")), look)
        formula = cell.find("{*}f")
        if held is None or held.text is None:
            if formula is not None and kind != "str":
                self._warn("formula-without-value", address, f"={formula.text or ''}"[:200])
            return None
        return self._typed(kind, held.text, look, address)

    def _typed(self, kind: str, held: str, look: int, address: str) -> Value:
        if kind == "s":
            return self._words(self._package.words[int(held)], look)
        if kind == "str":
            return self._words(held, look)
        if kind == "e":
            self._warn("error-value", address, held[:40])
            return None
        if kind == "b":
            return held.strip() in ("1", "true")
        if kind == "d":
            return _day(datetime.fromisoformat(held.strip()).replace(tzinfo=None))
        return self._number(float(held), look, address)

    def _words(self, words: str, look: int) -> str | None:
        fonts = self._package.fonts
        told = from_font(words, fonts[look]) if look < len(fonts) else words
        return printable(told.replace("\r\n", "\n")).strip() or None

    def _number(self, number: float, look: int, address: str) -> Value:
        if look in self._package.date_looks:
            try:
                moment = from_excel(number, self._epoch)
            except (OverflowError, ValueError):
                self._warn("bad-date", address, f"{number:g}")
            else:
                return f"{moment:%H:%M}" if isinstance(moment, time) else _day(moment)
        return int(number) if number.is_integer() else number

    def _warn(self, code: str, address: str, detail: str) -> None:
        if len(self._warnings) < MOST_WARNINGS:
            self._warnings.append(SheetWarning(code, address, detail))
        elif len(self._warnings) == MOST_WARNINGS:
            self._warnings.append(SheetWarning("more-warnings"))

    def _merge(self, area: str) -> None:
        corners = [_PLACE.fullmatch(corner) for corner in area.replace("$", "").split(":")]
        if len(corners) == 2 and corners[0] and corners[1] and len(self._merges) < _MOST_MERGES:
            (left, top), (right, bottom) = corners[0].groups(), corners[1].groups()
            self._merges.append((int(top), int(bottom), _column(left), _column(right)))

    def _fill_merged(self) -> None:
        """Give every cell of a merged area the value of its first, within what was read."""
        last_row = max(self._rows, default=0)
        last_column = max((max(cells) for cells in self._rows.values()), default=0)
        room = self._max_rows * self._max_columns
        for top, bottom, left, right in self._merges:
            value = self._rows.get(top, {}).get(left)
            area = [
                (row, column)
                for row in range(top, min(bottom, last_row) + 1)
                for column in range(left, min(right, last_column) + 1)
            ]
            room -= len(area)
            if room < 0:
                raise CannotRead("zip-bomb")
            for row, column in area if value is not None else ():
                self._rows.setdefault(row, {}).setdefault(column, value)

    def _squared(self) -> tuple[Row, ...]:
        width = max((max(cells) for cells in self._rows.values()), default=0)
        empty: dict[int, Value] = {}
        return tuple(
            tuple(cells.get(column) for column in range(1, width + 1))
            for cells in (self._rows.get(row, empty) for row in range(1, max(self._rows, default=0) + 1))
        )


def guess_header(rows: Sequence[Row]) -> int:
    """Return the place of the row that holds the most different short words near the top; the first such.

    >>> guess_header([("KẾ HOẠCH", "KẾ HOẠCH"), ("TT", "Nội dung"), (1, "Họp báo")])
    1
    """
    scores = [
        len({cell for cell in row if isinstance(cell, str) and len(cell) <= _HEADING_CHARS})
        for row in rows[:_HEADER_ROWS]
    ]
    return scores.index(max(scores)) if scores else 0


def _day(moment: datetime) -> date | datetime:
    return moment.date() if moment.time() == time() else moment


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number

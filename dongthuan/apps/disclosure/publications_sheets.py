"""The register as a table: the columns of Decree 13, written out, and read back from a list that exists.

Cells arrive as text or as days. A day is read as offices write it: 05/03/2026 is the fifth of March.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from dongthuan.analysis.text import fold, nfc
from dongthuan.apps.common.sheets import Column, Columns
from dongthuan.apps.disclosure.links_wording import link_words
from dongthuan.apps.disclosure.models.publications import ErrorNotice, PublicInformation
from dongthuan.docgen.reading.limits import CannotRead
from dongthuan.docgen.sheet import Link
from dongthuan.docgen.sheet_reading import read_xlsx

MOST_ROWS = 2_000
HEADER_WITHIN = 15
_DAY = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")
_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})")
NAMES: dict[str, tuple[str, ...]] = {
    "group": ("nhom", "nhom thong tin", "diem", "group"),
    "title": ("ten van ban tai lieu", "ten van ban", "ten thong tin", "ten tai lieu", "ten", "name"),
    "symbol": ("so ky hieu", "so ky hieu van ban", "so hieu", "number symbol"),
    "created_on": ("ngay tao", "thoi diem tao ra", "ngay ban hanh", "made on"),
    "form": ("hinh thuc", "hinh thuc cong khai", "form of publication"),
    "shown_from": ("thoi diem cong khai", "ngay cong khai", "cong khai tu ngay", "public from"),
    "shown_until": ("thoi han cong khai", "cong khai den ngay", "het han", "public until"),
    "link": ("dia chi truy cap", "duong dan", "lien ket", "link", "access link"),
    "unit": ("don vi phu trach", "don vi", "responsible unit"),
}


class NoHeader(Exception):
    """No row names the columns."""


class TooManyRows(Exception):
    """More rows than are taken in at once."""


@dataclass(slots=True)
class RowRead:
    """One row. number: in the file, from 1. problems: what is wrong, as codes with what stood there."""

    number: int
    cells: dict[str, str]
    problems: list[tuple[str, str]] = field(default_factory=list)


ITEMS: Columns[PublicInformation] = (
    Column(_("Group"), lambda row: row.group, 8),
    Column(_("Name of the document or information"), lambda row: row.title, 60),
    Column(_("Number, symbol"), lambda row: row.symbol, 20),
    Column(_("Made on"), lambda row: row.created_on, 14),
    Column(_("Form of publication"), lambda row: row.form, 18),
    Column(_("Public from"), lambda row: row.shown_from, 14),
    Column(_("Public until"), lambda row: row.shown_until, 14),
    Column(_("Access link"), lambda row: Link(row.link, row.link) if row.link else "", 40),
    Column(_("Responsible unit"), lambda row: row.unit.name, 34),
    Column(_("State"), lambda row: row.get_state_display(), 22),
    Column(_("Address"), lambda row: row.get_link_state_display() if row.link else "", 18),
    Column(_("Reason"), lambda row: link_words(row.link_reason), 30),
    Column(_("last look at the address"), lambda row: row.looked_at, 18),
)

NOTICES: Columns[ErrorNotice] = (
    Column(_("Received"), lambda row: row.received_at, 16),
    Column(_("Item of the register"), lambda row: row.item.title if row.item else row.place, 50),
    Column(_("What is said to be wrong"), lambda row: row.said, 60),
    Column(_("Last day"), lambda row: row.clock.due_on if row.clock else None, 12),
    Column(_("Outcome"), lambda row: row.get_outcome_display() if row.outcome else "", 30),
    Column(_("Answer"), lambda row: row.answer, 60),
    Column(_("Answered"), lambda row: row.answered_at, 16),
)


def cells_of(data: bytes, name: str) -> list[list[str]]:
    """Return the cells of the first sheet with rows, as text. Raises CannotRead."""
    if name.lower().endswith(".csv"):
        return _of_csv(data)
    for sheet in read_xlsx(data, max_rows=MOST_ROWS + HEADER_WITHIN + 1):
        if any(value is not None for row in sheet.rows for value in row):
            return [[_text(value) for value in row] for row in sheet.rows]
    raise CannotRead("empty")


def rows_of(cells: Sequence[Sequence[str]]) -> list[RowRead]:
    """Return the rows below the header, empty ones left out. Raises NoHeader, TooManyRows."""
    place, columns = _header(cells)
    rows = [
        RowRead(number, {name: " ".join(row[at].split()) for name, at in columns.items() if at < len(row)})
        for number, row in enumerate(cells[place + 1 :], start=place + 2)
        if any(cell.strip() for cell in row)
    ]
    if len(rows) > MOST_ROWS:
        raise TooManyRows
    return rows


def day_of(text: str) -> date | None:
    """Return the day that a cell names, None where it names none.

    >>> day_of("05/03/2026"), day_of("2026-03-05"), day_of("tháng 3")
    (datetime.date(2026, 3, 5), datetime.date(2026, 3, 5), None)
    """
    try:
        if found := _DAY.match(text.strip()):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _ISO.match(text.strip()):
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    return None


def key_in(named: Mapping[str, str], written: str) -> str:
    """Return the key that a cell means: the key itself, with or without a bracket, or its whole title."""
    plain = nfc(written).strip().lower()
    bare = plain.removeprefix("điểm ").split(")")[0].strip()
    if bare in named:
        return bare
    folded = fold(plain)
    return next((key for key, title in named.items() if fold(title) == folded), "")


def _header(cells: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    for place, row in enumerate(cells[:HEADER_WITHIN]):
        words = [" ".join(re.sub(r"[^a-z0-9]+", " ", fold(cell)).split()) for cell in row]
        columns = {
            name: words.index(next(alias for alias in aliases if alias in words))
            for name, aliases in NAMES.items()
            if any(alias in words for alias in aliases)
        }
        if {"title", "created_on"} <= columns.keys():
            return place, columns
    raise NoHeader


def _of_csv(data: bytes) -> list[list[str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        raise CannotRead("unknown-kind") from bad
    if "\x00" in text:
        raise CannotRead("unknown-kind")
    first = text.split("\n", 1)[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    # An apostrophe that was put before what would be computed is taken off again.
    return [[re.sub(r"^'(?=[=+\-@\t])", "", cell) for cell in row] for row in rows]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)

"""The rows of a workbook of contacts, as they stand in it."""

from dataclasses import dataclass
from typing import Any

from dongthuan.analysis.text import fold, nfc
from dongthuan.docgen.reading.limits import CannotRead
from dongthuan.docgen.sheet_reading import read_xlsx

MOST_ROWS = 500
_NAMES = {
    "partner": {"doi tac", "ten doi tac", "to chuc", "co quan", "partner", "organisation"},
    "field": {"linh vuc", "field"},
    "name": {"ho va ten", "ho ten", "dau moi", "full name", "contact"},
    "post": {"chuc vu", "post"},
    "phone": {"dien thoai", "so dien thoai", "telephone", "phone"},
    "email": {"thu dien tu", "email", "e-mail"},
}


class NoTable(Exception):
    """`fault`: "file" = no workbook that can be read, "header" = no heading that names partners, "rows"."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One row that is not empty. line: its number in the sheet; "" = nothing stands there."""

    line: int
    partner: str
    field: str = ""
    name: str = ""
    post: str = ""
    phone: str = ""
    email: str = ""


def rows_of(data: bytes) -> list[ContactRow]:
    """Return the rows of the first sheet of a workbook. Raises NoTable."""
    try:
        sheets = read_xlsx(data, max_rows=MOST_ROWS + 50)
    except CannotRead as fault:
        raise NoTable("rows" if fault.code == "too-many-rows" else "file") from fault
    rows = sheets[0].rows if sheets else ()
    headed = ((line, _places(row)) for line, row in enumerate(rows, start=1))
    first, places = next(
        ((line, found) for line, found in headed if {"partner", "name"} <= found.keys()), (0, {})
    )
    if not first:
        raise NoTable("header")
    found = [_row(row, places, line) for line, row in enumerate(rows[first:], start=first + 1)]
    found = [one for one in found if one.partner or one.name or one.email]
    if len(found) > MOST_ROWS:
        raise NoTable("rows")
    return found


def _places(row: tuple[Any, ...]) -> dict[str, int]:
    header = [fold(_text(cell)) for cell in row]
    return {
        name: next(place for place, cell in enumerate(header) if cell in aliases)
        for name, aliases in _NAMES.items()
        if any(cell in aliases for cell in header)
    }


def _row(row: tuple[Any, ...], places: dict[str, int], line: int) -> ContactRow:
    return ContactRow(line, **{name: _text(row[place]) for name, place in places.items()})


def _text(cell: Any) -> str:
    whole = int(cell) if isinstance(cell, float) and cell.is_integer() else cell
    return " ".join(nfc("" if whole is None else str(whole)).split())

"""A register (sổ) as it is printed and kept: wide pages, its columns on each of them, pages counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dongthuan.docgen import typeset
from dongthuan.docgen.letterhead import COUNTRY, MOTTO
from dongthuan.docgen.wording import breakable, clean, day_words


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """One column. width: its share of the page, against the other columns; is_number: set to the right."""

    label: str
    width: float
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Register:
    """A register in print. rows: one cell a column, in the order of the columns, "" = nothing is known.

    span: of which time it is ("Năm 2026"); notes: what is said above the table, such as a filter.
    """

    title: str
    span: str
    agency: str
    columns: Sequence[RegisterColumn]
    rows: Sequence[Sequence[str]]
    total: str
    parent_agency: str = ""
    place: str = ""
    notes: Sequence[str] = ()


def as_pdf(register: Register, *, on: date, made_at: datetime) -> bytes:
    """Return the register as an archival and accessible PDF in A4 across.

    on: the day it was printed. Raises ValueError where a row has not one cell a column.
    """
    count = len(register.columns)
    if any(len(row) != count for row in register.rows):
        raise ValueError("a row has not one cell a column")
    data = {
        "title": f"{register.title} ({register.span})",
        "author": clean(register.agency),
        "fingerprint": clean(register.title),
        "parent": clean(register.parent_agency).upper(),
        "agency": clean(register.agency).upper(),
        "country": COUNTRY,
        "motto": MOTTO,
        "name": clean(register.title).upper(),
        "span": clean(register.span),
        "notes": [clean(note) for note in register.notes],
        "header": [clean(column.label) for column in register.columns],
        "widths": [column.width for column in register.columns],
        "numbers": [place for place, column in enumerate(register.columns) if column.is_number],
        "rows": [[breakable(clean(cell)) for cell in row] for row in register.rows],
        "total": clean(register.total),
        "day": f"{clean(register.place) or '……………'}, {day_words(on)}",
        "keeper": "Người lập sổ",
        "head": "Thủ trưởng đơn vị",
    }
    return typeset.as_pdf("register.typ", data, made_at=made_at)

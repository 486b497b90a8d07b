"""Lists as a workbook: words as words, real days and numbers, a header that stays and filters.

Every string is written as an inline string, which no spreadsheet computes; where it looks like a formula its
cell also carries quotePrefix, so that it stays one when an officer edits it. Nothing is put before the words.
"""

import io
import math
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from dongthuan.docgen.sheet import Cell, Link, Sheet, is_computed, kept

_FONT = Font(name="Times New Roman", size=12)
_BOLD = Font(name="Times New Roman", size=12, bold=True)
_LINKED = Font(name="Times New Roman", size=12, underline="single", color="1F3F77")
_HEAD_FILL = PatternFill("solid", fgColor="E7EBF3")
_EDGE = Side(style="thin", color="9AA3B2")
_EDGES = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_WRAP = Alignment(vertical="top", wrap_text=True)
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_RIGHT = Alignment(horizontal="right", vertical="top")
_DAY, _INSTANT = "dd/mm/yyyy", "dd/mm/yyyy hh:mm"
_WHOLE, _BROKEN = "[<10000]0;#,##0", "#,##0.0#"  # a year is no 2.026
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_CHANGED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_MOST_LINKS = 60_000  # Excel opens at most 65,530 in a sheet
_EXACT = 10**15  # beyond 15 digits a spreadsheet rounds: such a number is written as words


def as_xlsx(sheets: Sequence[Sheet], *, made_at: datetime) -> bytes:
    """Return a workbook with the sheets in order; equal sheets and instant, equal bytes.

    made_at: aware; written into the file as its date. Raises ValueError without a sheet.
    """
    if not sheets:
        raise ValueError("a workbook has at least one sheet")
    book = Workbook(write_only=True)
    book.properties.creator = "Đồng Thuận"
    book.properties.created = book.properties.modified = made_at.replace(tzinfo=None, microsecond=0)
    taken: set[str] = set()
    for sheet in sheets:
        _fill(book.create_sheet(sheet_name(sheet.title, taken)), sheet)
    raw = io.BytesIO()
    book.save(raw)
    return _settled(raw, made_at)


def sheet_name(title: str, taken: set[str]) -> str:
    """Return a name a workbook accepts, at most 31 characters, not yet `taken`; adds it there.

    >>> used: set[str] = set()
    >>> sheet_name("Quý I/2026: [nháp]", used), sheet_name("quý I 2026  nháp", used)
    ('Quý I 2026 nháp', 'quý I 2026 nháp (2)')
    """
    bare = " ".join(kept(title).translate(_FORBIDDEN).split()).strip("' ") or "Bảng"
    name, count = bare[:31].rstrip(), 1
    while name.casefold() in taken or name.casefold() == "history":
        count += 1
        mark = f" ({count})"
        name = bare[: 31 - len(mark)].rstrip() + mark
    taken.add(name.casefold())
    return name


def _fill(page: Any, sheet: Sheet) -> None:
    first = 2 if sheet.heading else 1
    page.freeze_panes = f"A{first + 1}"
    page.print_title_rows = f"{first}:{first}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    for place, width in enumerate(_widths(sheet), start=1):
        page.column_dimensions[get_column_letter(place)].width = width
    if sheet.heading:
        page.append([_text(page, sheet.heading, font=_BOLD, alignment=Alignment(vertical="center"))])
    page.append(
        [_text(page, words, font=_BOLD, alignment=_MIDDLE, fill=_HEAD_FILL) for words in sheet.header]
    )
    count = _append_rows(page, sheet.rows)
    last = get_column_letter(max(len(sheet.header), 1))
    page.auto_filter.ref = f"A{first}:{last}{first + count}"


def _widths(sheet: Sheet) -> Iterator[float]:
    for place, words in enumerate(sheet.header):
        given = sheet.widths[place] if place < len(sheet.widths) else 0
        yield given or min(max(len(words) * 1.2 + 3, 10), 40)


def _append_rows(page: Any, rows: Iterable[tuple[Cell, ...]]) -> int:
    """Write the rows below the header, and return how many there were."""
    count, looks = 0, _Looks(page)
    for row in rows:
        page.append([looks.cell(value) for value in row])
        count += 1
    return count


class _Looks:
    """Writes the cells of a sheet; each look is worked out once and then copied."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._links = 0
        self._styles: dict[str, StyleArray] = {}

    def cell(self, value: Cell) -> Any:
        """Return the cell of a value."""
        if isinstance(value, Link):
            return self._link(value)
        if value is None or isinstance(value, str):
            return self._words(value or "")
        if isinstance(value, date):
            instant = isinstance(value, datetime)
            shown = value.replace(tzinfo=None) if isinstance(value, datetime) else value
            return self._styled(shown, "instant" if instant else "day", _INSTANT if instant else _DAY)
        if isinstance(value, bool) or not _is_exact(value):
            return self._words(str(value))
        whole = isinstance(value, int)
        return self._styled(value, "whole" if whole else "broken", _WHOLE if whole else _BROKEN)

    def _words(self, words: str) -> Any:
        cell = WriteOnlyCell(self._page)
        told = kept(words)
        quoted = is_computed(told) or told.startswith(("=", "'"))
        self._look(cell, "quoted" if quoted else "words", font=_FONT, alignment=_WRAP, quoted=quoted)
        if told:
            cell._value, cell.data_type = told, "s"  # noqa: SLF001 - by itself it turns "=…" into a formula
        return cell

    def _styled(self, value: float | date, name: str, form: str) -> Any:
        cell = WriteOnlyCell(self._page, value)
        self._look(cell, name, font=_FONT, alignment=_RIGHT, form=form)
        return cell

    def _link(self, link: Link) -> Any:
        cell = self._words(link.words or link.url)
        if link.is_safe() and self._links < _MOST_LINKS:
            self._links += 1
            self._look(cell, "linked", font=_LINKED, alignment=_WRAP)
            # Its place is filled in when the row is written.
            cell._hyperlink = Hyperlink(ref="", target=link.url)  # noqa: SLF001 - the property asks for a place
        return cell

    def _look(
        self, cell: Any, name: str, *, font: Font, alignment: Alignment, form: str = "", quoted: bool = False
    ) -> None:
        if name not in self._styles:
            cell.font, cell.alignment, cell.border = font, alignment, _EDGES
            if form:
                cell.number_format = form
            if quoted:
                cell._style.quotePrefix = 1  # noqa: SLF001 - openpyxl has no call for it
            self._styles[name] = cell._style  # noqa: SLF001 - copied, not worked out for each cell
        cell._style = self._styles[name]  # noqa: SLF001 - the same


def _is_exact(value: float) -> bool:
    return math.isfinite(value) and abs(value) < _EXACT


def _text(page: Any, words: str, **look: Any) -> Any:
    cell = WriteOnlyCell(page)
    for name, value in look.items():
        setattr(cell, name, value)
    cell._value, cell.data_type = kept(words), "s"  # noqa: SLF001 - as above
    return cell


def _settled(raw: io.BytesIO, made_at: datetime) -> bytes:
    """Return the package with the instant of its making in every entry."""
    fixed = io.BytesIO()
    moment = (max(made_at.year, 1980), *made_at.timetuple()[1:6])
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            named, content = zipfile.ZipInfo(entry.filename, date_time=moment), source.read(entry)
            if entry.filename == "docProps/core.xml":  # openpyxl writes the hour of the machine there
                content = _CHANGED.sub(rf"\g<1>{made_at:%Y-%m-%dT%H:%M:%SZ}\g<2>".encode(), content)
            target.writestr(named, content, zipfile.ZIP_DEFLATED)
    return fixed.getvalue()

"""The register as open data: one list of columns for CSV, JSON and their description; rows as they stream."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.disclosure.models.publications import PublicInformation
from dongthuan.docgen.sheet_csv import BYTE_ORDER_MARK, safe

PageOf = Callable[[PublicInformation], str]


Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class DataColumn(Generic[Row]):
    """One column: its stable name, what it means, and its cell; `page` gives the whole address of a row."""

    name: str
    meaning: str | Promise
    cell: Callable[[Row, Callable[[Row], str]], str]


def _day(day: Any) -> str:
    return day.isoformat() if day else ""


COLUMNS: tuple[DataColumn[PublicInformation], ...] = (
    DataColumn("id", _("name of the item, which never changes"), lambda row, _page: row.slug),
    DataColumn("group", _("point of the law's list"), lambda row, _page: row.group),
    DataColumn("instrument", _("instrument of that list"), lambda row, _page: row.group_instrument),
    DataColumn(
        "group_is_provisional",
        _("true where the list of that day's law is not known yet"),
        lambda row, _page: str(row.is_provisional).lower(),
    ),
    DataColumn("title", _("name of the document or information"), lambda row, _page: row.title),
    DataColumn("symbol", _("number, symbol"), lambda row, _page: row.symbol),
    DataColumn("created_on", _("made on (ISO 8601)"), lambda row, _page: _day(row.created_on)),
    DataColumn("form", _("form of publication"), lambda row, _page: row.form),
    DataColumn("published_from", _("first day of publication"), lambda row, _page: _day(row.shown_from)),
    DataColumn(
        "published_until",
        _("last day of publication; empty: no end is set"),
        lambda row, _page: _day(row.shown_until),
    ),
    DataColumn("link", _("access link"), lambda row, _page: row.link),
    DataColumn(
        "file",
        _("attached file where it was digitised but not posted"),
        lambda row, page: f"{page(row)}tep/" if row.file_id else "",
    ),
    DataColumn("unit", _("responsible unit"), lambda row, _page: row.unit.name),
    DataColumn("page", _("page of the item on this portal"), lambda row, page: page(row)),
    DataColumn("changed_at", _("last change (ISO 8601)"), lambda row, _page: row.changed_at.isoformat()),
)


def as_csv_lines(
    columns: Sequence[DataColumn[Row]], rows: Iterable[Row], page: Callable[[Row], str]
) -> Iterator[str]:
    """Give the lines of a CSV file in UTF-8 with its mark; no cell is computed by a spreadsheet."""
    yield BYTE_ORDER_MARK + _line([column.name for column in columns])
    for row in rows:
        yield _line([safe(column.cell(row, page)) for column in columns])


def as_json_lines(
    columns: Sequence[DataColumn[Row]], rows: Iterable[Row], page: Callable[[Row], str]
) -> Iterator[str]:
    """Give one JSON object, row by row: what the columns mean, then the items."""
    meanings = {column.name: str(column.meaning) for column in columns}
    yield f'{{"columns": {json.dumps(meanings, ensure_ascii=False)},\n"items": ['
    for number, row in enumerate(rows):
        item = {column.name: column.cell(row, page) for column in columns}
        yield f"{',' if number else ''}\n{json.dumps(item, ensure_ascii=False)}"
    yield "\n]}\n"


def _line(cells: list[str]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return line.getvalue()

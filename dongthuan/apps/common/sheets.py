"""The rows of a list page as a workbook: the page's own filter and visibility, columns declared once.

A list view says, after it has its rows: `if sheets.is_wanted(request): return sheets.answer_with(…)`; its
template offers the download with `{% sheet_link %}`. So there is no second address that could show more.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.forms import BoundField, Form
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _

from dongthuan.apps.common.wording import written
from dongthuan.docgen.sheet import Cell, Link, Sheet
from dongthuan.docgen.sheet_xlsx import as_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ASKED = "xlsx"
MOST_ROWS = 20_000
_AT_ONCE = 500
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column. cell: gives what stands there for a row; width: in letters, 0 = by the label."""

    label: str | Promise
    cell: Callable[[Row], Cell | Promise | bool]
    width: float = 0


Columns = Sequence[Column[Row]]


def is_wanted(request: HttpRequest) -> bool:
    """Return whether the list is asked for as a workbook rather than as a page."""
    return ASKED in request.GET


def sheet_of(
    title: str,
    columns: Columns[Row],
    rows: Iterable[Row],
    *,
    form: Form | None = None,
    most: int = MOST_ROWS,
) -> Sheet:
    """Return rows in their order as a sheet; its first line says what they are filtered by.

    rows: of a queryset at most `most` are read, and the first line then says what to filter by for the rest.
    """
    heading = " · ".join((title, *filters_said(form)))
    if isinstance(rows, QuerySet):
        left_out = rows.order_by()[: most + 1].count() > most
        rows = rows[:most].iterator(chunk_size=_AT_ONCE)
    else:
        rows = list(islice(rows, most + 1))
        left_out, rows = len(rows) > most, rows[:most]
    if left_out:
        heading = f"{heading} · {_cut_words(most, form)}"
    return Sheet(
        title,
        tuple(str(column.label) for column in columns),
        (tuple(_shown(column.cell(row)) for column in columns) for row in rows),
        tuple(column.width for column in columns),
        heading,
    )


def answer(written_sheets: Sequence[Sheet], name: str, *, at: datetime) -> HttpResponse:
    """Return sheets as one workbook to be kept under `name`."""
    response = HttpResponse(as_xlsx(written_sheets, made_at=at), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def answer_with(
    title: str,
    columns: Columns[Row],
    rows: Iterable[Row],
    *,
    name: str,
    at: datetime,
    form: Form | None = None,
) -> HttpResponse:
    """Return the rows of a list as a workbook to be kept under `name`."""
    return answer([sheet_of(title, columns, rows, form=form)], name, at=at)


def _shown(value: Cell | Promise | bool) -> Cell:
    if isinstance(value, bool):
        return _("Yes") if value else ""
    if isinstance(value, datetime) and is_aware(value):
        return localtime(value)
    if value is None or isinstance(value, int | float | date | Link):
        return value
    return str(value)


def filters_said(form: Form | None) -> Iterable[str]:
    """Return each filter in use, as "Unit: Institute A"."""
    if form is None or not form.is_valid():
        return
    for field in form.visible_fields():
        value = form.cleaned_data.get(field.name)
        if value not in (None, "", False, []):
            yield f"{field.label}: {_said(field, value)}"


def _said(field: BoundField, value: Any) -> str:
    if value is True:
        return _("Yes")
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    choices = dict(getattr(field.field, "choices", ()))
    return str(choices.get(value, value))


def heading_where_cut(rows: QuerySet[Any], most: int) -> str:
    """Return "" where a sheet of at most `most` rows holds all of them, else a line that says it does not."""
    return _cut_words(most, None) if rows.order_by()[: most + 1].count() > most else ""


def _cut_words(most: int, form: Form | None) -> str:
    """Say how many rows there are here, and what to do for the others."""
    by = ", ".join(str(field.label) for field in form.visible_fields()) if form else ""
    if not by:
        return _("Only the first %(most)s rows") % {"most": written(most)}
    words = _("Only the first %(most)s rows; filter the list (%(by)s) and download it again for the rest")
    return words % {"most": written(most), "by": by}

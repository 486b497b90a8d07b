"""The tracking register as columns: its page, workbook and print; the number of a paper is masked."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from dongthuan.apps.common.sheets import Column, Columns
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.requests_lifecycle import Openness
from dongthuan.apps.units.models import Agency
from dongthuan.docgen.register import Register, RegisterColumn
from dongthuan.docgen.sheet import Cell
from dongthuan.docgen.wording import number


def _identity(row: InformationRequest) -> str:
    identity = getattr(row, "identity", None)
    return identity.masked if identity else ""


def _outcome(row: InformationRequest) -> str:
    if row.state == "refused":
        refusals = list(row.refusals.all())
        cited = refusals[0].citation if refusals else ""
        return f"{row.get_state_display()}: {cited}" if cited else row.get_state_display()
    return str(row.get_state_display())


def _cost(row: InformationRequest) -> Cell:
    standing = [cost for cost in row.costs.all() if cost.replaced_at is None]
    return standing[0].total_vnd if standing else None


def _is_conditional(row: InformationRequest) -> str:
    agreed = [one for one in row.classifications.all() if one.is_agreed]
    return str(agreed[0].get_openness_display()) if agreed and agreed[0].openness != Openness.OPEN else ""


def _extension(row: InformationRequest) -> str:
    extension = getattr(row.clock, "extension", None) if row.clock else None
    return f"+{extension.amount} {extension.get_unit_display()}" if extension else ""


_COST = _("Cost (VND)")
REGISTER: Columns[InformationRequest] = (
    Column(_("No."), lambda row: row.symbol, 10),
    Column(_("Day received"), lambda row: row.received_at, 16),
    Column(_("Channel"), lambda row: row.get_channel_display(), 14),
    Column(_("Requester"), lambda row: row.asked_by, 24),
    Column(_("Paper of identity"), _identity, 16),
    Column(_("Information asked for"), lambda row: " ".join(row.content.split())[:500], 50),
    Column(_("Form wanted"), lambda row: row.get_form_wanted_display(), 18),
    Column(_("Conditional"), _is_conditional, 18),
    Column(_("Contact point"), lambda row: row.unit.name, 24),
    Column(_("Unit that made it"), lambda row: row.source_unit.name if row.source_unit else "", 24),
    Column(_("Case"), lambda row: row.get_complexity_display(), 18),
    Column(_("Valid since"), lambda row: row.valid_at, 16),
    Column(_("Last day"), lambda row: row.clock.due_on if row.clock else None, 12),
    Column(_("Extension"), _extension, 16),
    Column(_("Outcome"), _outcome, 40),
    Column(_("Settled"), lambda row: row.settled_at, 16),
    Column(_COST, _cost, 12),
    Column(_("Notes"), lambda row: _("limit not known") if row.limit_unknown_at else "", 18),
)

# Shares of the page in print, in the order of REGISTER.
_WIDTHS = (11, 14, 14, 20, 16, 46, 14, 15, 20, 20, 13, 14, 13, 14, 28, 14, 13, 14)


def printed_register(
    rows: Sequence[InformationRequest], *, agency: Agency | None, notes: Sequence[str] = ()
) -> Register:
    """Return the tracking register as it is printed, in Vietnamese whatever the reader's language.

    rows: by year and number; notes: what they are filtered by.
    """
    with override("vi"):
        columns = [
            RegisterColumn(str(column.label), width, is_number=column.label == _COST)
            for column, width in zip(REGISTER, _WIDTHS, strict=True)
        ]
        cells = [[_written(column.cell(row)) for column in REGISTER] for row in rows]
        years = sorted({row.year for row in rows})
        return Register(
            title="Sổ theo dõi cung cấp thông tin theo yêu cầu",
            span=_span(years),
            agency=agency.unit.name if agency else "",
            parent_agency=agency.parent_name if agency else "",
            place=agency.place if agency else "",
            columns=columns,
            rows=cells,
            total=f"Cộng: {number(len(rows))} yêu cầu. Số giấy tờ tùy thân được che, chỉ còn ba ký tự cuối.",
            notes=notes,
        )


def _span(years: Sequence[int]) -> str:
    if not years:
        return "Chưa có yêu cầu nào"
    return f"Năm {years[0]}" if len(years) == 1 else f"Từ năm {years[0]} đến năm {years[-1]}"


def _written(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{localtime(value) if is_aware(value) else value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int):
        return number(value)
    return "" if value is None else str(value)

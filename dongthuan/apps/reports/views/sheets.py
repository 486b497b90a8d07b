"""The lists of a round as sheets."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.reports import sheets
from dongthuan.apps.reports.outline import from_plain
from dongthuan.apps.reports.queries import printing, rounds
from dongthuan.apps.reports.queries.unit_reports import standing_versions
from dongthuan.apps.reports.rules import ACCESS, Act
from dongthuan.apps.reports.views.rounds import round_of
from dongthuan.docgen.sheet import Sheet
from dongthuan.docgen.sheet_xlsx import as_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def who_has_filed(request: OfficerRequest, pk: int) -> HttpResponse:
    """Write the units of a round into a sheet."""
    round_ = round_of(request, pk)
    require(ACCESS, Act.READ_SYNTHESIS, request.user, round_)
    rows = rounds.report_rows(round_, seen_by=request.user, on=clock.local_day(clock.now()))
    return _answer(sheets.filing_sheet(rows, title=round_.title, due_on=round_.due_on), f"nop-bao-cao-{pk}")


@require_GET
def statistics(request: OfficerRequest, pk: int) -> HttpResponse:
    """Write the figures by unit, as filed, into a sheet."""
    round_ = round_of(request, pk)
    require(ACCESS, Act.READ_SYNTHESIS, request.user, round_)
    rows = printing.rows_of(round_, standing_versions(round_.pk))
    asked = from_plain(round_.form).figures
    return _answer(sheets.statistics_sheet(rows, asked, title=round_.title), f"thong-ke-{pk}")


def _answer(sheet: Sheet, name: str) -> HttpResponse:
    content = as_xlsx([sheet], made_at=clock.now())
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer

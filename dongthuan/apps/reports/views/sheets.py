"""The lists of a round as sheets."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.common.sheets import answer
from dongthuan.apps.reports import sheets
from dongthuan.apps.reports.models.syntheses import Synthesis
from dongthuan.apps.reports.outline import from_plain
from dongthuan.apps.reports.queries import printing, rounds
from dongthuan.apps.reports.queries.unit_reports import standing_versions
from dongthuan.apps.reports.rules import ACCESS, Act
from dongthuan.apps.reports.views.rounds import round_of


@require_GET
def who_has_filed(request: OfficerRequest, pk: int) -> HttpResponse:
    """Write the units of a round into a sheet."""
    round_ = round_of(request, pk)
    require(ACCESS, Act.READ_SYNTHESIS, request.user, round_)
    rows = rounds.report_rows(round_, seen_by=request.user, on=clock.local_day(clock.now()))
    sheet = sheets.filing_sheet(rows, title=round_.title, due_on=round_.due_on)
    return answer([sheet], f"nop-bao-cao-{pk}", at=clock.now())


@require_GET
def statistics(request: OfficerRequest, pk: int) -> HttpResponse:
    """Write the figures by unit, and every task they count, into sheets.

    As filed by now; with ?tong-hop=1 as the synthesis counts them, which may have been made earlier.
    """
    round_ = round_of(request, pk)
    require(ACCESS, Act.READ_SYNTHESIS, request.user, round_)
    synthesis = Synthesis.objects.filter(round=round_).first() if request.GET.get("tong-hop") else None
    versions = (
        list(synthesis.inputs.select_related("report__unit")) if synthesis else standing_versions(round_.pk)
    )
    counted = printing.counted_tasks(one.pk for one in versions)
    asked = from_plain(round_.form).figures
    by_unit = sheets.statistics_sheet(printing.rows_of(round_, versions), asked, title=round_.title)
    tasks = sheets.tasks_sheet(
        (printing.printed_task(row) for row in counted.iterator(chunk_size=1000)), title=round_.title
    )
    return answer([by_unit, tasks], f"thong-ke-{pk}", at=clock.now())

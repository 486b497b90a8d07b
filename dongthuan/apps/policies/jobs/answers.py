"""Authors who left an address are told of published answers; workbooks of large consultations are drawn."""

from django.http import QueryDict
from django.utils import translation
from procrastinate.contrib.django import app

from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.policies.answers_lifecycle import WorkbookKind
from dongthuan.apps.policies.comments_sheets import list_sheet, sheets_of
from dongthuan.apps.policies.forms.comments import CommentFilter
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.models.workbooks import KeptWorkbook
from dongthuan.apps.policies.operations.answers_telling import tell_authors
from dongthuan.apps.policies.operations.workbooks import DRAW, draw_workbook
from dongthuan.apps.policies.queries.comments import articles_of, comments_listed, newest_version
from dongthuan.docgen.sheet import Sheet

TURNS = 10


@app.task(
    name="policies.tell_authors",
    queue="policies",
    lock="policies.tell_authors",
    queueing_lock="policies.tell_authors",
)
def tell(timestamp: int = 0) -> None:
    """Queue mails batch by batch; the rest waits for the next minute."""
    at = now()
    by = acting_system(on=local_day(at))
    for _turn in range(TURNS):
        if by is None or not tell_authors(by=by, at=now()):
            return


@app.task(name=DRAW, queue="policies", lock=DRAW)
def draw(workbook: int) -> None:
    """Draw a workbook of a large consultation; one at a time, so that memory stays bounded."""
    by = acting_system(on=local_day(now()))
    row = KeptWorkbook.objects.filter(pk=workbook).first()
    if by is None or row is None:
        return
    kind, filters = WorkbookKind(row.kind), row.filters
    with translation.override(row.language):
        draw_workbook(
            workbook=workbook,
            sheets=lambda consultation: _sheets(consultation, kind, filters),
            clock=now,
            by=by,
        )


def _sheets(consultation: Consultation, kind: WorkbookKind, filters: str) -> list[Sheet]:
    """Return the sheets of a workbook; a filtered list names its filters."""
    if not filters:
        return sheets_of(consultation, kind)
    form = CommentFilter(QueryDict(filters), articles=articles_of(newest_version(consultation)))
    rows = comments_listed(consultation, form.cleaned_data if form.is_valid() else {})
    return [list_sheet(rows, shows_hidden=kind == WorkbookKind.COMMENTS, form=form)]

"""Workbooks of a consultation: at once where it is small, else kept ones, with a page meanwhile."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, sheets
from dongthuan.apps.policies.answers_lifecycle import WorkbookKind
from dongthuan.apps.policies.comments_sheets import sheets_of
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.models.workbooks import KeptWorkbook
from dongthuan.apps.policies.operations.workbooks import workbook_now
from dongthuan.apps.policies.queries.workbooks import AT_ONCE, comment_count, content_of

NAMES = {
    WorkbookKind.ANSWERS: "tiep-thu-giai-trinh",
    WorkbookKind.COMMENTS: "y-kien-ca-an",
    WorkbookKind.SHOWN: "y-kien-cong-khai",
}


def give_workbook(request: OfficerRequest, consultation: Consultation, kind: WorkbookKind) -> HttpResponse:
    """Return a workbook of all comments, or the page of the kept one; `?xlsx=HASH` hands that out."""
    name = f"{NAMES[kind]}-{consultation.pk}"
    at = clock.now()
    if comment_count(consultation) <= AT_ONCE:
        return sheets.answer(sheets_of(consultation, kind), name, at=at)
    language = "vi" if kind == WorkbookKind.ANSWERS else (get_language() or "vi")
    offer = workbook_now(
        consultation=consultation,
        kind=kind,
        language=language,
        must_hold=False,
        is_anew="moi" in request.GET,
        by=request.user,
        at=at,
    )
    if wanted := request.GET.get(sheets.ASKED):
        if offer.ready is None or offer.ready.sha256 != wanted:
            raise Http404
        return kept_file(offer.ready, name)
    query = request.GET.copy()
    for key in ("xlsx", "moi"):
        query.pop(key, None)
    page = {"consultation": consultation, "offer": offer, "kind": kind, "query": query.urlencode()}
    return render(request, "policies/workbook.html", page)


def kept_file(workbook: KeptWorkbook, name: str) -> HttpResponse:
    """Return a workbook that was drawn, with its hash."""
    answer = HttpResponse(content_of(workbook), content_type=sheets.XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    answer["ETag"] = f'"{workbook.sha256}"'
    return answer

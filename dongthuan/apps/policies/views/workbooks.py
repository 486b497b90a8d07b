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
from dongthuan.apps.policies.queries.workbooks import AT_ONCE, Asked, comment_count, content_of

NAMES = {
    WorkbookKind.ANSWERS: "tiep-thu-giai-trinh",
    WorkbookKind.COMMENTS: "y-kien-ca-an",
    WorkbookKind.SHOWN: "y-kien-cong-khai",
}


def give_workbook(request: OfficerRequest, consultation: Consultation, kind: WorkbookKind) -> HttpResponse:
    """Return a workbook of all comments, or the page of the kept one."""
    count = comment_count(consultation)
    if count <= AT_ONCE:
        name = f"{NAMES[kind]}-{consultation.pk}"
        return sheets.answer(sheets_of(consultation, kind), name, at=clock.now())
    return give_kept(request, asked_for(consultation, kind, count))


def asked_for(consultation: Consultation, kind: WorkbookKind, count: int, *, filters: str = "") -> Asked:
    """Return which kept workbook is meant; the table of answers is Vietnamese, lists are as one reads."""
    language = "vi" if kind == WorkbookKind.ANSWERS else (get_language() or "vi")
    return Asked(consultation, kind, language, count, filters)


def give_kept(request: OfficerRequest, asked: Asked) -> HttpResponse:
    """Return the page of a kept workbook; `?xlsx=HASH` hands it out."""
    consultation, kind = asked.consultation, asked.kind
    name = f"{NAMES[kind]}-{consultation.pk}"
    is_anew = "moi" in request.GET
    offer = workbook_now(asked=asked, must_hold=False, is_anew=is_anew, by=request.user, at=clock.now())
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

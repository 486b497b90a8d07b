"""Notices that published information is wrong: the desk's list, and one notice with what to do about it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import paging, sheets
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import now
from dongthuan.apps.disclosure.forms.publications import AnswerForm, SortForm
from dongthuan.apps.disclosure.models.publications import ErrorNotice
from dongthuan.apps.disclosure.operations.publications_notices import (
    answer_error_notice,
    sort_notice,
    subject_of,
)
from dongthuan.apps.disclosure.publications_rules import INFORMATION_ACCESS, InformationAct
from dongthuan.apps.disclosure.publications_sheets import NOTICES
from dongthuan.apps.disclosure.queries.publications import earlier_versions, notices_listed
from dongthuan.apps.disclosure.views.publications_acts import attempt

MOST = 200


@require_GET
def notices(request: OfficerRequest) -> HttpResponse:
    """List what citizens say is wrong, the most pressing first; also as a workbook."""
    require(INFORMATION_ACCESS, InformationAct.READ_COVERAGE, request.user, None)
    only_open = request.GET.get("state") != "all"
    rows = notices_listed(request.user, only_open=only_open)
    if sheets.is_wanted(request):
        title = _("Said to be wrong")
        return sheets.answer_with(title, NOTICES, rows, name="phan-anh-sai", at=now())
    found = list(rows[: MOST + 1])
    page = {
        "rows": found[:MOST],
        "is_cut": len(found) > MOST,
        "most": MOST,
        "only_open": only_open,
        "tab": "notices",
    }
    return render(request, "disclosure/notices.html", page)


@require_http_methods(["GET", "POST"])
def notice(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show a notice; say which item it is about, or answer it."""
    rows = ErrorNotice.objects.visible_to(request.user)
    found = get_object_or_404(
        rows.select_related("item__unit", "clock", "answered_by"), pk=min(pk, paging.LARGEST_KEY)
    )
    subject = subject_of(found)
    is_sorting = "item" in request.POST
    sorting = SortForm(
        request.POST if is_sorting else None,
        items=earlier_versions(request.user, None),
        initial={"item": found.item_id},
    )
    is_answering = request.method == "POST" and not is_sorting
    answering = AnswerForm(request.POST if is_answering else None)
    if request.method == "POST":
        act, form = (sort_notice, sorting) if is_sorting else (answer_error_notice, answering)
        given = form.cleaned_data if form.is_valid() else {}
        if attempt(request, form, act, notice=found, **given) is not None:
            messages.success(request, _("The answer is noted.") if is_answering else _("It is noted."))
            return redirect(found)
    may = {
        name: found.answered_at is None and INFORMATION_ACCESS[act](request.user, subject)
        for name, act in (("sort", InformationAct.SORT_NOTICE), ("answer", InformationAct.ANSWER_NOTICE))
    }
    page = {"notice": found, "sorting": sorting, "answering": answering, "may": may, "tab": "notices"}
    return render(request, "disclosure/notice.html", page, status=400 if request.method == "POST" else 200)

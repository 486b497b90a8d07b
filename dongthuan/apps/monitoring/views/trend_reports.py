"""Trend reports of a week or a month: the list, one report, its way to approval, the documents."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, sheets
from dongthuan.apps.common.access import allowed_acts, require
from dongthuan.apps.common.acting import attempting
from dongthuan.apps.common.paging import page_of
from dongthuan.apps.monitoring.forms import briefs as entered
from dongthuan.apps.monitoring.forms.trend_reports import CompileReportForm, WriteReportForm
from dongthuan.apps.monitoring.lifecycle import BriefState
from dongthuan.apps.monitoring.models.trend_reports import TrendReport
from dongthuan.apps.monitoring.operations import approving
from dongthuan.apps.monitoring.operations import trend_reports as operations
from dongthuan.apps.monitoring.queries import trend_reports as queries
from dongthuan.apps.monitoring.queries.briefs import Altered
from dongthuan.apps.monitoring.rules import ACCESS, Act
from dongthuan.apps.monitoring.sheets import TREND_REPORTS
from dongthuan.docgen import official_docx, official_html, official_pdf
from dongthuan.docgen.official_record import fingerprint

SENTENCES = {
    approving.NotOpen: gettext_lazy("The report was handed in; its text stands."),
    approving.NotInThatState: gettext_lazy("The report is in another state by now."),
    approving.ChangedMeanwhile: gettext_lazy(
        "Somebody saved this report meanwhile; look again, then repeat."
    ),
    approving.NoReason: gettext_lazy("Say why the report is returned."),
    operations.NotOverYet: gettext_lazy("This week or month is not over yet; choose an earlier one."),
    operations.NothingProposed: gettext_lazy("Write the assessment and at least one proposal first."),
    operations.NothingCounted: gettext_lazy(
        "Nothing is counted yet: there is no topic of all relevant news."
    ),
}
attempt = attempting(tuple(SENTENCES), lambda refusal: SENTENCES[type(refusal)])
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def report_of(request: OfficerRequest, pk: int) -> TrendReport:
    """Return the report, if this officer may see it."""
    return get_object_or_404(queries.visible_reports(request.user), pk=pk)


@require_GET
def trend_reports(request: OfficerRequest) -> HttpResponse:
    """List the reports, the latest first."""
    require(ACCESS, Act.READ, request.user, None)
    rows = queries.visible_reports(request.user)
    if sheets.is_wanted(request):
        return sheets.answer_with(
            _("Trend reports"), TREND_REPORTS, rows, name="bao-cao-xu-huong", at=clock.now()
        )
    page = {
        "page": page_of(rows, request.GET.get("page", ""), by="last_on", size=30),
        "form": CompileReportForm(),
        "may": allowed_acts(ACCESS, request.user, TrendReport()),
    }
    return render(request, "monitoring/trend_reports.html", page)


@require_POST
def compile_trend_report(request: OfficerRequest) -> HttpResponse:
    """Count a week or month, or count an open report again."""
    form = CompileReportForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a period and a day of it."))
        return redirect("monitoring:trend-reports")
    period, day = TrendReport.Period(form.cleaned_data["period"]), form.cleaned_data["day"]
    made = attempt(request, operations.compile_report, _("The report was compiled."), period=period, day=day)
    if made is None:
        return redirect("monitoring:trend-reports")
    return redirect("monitoring:trend-report", pk=made.pk)


@require_GET
def trend_report(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one report: its figures, what officers say, and what may be done with it."""
    report = report_of(request, pk)
    try:
        content = queries.content_of(report)
    except Altered:
        return render(request, "monitoring/trend_report_altered.html", {"report": report}, status=409)
    may = allowed_acts(ACCESS, request.user, report)
    is_open = report.state in approving.OPEN_STATES
    page = {
        "report": report,
        "figures": report.figures,
        "shares": queries.shares_shown(report),
        "content_hash": fingerprint(content),
        "may": may,
        "may_edit": is_open and "monitoring.edit_trend" in may,
        "is_submitted": report.state == BriefState.SUBMITTED,
        "form": WriteReportForm(
            initial={"note": report.note, "proposals": report.proposals, "version": report.version}
        ),
        "return_form": entered.ReturnForm(initial={"version": report.version}),
        "again": queries.counted_again(report) if "again" in request.GET else None,
    }
    return render(request, "monitoring/trend_report.html", page)


@require_GET
def trend_report_document(request: OfficerRequest, pk: int, form: str) -> HttpResponse:
    """Give the report as a document or workbook: the frozen text once approved, else marked as a draft."""
    report = report_of(request, pk)
    name = f"bao-cao-xu-huong-{report.first_on.isoformat()}"
    made_at = report.approved_at or report.compiled_at
    if form == "xlsx":
        return sheets.answer(queries.sheets_of(report), name, at=made_at)
    try:
        content = queries.content_of(report)
    except Altered:
        return render(request, "monitoring/trend_report_altered.html", {"report": report}, status=409)
    drawings: dict[str, tuple[str, Callable[[], bytes]]] = {
        "docx": (WORD, lambda: official_docx.as_docx(content, made_at=made_at)),
        "pdf": ("application/pdf", lambda: official_pdf.as_pdf(content, made_at=made_at)),
        "html": ("text/html; charset=utf-8", lambda: official_html.as_html(content).encode()),
    }
    if form not in drawings:
        raise Http404
    kind, draw = drawings[form]
    answer = HttpResponse(draw(), content_type=kind)
    draft = "du-thao-" if content.is_draft else ""
    answer["Content-Disposition"] = f'attachment; filename="{draft}{name}.{form}"'
    return answer


ACTS: dict[str, tuple[type[forms.Form], Callable[..., Any], Any]] = {
    "viet": (WriteReportForm, operations.write_report, gettext_lazy("The report is saved.")),
    "trinh": (
        entered.VersionForm,
        operations.submit_report,
        gettext_lazy("The report was handed in for approval."),
    ),
    "rut": (entered.VersionForm, operations.withdraw_report, gettext_lazy("The report is a draft again.")),
    "duyet": (
        entered.ApproveForm,
        operations.approve_report,
        gettext_lazy("The report was approved and frozen."),
    ),
    "tra-lai": (entered.ReturnForm, operations.return_report, gettext_lazy("The report was returned.")),
}


@require_POST
def trend_report_act(request: OfficerRequest, pk: int, way: str) -> HttpResponse:
    """Write in a report, hand it in, take it back, approve or return it."""
    report = report_of(request, pk)
    if way not in ACTS:
        raise Http404
    entered_form, act, done = ACTS[way]
    form = entered_form(request.POST)
    if form.is_valid():
        attempt(request, act, done, report=report, **form.cleaned_data)
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect("monitoring:trend-report", pk=pk)

"""Pages about one unit's report: read it, write it, file it, return it, compare its versions."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import allowed_acts, require
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.reports.forms.rounds import ReturnForm
from dongthuan.apps.reports.forms.unit_reports import ReportForm
from dongthuan.apps.reports.lifecycle import WRITABLE
from dongthuan.apps.reports.measures import BY_KEY, MEASURES, ratio_of
from dongthuan.apps.reports.models.unit_reports import CountedTask, ReportVersion, UnitReport
from dongthuan.apps.reports.operations import unit_reports as operations
from dongthuan.apps.reports.outline import Outline, from_plain
from dongthuan.apps.reports.queries import comparing, counting
from dongthuan.apps.reports.queries import unit_reports as queries
from dongthuan.apps.reports.rules import ACCESS, ON_REPORTS, Act
from dongthuan.apps.reports.views.rounds import report_of
from dongthuan.apps.reports.views.telling import REFUSALS, first_error, tell, version_of, words_of


@require_GET
def show_report(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show a unit's report: what it filed last, else its draft; its versions; what may be done."""
    report = report_of(request, pk)
    outline = from_plain(report.round.form)
    filed = queries.latest_version(report)
    rows = queries.counted_of(report, on=clock.local_day(clock.now()))
    is_draft = report.state in WRITABLE
    shown = queries.frozen_of(report, rows) if is_draft or filed is None else queries.content_of(filed)
    content = _common(request, report) | {
        "outline": outline,
        "shown": shown,
        "parts": [(section, shown.of_part(section.part)) for section in outline.sections],
        "measures": _measured(dict(shown.measures)),
        "ratio": ratio_of(shown.measures),
        "version": None if is_draft else filed,
        "versions": list(report.versions.select_related("filed_by").order_by("-number")),
        "return_form": ReturnForm(initial={"version": report.version}, auto_id="return-%s"),
        "withdraw_form": ReturnForm(initial={"version": report.version}, auto_id="withdraw-%s"),
    }
    return render(request, "reports/unit_report.html", content)


@require_POST
def begin(request: OfficerRequest, pk: int) -> HttpResponse:
    """Fill a report from the unit's records."""
    report = report_of(request, pk)
    done = _("The report is filled from the records; look it over and add what they do not know.")
    tell(request, operations.begin_report, done, report=report, version=version_of(request))
    return redirect("reports:report_edit", pk=pk)


@require_http_methods(["GET", "POST"])
def edit_report(request: OfficerRequest, pk: int) -> HttpResponse:
    """Write a unit's report; what was typed survives when somebody else was faster."""
    report = report_of(request, pk)
    require(ACCESS, Act.WRITE_REPORT, request.user, report)
    if report.state not in WRITABLE or report.round.state != "open":
        messages.error(request, _("The report is filed; it can be changed only after it is returned."))
        return redirect("reports:unit_report", pk=pk)
    form, is_changed, status = _form(request, report), False, 200
    if request.method == "POST":
        status = _save(request, report, form)
        if status == 200:
            return _saved(request, report)
        if status == 409:
            report = report_of(request, pk)
            form, is_changed = _again(request, report), True
        if "X-Autosave" in request.headers:
            return JsonResponse({"version": None}, status=status)
    rows = queries.counted_of(report, on=clock.local_day(clock.now()))
    measures = counting.measures_of(rows)
    content = _common(request, report) | {
        "form": form,
        "is_changed": is_changed,
        "measures": _measured(measures),
        "ratio": ratio_of(measures),
    }
    return render(request, "reports/report_edit.html", content, status=status)


def _form(request: OfficerRequest, report: UnitReport, data: Any = None) -> ReportForm:
    today = clock.local_day(clock.now())
    return ReportForm(
        data if data is not None else request.POST or None,
        initial={"version": report.version},
        asked=from_plain(report.round.form),
        texts=queries.texts_of(report),
        figures=queries.figures_of(report),
        tasks=queries.tasks_to_name(report, on=today),
    )


def _save(request: OfficerRequest, report: UnitReport, form: ReportForm) -> int:
    if not form.is_valid():
        return 400
    try:
        operations.save_report(
            report=report,
            texts=form.text_content(),
            figures=form.figure_content(),
            version=form.cleaned_data["version"],
            by=request.user,
            at=clock.now(),
        )
    except operations.ChangedMeanwhile as refusal:
        messages.error(request, str(REFUSALS[type(refusal)]))
        return 409
    except (
        operations.ForeignTask,
        SecretMark,
        operations.TooManyTexts,
        operations.NotInThatState,
        operations.RoundNotOpen,
    ) as refusal:
        form.add_error(None, words_of(refusal))
        return 400
    return 200


def _saved(request: OfficerRequest, report: UnitReport) -> HttpResponse:
    if "X-Autosave" in request.headers:
        fresh = report_of(request, report.pk)
        return JsonResponse({"version": fresh.version})
    messages.success(request, _("Saved."))
    if "go" in request.POST:
        return redirect("reports:unit_report", pk=report.pk)
    return redirect("reports:report_edit", pk=report.pk)


def _again(request: OfficerRequest, report: UnitReport) -> ReportForm:
    """Return the form with what was typed, against the version that stands now; nothing is lost."""
    typed = dict(request.POST.items()) | {"version": str(report.version)}
    for text in queries.texts_of(report):
        typed.setdefault(f"t{text.pk}-text", text.text)
        typed.setdefault(f"t{text.pk}-task", str(text.task_id or ""))
    return _form(request, report, typed)


@require_POST
def file_report(request: OfficerRequest, pk: int) -> HttpResponse:
    """File a unit's report."""
    report = report_of(request, pk)
    done = _("The report is filed.")
    tell(request, operations.file_report, done, report=report, version=version_of(request))
    return redirect("reports:unit_report", pk=pk)


@require_POST
def return_report(request: OfficerRequest, pk: int) -> HttpResponse:
    """Give a filed report back for correction."""
    report, form = report_of(request, pk), ReturnForm(request.POST)
    if form.is_valid():
        done = _("The report is returned; the unit has been told.")
        tell(request, operations.return_report, done, report=report, **form.cleaned_data)
    else:
        require(ACCESS, Act.RETURN_REPORT, request.user, report)
        messages.error(request, first_error(form))
    return redirect("reports:unit_report", pk=pk)


@require_POST
def withdraw_report(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take one's own filed report back."""
    report, form = report_of(request, pk), ReturnForm(request.POST)
    if form.is_valid():
        done = _("The report is taken back; correct it and file it again.")
        tell(request, operations.withdraw_report, done, report=report, **form.cleaned_data)
    else:
        require(ACCESS, Act.WITHDRAW_REPORT, request.user, report)
        messages.error(request, first_error(form))
    return redirect("reports:unit_report", pk=pk)


@require_POST
def accept_report(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take a filed report in."""
    report = report_of(request, pk)
    tell(
        request,
        operations.accept_report,
        _("The report is taken in."),
        report=report,
        version=version_of(request),
    )
    return redirect("reports:unit_report", pk=pk)


@require_GET
def show_version(request: OfficerRequest, pk: int, number: int) -> HttpResponse:
    """Show a version as it was filed, and what it changed against the one before."""
    report = report_of(request, pk)
    version = version_or_404(report, number)
    outline, shown = from_plain(report.round.form), queries.content_of(version)
    before = report.versions.filter(number=number - 1).first()
    changes = (
        comparing.changes_between(queries.content_of(before), shown, _titles(outline)) if before else None
    )
    content = _common(request, report) | {
        "version": version,
        "outline": outline,
        "shown": shown,
        "parts": [(section, shown.of_part(section.part)) for section in outline.sections],
        "measures": _measured(dict(shown.measures)),
        "ratio": ratio_of(shown.measures),
        "before": before,
        "changes": changes,
    }
    return render(request, "reports/version.html", content)


@require_GET
def list_rows(request: OfficerRequest, pk: int, measure: str) -> HttpResponse:
    """Show the tasks behind one figure of a draft, as the records stand today."""
    report = report_of(request, pk)
    rows = queries.counted_of(report, on=clock.local_day(clock.now()))
    found = counting.rows_behind(rows, measure) if measure in BY_KEY else []
    content = _common(request, report) | _behind(measure, found, None)
    return render(request, "reports/rows.html", content, status=200 if measure in BY_KEY else 404)


@require_GET
def list_version_rows(request: OfficerRequest, pk: int, number: int, measure: str) -> HttpResponse:
    """Show the tasks that one figure of a filed version counted, as they were frozen."""
    report = report_of(request, pk)
    version = version_or_404(report, number)
    found = counting.versions_rows(version.pk, measure) if measure in BY_KEY else []
    content = _common(request, report) | _behind(measure, found, version)
    return render(request, "reports/rows.html", content, status=200 if measure in BY_KEY else 404)


def _behind(
    measure: str, rows: Sequence[counting.Counted | CountedTask], version: ReportVersion | None
) -> dict[str, Any]:
    """Return what the page of a figure's rows shows; `value` is the figure that they make."""
    value = counting.measures_of(rows).get(measure, 0)
    return {"measure": BY_KEY.get(measure), "rows": rows, "version": version, "value": value}


def version_or_404(report: UnitReport, number: int) -> ReportVersion:
    """Return the version of a report with a number."""
    versions = report.versions.select_related("filed_by", "returned_by")
    return get_object_or_404(versions, number=number)


def _common(request: OfficerRequest, report: UnitReport) -> dict[str, Any]:
    today = clock.local_day(clock.now())
    return {
        "report": report,
        "round": report.round,
        "may": allowed_acts(ON_REPORTS, request.user, report),
        "is_writable": report.state in WRITABLE and report.round.state == "open",
        "is_late": report.is_late or (report.state in WRITABLE and report.round.due_on < today),
        "last_on": report.round.counts_on(report.round.end_on),
    }


def _measured(measures: dict[str, int]) -> list[dict[str, Any]]:
    return [{"measure": one, "value": measures.get(one.key, 0)} for one in MEASURES]


def _titles(outline: Outline) -> dict[str, str]:
    return {section.part: section.title for section in outline.sections}

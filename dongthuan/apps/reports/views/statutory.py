"""Pages of the annual report of Decree 244: the figures of a year, the cases behind each, what is sent."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock as time
from dongthuan.apps.common.access import require
from dongthuan.apps.common.sheets import answer
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.operations.documents import NoSubject, TooLong
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.reports.forms.statutory import PrepareForm, SendForm, TakeBackForm
from dongthuan.apps.reports.models.statutory import StatutoryReport
from dongthuan.apps.reports.operations import statutory as operations
from dongthuan.apps.reports.queries import statutory as queries
from dongthuan.apps.reports.statutory_rules import ACCESS, Act
from dongthuan.apps.reports.statutory_sheets import cases_sheet, figures_sheet
from dongthuan.apps.units.queries import current_agency

MOST_SHOWN = 500
REFUSALS: dict[type[Exception], str | Promise] = {
    operations.ChangedMeanwhile: gettext_lazy(
        "Somebody else changed this meanwhile. It is shown as it stands now; look again, then repeat."
    ),
    operations.SentAlready: gettext_lazy("The report was sent; it stays as it was sent."),
    operations.NotYetHappened: gettext_lazy("That instant lies in the future; record it when it was sent."),
    operations.NoWords: gettext_lazy("Say how it was sent."),
    operations.PeriodRuns: gettext_lazy(
        "The days that the report counts are not over yet: it can be recorded as sent after them."
    ),
    operations.NotDrawnUp: gettext_lazy("Draw up the document first: it keeps the figures that are sent."),
    operations.NotSent: gettext_lazy("The report is not recorded as sent."),
    operations.NoReportYet: gettext_lazy("Decree 244/2026 asks for no report of that year."),
    SecretMark: gettext_lazy("A mark of state secrecy stands in the text; no document is drawn up from it."),
    NoSubject: gettext_lazy("Write what it is about."),
    TooLong: gettext_lazy("The text is too long for a document."),
}


@require_GET
def latest(request: OfficerRequest) -> HttpResponse:
    """Lead to the report in whose period today lies."""
    require(ACCESS, Act.READ, request.user, None)
    return redirect("reports:statutory_year", queries.year_of(time.local_day(time.now())))


@require_GET
def show_year(request: OfficerRequest, year: int) -> HttpResponse:
    """Show the six figures of a year as they stand now, and how far the report is."""
    require(ACCESS, Act.READ, request.user, None)
    return render(request, "reports/statutory.html", _content(request, year))


@require_POST
def act(request: OfficerRequest, year: int, way: str) -> HttpResponse:
    """Open the report of a year, write its part II, draw it up, or record that it was sent."""
    require(ACCESS, Act.READ, request.user, None)
    _checked(year)
    if way == "mo":
        return _told(
            request, year, lambda: operations.open_statutory(year=year, by=request.user, at=time.now())
        )
    report = get_object_or_404(StatutoryReport, year=year)
    forms_by_way = {"soan": PrepareForm, "van-ban": _VersionForm, "gui": SendForm, "chua-gui": TakeBackForm}
    if way not in forms_by_way:
        raise Http404
    form = forms_by_way[way](request.POST)
    if not form.is_valid():
        content = _content(request, year) | {_NAMES[way]: form}
        return render(request, "reports/statutory.html", content, status=400)
    given = {"report": report, "by": request.user, "at": time.now(), **form.cleaned_data}
    return _told(request, year, lambda: _OPERATIONS[way](**given))


class _VersionForm(forms.Form):
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1)


_NAMES = {"soan": "prepare_form", "van-ban": "draw_form", "gui": "send_form", "chua-gui": "back_form"}
_OPERATIONS: dict[str, Any] = {
    "soan": operations.write_statutory,
    "van-ban": operations.draw_up_statutory,
    "gui": operations.send_statutory,
    "chua-gui": operations.take_sending_back,
}


def _told(request: OfficerRequest, year: int, run: Any) -> HttpResponse:
    try:
        made = run()
    except tuple(REFUSALS) as refusal:
        messages.error(request, str(REFUSALS[type(refusal)]))
    else:
        messages.success(request, _("Done."))
        if isinstance(made, OfficialDocument):
            return redirect("documents:document", made.pk)
    return redirect("reports:statutory_year", year)


@require_GET
def show_cases(request: OfficerRequest, year: int, code: str) -> HttpResponse:
    """Show the cases behind a figure; `?dat=1` only its numerator, `?dat=0` only the rest."""
    require(ACCESS, Act.READ, request.user, None)
    indicator = queries.BY_CODE.get(code)
    if indicator is None:
        raise Http404
    period = queries.period_of(_checked(year))
    is_met = {"1": True, "0": False}.get(request.GET.get("dat", "")) if indicator.is_ratio else None
    content = {
        "period": period,
        "counted": queries.count(indicator, period),
        "cases": queries.cases(indicator, period, is_met=is_met, most=MOST_SHOWN),
        "is_met": is_met,
        "most": MOST_SHOWN,
    }
    return render(request, "reports/statutory_cases.html", content)


@require_GET
def sheet(request: OfficerRequest, year: int) -> HttpResponse:
    """Write the figures and every case behind them into a workbook."""
    require(ACCESS, Act.READ, request.user, None)
    period = queries.period_of(_checked(year))
    root = request.build_absolute_uri("/").rstrip("/")
    sheets = [
        figures_sheet(period, queries.count_all(period)),
        *(cases_sheet(indicator, period, root=root) for indicator in queries.INDICATORS),
    ]
    return answer(sheets, f"bao-cao-nghi-dinh-244-{year}", at=time.now())


def _checked(year: int) -> int:
    if not operations.FIRST_YEAR <= year <= time.local_day(time.now()).year + 1:
        raise Http404
    return year


def _content(request: OfficerRequest, year: int) -> dict[str, Any]:
    at = time.now()
    period = queries.period_of(_checked(year))
    counted = queries.count_all(period)
    report = StatutoryReport.objects.select_related("clock", "document").filter(year=year).first()
    agency = current_agency()
    stub = OfficialDocument(unit=agency.unit) if agency else OfficialDocument()
    initial = (
        {"version": report.version, "difficulties": report.difficulties, "proposals": report.proposals}
        if report
        else {}
    )
    return {
        "period": period,
        "rows": [(one, _moved(report, one)) for one in counted],
        "report": report,
        "is_running": time.local_day(at) < period.end_on,
        "days_left": max((period.end_on - time.local_day(at)) // timedelta(days=1), 0),
        "left_out": queries.left_out(period)[:50],
        "old_law": queries.under_old_law(period)[:50],
        "may_prepare": ACCESS[Act.PREPARE](request.user, None),
        "may_draw_up": ACCESS[Act.DRAW_UP](request.user, stub),
        "prepare_form": PrepareForm(initial=initial),
        "send_form": SendForm(initial={"version": report.version if report else 0, "sent_at": at}),
        "back_form": TakeBackForm(initial={"version": report.version if report else 0}),
        "next_year": year + 1 if year <= time.local_day(at).year else None,
        "previous_year": year - 1 if year > operations.FIRST_YEAR else None,
    }


def _moved(report: StatutoryReport | None, one: queries.Counted) -> str:
    """Return the figure of the document drawn up where the records now say otherwise, else ""."""
    kept = report.figures.get(one.indicator.code) if report else None
    if kept is None or kept == [one.numerator, one.total]:
        return ""
    return str(kept[1]) if kept[0] is None else f"{kept[0]}/{kept[1]}"

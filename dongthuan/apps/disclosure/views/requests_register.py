"""The tracking register, on the screen, as PDF or as a workbook; and the figures of a year."""

from datetime import datetime

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_GET

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, sheets
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.disclosure.forms.requests import RequestFilterForm
from dongthuan.apps.disclosure.models.requests import RequestQuerySet
from dongthuan.apps.disclosure.queries.periodic import periodic_figures
from dongthuan.apps.disclosure.queries.requests import register_rows
from dongthuan.apps.disclosure.requests_rules import RequestAct, may_open_requests
from dongthuan.apps.disclosure.requests_sheets import REGISTER, printed_register
from dongthuan.apps.disclosure.views.requests import year_span
from dongthuan.apps.units.queries import current_agency
from dongthuan.docgen.register import as_pdf

MOST_SHOWN = 500
MOST_PRINTED = 2_000
FIRST_YEAR, LAST_YEAR = 2018, 2199
LABELS = {
    "all": gettext_lazy("Received"),
    "whole": gettext_lazy("Given in full"),
    "partly": gettext_lazy("Given in part"),
    "refused": gettext_lazy("Refused"),
    "ended": gettext_lazy("Withdrawn or lapsed"),
    "under_way": gettext_lazy("Under way"),
    "in_time": gettext_lazy("Answered in time"),
    "late": gettext_lazy("Answered late"),
    "no_limit": gettext_lazy("Answered, no limit known"),
    "complained": gettext_lazy("With a complaint"),
}


class YearForm(forms.Form):
    """Of which year the figures are."""

    year = forms.IntegerField(
        label=gettext_lazy("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False
    )


@require_GET
def register(request: OfficerRequest) -> HttpResponse:
    """Show the tracking register, by year and number."""
    _refuse_others(request)
    at = clock.now()
    asked = request.GET.copy()
    asked.setdefault("state", "all")  # a register shows what is settled, too
    form = RequestFilterForm(asked)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = register_rows(request.user, wanted, at=at)
    if sheets.is_wanted(request):
        title = _("Register of requests for information")
        return sheets.answer_with(title, REGISTER, rows, name="so-theo-doi", at=at, form=form)
    if "pdf" in request.GET:
        return _printed(rows, form, at=at)
    shown = list(rows[: MOST_SHOWN + 1])
    content = {
        "form": form,
        "columns": [column.label for column in REGISTER],
        "rows": [(row, [column.cell(row) for column in REGISTER]) for row in shown[:MOST_SHOWN]],
        "is_cut": len(shown) > MOST_SHOWN,
        "most": MOST_SHOWN,
    }
    return render(request, "disclosure/requests_register.html", content)


def _printed(rows: RequestQuerySet, form: RequestFilterForm, *, at: datetime) -> HttpResponse:
    """Hand out the register as PDF; where it is too long for one, its head says how to get the rest."""
    found = list(rows[: MOST_PRINTED + 1])
    if form.is_valid() and form.cleaned_data["state"] == "all":
        form.fields["state"].widget = forms.HiddenInput()  # not worth a word: a register shows all of them
    with override("vi"):
        notes = [words] if (words := " · ".join(sheets.filters_said(form))) else []
        if len(found) > MOST_PRINTED:
            notes.append(
                _("Only the first {n} requests are printed: choose a year for the rest.").format(
                    n=MOST_PRINTED
                )
            )
    agency = current_agency()
    register = printed_register(found[:MOST_PRINTED], agency=agency, notes=notes)
    answer = HttpResponse(
        as_pdf(register, on=clock.local_day(at), made_at=at), content_type="application/pdf"
    )
    answer["Content-Disposition"] = 'attachment; filename="so-theo-doi.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_GET
def statistics(request: OfficerRequest) -> HttpResponse:
    """Show how the requests of a year were answered, by unit and ground; each figure opens its rows."""
    _refuse_others(request)
    form = YearForm(request.GET)
    chosen = form.cleaned_data.get("year") if form.is_valid() else None
    year = chosen or clock.local_day(clock.now()).year
    start_on, end_on = year_span(year)
    figures = periodic_figures(request.user, start_on=start_on, end_on=end_on)
    by_unit = [
        (one, [(place, label, one.counts[place]) for place, label in LABELS.items()])
        for one in figures.by_unit
    ]
    content = {
        "form": form,
        "year": year,
        "labels": list(LABELS.values()),
        "by_unit": by_unit,
        "figures": figures,
    }
    return render(request, "disclosure/requests_figures.html", content)


def _refuse_others(request: OfficerRequest) -> None:
    if not may_open_requests(request.user):
        raise NotAllowed(RequestAct.READ.value)

"""The papers of a request: forms to download, notices to draw up; the periodic report."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, sheets
from dongthuan.apps.common.access import require
from dongthuan.apps.common.forms import Day
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.operations import papers as operations
from dongthuan.apps.disclosure.operations.papers import NothingToTell
from dongthuan.apps.disclosure.queries.papers import SLIPS, extended_of, periodic_of, refused_of, slip_of
from dongthuan.apps.disclosure.queries.periodic import periodic_figures
from dongthuan.apps.disclosure.requests_rules import REQUEST_ACCESS, RequestAct
from dongthuan.apps.documents.queries.documents import drawn_up_from
from dongthuan.apps.files.responses import MEDIA
from dongthuan.apps.units.queries import current_agency
from dongthuan.docgen import slip

DRAWN: dict[str, Callable[..., bytes]] = {"docx": slip.as_docx, "pdf": slip.as_pdf}
TITLES: dict[str, Any] = {
    "01a": _("Request, by a citizen"),
    "01b": _("Request, through an organisation"),
    "02": _("Receipt"),
    "03": _("Handling: time, place, form, cost"),
    "06": _("Consent of those concerned"),
}
NOTICES: dict[str, Callable[..., Any]] = {
    "04": operations.draw_up_extension,
    "05": operations.draw_up_refusal,
}


class SpanForm(forms.Form):
    """From which day on, up to which day, the periodic report counts."""

    start_on = Day(label=_("From"))
    last_on = Day(label=_("To, with that day"))

    def clean(self) -> dict[str, Any]:
        """Refuse a span that ends before it begins."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("start_on") and given.get("last_on") and given["last_on"] < given["start_on"]:
            self.add_error("last_on", _("The last day is before the first."))
        return given

    @property
    def span(self) -> dict[str, date]:
        """The span, half open."""
        last = self.cleaned_data["last_on"]
        return {
            "start_on": self.cleaned_data["start_on"],
            "end_on": date.fromordinal(last.toordinal() + 1),
        }


@require_GET
def papers(request: OfficerRequest, pk: int) -> HttpResponse:
    """List the papers of a request."""
    row = get_object_or_404(InformationRequest.objects.visible_to(request.user), pk=pk)
    may_draw = REQUEST_ACCESS[RequestAct.DRAW_SLIP](request.user, row)
    page = {
        "row": row,
        "slips": [(code, TITLES[code]) for code in SLIPS if may_draw],
        "documents": drawn_up_from(row, seen_by=request.user),
        "may_extend": bool(extended_of(row)) and REQUEST_ACCESS[RequestAct.EXTEND](request.user, row),
        "may_refuse": bool(refused_of(row)) and REQUEST_ACCESS[RequestAct.REFUSE](request.user, row),
    }
    return render(request, "disclosure/papers.html", page)


@require_GET
def paper(request: OfficerRequest, pk: int, number: str, form: str) -> HttpResponse:
    """Hand out one form, filled from the request."""
    row = get_object_or_404(InformationRequest.objects.visible_to(request.user), pk=pk)
    if number not in SLIPS or form not in DRAWN:
        raise Http404
    require(REQUEST_ACCESS, RequestAct.DRAW_SLIP, request.user, row)
    at = clock.now()
    data = DRAWN[form](slip_of(row, number, on=clock.local_day(at)), made_at=at)
    answer = HttpResponse(data, content_type=MEDIA[form])
    answer["Content-Disposition"] = f'attachment; filename="mau-{number}-{row.number:03d}-{row.year}.{form}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
def draw_up_notice(request: OfficerRequest, pk: int, number: str) -> HttpResponse:
    """Draw up form 04 or 05 and go on to the document."""
    row = get_object_or_404(InformationRequest.objects.visible_to(request.user), pk=pk)
    if number not in NOTICES:
        raise Http404
    try:
        document = NOTICES[number](request=row, by=request.user, at=clock.now())
    except NothingToTell:
        messages.error(request, _("There is nothing to give notice of: extend or refuse the request first."))
        return redirect("disclosure:papers", pk=row.pk)
    return redirect("documents:document", pk=document.pk)


@require_http_methods(["GET", "POST"])
def periodic(request: OfficerRequest) -> HttpResponse:
    """Show the figures of the periodic report, hand them out as a workbook, draw the report up."""
    found = current_agency()
    if found is None:
        raise Http404
    require(REQUEST_ACCESS, RequestAct.EXPORT, request.user, InformationRequest(unit=found.unit))
    at = clock.now()
    today = clock.local_day(at)
    usual = {"start_on": date(today.year - 2, 1, 1), "last_on": today}
    asked = request.POST if request.method == "POST" else request.GET
    form = SpanForm(asked if "start_on" in asked else usual)
    if not form.is_valid():
        return render(request, "disclosure/periodic.html", {"form": form}, status=400)
    if request.method == "POST":
        document = operations.draw_up_periodic(unit=found.unit, by=request.user, at=at, **form.span)
        return redirect("documents:document", pk=document.pk)
    told = periodic_of(periodic_figures(request.user, **form.span))
    if sheets.is_wanted(request):
        return sheets.answer_with(
            str(_("Periodic report on access to information")),
            _COLUMNS,
            list(told.by_unit),
            name="bao-cao-ba-nam",
            at=at,
        )
    return render(request, "disclosure/periodic.html", {"form": form, "told": told})


_LABELS = (
    _("Unit"),
    _("Received"),
    _("Solved"),
    _("Given in part"),
    _("Refused"),
    _("Answered in time"),
    _("Answered late"),
)


def _column(place: int) -> Any:
    return sheets.Column(_LABELS[place], lambda row: row[place], 40 if place == 0 else 12)


_COLUMNS: list[Any] = [_column(place) for place in range(len(_LABELS))]

"""Pages across dossiers: how many were communicated, and the criteria with what is known of them."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, sheets
from dongthuan.apps.common.access import NotAllowed, require
from dongthuan.apps.common.figures import Figure
from dongthuan.apps.common.paging import LARGEST_KEY
from dongthuan.apps.policies.dossiers_lifecycle import Scope
from dongthuan.apps.policies.dossiers_rules import DOSSIER_ACCESS, DossierAct, is_legal_officer
from dongthuan.apps.policies.forms.dossiers import CoverageForm, WordingForm, year_span
from dongthuan.apps.policies.models.dossiers import CriterionWording
from dongthuan.apps.policies.operations.dossiers_criteria import confirm_wording, enter_wording
from dongthuan.apps.policies.queries import coverage as queries
from dongthuan.apps.policies.queries.coverage import CoverageRow, Standing, UnitCoverage
from dongthuan.apps.policies.queries.scope import known_criteria
from dongthuan.apps.policies.views.acting import attempt
from dongthuan.apps.press.forms.register_fields import ReasonForm
from dongthuan.law.communication import criteria, target_on

COLUMNS: sheets.Columns[CoverageRow] = (
    sheets.Column(gettext_lazy("Unit that drafts"), lambda row: row.dossier.unit.name, 40),
    sheets.Column(gettext_lazy("Draft"), lambda row: row.dossier.title, 60),
    sheets.Column(gettext_lazy("Stage"), lambda row: row.dossier.get_stage_display()),
    sheets.Column(gettext_lazy("Scope"), lambda row: row.scope.label),
    sheets.Column(gettext_lazy("Acts required"), lambda row: row.required),
    sheets.Column(gettext_lazy("Acts done"), lambda row: row.done),
    sheets.Column(gettext_lazy("Acts past their day"), lambda row: row.late),
    sheets.Column(gettext_lazy("Communicated"), lambda row: row.standing.label),
)
UNIT_COLUMNS: sheets.Columns[UnitCoverage] = (
    sheets.Column(gettext_lazy("Unit that drafts"), lambda row: row.name, 40),
    sheets.Column(gettext_lazy("Drafts"), lambda row: row.total),
    sheets.Column(gettext_lazy("In scope"), lambda row: row.in_scope),
    sheets.Column(gettext_lazy("Scope not determined"), lambda row: row.unknown),
    sheets.Column(gettext_lazy("All that is required, done"), lambda row: row.whole),
    sheets.Column(gettext_lazy("Some of what is required, done"), lambda row: row.partly),
    sheets.Column(gettext_lazy("Nothing of what is required, done"), lambda row: row.none),
)


@require_GET
def show_coverage(request: OfficerRequest) -> HttpResponse:
    """Show how many drafts in scope were communicated, by unit; every figure opens its rows."""
    require(DOSSIER_ACCESS, DossierAct.READ_COVERAGE, request.user, None)
    at = clock.now()
    on = clock.local_day(at)
    form = CoverageForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    start, end = year_span(wanted.get("year"), on=on)
    everything = queries.coverage_rows(request.user, start=start, end=end, on=on)
    rows, units = queries.kept(everything, wanted), queries.by_unit(everything)
    if sheets.is_wanted(request):
        written = [
            sheets.sheet_of(_("Drafts"), COLUMNS, rows, form=form),
            sheets.sheet_of(_("By unit"), UNIT_COLUMNS, units),
        ]
        return sheets.answer(written, "truyen-thong-du-thao", at=at)
    total = queries.figures_of(everything)
    page = {
        "form": form,
        "rows": rows,
        "units": units,
        "total": total,
        "year": start.year,
        "figures": _figures(total, start.year),
        "target": target_on(min(on, date(start.year, 12, 31))),
    }
    return render(request, "policies/coverage.html", page, status=200 if form.is_valid() else 400)


def _figures(total: UnitCoverage, year: int) -> list[Figure]:
    def one(label: str, value: int, *asked: str, is_warning: bool = False) -> Figure:
        query = "&".join((f"year={year}", *asked))
        return Figure(
            label,
            value,
            f"?{query}#rows",
            is_warning=is_warning and bool(value),
            opens=_("Open the drafts"),
        )

    inside = f"scope={Scope.IN}"
    return [
        one(_("In scope"), total.in_scope, inside),
        one(_("All that is required, done"), total.whole, inside, f"standing={Standing.WHOLE}"),
        one(
            _("Some of what is required, done"),
            total.partly,
            inside,
            f"standing={Standing.PARTLY}",
            is_warning=True,
        ),
        one(
            _("Nothing of what is required, done"),
            total.none,
            inside,
            f"standing={Standing.NONE}",
            is_warning=True,
        ),
        one(_("Scope not determined"), total.unknown, f"scope={Scope.UNKNOWN}", is_warning=True),
    ]


@require_http_methods(["GET", "POST"])
def show_criteria(request: OfficerRequest) -> HttpResponse:
    """Show the criteria and how far each is known; a legal officer enters what is lacking."""
    require(DOSSIER_ACCESS, DossierAct.READ_COVERAGE, request.user, None)
    open_keys = [row.key for row in criteria() if not row.text]
    may_enter = is_legal_officer(request.user) and bool(open_keys)
    form = WordingForm(request.POST or None) if may_enter else None
    if request.method == "POST":
        if form is None:
            raise NotAllowed(DossierAct.ENTER_WORDING.value)
        filled = form
        given: dict[str, Any] = {"key": open_keys[0], "by": request.user, "at": clock.now()}
        if attempt(form, lambda: enter_wording(**given, **filled.cleaned_data)):
            messages.success(request, _("Entered; it counts once another legal officer has confirmed it."))
            return redirect("policies:criteria")
    waiting = CriterionWording.objects.filter(confirmed_at__isnull=True).select_related("entered_by")
    page = {
        "known": known_criteria(),
        "form": form,
        "waiting": [(row, DOSSIER_ACCESS[DossierAct.CONFIRM_WORDING](request.user, row)) for row in waiting],
        "confirming": ReasonForm(),
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "policies/dossier_criteria.html", page, status=status)


@require_POST
def confirm(request: OfficerRequest, pk: int) -> HttpResponse:
    """Confirm a wording that another legal officer entered."""
    wording = get_object_or_404(CriterionWording, pk=min(pk, LARGEST_KEY))
    require(DOSSIER_ACCESS, DossierAct.CONFIRM_WORDING, request.user, wording)
    form = ReasonForm(request.POST)

    def act() -> CriterionWording:
        reason = form.cleaned_data["reason"]
        return confirm_wording(wording=wording, reason=reason, by=request.user, at=clock.now())

    if attempt(form, act) is not None:
        messages.success(request, _("The wording is in force; drafts are to be looked at again."))
    else:
        messages.error(request, " ".join(str(one) for errors in form.errors.values() for one in errors))
    return redirect("policies:criteria")

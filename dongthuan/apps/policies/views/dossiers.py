"""Pages of dossiers: the board of stages, one dossier with its steps, writing it down."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.queries import own_unit
from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, sheets
from dongthuan.apps.common.access import NotAllowed, allowed_acts, require
from dongthuan.apps.common.paging import LARGEST_KEY
from dongthuan.apps.monitoring.foresight import forecast_chart
from dongthuan.apps.monitoring.models.signals import Forecast
from dongthuan.apps.policies.dossiers_lifecycle import BEFORE_ADOPTION, Side
from dongthuan.apps.policies.dossiers_rules import DOSSIER_ACCESS, DossierAct, may_open_somewhere
from dongthuan.apps.policies.dossiers_wording import ACTS
from dongthuan.apps.policies.forms.dossiers import DossierForm, FilterForm, initial_of
from dongthuan.apps.policies.models.dossiers import PolicyDossier
from dongthuan.apps.policies.operations import dossiers as operations
from dongthuan.apps.policies.operations.dossiers_summing import draw_up_summary
from dongthuan.apps.policies.queries import dossiers as queries
from dongthuan.apps.policies.queries import people
from dongthuan.apps.policies.queries.consultations import consultations_of
from dongthuan.apps.policies.queries.scope import known_criteria, rows_of, scope_of
from dongthuan.apps.policies.views.acting import attempt
from dongthuan.apps.policies.views.dossier_steps import STEPS

COLUMNS: sheets.Columns[PolicyDossier] = (
    sheets.Column(gettext_lazy("Draft"), lambda row: row.title, 60),
    sheets.Column(gettext_lazy("Kind of text"), lambda row: row.get_kind_display()),
    sheets.Column(gettext_lazy("Number of the draft"), lambda row: row.number),
    sheets.Column(gettext_lazy("Unit that drafts"), lambda row: row.unit.name, 40),
    sheets.Column(gettext_lazy("Drafting officer"), lambda row: row.drafter.full_name),
    sheets.Column(gettext_lazy("Stage"), lambda row: row.get_stage_display()),
    sheets.Column(gettext_lazy("At this stage since"), lambda row: row.stage_since),
    sheets.Column(gettext_lazy("State"), lambda row: row.get_state_display()),
    sheets.Column(gettext_lazy("Acts that wait"), lambda row: getattr(row, "pending_count", None)),
    sheets.Column(gettext_lazy("Acts past their day"), lambda row: getattr(row, "late_count", None)),
)


@require_GET
def list_dossiers(request: OfficerRequest) -> HttpResponse:
    """Show the dossiers this officer may read, by stage."""
    at = clock.now()
    form = FilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = queries.dossiers_listed(request.user, wanted, on=clock.local_day(at))
    if sheets.is_wanted(request):
        return sheets.answer_with(
            _("Policy dossiers"), COLUMNS, rows, name="ho-so-chinh-sach", at=at, form=form
        )
    board = queries.board_of(rows)
    page = {
        "form": form,
        "board": board,
        "total": sum(column.count for column in board),
        "is_filtered": any(wanted.values()),
        "may_open": may_open_somewhere(request.user, None),
    }
    return render(request, "policies/dossiers.html", page, status=200 if form.is_valid() else 400)


@require_GET
def show_dossier(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show a dossier: what its stage asks for now, and everything that hangs on it."""
    return show(request, dossier_of(request, pk))


def show(
    request: OfficerRequest,
    row: PolicyDossier,
    bound: Mapping[str, forms.Form] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Draw the page of a dossier; bound: forms with what was typed and refused."""
    criteria = rows_of(known_criteria(), row.criteria.all())
    impacts = list(row.impacts.all())
    page: dict[str, Any] = {
        "dossier": row,
        "today": clock.local_day(clock.now()),
        "may": {act.rpartition(".")[2] for act in _acts_on(request, row)},
        "stages": queries.stages_of(row),
        "criteria": criteria,
        "scope": scope_of(criteria),
        "benefits": [one for one in impacts if one.side == Side.BENEFIT],
        "costs": [one for one in impacts if one.side == Side.COST],
        "reactions": [(note, forecast_chart(_as_forecast(note))) for note in row.reactions.all()],
        "scenarios": [one for one in row.scenarios.all() if one.dropped_at is None],
        "dropped": [one for one in row.scenarios.all() if one.dropped_at is not None],
        "consultations": consultations_of(row),
        "takes_consultations": row.is_open and row.stage in BEFORE_ADOPTION,
        "steps": STEPS.offered(request, row, bound or {}),
        "history": [(entry, ACTS.get(entry.act, entry.act)) for entry in queries.history_of(row)],
    }
    return render(request, "policies/dossier.html", page, status=status)


def _acts_on(request: OfficerRequest, row: PolicyDossier) -> set[str]:
    """Return the acts on the dossier itself that the officer may do, for the links of its page."""
    asked = (
        DossierAct.SUM_UP,
        DossierAct.REWRITE_DOSSIER,
        DossierAct.WRITE_IMPACT,
        DossierAct.WRITE_SCENARIO,
    )
    table = {act: DOSSIER_ACCESS[act] for act in (*asked, DossierAct.PLAN_ACT)}
    return allowed_acts(table, request.user, row)


def _as_forecast(note: Any) -> Forecast:
    """Return what was frozen as monitoring draws it."""
    names = ("topic", "series", "step", "start_at", "mean", "low_80", "high_80")
    return Forecast(**{name: getattr(note, name) for name in names})


@require_POST
def take_step(request: OfficerRequest, pk: int, step: str) -> HttpResponse:
    """Take one step on a dossier."""
    return STEPS.take(request, step, dossier_of(request, pk), show)


@require_POST
def sum_up(request: OfficerRequest, pk: int) -> HttpResponse:
    """Draw up the summary of a dossier as it stands, and go to the document."""
    document = draw_up_summary(dossier=dossier_of(request, pk), by=request.user, at=clock.now())
    messages.success(request, _("The summary is drawn up as it stands now; download or send it from here."))
    return redirect("documents:document", pk=document.pk)


@require_http_methods(["GET", "POST"])
def add_dossier(request: OfficerRequest) -> HttpResponse:
    """Open a dossier."""
    if not may_open_somewhere(request.user, None):
        raise NotAllowed(DossierAct.OPEN_DOSSIER.value)
    at = clock.now()
    on = clock.local_day(at)
    units = people.units_to_draft_for(request.user, on=on)
    begun = {"unit": own_unit(request.user, units), "drafter": request.user.pk}
    form = DossierForm(
        request.POST or None, units=units, officers=people.officers_at_work(on=on), initial=begun
    )
    if made := attempt(form, lambda: operations.open_dossier(content=form.content(), by=request.user, at=at)):
        messages.success(request, _("The dossier is open; its stage says what is to be done now."))
        return redirect("policies:dossier", pk=made.pk)
    return _form_page(request, form, None)


@require_http_methods(["GET", "POST"])
def edit_dossier(request: OfficerRequest, pk: int) -> HttpResponse:
    """Write a dossier down anew; what was typed is kept when somebody else was faster."""
    dossier = dossier_of(request, pk)
    require(DOSSIER_ACCESS, DossierAct.REWRITE_DOSSIER, request.user, dossier)
    at = clock.now()
    on = clock.local_day(at)
    units = people.units_to_draft_for(request.user, on=on) | people.units_standing(on=on).filter(
        pk=dossier.unit_id
    )
    form = DossierForm(
        request.POST or None,
        units=units.distinct(),
        officers=people.officers_at_work(on=on),
        initial=initial_of(dossier),
    )

    def rewrite() -> PolicyDossier:
        return operations.rewrite_dossier(
            dossier=dossier, version=form.seen, content=form.content(), by=request.user, at=at
        )

    if attempt(form, rewrite):
        messages.success(request, _("The dossier is saved."))
        return redirect("policies:dossier", pk=pk)
    return _form_page(request, form, dossier)


def _form_page(request: OfficerRequest, form: forms.Form, dossier: PolicyDossier | None) -> HttpResponse:
    status = 400 if request.method == "POST" else 200
    return render(request, "policies/dossier_form.html", {"form": form, "dossier": dossier}, status=status)


def dossier_of(request: OfficerRequest, pk: int) -> PolicyDossier:
    """Return the dossier, if this officer may see it."""
    return get_object_or_404(queries.dossiers_seen(request.user), pk=min(pk, LARGEST_KEY))

"""Pages about report rounds: the list, one round with its units, prepare, open, close, urge on."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, paging, sheets
from dongthuan.apps.common.access import NotAllowed, allowed_acts, require
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.reports.forms.rounds import (
    AddUnitForm,
    DueForm,
    ReasonForm,
    RoundForm,
    initial_of,
    initial_round,
)
from dongthuan.apps.reports.models.rounds import Round
from dongthuan.apps.reports.models.unit_reports import UnitReport
from dongthuan.apps.reports.operations import documents as drawing_up
from dongthuan.apps.reports.operations import rounds as operations
from dongthuan.apps.reports.operations import units_of_round
from dongthuan.apps.reports.outline import from_plain
from dongthuan.apps.reports.queries import rounds as queries
from dongthuan.apps.reports.rules import ACCESS, ON_ROUNDS, Act, may_open_rounds
from dongthuan.apps.reports.sheets import FILED_OF_ROUNDS, ROUNDS
from dongthuan.apps.reports.views.telling import REFUSALS, first_error, tell, version_of
from dongthuan.apps.units.models import Unit
from dongthuan.apps.units.queries import current_agency


@require_GET
def list_rounds(request: OfficerRequest) -> HttpResponse:
    """List the report rounds, the latest first, and above them what this officer must file."""
    rows = queries.rounds_listed(seen_by=request.user)
    at, may_add = clock.now(), may_open_rounds(request.user, None)
    if sheets.is_wanted(request):
        columns = ROUNDS + FILED_OF_ROUNDS if may_add else ROUNDS
        ordered = rows.order_by("-created_at", "-pk")
        return sheets.answer_with(_("Report rounds"), columns, ordered, name="dot-bao-cao", at=at)
    page = paging.page_of(rows, request.GET.get("page", ""), by="created_at", size=30)
    today = clock.local_day(at)
    content = {
        "page": page,
        "mine": queries.my_reports(request.user, on=today),
        "may_add": may_add,
        "today": today,
    }
    return render(request, "reports/rounds.html", content)


@require_GET
def show_round(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show a round: how far it is, its units, whom to call, its documents."""
    round_ = round_of(request, pk)
    today = clock.local_day(clock.now())
    rows = queries.report_rows(round_, seen_by=request.user, on=today)
    may = allowed_acts(ON_ROUNDS, request.user, round_)
    which = request.GET.get("units", "")
    content = {
        "round": round_,
        "outline": from_plain(round_.form),
        "rows": queries.chosen_rows(rows, which),
        "which": which,
        "progress": queries.progress_of(rows),
        "ended": [row for row in rows if row.has_ended],
        "may": may,
        "today": today,
        "is_past_due": round_.state == "open" and round_.due_on < today,
        "documents": queries.documents_of(round_, seen_by=request.user)
        if "reports.read_synthesis" in may
        else [],
        "due_form": DueForm(initial={"version": round_.version, "due_on": round_.due_on}),
        "unit_form": AddUnitForm(units=_units(request)) if "reports.choose_units" in may else None,
        "last_on": round_.counts_on(round_.end_on),
    }
    return render(request, "reports/round.html", content)


@require_http_methods(["GET", "POST"])
def add_round(request: OfficerRequest) -> HttpResponse:
    """Prepare a new round."""
    if not may_open_rounds(request.user, None):
        raise NotAllowed(Act.SAVE_ROUND.value)
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
def edit_round(request: OfficerRequest, pk: int) -> HttpResponse:
    """Go on preparing a round."""
    round_ = round_of(request, pk)
    require(ACCESS, Act.SAVE_ROUND, request.user, round_)
    return _edit(request, round_)


def _edit(request: OfficerRequest, round_: Round | None) -> HttpResponse:
    units, plans = _units(request), _plans(request)
    initial = (
        initial_of(round_)
        if round_
        else initial_round(on=clock.local_day(clock.now()), units=_default_units(units))
    )
    form = RoundForm(request.POST or None, initial=initial, units=units, plans=plans)
    if form.is_valid():
        agency = current_agency()
        owner = round_.unit if round_ else agency.unit if agency else form.cleaned_data["units"][0]
        try:
            saved = operations.save_round(
                round_=round_,
                content=form.content(),
                unit=owner,
                version=form.cleaned_data["version"],
                by=request.user,
                at=clock.now(),
            )
        except (operations.ChangedMeanwhile, operations.FormStands) as refusal:
            form.add_error(None, str(REFUSALS[type(refusal)]))
        else:
            if form.warning():
                messages.warning(request, form.warning())
            messages.success(request, _("The round is saved; open it when it is right."))
            return redirect("reports:round", pk=saved.pk)
    status = 400 if request.method == "POST" else 200
    return render(request, "reports/round_edit.html", {"form": form, "round": round_}, status=status)


@require_POST
def open_round(request: OfficerRequest, pk: int) -> HttpResponse:
    """Open a round to its units, or open a closed one again."""
    done = _("The round is open; the units have been told.")
    tell(request, operations.open_round, done, round_=round_of(request, pk), version=version_of(request))
    return redirect("reports:round", pk=pk)


@require_POST
def close_round(request: OfficerRequest, pk: int) -> HttpResponse:
    """Close a round."""
    done = _("The round is closed; who had not filed is kept with it.")
    tell(request, operations.close_round, done, round_=round_of(request, pk), version=version_of(request))
    return redirect("reports:round", pk=pk)


@require_POST
def move_due_day(request: OfficerRequest, pk: int) -> HttpResponse:
    """Give an open round another day."""
    round_, form = round_of(request, pk), DueForm(request.POST)
    if form.is_valid():
        tell(request, operations.move_due_day, _("The day is moved."), round_=round_, **form.cleaned_data)
    else:
        require(ACCESS, Act.OPEN_ROUND, request.user, round_)
        messages.error(request, first_error(form))
    return redirect("reports:round", pk=pk)


@require_POST
def add_unit(request: OfficerRequest, pk: int) -> HttpResponse:
    """Ask one more unit."""
    round_, form = round_of(request, pk), AddUnitForm(request.POST, units=_units(request))
    if form.is_valid():
        tell(request, operations.add_unit, _("The unit is asked, too."), round_=round_, **form.cleaned_data)
    else:
        require(ACCESS, Act.CHOOSE_UNITS, request.user, round_)
        messages.error(request, first_error(form))
    return redirect("reports:round", pk=pk)


@require_http_methods(["GET", "POST"])
def drop_unit(request: OfficerRequest, pk: int) -> HttpResponse:
    """Leave a unit out of a round."""
    report = report_of(request, pk)
    require(ACCESS, Act.CHOOSE_UNITS, request.user, report.round)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        done = _("The unit is left out; it can be added again.")
        tell(request, units_of_round.drop_unit, done, report=report, **form.cleaned_data)
        return redirect("reports:round", pk=report.round_id)
    content = {"report": report, "round": report.round, "form": form}
    return render(request, "reports/unit_drop.html", content, status=400 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def take_over(request: OfficerRequest, pk: int) -> HttpResponse:
    """Let the successor of a dissolved unit report for it."""
    report = report_of(request, pk)
    require(ACCESS, Act.CHOOSE_UNITS, request.user, report.round)
    form = AddUnitForm(request.POST or None, units=report.unit.successors.order_by("name"))
    if form.is_valid():
        given = {"successor": form.cleaned_data["unit"], "reason": form.cleaned_data["reason"]}
        tell(request, units_of_round.take_over, _("The successor reports for it."), report=report, **given)
        return redirect("reports:round", pk=report.round_id)
    content = {"report": report, "round": report.round, "form": form}
    return render(request, "reports/take_over.html", content, status=400 if request.method == "POST" else 200)


@require_POST
def chase(request: OfficerRequest, pk: int) -> HttpResponse:
    """Draw up the dispatch that urges on who has not filed."""
    done = _("The dispatch is drawn up; look it over and submit it for signature.")
    tell(request, drawing_up.draw_up_dispatch, done, round_=round_of(request, pk))
    return redirect("reports:round", pk=pk)


def round_of(request: OfficerRequest, pk: int) -> Round:
    """Return the round, if this officer may see it."""
    rounds = Round.objects.visible_to(request.user).values("pk")
    found = Round.objects.filter(pk__in=rounds).select_related("unit", "plan", "synthesis")
    return get_object_or_404(found, pk=pk)


def report_of(request: OfficerRequest, pk: int) -> UnitReport:
    """Return the unit report, if this officer may see it."""
    reports = UnitReport.objects.visible_to(request.user).values("pk")
    found = UnitReport.objects.filter(pk__in=reports)
    return get_object_or_404(
        found.select_related("round__unit", "round__plan", "unit", "taken_over_by__unit", "saved_by"), pk=pk
    )


def _units(request: OfficerRequest) -> QuerySet[Unit]:
    today = clock.local_day(clock.now())
    standing: Any = Unit.objects
    rows: QuerySet[Unit] = standing.standing(on=today).order_by("name")
    return rows


def _default_units(units: QuerySet[Unit]) -> QuerySet[Unit]:
    below = units.filter(parent__isnull=False)
    return below if below.exists() else units


def _plans(request: OfficerRequest) -> QuerySet[Plan]:
    plans = Plan.objects.visible_to(request.user).standing().filter(parent__isnull=True)
    return plans.order_by("-created_at")

"""Next year's plan from this year's: looked over first, then drafted."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.clocks.queries.calendars import working_calendar
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.plans.cloning import AFTER_START, LEAP, MONTH_END, ROLLED, ROLLED_BACK, SAME, DayMove
from dongthuan.apps.plans.forms.cloning import CloneForm, YearForm
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.operations import cloning as operations
from dongthuan.apps.plans.operations.plans import ChangedMeanwhile
from dongthuan.apps.plans.operations.steps import UnitDissolved
from dongthuan.apps.plans.queries import cloning as queries
from dongthuan.apps.plans.rules import ACCESS, Act
from dongthuan.law.model import CannotCompute

REASONS: dict[str, Any] = {
    SAME: gettext_lazy("same day and month"),
    ROLLED: gettext_lazy("falls on a day off (%(why)s): the next working day"),
    ROLLED_BACK: gettext_lazy("falls on a day off (%(why)s) at the end of the year: the working day before"),
    MONTH_END: gettext_lazy("end of the month: its last working day"),
    LEAP: gettext_lazy("29 February does not exist in that year: the last working day of February"),
    AFTER_START: gettext_lazy("cannot lie before the first day"),
}
COLUMNS: dict[str, Any] = {
    "start_on": gettext_lazy("begins"),
    "due_on": gettext_lazy("to be done by"),
    "report_due_on": gettext_lazy("to be reported by"),
}


def clone(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show what next year's plan would look like, row by row; on POST draft it."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("unit"), pk=pk)
    require(ACCESS, Act.CLONE, request.user, plan)
    base = queries.base_year(plan)
    if request.method == "POST":
        form = CloneForm(request.POST)
        answer = _drafted(request, plan, form) if form.is_valid() else None
        if answer is not None:
            return answer
    year_form = YearForm(request.GET if "year" in request.GET else {"year": (base or 0) + 1})
    year = year_form.cleaned_data["year"] if year_form.is_valid() else None
    content = {"plan": plan, "base": base, "form": year_form, "year": year, **_preview(plan, base, year)}
    return render(request, "plans/clone.html", content)


def _preview(plan: Plan, base: int | None, year: int | None) -> dict[str, Any]:
    if base is None or year is None or year <= base:
        return {"rows": [], "known": None}
    today = clock.local_day(clock.now())
    try:
        rows = queries.rows_moved(plan, years=year - base, on=today, calendar=working_calendar())
    except CannotCompute:
        return {"rows": [], "known": None}
    moves = [move for row in rows for _name, move in row.days]
    return {
        "rows": [(row, [said(name, move) for name, move in row.days]) for row in rows],
        "known": queries.standing_clone(plan, year),
        "title": operations.title_for(plan.title, base, year),
        "changed_count": sum(1 for move in moves if move.code != SAME),
        "is_estimated": any(move.is_estimated for move in moves),
        "unit_count": sum(1 for row in rows if row.unit_code),
    }


def said(name: str, move: DayMove) -> dict[str, Any]:
    """Return a day's move with its column and its reason in words."""
    return {"column": COLUMNS[name], "move": move, "reason": str(REASONS[move.code]) % {"why": move.why_off}}


def _drafted(request: OfficerRequest, plan: Plan, form: CloneForm) -> HttpResponse | None:
    data = form.cleaned_data
    try:
        made = operations.clone_plan(
            plan=plan,
            year=data["year"],
            version=data["version"],
            calendar=working_calendar(),
            by=request.user,
            at=clock.now(),
        )
    except operations.AlreadyCloned as refusal:
        messages.warning(request, _("The plan of that year was already begun from this one."))
        return redirect("plans:plan", pk=refusal.plan.pk)
    except (ChangedMeanwhile, operations.NoYear, UnitDissolved, CannotCompute) as refusal:
        messages.error(request, str(_REFUSALS.get(type(refusal), _REFUSALS[CannotCompute])))
        return None
    messages.success(
        request, _("The plan of the new year is drafted; look it over before it is put in force.")
    )
    return redirect("plans:plan", pk=made.pk)


_REFUSALS: dict[type[Exception], Any] = {
    ChangedMeanwhile: gettext_lazy("Somebody else changed this plan meanwhile. Look at the preview again."),
    operations.NoYear: gettext_lazy("Choose a year after that of the plan."),
    UnitDissolved: gettext_lazy(
        "The unit of this plan was dissolved; its successor begins a plan of its own."
    ),
    CannotCompute: gettext_lazy("There is no working calendar for that year."),
}

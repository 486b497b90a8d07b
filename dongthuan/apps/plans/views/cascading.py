"""What can be pressed on the page of a plan: tasks from duties, in force, given, cascaded, drawn up."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.plans.forms.tasks import UnitsForm
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.operations import cascading, tasks, tasks_giving
from dongthuan.apps.plans.queries import tasks as queries
from dongthuan.apps.plans.rules import ACCESS, Act
from dongthuan.apps.plans.views.directives import plan_of, version_of
from dongthuan.apps.plans.views.refusals import REFUSED, attempt, sentence_of


@require_POST
def draft_tasks(request: OfficerRequest, pk: int) -> HttpResponse:
    """Draft a task for each duty."""
    return _counted(request, pk, cascading.tasks_from_duties, _drafted)


@require_POST
def confirm_days(request: OfficerRequest, pk: int) -> HttpResponse:
    """Confirm the days the machine read."""
    return _counted(request, pk, tasks.confirm_days, _confirmed)


@require_POST
def assign_all(request: OfficerRequest, pk: int) -> HttpResponse:
    """Give every drafted task to its unit."""
    return _counted(request, pk, tasks_giving.assign_all, _assigned)


@require_POST
def issue(request: OfficerRequest, pk: int) -> HttpResponse:
    """Put a plan in force."""
    plan = plan_of(request, pk)
    given = {"plan": plan, "version": version_of(request)}
    attempt(request, tasks.issue_plan, _("The plan is in force; its tasks can be given now."), **given)
    return redirect("plans:plan", pk=pk)


def cascade(request: OfficerRequest, pk: int) -> HttpResponse:
    """Choose the units that get their part of a plan, and give it to them."""
    plan = plan_of(request, pk)
    require(ACCESS, Act.CASCADE, request.user, plan)
    today = clock.local_day(clock.now())
    units = queries.units_to_cascade(plan, on=today)
    form = UnitsForm(request.POST or None, units=units)
    if form.is_valid():
        try:
            parts = cascading.cascade(
                plan=plan, units=form.cleaned_data["units"], by=request.user, at=clock.now()
            )
        except REFUSED as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            messages.success(request, _cascaded(len(parts)))
            return redirect("plans:plan", pk=pk)
    content = {"plan": plan, "form": form, "rows": _rows(plan, form, today)}
    status = 400 if request.method == "POST" else 200
    return render(request, "plans/cascade.html", content, status=status)


def _rows(plan: Plan, form: UnitsForm, today: Any) -> list[dict[str, Any]]:
    """Return the units to choose from, with how many tasks each leads and whether it has a plan already."""
    counts = queries.led_counts(plan)
    shared = queries.shared_count(plan)
    parts = queries.unit_plans_of(plan)
    chosen = {str(key) for key in form["units"].value() or ()} if form.is_bound else set()
    return [
        {
            "unit": unit,
            "count": counts.get(unit.pk, 0) + shared,
            "part": parts.get(unit.pk),
            "is_chosen": str(unit.pk) in chosen or (not form.is_bound and bool(counts.get(unit.pk))),
        }
        for unit in queries.units_to_cascade(plan, on=today)
    ]


def _counted(
    request: OfficerRequest, pk: int, operation: Callable[..., Any], words: Callable[[int], str]
) -> HttpResponse:
    plan = plan_of(request, pk)
    try:
        made = operation(plan=plan, by=request.user, at=clock.now())
    except REFUSED as refusal:
        messages.error(request, sentence_of(refusal))
    else:
        count = made if isinstance(made, int) else len(made)
        tell = messages.success if count else messages.info
        tell(request, words(count))
    return redirect("plans:plan", pk=pk)


def _drafted(count: int) -> str:
    if not count:
        return _("Every duty has its task already.")
    words = ngettext(
        "%(n)d task is drafted from the duties.", "%(n)d tasks are drafted from the duties.", count
    )
    return words % {"n": count}


def _confirmed(count: int) -> str:
    return ngettext("%(n)d day is confirmed.", "%(n)d days are confirmed.", count) % {"n": count}


def _assigned(count: int) -> str:
    if not count:
        return _("No draft was left to be given.")
    return ngettext("%(n)d task is given to its unit.", "%(n)d tasks are given to their units.", count) % {
        "n": count
    }


def _cascaded(count: int) -> str:
    return ngettext("%(n)d unit has its plan.", "%(n)d units have their plans.", count) % {"n": count}

"""Templates: a sheet of a plan filled in, a plan begun from one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.clocks.queries.calendars import working_calendar
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.files.secrecy import SecretMark, secret_sentence
from dongthuan.apps.plans.campaigns import Template
from dongthuan.apps.plans.forms.campaigns import SheetForm
from dongthuan.apps.plans.forms.cloning import BeginForm, YearForm
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.operations import campaigns as operations
from dongthuan.apps.plans.operations.plans import ChangedMeanwhile, NotInThatState
from dongthuan.apps.plans.queries import campaigns as queries
from dongthuan.apps.plans.queries.directives import units_for_directives
from dongthuan.apps.plans.rules import ACCESS, Act, may_read_some_directive
from dongthuan.apps.plans.views.refusals import REFUSED, sentence_of
from dongthuan.apps.units.models import Unit
from dongthuan.law.model import CannotCompute


@require_GET
def list_templates(request: OfficerRequest) -> HttpResponse:
    """List the templates: models of work and yearly plans, and files of the agency that are none."""
    found, problems = queries.templates()
    content = {
        "sheets": [one for one in found.values() if one.kind == "sheet"],
        "plans": [one for one in found.values() if one.kind == "plan"],
        "problems": problems,
        "may_begin": may_read_some_directive(request.user, None),
    }
    return render(request, "plans/templates.html", content)


def fill_sheet(request: OfficerRequest, pk: int, key: str) -> HttpResponse:
    """Show a model of work as it is filled in for a plan, and save it."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("unit"), pk=pk)
    template = _template(key, "sheet")
    sheet = queries.sheet_of(plan, template)
    initial = SheetForm.initial_of(sheet.answers if sheet else {}, sheet.version if sheet else 0)
    form = SheetForm(request.POST or None, template=template, initial=initial)
    if form.is_valid() and _saved(request, plan, template, form):
        return redirect("plans:sheet", pk=pk, key=key)
    may_fill = ACCESS[Act.FILL_SHEET](request.user, plan) and plan.state not in ("closed", "discarded")
    content = {"plan": plan, "template": template, "sheet": sheet, "form": form, "may_fill": may_fill}
    return render(request, "plans/sheet.html", content)


def _saved(request: OfficerRequest, plan: Plan, template: Template, form: SheetForm) -> bool:
    given: dict[str, Any] = {"answers": form.answers(), "version": form.cleaned_data["version"]}
    try:
        operations.save_sheet(plan=plan, template=template, by=request.user, at=clock.now(), **given)
    except ChangedMeanwhile:
        form.add_error(
            None,
            _("Somebody else saved this sheet meanwhile. What you typed is kept; open it anew to compare."),
        )
        return False
    except SecretMark as refusal:
        form.add_error(None, secret_sentence(refusal))
        return False
    except NotInThatState:
        form.add_error(None, _("The plan is closed; its sheets can no longer be changed."))
        return False
    messages.success(request, _("The sheet is saved."))
    return True


def begin_plan(request: OfficerRequest, key: str) -> HttpResponse:
    """Show the rows of a yearly plan with their days in the chosen year; on POST draft the plan."""
    if not may_read_some_directive(request.user, None):
        raise NotAllowed(Act.SAVE_DRAFT.value)
    template = _template(key, "plan")
    at = clock.now()
    units = units_for_directives(request.user, Unit.objects.standing(on=clock.local_day(at)))
    asked = YearForm(request.GET)
    this_year = clock.local_day(at).year
    year = asked.cleaned_data["year"] if asked.is_valid() else this_year + 1
    form = BeginForm(request.POST or None, units=units, initial={"year": year})
    calendar = working_calendar()
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        beginning = operations.Beginning(template, data["unit"], data["year"], data["title"])
        try:
            plan = operations.begin_plan(beginning=beginning, calendar=calendar, by=request.user, at=at)
        except REFUSED as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            messages.success(request, _("The plan is drafted; add, change and take out rows as you need."))
            return redirect("plans:plan", pk=plan.pk)
    years = range(this_year, this_year + 3)
    content = {"template": template, "form": form, "year": year, "years": years, **_dated(template, year)}
    return render(request, "plans/begin.html", content)


def _dated(template: Template, year: int) -> dict[str, Any]:
    calendar = working_calendar()
    try:
        rows = queries.rows_dated(template, year, calendar)
    except CannotCompute:
        return {"rows": [], "is_estimated": False}
    first = next((row.due_on for row in rows if row.due_on), None)
    return {"rows": rows, "is_estimated": first is not None and calendar.is_estimated(first)}


def _template(key: str, kind: str) -> Template:
    template = queries.template_of(key, kind=kind)
    if template is None:
        raise Http404
    return template

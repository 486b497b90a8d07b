"""The targets of Decisions 407 and 1169, and the list of state-funded tasks behind the second."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.common import sheets as workbook
from dongthuan.apps.common.access import require
from dongthuan.apps.common.paging import page_of
from dongthuan.apps.common.steps import attempt
from dongthuan.apps.measurement import sheets
from dongthuan.apps.measurement.forms import science as forms
from dongthuan.apps.measurement.models.science import ScienceTask
from dongthuan.apps.measurement.operations.science import save_science_task, take_in_science_tasks
from dongthuan.apps.measurement.queries.science import science_listed, told_by_unit, told_of
from dongthuan.apps.measurement.rules import ACCESS, Act, keeps_somewhere
from dongthuan.apps.measurement.wording import FAULTS, REFUSED, sentence_of
from dongthuan.apps.policies.queries.coverage import coverage_rows, figures_of
from dongthuan.law.communication import science_target_on, target_on


@require_GET
def targets(request: OfficerRequest) -> HttpResponse:
    """Show how far both decisions are kept this year; each figure opens its cases."""
    require(ACCESS, Act.LIST, request.user, None)
    on = clock.local_day(clock.now())
    rows = coverage_rows(request.user, start=date(on.year, 1, 1), end=date(on.year + 1, 1, 1), on=on)
    content = {
        "year": on.year,
        "drafts": figures_of(rows),
        "draft_target": target_on(on),
        "science": told_of(science_listed(request.user, {})),
        "science_target": science_target_on(on),
    }
    return render(request, "measurement/targets.html", content)


@require_GET
def science(request: OfficerRequest) -> HttpResponse:
    """List the state-funded tasks one may read, with the share of which the public was told."""
    require(ACCESS, Act.LIST, request.user, None)
    form = forms.ScienceFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = science_listed(request.user, wanted)
    at = clock.now()
    if workbook.is_wanted(request):
        title = _("State-funded tasks of science")
        return workbook.answer_with(title, sheets.SCIENCE, rows, name="nhiem-vu-khcn", at=at, form=form)
    whole = science_listed(request.user, wanted | {"standing": ""})
    content = {
        "form": form,
        "page": page_of(rows, request.GET.get("page", "")),
        "told": told_of(whole),
        "units": told_by_unit(whole),
        "target": science_target_on(clock.local_day(at)),
        "is_filtered": any(wanted.values()),
        "may_keep": keeps_somewhere(request.user, None),
    }
    return render(request, "measurement/science.html", content, status=200 if form.is_valid() else 400)


@require_http_methods(["GET", "POST"])
def science_add(request: OfficerRequest) -> HttpResponse:
    """List one more task."""
    if not keeps_somewhere(request.user, None):
        require(ACCESS, Act.KEEP_SCIENCE, request.user, ScienceTask())
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
def science_edit(request: OfficerRequest, pk: int) -> HttpResponse:
    """Change a task, or note how it was communicated."""
    found = get_object_or_404(ScienceTask.objects.visible_to(request.user).select_related("unit"), pk=pk)
    require(ACCESS, Act.KEEP_SCIENCE, request.user, found)
    return _edit(request, found)


@require_http_methods(["GET", "POST"])
def science_import(request: OfficerRequest) -> HttpResponse:
    """Take in the list of a unit from a workbook, all rows or none."""
    if not keeps_somewhere(request.user, None):
        require(ACCESS, Act.KEEP_SCIENCE, request.user, ScienceTask())
    form = forms.SheetForm(request.POST or None, request.FILES or None)
    if form.is_bound:

        def act() -> Any:
            found = sheets.science_of(form.cleaned_data["file"].read(), form.cleaned_data["unit"])
            return take_in_science_tasks(contents=found, by=request.user, at=clock.now())

        made = attempt(form, act, refused=(*REFUSED, sheets.FaultyRow), sentence=_fault)
        if made is not None:
            words = _(
                "%(new)s tasks are new, %(changed)s were there already and now say what the sheet says."
            )
            messages.success(request, words % {"new": made[0], "changed": made[1]})
            return redirect("measurement:science")
    return render(
        request, "measurement/science_edit.html", {"form": form}, status=400 if form.is_bound else 200
    )


def _fault(refusal: Exception) -> Any:
    if isinstance(refusal, sheets.FaultyRow):
        return FAULTS[refusal.fault] % {"line": refusal.line}
    return sentence_of(refusal)


def _edit(request: OfficerRequest, found: ScienceTask | None) -> HttpResponse:
    names = ("code", "year", "title", "is_outside", "told_on", "evidence", "version", "unit")
    initial = {name: getattr(found, name) for name in names} if found else {}
    form = forms.ScienceForm(request.POST or None, task=found, initial=initial)
    if form.is_bound:

        def act() -> Any:
            return save_science_task(
                task=found, content=form.content(), version=form.seen, by=request.user, at=clock.now()
            )

        if attempt(form, act, refused=REFUSED, sentence=sentence_of) is not None:
            messages.success(request, _("The task is kept."))
            return redirect("measurement:science")
    content = {"form": form, "task": found}
    return render(request, "measurement/science_edit.html", content, status=400 if form.is_bound else 200)

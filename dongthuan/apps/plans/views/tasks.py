"""Pages of tasks: the list, one task, its form."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.clocks.lifecycle import OPEN as OPEN_CLOCKS
from dongthuan.apps.clocks.queries.clocks import clocks_on, clocks_to_end
from dongthuan.apps.common import clock, sheets
from dongthuan.apps.common.access import allowed_acts, require
from dongthuan.apps.common.figures import Figure
from dongthuan.apps.files.responses import download
from dongthuan.apps.plans.forms.tasks import TaskFilterForm, TaskForm, initial_of
from dongthuan.apps.plans.happenings import happenings_of
from dongthuan.apps.plans.lifecycle import TASK_NEXT, TaskState
from dongthuan.apps.plans.list_sheets import TASKS
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.plans.operations import tasks as operations
from dongthuan.apps.plans.operations.plans import ChangedMeanwhile
from dongthuan.apps.plans.operations.steps import carrier_of
from dongthuan.apps.plans.operations.tasks_giving import stands, successors_of
from dongthuan.apps.plans.queries import people, progress, statistics
from dongthuan.apps.plans.queries import tasks as queries
from dongthuan.apps.plans.rules import (
    ACCESS,
    TASK_ACCESS,
    Act,
    approves_some_way,
    may_start_clock,
    worked_on_it,
)
from dongthuan.apps.plans.views.directives import plan_of
from dongthuan.apps.plans.views.refusals import REFUSED, attempt, sentence_of
from dongthuan.apps.plans.views.task_forms import forms_for
from dongthuan.apps.units.models import Unit

MOST_CHOICES = 500


@require_GET
def list_tasks(request: OfficerRequest) -> HttpResponse:
    """List the tasks this officer sees by their last day, filtered; counts by state open their rows.

    A task that a row in its unit's plan carries is shown and counted once, as that row.
    """
    today = clock.local_day(clock.now())
    form = filter_form(request)
    wanted = form.cleaned_data if form.is_valid() else {}
    seen = Task.objects.visible_to(request.user)
    counted = wanted.get("counted", "")
    base = statistics.in_place(seen, counted, on=today) if counted else seen.uncarried()
    matching = queries.tasks_matching(base, wanted, on=today)
    state = "counted" if counted else wanted.get("state") or "open"
    shown = queries.in_state(matching, state, on=today)
    if sheets.is_wanted(request):
        rows = queries.by_last_day(shown).prefetch_related("coordinating_units")
        return sheets.answer_with(_("Tasks"), TASKS, rows, name="nhiem-vu", at=clock.now(), form=form)
    counts = queries.counts_of(matching, on=today)
    page = queries.page_of_tasks(shown, request.GET.get("after", ""))
    content = {
        "form": form,
        "page": page,
        "figures": _figures(request, counts),
        "state": state,
        "counted": statistics.PLACES.get(counted, ""),
        "known": progress.progress_of(page.rows),
        "today": today,
        "helpers": _helpers(page.rows),
    }
    return render(request, "plans/tasks.html", content)


def filter_form(request: OfficerRequest) -> TaskFilterForm:
    """Return the filter with the choices this officer has."""
    plans = Plan.objects.visible_to(request.user).standing().exclude(state="read").order_by("-created_at")
    return TaskFilterForm(
        request.GET,
        plans=plans.filter(parent=None),
        units=Unit.objects.order_by("name"),
        owners=people.owners_seen(),
    )


@require_GET
def show_task(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show a task: what, who, until when, how far, on what evidence; what happened; what can be done."""
    task = task_of(request, pk)
    return render(request, "plans/task.html", task_content(request, task))


def task_content(request: OfficerRequest, task: Task, **bound: Any) -> dict[str, Any]:
    """Return what the page of a task shows; `bound`: a form that was refused, under its key."""
    today = clock.local_day(clock.now())
    may = allowed_acts(TASK_ACCESS, request.user, task)
    is_ended = not stands(task.lead_unit, on=today)
    clocks = clocks_on(task, request.user)
    carrier = carrier_of(task)
    evidence = list(queries.evidence_of(task))
    ending = clocks_to_end(task, request.user) if clocks and task.state == "submitted" else []
    forms = forms_for(task, may, on=today)
    if not ending and "approve_own" in forms:
        del forms["approve_own"].fields["ends_clocks"]
    return {
        "task": task,
        "plan": task.plan,
        "sees_plan": ACCESS[Act.READ](request.user, task.plan),
        "may": may,
        "forms": forms | bound,
        "ending_clocks": ending,
        "next_states": [state.label for state in sorted(TASK_NEXT[TaskState(task.state)])],
        "carrier": carrier,
        "children": list(queries.children_of(task)[:MOST_CHOICES]),
        "evidence": evidence,
        "standing_evidence": [row for row in evidence if not row.is_withdrawn],
        "has_clocks": bool(clocks),
        "has_open_clock": any(one.state in OPEN_CLOCKS for one in clocks),
        "may_start_clock": carrier is None and may_start_clock(request.user, task),
        "links": queries.links_of(task) if Act.SEND_LINK.value in may else [],
        "progress": progress.progress_of([task])[task.pk],
        "reports": list(task.progress_reports.select_related("by")[:20]),
        "happenings": happenings_of(queries.entries_of(task)),
        "is_overdue": task in Task.objects.filter(pk=task.pk).overdue(on=today),
        "today": today,
        "is_ended": is_ended,
        "successors": successors_of(task.lead_unit, on=today) if is_ended else [],
        "own_part": own_part(request.user, task),
        "late_evidence": [row for row in evidence if not row.is_withdrawn and queries.is_late(row, task)],
    }


def own_part(officer: Officer, task: Task) -> str:
    """Return why an officer who might approve a task does not: "handed_in", "worked", or ""."""
    if task.state != TaskState.SUBMITTED:
        return ""
    if task.submitted_by_id == officer.pk:
        return "handed_in"
    return "worked" if approves_some_way(officer, task) and worked_on_it(officer, task) else ""


def add_task(request: OfficerRequest, pk: int) -> HttpResponse:
    """Add a row to a plan."""
    plan = plan_of(request, pk)
    require(ACCESS, Act.DRAFT_TASKS, request.user, plan)
    blank = Task(plan=plan, lead_unit=plan.unit)
    form = TaskForm(request.POST or None, task=blank, on=clock.local_day(clock.now()))
    if form.is_valid():
        try:
            task = operations.add_task(
                plan=plan, content=form.content_given(), by=request.user, at=clock.now()
            )
        except REFUSED as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            messages.success(request, _("The task is added."))
            return redirect("plans:task", pk=task.pk)
    content = {"form": form, "plan": plan, "task": None}
    return render(request, "plans/task_form.html", content, status=_status(request))


def edit_task(request: OfficerRequest, pk: int) -> HttpResponse:
    """Rewrite a row of a plan; what was typed is kept when somebody else saved first."""
    task = task_of(request, pk)
    require(ACCESS, Act.REWRITE_TASK, request.user, task)
    form = TaskForm(request.POST or None, task=task, on=clock.local_day(clock.now()))
    differing: list[str] = []
    if form.is_valid():
        given = {"version": form.cleaned_data["version"], "content": form.content_given()}
        try:
            operations.rewrite_task(task=task, by=request.user, at=clock.now(), **given)
        except ChangedMeanwhile:
            differing = _differing(form, task)
            form = _renewed(request, task)
            form.add_error(None, ValidationError(_changed_words()))
        except REFUSED as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            messages.success(request, _("The task is saved."))
            return redirect("plans:task", pk=pk)
    content = {"form": form, "plan": task.plan, "task": task, "differing": differing}
    return render(request, "plans/task_form.html", content, status=_status(request))


@require_POST
def remove_task(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take a drafted row out."""
    task = task_of(request, pk)
    given = {"task": task, "version": _version(request)}
    if attempt(request, operations.remove_task, _("The draft is taken out."), **given):
        return redirect("plans:plan", pk=task.plan_id)
    return redirect("plans:task", pk=pk)


@require_POST
def move_task(request: OfficerRequest, pk: int, way: str) -> HttpResponse:
    """Move a row up or down in its plan."""
    task = task_of(request, pk)
    attempt(request, operations.move_task, _("The task is moved."), task=task, is_up=way == "len")
    return redirect("plans:plan", pk=task.plan_id)


@require_GET
def evidence_file(request: OfficerRequest, pk: int, evidence_pk: int) -> FileResponse:
    """Hand out a file that was put forward as evidence."""
    evidence = get_object_or_404(
        queries.evidence_of(task_of(request, pk)), pk=evidence_pk, attachment__isnull=False
    )
    assert evidence.attachment is not None
    return download(evidence.attachment)


def task_of(request: OfficerRequest, pk: int) -> Task:
    """Return the task, if this officer may see it."""
    tasks = Task.objects.visible_to(request.user)
    related = (
        "plan__unit",
        "plan__directive",
        "lead_unit",
        "approving_unit",
        "owner",
        "parent__plan",
        "duty",
    )
    return get_object_or_404(tasks.select_related(*related).defer("plan__directive__text"), pk=pk)


def _changed_words() -> str:
    return _(
        "Somebody else saved this task meanwhile. What you typed is kept below; where it differs from what "
        "stands now is listed. Save again to put yours in its place."
    )


def _renewed(request: OfficerRequest, task: Task) -> TaskForm:
    """Return the form with what was typed and the version that stands now."""
    typed = request.POST.copy()
    typed["version"] = str(Task.objects.only("version").get(pk=task.pk).version)
    form = TaskForm(typed, task=task, on=clock.local_day(clock.now()))
    form.is_valid()
    return form


def _differing(form: TaskForm, task: Task) -> list[str]:
    now = initial_of(Task.objects.get(pk=task.pk))
    differing = [
        name for name in form.cleaned_data if name != "version" and form.cleaned_data[name] != now[name]
    ]
    return [f"{form.fields[name].label}: {_shown(now[name])}" for name in differing]


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(one) for one in value) or "–"
    return str(value) if value not in (None, "") else "–"


def _figures(request: OfficerRequest, counts: dict[str, int]) -> list[Figure]:
    query = request.GET.copy()
    for gone in ("after", "state", "counted"):
        query.pop(gone, None)

    def one(key: str, label: str) -> Figure:
        query["state"] = key
        is_warning = key == "overdue" and bool(counts[key])
        return Figure(
            label, counts[key], f"?{query.urlencode()}", is_warning=is_warning, opens=_("Open these tasks")
        )

    return [
        one("open", _("Open")),
        one("overdue", _("Overdue")),
        one("assigned", _("Await an answer")),
        one("refused", _("Refused")),
        one("working", _("Being worked on")),
        one("submitted", _("Await approval")),
        one("done", _("Done")),
        one("draft", _("Drafts")),
    ]


def _helpers(rows: Any) -> dict[int, list[str]]:
    through = Task.coordinating_units.through.objects.filter(task_id__in=[row.pk for row in rows])
    found: dict[int, list[str]] = {}
    for key, name, short in through.values_list("task_id", "unit__name", "unit__short_name"):
        found.setdefault(key, []).append(short or name)
    return found


def _version(request: OfficerRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _status(request: OfficerRequest) -> int:
    return 400 if request.method == "POST" else 200

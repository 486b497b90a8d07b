"""Which forms the page of a task offers: those of the acts that are allowed and possible from here."""

from datetime import date
from typing import Any

from dongthuan.apps.plans.forms.tasks import (
    ApproveOwnForm,
    EvidenceForm,
    LinkForm,
    ProgressForm,
    ReasonForm,
    ReassignForm,
)
from dongthuan.apps.plans.lifecycle import OPEN_TASKS, TaskState
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.units.models import Unit

_WORKED_ON = frozenset({TaskState.ACCEPTED, TaskState.IN_PROGRESS})
_POSSIBLE: dict[str, frozenset[TaskState]] = {
    "assign": frozenset({TaskState.DRAFT}),
    "accept": frozenset({TaskState.ASSIGNED}),
    "refuse": frozenset({TaskState.ASSIGNED}),
    "link": frozenset({TaskState.ASSIGNED}),
    "reassign": frozenset({TaskState.ASSIGNED, TaskState.REFUSED}),
    "progress": _WORKED_ON,
    "evidence": _WORKED_ON | {TaskState.SUBMITTED},
    "submit": _WORKED_ON,
    "approve": frozenset({TaskState.SUBMITTED}),
    "approve_own": frozenset({TaskState.SUBMITTED}),
    "return": frozenset({TaskState.SUBMITTED}),
    "reopen": frozenset({TaskState.DONE}),
    "cancel": OPEN_TASKS | {TaskState.DRAFT},
    "remove": frozenset({TaskState.DRAFT}),
}
_ACTS = {
    "assign": "plans.assign_task",
    "accept": "plans.accept_task",
    "refuse": "plans.refuse_task",
    "link": "plans.send_link",
    "reassign": "plans.reassign_task",
    "progress": "plans.report_progress",
    "evidence": "plans.add_evidence",
    "submit": "plans.submit_task",
    "approve": "plans.approve_task",
    "approve_own": "plans.approve_own_work",
    "return": "plans.return_task",
    "reopen": "plans.reopen_task",
    "cancel": "plans.cancel_task",
    "remove": "plans.rewrite_task",
}


def forms_for(task: Task, may: set[str], *, on: date) -> dict[str, Any]:
    """Return the forms by key; True where a button is enough. Keys are the acts as the page names them."""
    if task.plan.state == "closed":
        return {}
    keys = [key for key, act in _ACTS.items() if act in may and task.state in _POSSIBLE[key]]
    if task.parent_id and task.parent is not None:
        keys = [key for key in keys if key not in ("assign", "remove")]
    return {key: _form(key, task, on) for key in keys if key != "assign" or task.plan.state == "issued"}


def _form(key: str, task: Task, on: date) -> Any:
    version = {"version": task.version}
    if key == "approve_own":
        return ApproveOwnForm(initial=version, auto_id=f"{key}_%s")
    if key in ("refuse", "return", "reopen", "cancel"):
        return ReasonForm(initial=version, auto_id=f"{key}_%s")
    if key == "reassign":
        standing = Unit.objects.filter(start_on__lte=on).exclude(end_on__lte=on).order_by("name")
        units = standing.filter(pk=task.lead_unit_id) if task.parent_id else standing
        return ReassignForm(units=units, initial=version | {"unit": task.lead_unit_id}, auto_id=f"{key}_%s")
    if key == "progress":
        return ProgressForm(initial={"percent": task.progress_percent}, auto_id="progress_%s")
    if key == "evidence":
        return EvidenceForm(auto_id="evidence_%s")
    return LinkForm(auto_id="link_%s") if key == "link" else True

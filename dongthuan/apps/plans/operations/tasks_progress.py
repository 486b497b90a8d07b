"""Work on a task: how far it is, what shows it, handed in, approved or returned, opened again."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Model

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.clocks.operations.clocks import finish_clock
from dongthuan.apps.clocks.queries.clocks import clocks_to_end
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files import operations as files
from dongthuan.apps.files.reasons import reason_given
from dongthuan.apps.files.secrecy import refuse_secret, refuse_secret_file
from dongthuan.apps.plans.lifecycle import TASK_NEXT, TaskState
from dongthuan.apps.plans.models.tasks import Evidence, ProgressReport, Task
from dongthuan.apps.plans.operations.steps import (
    NoSuchStep,
    locked,
    refuse_carried,
    save_step,
    step_task,
)
from dongthuan.apps.plans.operations.telling import tell_approvers, tell_unit
from dongthuan.apps.plans.rules import ACCESS, Act, worked_on_it

WORKED_ON = frozenset({TaskState.ACCEPTED, TaskState.IN_PROGRESS})


class NoEvidence(Exception):
    """Nothing shows yet that the task was done."""


@dataclass(frozen=True, slots=True)
class EvidenceContent:
    """What shows that a task was done: a link, or a file (its bytes and name); and in words what it shows.

    item: the collected item that the link leads to, where it is one; who adds it may see it.
    """

    words: str = ""
    url: str = ""
    data: bytes = b""
    name: str = ""
    item: Model | None = None


@transaction.atomic
def report_progress(*, task: Task, percent: int, text: str, by: Actor, at: datetime) -> ProgressReport:
    """Say how far a task is, 0 to 100; an accepted task is in progress from then on.

    Two reports at once both stand, the later one counts. Raises NoSuchStep, CarriedBelow, SecretMark.
    """
    task = locked(task)
    require(ACCESS, Act.REPORT_PROGRESS, by, task)
    _refuse_unless_worked_on(task)
    refuse_secret(text)
    if task.state == TaskState.ACCEPTED:
        step_task(task, TaskState.IN_PROGRESS)
    task.progress_percent = percent
    save_step(task, "progress_percent", at=at)
    report = ProgressReport.objects.create(task=task, percent=percent, text=text, by_id=by.pk, at=at)
    audit.note(act=Act.REPORT_PROGRESS, actor=by, record=task, at=at, details={"percent": percent})
    return report


@transaction.atomic
def add_evidence(*, task: Task, content: EvidenceContent, by: Actor, at: datetime) -> Evidence:
    """Add what shows that a task was done: a link or a file.

    What is added after it was handed in grows the version, so that nobody approves what he has not seen.
    Raises NoEvidence (neither given), SecretMark, files.checking.FileRefused, NoSuchStep, CarriedBelow.
    """
    task = locked(task)
    require(ACCESS, Act.ADD_EVIDENCE, by, task)
    if task.state != TaskState.SUBMITTED:
        _refuse_unless_worked_on(task)
    if bool(content.url) == bool(content.name):
        raise NoEvidence
    refuse_secret(content.words, content.name)
    refuse_secret_file(content.data, content.name)
    kept = None
    if content.name:
        kept = files.keep(
            data=content.data, name=content.name, record=task, unit=task.lead_unit, by=by, at=at
        )
    evidence = Evidence.objects.create(
        task=task,
        url=content.url,
        attachment=kept,
        item_id=content.item.pk if content.item else None,
        words=content.words,
        by_id=by.pk,
        at=at,
    )
    if task.state == TaskState.SUBMITTED:
        task.version += 1
        task.save(update_fields=["version"])
    audit.note(act=Act.ADD_EVIDENCE, actor=by, record=task, at=at, details={"evidence": evidence.pk})
    return evidence


@transaction.atomic
def withdraw_evidence(*, evidence: Evidence, by: Actor, at: datetime) -> Evidence:
    """Withdraw a piece of evidence while the task is open; it stays on record. Raises NoSuchStep."""
    task = locked(evidence.task)
    require(ACCESS, Act.WITHDRAW_EVIDENCE, by, task)
    if task.state not in WORKED_ON:
        raise NoSuchStep(task.state, TASK_NEXT[TaskState(task.state)])
    evidence = Evidence.objects.get(pk=evidence.pk)
    evidence.is_withdrawn = True
    evidence.save(update_fields=["is_withdrawn"])
    audit.note(act=Act.WITHDRAW_EVIDENCE, actor=by, record=task, at=at, details={"evidence": evidence.pk})
    return evidence


@transaction.atomic
def submit_task(*, task: Task, version: int, by: Actor, at: datetime) -> Task:
    """Hand a task in for approval; the approvers are told.

    Raises ChangedMeanwhile, NoEvidence, NoSuchStep, CarriedBelow.
    """
    task = locked(task, version)
    require(ACCESS, Act.SUBMIT_TASK, by, task)
    refuse_carried(task)
    step_task(task, TaskState.SUBMITTED)
    if not is_shown(task):
        raise NoEvidence
    task.submitted_at, task.submitted_by_id, task.progress_percent = at, by.pk, 100
    task.reason = ""
    save_step(task, "submitted_at", "submitted_by", "progress_percent", "reason", at=at)
    audit.note(act=Act.SUBMIT_TASK, actor=by, record=task, at=at)
    tell_approvers(task, by=by, at=at)
    return task


@transaction.atomic
def approve_task(
    *, task: Task, version: int, by: Actor, at: datetime, reason: str = "", ends_clocks: bool = False
) -> Task:
    """Approve a task as done, on the day on which it was handed in; not by whoever handed it in.

    ends_clocks: its legal clocks that `by` may end are done then too. By itself no approval ends one: the
    limit of law waits for the act that the law names, and whether that was done a person says.

    Whoever reported its progress or put evidence forward approves only where he answers for the approving
    unit, and then with a reason. Raises ChangedMeanwhile, NoReason, NoEvidence, NoSuchStep, CarriedBelow.
    """
    task = locked(task, version)
    act = Act.APPROVE_OWN_WORK if worked_on_it(by, task) else Act.APPROVE_TASK
    require(ACCESS, act, by, task)
    words = reason_given(reason) if act is Act.APPROVE_OWN_WORK else ""
    refuse_carried(task)
    step_task(task, TaskState.DONE)
    if not is_shown(task):
        raise NoEvidence
    task.done_at = task.submitted_at or at
    save_step(task, "done_at", at=at)
    audit.note(act=act, actor=by, record=task, at=at, ground=words)
    tell_unit(task, Act.APPROVE_TASK, by=by, at=at)
    if ends_clocks:
        for clock in clocks_to_end(task, by):
            finish_clock(clock=clock, by=by, at=at, done_at=max(task.done_at, clock.start_at))
    return task


@transaction.atomic
def return_task(*, task: Task, reason: str, version: int, by: Actor, at: datetime) -> Task:
    """Give a task that was handed in back, with a reason. Raises as `approve_task`, and NoReason."""
    task = locked(task, version)
    require(ACCESS, Act.RETURN_TASK, by, task)
    if task.state != TaskState.SUBMITTED:
        raise NoSuchStep(task.state, TASK_NEXT[TaskState(task.state)])
    _back_to_work(task, reason, at=at)
    audit.note(act=Act.RETURN_TASK, actor=by, record=task, at=at, ground=task.reason)
    tell_unit(task, Act.RETURN_TASK, by=by, at=at)
    return task


@transaction.atomic
def reopen_task(*, task: Task, reason: str, version: int, by: Actor, at: datetime) -> Task:
    """Open a task again that was done, with a reason. Raises ChangedMeanwhile, NoReason, NoSuchStep."""
    task = locked(task, version)
    require(ACCESS, Act.REOPEN_TASK, by, task)
    if task.state != TaskState.DONE:
        raise NoSuchStep(task.state, TASK_NEXT[TaskState(task.state)])
    _back_to_work(task, reason, at=at)
    audit.note(act=Act.REOPEN_TASK, actor=by, record=task, at=at, ground=task.reason)
    tell_unit(task, Act.REOPEN_TASK, by=by, at=at)
    return task


def is_shown(task: Task) -> bool:
    """Say whether evidence that stands shows the task done; for one with a row a unit: those rows.

    Rows below show it when all that did not fall away are done, and at least one is.
    """
    if task.evidence.filter(is_withdrawn=False).exists():
        return True
    states = set(task.children.exclude(state=TaskState.CANCELLED).values_list("state", flat=True))
    return states == {TaskState.DONE}


def _back_to_work(task: Task, reason: str, *, at: datetime) -> None:
    words = reason_given(reason)
    refuse_carried(task)
    step_task(task, TaskState.IN_PROGRESS)
    task.reason, task.done_at, task.submitted_at, task.submitted_by = words, None, None, None
    save_step(task, "reason", "done_at", "submitted_at", "submitted_by", at=at)


def _refuse_unless_worked_on(task: Task) -> None:
    refuse_carried(task)
    if task.state not in WORKED_ON:
        raise NoSuchStep(task.state, TASK_NEXT[TaskState(task.state)])

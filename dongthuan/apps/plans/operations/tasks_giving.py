"""Giving tasks: assigned, given to another unit, passed to a successor, fallen away."""

from datetime import date, datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.reasons import reason_given
from dongthuan.apps.notices import operations as notices
from dongthuan.apps.plans.lifecycle import OPEN_TASKS, State, TaskState
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.plans.operations.plans import NotInThatState
from dongthuan.apps.plans.operations.steps import (
    NoSuchStep,
    UnitDissolved,
    given_now,
    locked,
    refuse_carried,
    refuse_dissolved,
    save_step,
    step_task,
)
from dongthuan.apps.plans.operations.tasks import locked_plan
from dongthuan.apps.plans.operations.telling import tell_unit
from dongthuan.apps.plans.rules import ACCESS, Act
from dongthuan.apps.units.models import Unit


class DayNotConfirmed(Exception):
    """The machine read a day from the duty and nobody has confirmed it yet."""


class NoSuccessor(Exception):
    """No standing unit came out of the dissolved one, or several did and one must be chosen."""


@transaction.atomic
def assign_task(*, task: Task, version: int, by: Actor, at: datetime) -> Task:
    """Put a drafted task before its lead unit, and tell it; a unit's own task stands as accepted.

    Raises ChangedMeanwhile, NoSuchStep, NotInThatState (plan not in force), DayNotConfirmed, UnitDissolved.
    """
    task = locked(task, version)
    require(ACCESS, Act.ASSIGN_TASK, by, task)
    if task.plan.state != State.ISSUED:
        raise NotInThatState(task.plan.state)
    _assign(task, by=by, at=at)
    audit.note(act=Act.ASSIGN_TASK, actor=by, record=task, at=at, details={"unit": task.lead_unit_id})
    return task


@transaction.atomic
def assign_all(*, plan: Plan, by: Actor, at: datetime) -> int:
    """Assign every drafted task of a plan in force; returns how many. All or none.

    Raises as `assign_task` does. One entry in the record for the plan, not one a task.
    """
    plan = locked_plan(plan, by)
    if plan.state != State.ISSUED:
        raise NotInThatState(plan.state)
    drafts = plan.tasks.filter(state=TaskState.DRAFT).select_for_update(of=("self",))
    keys = []
    for task in drafts.select_related("plan", "lead_unit").order_by("pk"):
        require(ACCESS, Act.ASSIGN_TASK, by, task)
        _assign(task, by=by, at=at)
        keys.append(task.pk)
    if keys:
        details = {"count": len(keys), "first": keys[0], "last": keys[-1]}
        audit.note(act=Act.ASSIGN_TASK, actor=by, record=plan, at=at, details=details)
    return len(keys)


@transaction.atomic
def reassign_task(*, task: Task, unit: Unit, reason: str, version: int, by: Actor, at: datetime) -> Task:
    """Give an unanswered or refused task to another unit, or insist on the same one, with a reason.

    The row in the former unit's plan falls away.
    Raises ChangedMeanwhile, NoReason, NoSuchStep, UnitDissolved.
    """
    task = locked(task, version)
    require(ACCESS, Act.REASSIGN_TASK, by, task)
    words = reason_given(reason)
    if task.state not in (TaskState.ASSIGNED, TaskState.REFUSED):
        raise NoSuchStep(task.state)
    refuse_dissolved(unit, on=clock.local_day(at))
    former = task.lead_unit_id
    if task.parent_id is not None and former != unit.pk:
        raise NoSuchStep(task.state)  # a unit's own row stays with that unit; the row above is given anew
    _drop_carrier(task, unit, words, at)
    task.lead_unit, task.state = unit, TaskState.REFUSED
    task.owner = task.owner if former == unit.pk else None
    given_now(task, by_own_plan=task.plan.unit_id == unit.pk, at=at)
    task.reason = words
    save_step(task, "lead_unit", "owner", "assigned_at", "answered_at", "reason", at=at)
    details = {"from": former, "to": unit.pk}
    audit.note(act=Act.REASSIGN_TASK, actor=by, record=task, at=at, ground=words, details=details)
    tell_unit(task, Act.REASSIGN_TASK, by=by, at=at)
    return task


@transaction.atomic
def hand_over(*, task: Task, unit: Unit | None, by: Actor, at: datetime) -> Task:
    """Pass an open task of a dissolved unit to its successor; the state stays, the owner is named anew.

    unit: which successor, where there are several; None = the only one.
    Raises NoSuchStep (not open, or the unit still stands), NoSuccessor.
    """
    task = locked(task)
    require(ACCESS, Act.HAND_OVER, by, task)
    on = clock.local_day(at)
    if task.state not in OPEN_TASKS or stands(task.lead_unit, on=on):
        raise NoSuchStep(task.state)
    heirs = successors_of(task.lead_unit, on=on)
    heir = unit if unit in heirs else heirs[0] if unit is None and len(heirs) == 1 else None
    if heir is None:
        raise NoSuccessor
    former = task.lead_unit_id
    child = task.children.filter(lead_unit_id=former).exclude(state=TaskState.CANCELLED).first()
    for row in (task, child) if child is not None and not task.is_for_each_unit else (task,):
        row.lead_unit, row.owner = heir, None
        row.version += 1
        row.save(update_fields=["lead_unit", "owner", "version"])
    details = {"from": former, "to": heir.pk}
    audit.note(act=Act.HAND_OVER, actor=by, record=task, at=at, details=details)
    tell_unit(task, Act.HAND_OVER, by=by, at=at)
    return task


@transaction.atomic
def cancel_task(*, task: Task, reason: str, version: int, by: Actor, at: datetime) -> Task:
    """Let a task fall away, with a reason; the rows below fall away with it.

    Raises ChangedMeanwhile, NoReason, NoSuchStep.
    """
    task = locked(task, version)
    require(ACCESS, Act.CANCEL_TASK, by, task)
    words = reason_given(reason)
    step_task(task, TaskState.CANCELLED)
    task.reason = words
    save_step(task, "reason", at=at)
    for child in _standing_below(task):
        _fall(child, words, at)
    audit.note(act=Act.CANCEL_TASK, actor=by, record=task, at=at, ground=words)
    tell_unit(task, Act.CANCEL_TASK, by=by, at=at)
    return task


def stands(unit: Unit, *, on: date) -> bool:
    """Say whether the unit exists on the day."""
    try:
        refuse_dissolved(unit, on=on)
    except UnitDissolved:
        return False
    return True


def successors_of(unit: Unit, *, on: date) -> list[Unit]:
    """Return the standing units that came out of a dissolved one, through any number of steps, by name."""
    found: dict[int, Unit] = {}
    waiting, seen = [unit.pk], {unit.pk}
    while waiting:
        for heir in Unit.objects.filter(predecessors__in=waiting):
            if stands(heir, on=on):
                found[heir.pk] = heir
        following = Unit.objects.filter(predecessors__in=waiting, end_on__lte=on)
        waiting = [key for key in following.values_list("pk", flat=True) if key not in seen]
        seen.update(waiting)
    return sorted(found.values(), key=lambda heir: heir.name)


def _assign(task: Task, *, by: Actor, at: datetime) -> None:
    if task.due_words:
        raise DayNotConfirmed(task.pk)
    refuse_dissolved(task.lead_unit, on=clock.local_day(at))
    refuse_carried(task)
    given_now(task, by_own_plan=task.plan.unit_id == task.lead_unit_id, at=at)
    save_step(task, "assigned_at", "answered_at", "reason", at=at)
    if task.state == TaskState.ASSIGNED:
        tell_unit(task, Act.ASSIGN_TASK, by=by, at=at)


def _drop_carrier(task: Task, to: Unit, reason: str, at: datetime) -> None:
    """Let the row in the plan of the former lead unit fall away, or put it before the same unit again."""
    if task.is_for_each_unit:
        return
    for child in _standing_below(task):
        if child.lead_unit_id != to.pk:
            _fall(child, reason, at)
        elif child.state == TaskState.REFUSED:
            child.state, child.answered_at, child.reason = TaskState.ASSIGNED, None, reason
            child.version += 1
            child.save(update_fields=["state", "answered_at", "reason", "version"])


def _standing_below(task: Task) -> list[Task]:
    kept = (TaskState.DONE, TaskState.CANCELLED)
    return list(task.children.exclude(state__in=kept).select_for_update().order_by("pk"))


def _fall(task: Task, reason: str, at: datetime) -> None:
    task.state, task.reason = TaskState.CANCELLED, reason
    task.version += 1
    task.save(update_fields=["state", "reason", "version"])
    notices.withdraw(record=task, at=at)

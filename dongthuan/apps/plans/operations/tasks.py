"""Writing the rows of a plan: drawn from the duties, added, rewritten, moved, taken out."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.plans.lifecycle import OPEN_TASKS, State, TaskState
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.plans.operations.plans import NotInThatState, taken
from dongthuan.apps.plans.operations.steps import NoSuchStep, locked, refuse_dissolved
from dongthuan.apps.plans.operations.telling import tell_unit
from dongthuan.apps.plans.rules import ACCESS, Act
from dongthuan.apps.units.models import Unit


class EndsBeforeStart(Exception):
    """The last day lies before the first."""


class FixedFromAbove(Exception):
    """What the plan above fixed (content, days, lead, approval, weight) is changed there."""


class OwnerOfAnotherUnit(Exception):
    """The officer who is to be answerable holds no role in the lead unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskContent:
    """A row as one writes it down, in the columns of a yearly plan; units and people as rows."""

    content: str
    lead_unit: Unit
    ref: str = ""
    message: str = ""
    audience: str = ""
    channel: str = ""
    product: str = ""
    start_on: date | None = None
    due_on: date | None = None
    report_due_on: date | None = None
    coordinating_units: Sequence[Unit] = ()
    approving_unit: Unit | None = None
    owner: Officer | None = None
    budget_line: str = ""
    budget_vnd: int | None = None
    budget_source: str = ""
    indicator: str = ""
    level: str = ""
    note: str = ""
    weight: int = 1
    is_for_each_unit: bool = False


COLUMNS = tuple(field.name for field in fields(TaskContent) if field.name != "coordinating_units")
FIXED = (
    "content",
    "start_on",
    "due_on",
    "report_due_on",
    "lead_unit",
    "approving_unit",
    "weight",
    "is_for_each_unit",
)
DATES = ("start_on", "due_on", "report_due_on")


@transaction.atomic
def add_task(*, plan: Plan, content: TaskContent, by: Actor, at: datetime) -> Task:
    """Add a drafted row at the end of a plan.

    Raises NotInThatState, EndsBeforeStart, UnitDissolved, OwnerOfAnotherUnit, SecretMark.
    """
    plan = locked_plan(plan, by)
    task = Task(plan=plan, position=next_position(plan))
    _fill(task, content, on=clock.local_day(at))
    require(ACCESS, Act.REWRITE_TASK, by, task)
    task.save()
    task.coordinating_units.set(content.coordinating_units)
    audit.note(act=Act.DRAFT_TASKS, actor=by, record=task, at=at, details={"plan": plan.pk, "added": True})
    return task


@transaction.atomic
def rewrite_task(*, task: Task, content: TaskContent, version: int, by: Actor, at: datetime) -> Task:
    """Rewrite a row; its days then stand as confirmed by a person.

    An open task keeps its lead unit (`reassign_task` changes that); its unit is told of changed days.
    Raises ChangedMeanwhile, NoSuchStep, FixedFromAbove, EndsBeforeStart, UnitDissolved, OwnerOfAnotherUnit,
    SecretMark.
    """
    task = locked(task, version)
    require(ACCESS, Act.REWRITE_TASK, by, task)
    if task.state != TaskState.DRAFT and task.state not in OPEN_TASKS:
        raise NoSuchStep(task.state)
    before = {name: getattr(task, name) for name in COLUMNS}
    helpers = set(task.coordinating_units.values_list("pk", flat=True))
    _fill(task, content, on=clock.local_day(at))
    changed = [name for name in COLUMNS if before[name] != getattr(task, name)]
    _refuse_fixed(task, changed)
    task.due_words = ""
    task.version += 1
    task.save()
    task.coordinating_units.set(content.coordinating_units)
    if helpers != {unit.pk for unit in content.coordinating_units}:
        changed.append("coordinating_units")
    _follow(task, before, changed)
    details = {"changed": changed, **{name: [_plain(before[name]), _plain(getattr(task, name))]
                                      for name in changed if name in DATES}}  # fmt: skip
    audit.note(act=Act.REWRITE_TASK, actor=by, record=task, at=at, details=details)
    if task.state != TaskState.DRAFT and set(changed) & set(DATES):
        tell_unit(task, Act.REWRITE_TASK, by=by, at=at)
    return task


@transaction.atomic
def remove_task(*, task: Task, version: int, by: Actor, at: datetime) -> None:
    """Take a drafted row out for good; what was given to a unit is cancelled instead. Raises NoSuchStep."""
    task = locked(task, version)
    require(ACCESS, Act.REWRITE_TASK, by, task)
    if task.state != TaskState.DRAFT:
        raise NoSuchStep(task.state)
    details = {"removed": task.pk, "ref": task.ref}
    audit.note(act=Act.DRAFT_TASKS, actor=by, record=task.plan, at=at, details=details)
    task.delete()


@transaction.atomic
def move_task(*, task: Task, is_up: bool, by: Actor, at: datetime) -> Task:
    """Exchange a row with the one above or below; at the edge nothing happens."""
    locked_plan(task.plan, by)
    task = Task.objects.select_related("plan", "lead_unit").get(pk=task.pk)
    rows = list(task.plan.tasks.order_by("position", "pk"))
    place = [row.pk for row in rows].index(task.pk)
    other = place - 1 if is_up else place + 1
    if not 0 <= other < len(rows):
        return task
    rows[place], rows[other] = rows[other], rows[place]
    for position, row in enumerate(rows):
        row.position = position
    Task.objects.bulk_update(rows, ["position"])
    details = {"moved": task.pk, "to": other}
    audit.note(act=Act.DRAFT_TASKS, actor=by, record=task.plan, at=at, details=details)
    return task


@transaction.atomic
def confirm_days(*, plan: Plan, by: Actor, at: datetime) -> int:
    """Confirm the days that the machine read from the duties as they stand; returns how many."""
    plan = locked_plan(plan, by)
    count = int(plan.tasks.exclude(due_words="").update(due_words=""))
    if count:
        details = {"days_confirmed": count}
        audit.note(act=Act.DRAFT_TASKS, actor=by, record=plan, at=at, details=details)
    return count


@transaction.atomic
def issue_plan(*, plan: Plan, version: int, by: Actor, at: datetime) -> Plan:
    """Put a saved plan in force; its rows can then be given to units.

    One officer does it: what binds is the plan as a signed document, which its drafter cannot sign.
    Raises ChangedMeanwhile, NotInThatState.
    """
    plan = taken(plan, version)
    require(ACCESS, Act.ISSUE, by, plan)
    if plan.state != State.DRAFT:
        raise NotInThatState(plan.state)
    plan.state, plan.issued_at = State.ISSUED, at
    plan.version += 1
    plan.save(update_fields=["state", "issued_at", "version"])
    audit.note(act=Act.ISSUE, actor=by, record=plan, at=at, details={"tasks": plan.tasks.count()})
    return plan


def locked_plan(plan: Plan, by: Actor) -> Plan:
    """Return the plan, locked, if the officer may write rows in it; raises NotInThatState if it is closed."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
    require(ACCESS, Act.DRAFT_TASKS, by, plan)
    if plan.state in (State.CLOSED, State.DISCARDED):
        raise NotInThatState(plan.state)
    return plan


def next_position(plan: Plan) -> int:
    """Return the position after the last row."""
    last = plan.tasks.aggregate(last=Max("position"))["last"]
    return 0 if last is None else int(last) + 1


def _fill(task: Task, content: TaskContent, *, on: date) -> None:
    if content.start_on and content.due_on and content.due_on < content.start_on:
        raise EndsBeforeStart
    refuse_secret(*(text for name in COLUMNS if isinstance(text := getattr(content, name), str)))
    if task.lead_unit_id != content.lead_unit.pk:
        refuse_dissolved(content.lead_unit, on=on)
    owner = content.owner
    if owner and not owner.roles.in_force(on=on).filter(unit=content.lead_unit).exists():
        raise OwnerOfAnotherUnit(owner.pk)
    for name in COLUMNS:
        setattr(task, name, getattr(content, name))


def _refuse_fixed(task: Task, changed: Sequence[str]) -> None:
    if task.parent_id is not None and set(changed) & set(FIXED):
        raise FixedFromAbove
    if task.state != TaskState.DRAFT and {"lead_unit", "is_for_each_unit"} & set(changed):
        raise NoSuchStep(task.state)


def _follow(task: Task, before: dict[str, Any], changed: Sequence[str]) -> None:
    """Let the rows below take on changed words and days, where they still had those of this row."""
    kept = [name for name in changed if name in ("content", *DATES)]
    for child in task.children.exclude(state__in=[TaskState.DONE, TaskState.CANCELLED]) if kept else ():
        for name in kept:
            if getattr(child, name) == before[name]:
                setattr(child, name, getattr(task, name))
        child.version += 1
        child.save(update_fields=[*kept, "version"])


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value

"""A directive is amended, replaced or revoked: its open tasks pass over to the later one, or fall away."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.reasons import reason_given
from dongthuan.apps.notices import operations as notices
from dongthuan.apps.plans.lifecycle import OPEN_TASKS, State, TaskState
from dongthuan.apps.plans.models.campaigns import DirectiveChange
from dongthuan.apps.plans.models.directives import Directive, Duty, Plan
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.plans.operations.steps import step_task
from dongthuan.apps.plans.operations.tasks import next_position
from dongthuan.apps.plans.queries import people
from dongthuan.apps.plans.queries.succession import open_tasks_of
from dongthuan.apps.plans.rules import ACCESS, Act

Kind = DirectiveChange.Kind
TITLES = {
    Kind.AMENDED: _("{directive} was amended: tasks passed over {moved}, fallen away {closed}"),
    Kind.REPLACED: _("{directive} was replaced: tasks passed over {moved}, fallen away {closed}"),
    Kind.REVOKED: _("{directive} was revoked: tasks fallen away {closed}"),
}


class NoLaterPlan(Exception):
    """An amendment or a replacement needs the plan of the later directive, and it must be another one."""


class Undecided(Exception):
    """Of some open tasks nobody said what becomes of them; only an amendment may leave them as they are."""

    def __init__(self, tasks: list[Task]) -> None:
        super().__init__([task.pk for task in tasks])
        self.tasks = tasks


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a task: it passes over to the later plan (to its duty, if named), or falls away."""

    is_moved: bool
    duty: Duty | None = None


@dataclass(frozen=True, slots=True)
class Succession:
    """What happens to the directive of a plan. later: the plan drawn from the later directive."""

    kind: Kind
    earlier: Plan
    later: Plan | None
    reason: str
    fates: Mapping[int, Fate]


@transaction.atomic
def change_directive(*, change: Succession, by: Actor, at: datetime) -> DirectiveChange:
    """Note that a directive was amended, replaced or revoked, and let its open tasks follow.

    What passes over keeps its state, progress, evidence and its rows in unit plans; what falls away
    takes its open rows below along; what is done is left alone. Plans of a directive replaced or
    revoked are closed with the reason. Owners, else the lead units' officers, are told once each.
    Raises NoLaterPlan, NoReason, SecretMark, Undecided.
    """
    earlier = Plan.objects.select_for_update(of=("self",)).get(pk=change.earlier.pk)
    require(ACCESS, Act.CHANGE_DIRECTIVE, by, earlier)
    later, directive = _checked(change, earlier, by), change.earlier.directive
    assert directive is not None
    tasks = list(Task.objects.select_for_update().filter(pk__in=[t.pk for t in open_tasks_of(directive)]))
    undecided = [task for task in tasks if task.pk not in change.fates]
    if undecided and change.kind != Kind.AMENDED:
        raise Undecided(undecided)
    reason = reason_given(change.reason)
    moved = _moved([t for t in tasks if t.pk in change.fates and change.fates[t.pk].is_moved], change, later)
    closed = _closed(
        [t for t in tasks if t.pk in change.fates and not change.fates[t.pk].is_moved], reason, by, at
    )
    row = DirectiveChange.objects.create(
        earlier=directive,
        later=later.directive if later else None,
        kind=change.kind,
        reason=reason,
        moved_count=len(moved),
        closed_count=len(closed),
        by_id=by.pk,
        at=at,
    )
    details = {"kind": change.kind.value, "moved": [t.pk for t in moved], "closed": [t.pk for t in closed]}
    audit.note(act=Act.CHANGE_DIRECTIVE, actor=by, record=earlier, at=at, ground=reason, details=details)
    if change.kind != Kind.AMENDED:
        _close_plans(directive, reason)
    _tell(row, moved, closed, by=by, at=at)
    return row


def _checked(change: Succession, earlier: Plan, by: Actor) -> Plan | None:
    """Return the later plan, locked; raises NoLaterPlan where one is needed or does not fit."""
    if earlier.directive_id is None:
        raise NoLaterPlan
    if change.kind == Kind.REVOKED:
        if any(fate.is_moved for fate in change.fates.values()):
            raise NoLaterPlan
        return None
    later = change.later
    if later is None or later.directive_id in (None, earlier.directive_id):
        raise NoLaterPlan
    later = Plan.objects.select_for_update(of=("self",)).select_related("directive").get(pk=later.pk)
    require(ACCESS, Act.CHANGE_DIRECTIVE, by, later)
    if later.state not in (State.DRAFT, State.ISSUED):
        raise NoLaterPlan
    return later


def _moved(tasks: list[Task], change: Succession, later: Plan | None) -> list[Task]:
    if later is None:
        return []
    position = next_position(later)
    for place, task in enumerate(tasks):
        duty = change.fates[task.pk].duty
        task.plan, task.position = later, position + place
        task.duty = duty if duty is not None and duty.plan_id == later.pk else None
        task.ref = task.duty.ref if task.duty else task.ref
        task.version += 1
    Task.objects.bulk_update(tasks, ["plan", "position", "duty", "ref", "version"])
    parents = {task.pk for task in tasks}
    parts = Plan.objects.filter(parent=change.earlier, tasks__parent_id__in=parents).distinct()
    taken = set(later.unit_plans.exclude(state=State.DISCARDED).values_list("unit_id", flat=True))
    for part in parts:
        if part.unit_id not in taken:
            part.parent = later
            part.save(update_fields=["parent"])
    return tasks


def _closed(tasks: list[Task], reason: str, by: Actor, at: datetime) -> list[Task]:
    closed: dict[int, Task] = {}
    waiting = list(tasks)
    while waiting:
        for task in waiting:
            step_task(task, TaskState.CANCELLED)
            task.reason = reason
            task.version += 1
            closed[task.pk] = task
        below = Task.objects.select_for_update().filter(parent__in=[t.pk for t in waiting])
        waiting = list(below.filter(state__in=[*OPEN_TASKS, TaskState.DRAFT]).exclude(pk__in=closed))
    Task.objects.bulk_update(closed.values(), ["state", "reason", "version"])
    for task in closed.values():
        audit.note(act=Act.CANCEL_TASK, actor=by, record=task, at=at, ground=reason)
    return list(closed.values())


def _close_plans(directive: Directive, reason: str) -> None:
    """Close the plans in force of the directive that is no more, parts that did not pass over included."""
    plans = Plan.objects.select_for_update().filter(state=State.ISSUED, directive=directive)
    for plan in plans:
        for one in (plan, *Plan.objects.filter(parent=plan, state=State.ISSUED)):
            one.state, one.closed_reason = State.CLOSED, reason
            one.version += 1
            one.save(update_fields=["state", "closed_reason", "version"])


def _tell(row: DirectiveChange, moved: list[Task], closed: list[Task], *, by: Actor, at: datetime) -> None:
    """Queue one notice for each officer concerned, whatever the number of tasks."""
    on = clock.local_day(at)
    theirs: dict[int, tuple[Officer, list[Task]]] = {}
    for task in [*moved, *closed]:
        for officer in _concerned(task, on):
            theirs.setdefault(officer.pk, (officer, []))[1].append(task)
    gone = {task.pk for task in closed}
    for officer, tasks in theirs.values():
        if officer.pk == by.pk:
            continue
        lost = [task for task in tasks if task.pk in gone]
        title = format_lazy(
            TITLES[Kind(row.kind)], directive=str(row.earlier), moved=len(tasks) - len(lost), closed=len(lost)
        )
        notices.queue(
            kind=Act.CHANGE_DIRECTIVE.value,
            recipient=officer,
            title=title,
            at=at,
            record=row,
            body="\n".join([row.reason, *(f"– {task}" for task in tasks[:50])]),
            url=reverse("plans:task", args=[tasks[0].pk]),
            key=f"succession-{row.pk}",
        )


def _concerned(task: Task, on: date) -> Iterable[Officer]:
    if task.owner_id is not None:
        return Officer.objects.filter(pk=task.owner_id)
    return people.officers_of([task.lead_unit_id], people.WORKERS, on=on)

"""How a task goes from one state to the next: locked, by the table, seen by the row above."""

from collections.abc import Iterable
from datetime import date, datetime

from dongthuan.apps.notices import operations as notices
from dongthuan.apps.plans.lifecycle import TASK_NEXT, TaskState
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.plans.operations.plans import ChangedMeanwhile
from dongthuan.apps.units.models import Unit

_CARRIED = (
    "state",
    "progress_percent",
    "reason",
    "assigned_at",
    "answered_at",
    "submitted_at",
    "submitted_by_id",
    "done_at",
)
_SETTLED = frozenset({TaskState.SUBMITTED, TaskState.DONE, TaskState.CANCELLED, TaskState.REFUSED})


class NoSuchStep(Exception):
    """The task cannot go there from where it stands; `possible` are the states that it can go to."""

    def __init__(self, state: str, possible: Iterable[TaskState] = ()) -> None:
        super().__init__(state)
        self.state = TaskState(state)
        self.possible = sorted(possible, key=list(TaskState).index)


class CarriedBelow(Exception):
    """The task is carried by its row in the plan of its unit; that row is worked on. `child` is it."""

    def __init__(self, child: Task) -> None:
        super().__init__(child.pk)
        self.child = child


class UnitDissolved(Exception):
    """The unit does not exist on that day; `unit` is it."""

    def __init__(self, unit: Unit) -> None:
        super().__init__(unit.pk)
        self.unit = unit


def locked(task: Task, version: int | None = None) -> Task:
    """Return the task as it stands now, locked together with the row above it.

    Rows are locked in the order of their keys: a child is younger than its parent, so that two
    officers never wait for each other. Raises ChangedMeanwhile where it is no longer at `version`.
    """
    rows = (
        Task.objects.select_for_update(of=("self",))
        .select_related("plan", "lead_unit", "parent")
        .filter(pk__in=[key for key in (task.pk, task.parent_id) if key is not None])
        .order_by("pk")
    )
    found = {row.pk: row for row in rows}
    fresh = found[task.pk]
    if fresh.parent_id in found:
        fresh.parent = found[fresh.parent_id]
    if version is not None and fresh.version != version:
        raise ChangedMeanwhile(task.pk)
    return fresh


def step_task(task: Task, to: TaskState) -> None:
    """Move a task to another state; raises NoSuchStep, which says what is possible."""
    possible = TASK_NEXT[TaskState(task.state)]
    if to not in possible:
        raise NoSuchStep(task.state, possible)
    task.state = to


def refuse_carried(task: Task) -> None:
    """Raise CarriedBelow where a row in the lead unit's own plan carries the task."""
    child = carrier_of(task)
    if child is not None:
        raise CarriedBelow(child)


def carrier_of(task: Task) -> Task | None:
    """Return the row of the lead unit's own plan that carries a task, or None."""
    if task.is_for_each_unit:
        return None
    children = task.children.filter(lead_unit_id=task.lead_unit_id).exclude(state=TaskState.CANCELLED)
    return children.select_related("plan").first()


def save_step(task: Task, *fields: str, at: datetime) -> Task:
    """Save a task with its version grown, and let the row above it, which it carries, follow.

    What is settled is urged on no more.
    """
    task.version += 1
    task.save(update_fields=["version", "state", *fields])
    if task.state in _SETTLED:
        notices.withdraw(record=task, at=at)
    above = task.parent if task.parent_id else None
    if above is None or above.is_for_each_unit or above.lead_unit_id != task.lead_unit_id:
        return task
    for field in _CARRIED:
        setattr(above, field, getattr(task, field))
    above.version += 1
    above.save(update_fields=["version", *(field.removesuffix("_id") for field in _CARRIED)])
    return task


def refuse_dissolved(unit: Unit, *, on: date) -> None:
    """Raise UnitDissolved unless the unit exists on the day."""
    if unit.start_on > on or (unit.end_on is not None and unit.end_on <= on):
        raise UnitDissolved(unit)


def given_now(task: Task, *, by_own_plan: bool, at: datetime) -> None:
    """Put a drafted or refused task before its unit; what a unit sets itself it need not answer."""
    step_task(task, TaskState.ASSIGNED)
    task.assigned_at, task.answered_at, task.reason = at, None, ""
    if by_own_plan:
        step_task(task, TaskState.ACCEPTED)
        task.answered_at = at

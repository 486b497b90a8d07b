"""How far tasks are by what can be seen, beside what was reported.

The rule, one for all: a task without rows below counts by its state. Drafted, awaiting an answer, refused: 0.
Accepted: 10. In progress: 30, or 60 once evidence stands. Handed in: 90. Done: 100. Fallen away: not counted.
A task with rows below is the mean of those, by their weights; only done is 100 whatever lies below.
A plan, or a unit's part of it, is the mean of its tasks by their weights. Reported progress is what units
said; where it runs ahead of what can be seen by 25 points or more, the gap is flagged.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dongthuan.apps.plans.lifecycle import TaskState
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import Evidence, Task, TaskQuerySet

BY_STATE: dict[str, int] = {
    TaskState.DRAFT: 0,
    TaskState.ASSIGNED: 0,
    TaskState.REFUSED: 0,
    TaskState.ACCEPTED: 10,
    TaskState.IN_PROGRESS: 30,
    TaskState.SUBMITTED: 90,
    TaskState.DONE: 100,
}
WITH_EVIDENCE = 60
GAP = 25
_FIELDS = ("pk", "parent_id", "state", "weight", "progress_percent", "lead_unit_id")


@dataclass(frozen=True, slots=True)
class Progress:
    """Reported and computed progress, 0 to 100; is_ahead: the report runs ahead of what can be seen."""

    reported: int
    computed: int

    @property
    def gap(self) -> int:
        """How many points the report lies above what can be seen."""
        return self.reported - self.computed

    @property
    def is_ahead(self) -> bool:
        """Say whether the gap is to be looked at."""
        return self.gap >= GAP


@dataclass(frozen=True, slots=True)
class _Row:
    pk: int
    parent_id: int | None
    state: str
    weight: int
    progress_percent: int
    lead_unit_id: int


NOTHING = Progress(0, 0)


def computed_percent(task: Task) -> int:
    """Return how far one task is by what can be seen; four queries at most for one level below."""
    return progress_of([task])[task.pk].computed


def progress_of(tasks: Iterable[Task]) -> dict[int, Progress]:
    """Return the progress of each task by its key; one query a level of rows below, and one of evidence."""
    rows = [_Row(**{name: getattr(task, name) for name in _FIELDS}) for task in tasks]
    return _computed(rows)


def plan_progress(plan: Plan) -> Progress:
    """Return the progress of a whole plan, by the weights of its tasks; drafts count as not begun."""
    rows = _rows(plan.tasks.all())
    return mean_of(rows, _computed(rows))


def unit_progress(plan: Plan) -> dict[int, Progress]:
    """Return the progress of each unit's part of a plan, by the key of the lead unit.

    Of a task that is meant for each unit, the rows in the units' plans count, each for its own unit.
    """
    top = _rows(plan.tasks.all())
    shared = plan.tasks.filter(is_for_each_unit=True).values("pk")
    below = _rows(Task.objects.filter(parent__in=shared))
    known = _computed([*top, *below])
    by_unit: dict[int, list[_Row]] = {}
    for row in [*top, *below]:
        by_unit.setdefault(row.lead_unit_id, []).append(row)
    return {unit: mean_of(rows, known) for unit, rows in by_unit.items()}


def mean_of(rows: Sequence[Any], known: dict[int, Progress]) -> Progress:
    """Return the mean of rows (with pk, state, weight) by their weights; nothing where none counts."""
    counted = [row for row in rows if row.state != TaskState.CANCELLED]
    total = sum(row.weight for row in counted)
    if not total:
        return NOTHING
    reported = sum(row.weight * known[row.pk].reported for row in counted)
    computed = sum(row.weight * known[row.pk].computed for row in counted)
    return Progress(round(reported / total), round(computed / total))


def _rows(tasks: TaskQuerySet) -> list[_Row]:
    return [_Row(*values) for values in tasks.order_by().values_list(*_FIELDS)]


def _computed(rows: Sequence[_Row]) -> dict[int, Progress]:
    if not rows:
        return {}
    below = _rows(Task.objects.filter(parent__in=[row.pk for row in rows]))
    known = _computed(below)
    children: dict[int, list[_Row]] = {}
    for child in below:
        children.setdefault(child.parent_id or 0, []).append(child)
    leaves = [row.pk for row in rows if row.pk not in children and row.state == TaskState.IN_PROGRESS]
    standing = Evidence.objects.filter(task__in=leaves, is_withdrawn=False) if leaves else None
    shown = set(standing.values_list("task_id", flat=True)) if standing is not None else set()
    return {row.pk: _of(row, children.get(row.pk, ()), known, row.pk in shown) for row in rows}


def _of(row: _Row, children: Sequence[_Row], known: dict[int, Progress], is_shown: bool) -> Progress:
    if row.state == TaskState.DONE:
        return Progress(100, 100)
    counted = mean_of(children, known)
    if any(child.state != TaskState.CANCELLED for child in children):
        return Progress(max(row.progress_percent, counted.reported), counted.computed)
    computed = WITH_EVIDENCE if is_shown else BY_STATE.get(row.state, 0)
    return Progress(row.progress_percent, computed)

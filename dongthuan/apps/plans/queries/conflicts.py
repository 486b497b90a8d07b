"""Where the days of tasks contradict each other: between directives, with the row above, within one row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.plans.conflicts import ALIKE, alike_pairs, likeness
from dongthuan.apps.plans.lifecycle import OPEN_TASKS, State, TaskState
from dongthuan.apps.plans.models.campaigns import ConflictPardon
from dongthuan.apps.plans.models.tasks import Task, TaskQuerySet

MOST_TASKS = 8_000
MOST_SHOWN = 200
WORDS: dict[str, str | Promise] = {
    "same_duty": _("The same duty of one directive has two deadlines"),
    "alike": _("Two documents give the unit like duties with different deadlines"),
    "after_parent": _("The deadline lies after that of the task above"),
    "report_first": _("It is to be reported before it is to be done"),
}


@dataclass(frozen=True, slots=True)
class Conflict:
    """One contradiction. second: the other task, None where one row contradicts itself.

    likeness: how like the texts are, 1.0 where the link is explicit. pardon: who said that it is none.
    """

    kind: str
    first: Task
    second: Task | None
    likeness: float = 1.0
    pardon: ConflictPardon | None = None

    @property
    def words(self) -> str | Promise:
        """What contradicts what, as a sentence."""
        return WORDS[self.kind]

    @property
    def dues(self) -> str:
        """The days that were looked at; when one of them changes, a pardon no longer holds."""
        return dues_of(self.kind, self.first, self.second)


def dues_of(kind: str, first: Task, second: Task | None) -> str:
    """Return the days that a conflict of this kind rests on, as text."""
    other = first.report_due_on if kind == "report_first" or second is None else second.due_on
    return f"{first.due_on}|{other}"


def conflicts_among(tasks: TaskQuerySet, *, unit_id: int | None = None) -> list[Conflict]:
    """Return the contradictions among open tasks, those without a pardon first; three queries.

    tasks: what the officer may see: both sides of a conflict lie within. At most 8,000 are read.
    """
    rows = _comparable(tasks)
    if unit_id is not None:
        rows = rows.filter(lead_unit_id=unit_id)
    listed = list(rows[:MOST_TASKS])
    by_unit: dict[int, list[Task]] = {}
    for task in listed:
        by_unit.setdefault(task.lead_unit_id, []).append(task)
    found = [conflict for task in listed for conflict in _alone(task)]
    for group in by_unit.values():
        found += _between(group)
    return _with_pardons(found)


def conflicts_of(task: Task, tasks: TaskQuerySet) -> list[Conflict]:
    """Return the contradictions of one task, within itself and with others of its unit among `tasks`."""
    if task.state not in OPEN_TASKS and task.state != TaskState.DRAFT:
        return []
    others = _comparable(tasks).filter(lead_unit_id=task.lead_unit_id).exclude(pk=task.pk)
    found = _alone(task)
    if task.due_on is not None:
        for other in others.exclude(plan_id=task.plan_id)[:MOST_TASKS]:
            found += _pair(task, other, likeness(task.content, other.content))
    return _with_pardons(found)


def _comparable(tasks: TaskQuerySet) -> TaskQuerySet:
    rows = tasks.filter(state__in=[*OPEN_TASKS, TaskState.DRAFT])
    rows = rows.filter(plan__state__in=[State.DRAFT, State.ISSUED], due_on__isnull=False)
    return rows.select_related("plan", "plan__directive", "lead_unit", "parent", "duty").defer(
        "plan__directive__text", "plan__directive__warnings", "plan__directive__recipients"
    ).order_by("due_on", "pk")  # fmt: skip


def _alone(task: Task) -> list[Conflict]:
    found = []
    above = task.parent
    if above is not None and above.due_on and task.due_on and task.due_on > above.due_on:
        found.append(Conflict("after_parent", task, above))
    if task.report_due_on and task.due_on and task.report_due_on < task.due_on:
        found.append(Conflict("report_first", task, None))
    return found


def _between(group: list[Task]) -> list[Conflict]:
    by_key = {task.pk: task for task in group}
    pairs = {(a, b): like for a, b, like in alike_pairs({task.pk: task.content for task in group})}
    for task, other in _of_one_duty(group):
        pairs[min(task.pk, other.pk), max(task.pk, other.pk)] = 1.0
    found: list[Conflict] = []
    for (a, b), like in pairs.items():
        found += _pair(by_key[a], by_key[b], like)
    return found


def _of_one_duty(group: list[Task]) -> Iterable[tuple[Task, Task]]:
    same: dict[tuple[object, str], list[Task]] = {}
    for task in group:
        if task.plan.directive_id and task.ref:
            same.setdefault((task.plan.directive_id, task.ref), []).append(task)
    for tasks in same.values():
        yield from ((one, other) for place, one in enumerate(tasks) for other in tasks[place + 1 :])


def _pair(one: Task, other: Task, like: float) -> list[Conflict]:
    one, other = sorted((one, other), key=lambda task: task.pk)
    if one.due_on == other.due_on or one.plan_id == other.plan_id or _are_kin(one, other):
        return []
    is_same = one.plan.directive_id is not None and one.plan.directive_id == other.plan.directive_id
    if is_same and one.ref and one.ref == other.ref:
        return [Conflict("same_duty", one, other)]
    return [Conflict("alike", one, other, like)] if like >= ALIKE else []


def _are_kin(one: Task, other: Task) -> bool:
    return one.parent_id == other.pk or other.parent_id == one.pk or (
        one.parent_id is not None and one.parent_id == other.parent_id
    )  # fmt: skip


def _with_pardons(found: list[Conflict]) -> list[Conflict]:
    keys = {task.pk for conflict in found for task in (conflict.first, conflict.second) if task}
    said = {
        (p.kind, p.first_id, p.second_id, p.dues): p
        for p in ConflictPardon.objects.filter(first_id__in=keys).select_related("by")
    }
    told = [
        Conflict(c.kind, c.first, c.second, c.likeness,
                 said.get((c.kind, c.first.pk, c.second.pk if c.second else None, c.dues)))
        for c in found
    ]  # fmt: skip
    return sorted(told, key=lambda c: (c.pardon is not None, c.first.due_on or date.max, -c.likeness))

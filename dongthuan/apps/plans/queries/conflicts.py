"""Where the days of tasks contradict each other: between directives, with the row above, within one row."""

from collections.abc import Iterable, Iterator, Sequence
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


@dataclass(frozen=True, slots=True)
class Conflicts:
    """Contradictions, those without a pardon first. shown: some of them; count, open_count: of all."""

    shown: Sequence[Conflict]
    count: int
    open_count: int


@dataclass(frozen=True, slots=True)
class _Row:
    """Of a task what a comparison needs, so that thousands are read quickly; the names are those of Task."""

    pk: int
    lead_unit_id: int
    plan_id: int
    directive_id: int | None
    parent_id: int | None
    above_due_on: date | None
    due_on: date
    report_due_on: date | None
    ref: str
    content: str


@dataclass(frozen=True, slots=True)
class _Found:
    """A contradiction by the keys of its tasks."""

    kind: str
    first: int
    second: int | None
    dues: str
    due_on: date
    likeness: float = 1.0


def dues_of(kind: str, first: Task, second: Task | None) -> str:
    """Return the days that a conflict of this kind rests on, as text."""
    other = first.report_due_on if kind == "report_first" or second is None else second.due_on
    return f"{first.due_on}|{other}"


def conflicts_among(tasks: TaskQuerySet, *, unit_id: int | None = None, most: int = MOST_SHOWN) -> Conflicts:
    """Return the contradictions among open tasks; three queries, however many there are.

    tasks: what the officer may see: both sides of a conflict lie within. At most 8,000 are read.
    """
    by_unit: dict[int, list[_Row]] = {}
    for row in _rows(tasks if unit_id is None else tasks.filter(lead_unit_id=unit_id)):
        by_unit.setdefault(row.lead_unit_id, []).append(row)
    found = [one for group in by_unit.values() for one in (*_alone(group), *_between(group))]
    return _shown(found, most)


def conflicts_of(task: Task, tasks: TaskQuerySet) -> list[Conflict]:
    """Return the contradictions of one task, within itself and with others of its unit among `tasks`."""
    rows = _rows(tasks.filter(lead_unit_id=task.lead_unit_id))
    mine = next((row for row in rows if row.pk == task.pk), None)
    if mine is None:
        return []
    found = _alone([mine])
    for other in rows:
        if other.plan_id != mine.plan_id and other.due_on != mine.due_on:
            found += _pair(mine, other, likeness(mine.content, other.content))
    return list(_shown(found, len(found)).shown)


def _rows(tasks: TaskQuerySet) -> list[_Row]:
    rows = tasks.filter(state__in=[*OPEN_TASKS, TaskState.DRAFT])
    rows = rows.filter(plan__state__in=[State.DRAFT, State.ISSUED], due_on__isnull=False)
    columns = (
        *("pk", "lead_unit_id", "plan_id", "plan__directive_id", "parent_id", "parent__due_on"),
        *("due_on", "report_due_on", "ref", "content"),
    )
    return [_Row(*row) for row in rows.order_by("due_on", "pk").values_list(*columns)[:MOST_TASKS]]


def _alone(rows: Iterable[_Row]) -> list[_Found]:
    found = []
    for row in rows:
        if row.above_due_on is not None and row.due_on > row.above_due_on:
            dues = f"{row.due_on}|{row.above_due_on}"
            found.append(_Found("after_parent", row.pk, row.parent_id, dues, row.due_on))
        if row.report_due_on is not None and row.report_due_on < row.due_on:
            dues = f"{row.due_on}|{row.report_due_on}"
            found.append(_Found("report_first", row.pk, None, dues, row.due_on))
    return found


def _between(group: Sequence[_Row]) -> list[_Found]:
    if len({row.plan_id for row in group}) < 2 or len({row.due_on for row in group}) < 2:  # a pair
        return []
    by_key = {row.pk: row for row in group}
    pairs = {(a, b): like for a, b, like in alike_pairs({row.pk: row.content for row in group})}
    for row, other in _of_one_duty(group):
        pairs[min(row.pk, other.pk), max(row.pk, other.pk)] = 1.0
    return [one for (a, b), like in pairs.items() for one in _pair(by_key[a], by_key[b], like)]


def _of_one_duty(group: Iterable[_Row]) -> Iterator[tuple[_Row, _Row]]:
    same: dict[tuple[int, str], list[_Row]] = {}
    for row in group:
        if row.directive_id and row.ref:
            same.setdefault((row.directive_id, row.ref), []).append(row)
    for rows in same.values():
        yield from ((one, other) for place, one in enumerate(rows) for other in rows[place + 1 :])


def _pair(one: _Row, other: _Row, like: float) -> list[_Found]:
    one, other = sorted((one, other), key=lambda row: row.pk)
    if one.due_on == other.due_on or one.plan_id == other.plan_id or _are_kin(one, other):
        return []
    is_same = one.directive_id is not None and one.directive_id == other.directive_id
    is_same_duty = is_same and bool(one.ref) and one.ref == other.ref
    if not is_same_duty and like < ALIKE:
        return []
    kind = "same_duty" if is_same_duty else "alike"
    dues = f"{one.due_on}|{other.due_on}"
    return [_Found(kind, one.pk, other.pk, dues, one.due_on, 1.0 if is_same_duty else like)]


def _are_kin(one: _Row, other: _Row) -> bool:
    return one.parent_id == other.pk or other.parent_id == one.pk or (
        one.parent_id is not None and one.parent_id == other.parent_id
    )  # fmt: skip


def _shown(found: Sequence[_Found], most: int) -> Conflicts:
    """Return the first of what was found with their tasks; two queries."""
    firsts = {one.first for one in found}
    said = {
        (p.kind, p.first_id, p.second_id, p.dues): p
        for p in ConflictPardon.objects.filter(first_id__in=firsts).select_related("by")
    }

    def pardon_of(one: _Found) -> ConflictPardon | None:
        return said.get((one.kind, one.first, one.second, one.dues))

    ordered = sorted(found, key=lambda one: (pardon_of(one) is not None, one.due_on, -one.likeness))
    kept = ordered[:most]
    tasks = _tasks_with({key for one in kept for key in (one.first, one.second) if key is not None})
    return Conflicts(
        [
            Conflict(
                one.kind,
                tasks[one.first],
                tasks[one.second] if one.second is not None else None,
                one.likeness,
                pardon_of(one),
            )
            for one in kept
        ],
        count=len(found),
        open_count=sum(pardon_of(one) is None for one in found),
    )


def _tasks_with(keys: Iterable[int]) -> dict[int, Task]:
    rows = Task.objects.filter(pk__in=keys).select_related("plan__directive", "lead_unit")
    bulky = ("plan__directive__text", "plan__directive__warnings", "plan__directive__recipients")
    return {task.pk: task for task in rows.defer(*bulky)}

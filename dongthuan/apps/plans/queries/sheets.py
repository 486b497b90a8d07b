"""Plans as sheets: what is written out, and what a sheet that was handed in would change."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from dongthuan.analysis.text import fold, marked
from dongthuan.apps.plans import sheets
from dongthuan.apps.plans.lifecycle import OPEN_TASKS, TaskState
from dongthuan.apps.plans.models.campaigns import SheetImport
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import Task, TaskQuerySet
from dongthuan.apps.units.models import Unit
from dongthuan.docgen.sheet import Cell, Sheet

_WORDS = ("ref", "content", "message", "audience", "channel", "product", "indicator", "note")
_FROM_ABOVE = frozenset({"content", "start_on", "due_on", "lead_unit"})
MOST_EXPORTED = 20_000
NEW, CHANGED, SAME, BAD = "new", "changed", "same", "bad"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a cell, or (is_note) what was understood and should be looked at.

    code: see `views.sheets`; detail: what stood there; suggestions: names that may be meant.
    """

    column: str
    code: str
    detail: str = ""
    suggestions: tuple[str, ...] = ()
    is_note: bool = False


@dataclass(slots=True)
class RowPlan:
    """One row as it would become. kind: new, changed, same or bad; values: the task's fields it sets."""

    number: int
    task: Task | None
    values: dict[str, Any] = field(default_factory=dict)
    helpers: list[Unit] | None = None
    problems: list[Problem] = field(default_factory=list)
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """What would happen to the row."""
        if any(not problem.is_note for problem in self.problems):
            return BAD
        if self.task is None:
            return NEW
        return CHANGED if self.changes else SAME

    @property
    def content(self) -> str:
        """The words by which a person knows the row."""
        return str(self.values.get("content") or (self.task.content if self.task else ""))


def sheet_of(tasks: TaskQuerySet, title: str, *, columns: Iterable[str] = sheets.COLUMNS) -> Sheet:
    """Return tasks as a sheet in the twelve columns and the key of the row; rows are read when walked."""
    header = tuple(sheets.COLUMNS[name] for name in columns)
    widths = (6, 50, 30, 20, 22, 26, 24, 24, 28, 26, 24, 20, 10)
    return Sheet(title[:31] or "Kế hoạch", header, _cells(tasks), widths, title)


def _cells(tasks: TaskQuerySet) -> Iterator[tuple[Cell, ...]]:
    rows = tasks.select_related("lead_unit").prefetch_related("coordinating_units")
    for task in rows[:MOST_EXPORTED]:
        helpers = "; ".join(unit.name for unit in task.coordinating_units.all())
        yield (
            task.ref, task.content, task.message, task.audience, task.channel, task.product,
            sheets.written_days(task.start_on, task.due_on), task.lead_unit.name, helpers,
            sheets.written_money(task.budget_vnd, task.budget_source),
            task.indicator, task.note, sheets.key_of(task.pk),
        )  # fmt: skip


class UnitFinder:
    """Finds a unit by code, name or short name; suggests like names where there is none."""

    def __init__(self, *, on: date) -> None:
        self._units: dict[str, Unit] = {}
        for unit in Unit.objects.standing(on=on):
            for name in (unit.code, unit.short_name, unit.name):
                if name:
                    self._units[marked(name)] = unit
        self._bare = {fold(name): unit for name, unit in self._units.items()}

    def find(self, text: str) -> Unit | None:
        """Return the unit that bears the name or code; marks may be left out."""
        return self._units.get(marked(text)) or self._bare.get(fold(text))

    def like(self, text: str) -> tuple[str, ...]:
        """Return up to three names that may be meant."""
        found = get_close_matches(fold(text), self._bare, n=3, cutoff=0.6)
        return tuple(dict.fromkeys(self._bare[name].name for name in found))


def rows_planned(made: SheetImport, *, on: date) -> list[RowPlan]:
    """Return what the import would do, row by row, as the plan and the units stand now; three queries."""
    tasks = {
        task.pk: task
        for task in made.plan.tasks.select_related("lead_unit", "parent").prefetch_related(
            "coordinating_units"
        )
    }
    units, seen = UnitFinder(on=on), set[int]()
    planned = []
    for number, texts in made.rows:
        row = RowPlan(number, None)
        _find_task(row, texts.get(sheets.KEY, ""), tasks, seen)
        _read(row, texts, units, made.plan)
        _compare(row)
        planned.append(row)
    return planned


def _find_task(row: RowPlan, text: str, tasks: Mapping[int, Task], seen: set[int]) -> None:
    try:
        key = sheets.task_key_of(text)
    except sheets.CannotReadCell as problem:
        row.problems.append(Problem(sheets.KEY, problem.code, text[:60]))
        return
    if key is None:
        return
    row.task = tasks.get(key)
    if row.task is None or key in seen:
        row.problems.append(Problem(sheets.KEY, "twice" if key in seen else "foreign", text[:60]))
    seen.add(key)


def _read(row: RowPlan, texts: Mapping[str, str], units: UnitFinder, plan: Plan) -> None:
    row.values.update({name: texts[name] for name in _WORDS if name in texts})
    row.problems += [Problem(name, "too-long") for name in sheets.too_long(row.values)]
    if "content" in texts and not texts["content"]:
        row.problems.append(Problem("content", "no-content"))
    for column, reader in (("time", _read_days), ("money", _read_money)):
        if column in texts:
            try:
                reader(row, texts[column])
            except sheets.CannotReadCell as problem:
                row.problems.append(Problem(column, problem.code, texts[column][:100]))
    _read_lead(row, texts.get("lead"), units, plan)
    if "helpers" in texts:
        row.helpers = _helpers(row, texts["helpers"], units)


def _read_days(row: RowPlan, text: str) -> None:
    start, due = sheets.days_of(text)
    if text.isdigit():
        row.problems.append(Problem("time", "serial", f"{text} = {due:%d/%m/%Y}", is_note=True))
    row.values |= {"start_on": start, "due_on": due}


def _read_money(row: RowPlan, text: str) -> None:
    money = sheets.money_of(text)
    if len(money.source) > sheets.LONGEST["source"]:
        row.problems.append(Problem("money", "too-long"))
    row.values |= {"budget_vnd": money.amount_vnd, "budget_source": money.source}


def _read_lead(row: RowPlan, text: str | None, units: UnitFinder, plan: Plan) -> None:
    if not text:
        if row.task is None:
            row.values["lead_unit"] = plan.unit
            row.problems.append(Problem("lead", "own-unit", plan.unit.name, is_note=True))
        return
    unit = units.find(text)
    if unit is None and row.task is not None and marked(text) == marked(row.task.lead_unit.name):
        unit = row.task.lead_unit  # dissolved since: the row keeps it
    if unit is None:
        row.problems.append(Problem("lead", "no-unit", text[:100], units.like(text)))
    else:
        row.values["lead_unit"] = unit


def _helpers(row: RowPlan, text: str, units: UnitFinder) -> list[Unit]:
    found: dict[int, Unit] = {}
    own = {marked(unit.name): unit for unit in row.task.coordinating_units.all()} if row.task else {}
    for piece in (part.strip() for part in text.replace("\n", ";").split(";")):
        whole = units.find(piece) or own.get(marked(piece))
        for name in [piece] if whole or "," not in piece else piece.split(","):
            unit = units.find(name) or own.get(marked(name))
            if unit is not None:
                found[unit.pk] = unit
            elif name.strip():
                row.problems.append(Problem("helpers", "no-unit", name.strip()[:100], units.like(name)))
    return list(found.values())


def _compare(row: RowPlan) -> None:
    task = row.task
    if task is None:
        return
    row.changes = {
        name: (getattr(task, name), value)
        for name, value in row.values.items()
        if getattr(task, name) != value
    }
    if row.helpers is not None:
        before = list(task.coordinating_units.all())
        if {unit.pk for unit in before} != {unit.pk for unit in row.helpers}:
            row.changes["coordinating_units"] = (before, row.helpers)
    start, due = row.values.get("start_on", task.start_on), row.values.get("due_on", task.due_on)
    if start and due and due < start:
        row.problems.append(Problem("time", "reversed"))
    if row.changes:
        row.problems += _forbidden(task, frozenset(row.changes))


def _forbidden(task: Task, changed: frozenset[str]) -> Iterator[Problem]:
    if task.state != TaskState.DRAFT and task.state not in OPEN_TASKS:
        yield Problem("content", "closed", str(task.get_state_display()))
    elif task.parent_id is not None and changed & _FROM_ABOVE:
        yield Problem("content", "from-above")
    elif task.state != TaskState.DRAFT and "lead_unit" in changed:
        yield Problem("lead", "given")


def fingerprint(rows: Iterable[RowPlan]) -> str:
    """Return what tells whether a preview still holds: a hash of what would be done."""
    told = [
        (row.number, row.kind, row.task.pk if row.task else 0, row.task.version if row.task else 0,
         sorted((name, str(value)) for name, value in row.values.items()),
         sorted(unit.pk for unit in row.helpers or ()))
        for row in rows
    ]  # fmt: skip
    return hashlib.sha256(repr(told).encode()).hexdigest()

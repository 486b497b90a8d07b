"""What pages ask about tasks: lists in the order of their days, counts by state, one task with all of it."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet

from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.paging import LARGEST_KEY, LONGEST_CURSOR
from dongthuan.apps.plans.lifecycle import OPEN_TASKS, TaskState
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import DUE_ORDER, NO_DAY, AnswerLink, Evidence, Task, TaskQuerySet
from dongthuan.apps.units.models import Unit

PAGE = 50
TIMELINE = 60
STATES: dict[str, frozenset[TaskState]] = {
    "open": OPEN_TASKS,
    "assigned": frozenset({TaskState.ASSIGNED}),
    "refused": frozenset({TaskState.REFUSED}),
    "working": frozenset({TaskState.ACCEPTED, TaskState.IN_PROGRESS}),
    "submitted": frozenset({TaskState.SUBMITTED}),
    "done": frozenset({TaskState.DONE}),
    "draft": frozenset({TaskState.DRAFT}),
    "cancelled": frozenset({TaskState.CANCELLED}),
}


@dataclass(frozen=True, slots=True)
class TaskPage:
    """Tasks in the order of their last days, those without one last; `following` is the next `?after=`."""

    rows: Sequence[Task]
    following: str = ""


@dataclass(frozen=True, slots=True)
class UnitPart:
    """One unit's part of a plan: how many tasks stand where, and its own plan, if it was cascaded."""

    unit_id: int
    unit_name: str
    count: int
    overdue: int
    assigned: int
    refused: int
    done: int
    first_due: date | None
    last_answer: Any


def tasks_matching(tasks: TaskQuerySet, wanted: dict[str, Any], *, on: date) -> TaskQuerySet:
    """Return those of `tasks` that pass a filter (keys of TaskFilterForm, the state left out)."""
    if wanted.get("plan"):
        tasks = tasks.filter(Q(plan=wanted["plan"]) | Q(plan__parent=wanted["plan"]))
    if wanted.get("unit"):
        helped = Task.coordinating_units.through.objects.filter(unit_id=wanted["unit"].pk).values("task_id")
        is_helper = wanted.get("part") == "helps"
        tasks = tasks.filter(pk__in=helped) if is_helper else tasks.filter(lead_unit=wanted["unit"])
    if wanted.get("owner"):
        tasks = tasks.filter(owner=wanted["owner"])
    if wanted.get("due_from"):
        tasks = tasks.filter(due_on__gte=wanted["due_from"])
    if wanted.get("due_to"):
        tasks = tasks.filter(due_on__lte=wanted["due_to"])
    if wanted.get("text"):
        words = wanted["text"]
        tasks = tasks.filter(Q(content__icontains=words) | Q(product__icontains=words) | Q(ref__iexact=words))
    return tasks


def in_state(tasks: TaskQuerySet, state: str, *, on: date) -> TaskQuerySet:
    """Return those of `tasks` in a group of states (a key of STATES, or "overdue"); all for anything else."""
    if state == "overdue":
        return tasks.overdue(on=on)
    return tasks.filter(state__in=STATES[state]) if state in STATES else tasks


def counts_of(tasks: TaskQuerySet, *, on: date) -> dict[str, int]:
    """Return how many tasks stand in each group of states, and how many are overdue; one query."""
    counts = {key: Count("pk", filter=Q(state__in=states)) for key, states in STATES.items()}
    late = Count("pk", filter=Q(state__in=OPEN_TASKS, due_on__lt=on))
    return dict(tasks.order_by().aggregate(**counts, overdue=late))


def by_last_day(tasks: TaskQuerySet) -> TaskQuerySet:
    """Return the tasks with what a list shows, the earliest last day first, those without one last."""
    ordered = tasks.annotate(due_order=DUE_ORDER).order_by("due_order", "pk")
    return ordered.select_related("plan", "lead_unit", "owner").defer(
        "plan__closed_reason", "note", "message"
    )


def page_of_tasks(tasks: TaskQuerySet, after: str, *, size: int = PAGE) -> TaskPage:
    """Return the tasks after a place in the order of their days; a broken place gives the first page."""
    place = _place(after)
    ordered = by_last_day(tasks)
    if place is not None:
        day, key = place
        ordered = ordered.filter(Q(due_order__gt=day) | Q(due_order=day, pk__gt=key))
    rows = list(ordered[: size + 1])
    following = _written(rows[size - 1]) if len(rows) > size else ""
    return TaskPage(rows[:size], following)


def parts_of(plan: Plan, *, on: date) -> list[UnitPart]:
    """Return each lead unit's part of a plan, with rows in the units' own plans; units by name; one query."""
    above = Q(plan=plan, is_for_each_unit=False)
    below = Q(parent__plan=plan, parent__is_for_each_unit=True)
    rows = (
        Task.objects.filter(above | below)
        .exclude(state=TaskState.CANCELLED)
        .order_by()
        .values("lead_unit_id", "lead_unit__name")
        .annotate(
            count=Count("pk"),
            overdue=Count("pk", filter=Q(state__in=OPEN_TASKS, due_on__lt=on)),
            assigned=Count("pk", filter=Q(state=TaskState.ASSIGNED)),
            refused=Count("pk", filter=Q(state=TaskState.REFUSED)),
            done=Count("pk", filter=Q(state=TaskState.DONE)),
            first_due=Min("due_on", filter=Q(state__in=OPEN_TASKS)),
            last_answer=Max("answered_at"),
        )
        .order_by("lead_unit__name", "lead_unit_id")
    )
    found: list[dict[str, Any]] = [dict(row) for row in rows]
    return [UnitPart(row.pop("lead_unit_id"), row.pop("lead_unit__name"), **row) for row in found]


def _part(row: dict[str, Any]) -> UnitPart:
    key, name = row.pop("lead_unit_id"), row.pop("lead_unit__name")
    return UnitPart(key, name, **row)


def unit_plans_of(plan: Plan) -> dict[int, Plan]:
    """Return the plans that units made of their part, by the key of the unit; one query."""
    standing = plan.unit_plans.exclude(state="discarded")
    return {part.unit_id: part for part in standing}


def evidence_of(task: Task) -> QuerySet[Evidence]:
    """Return what was put forward for a task, the earliest first, withdrawn ones too."""
    return task.evidence.select_related("by", "attachment")


def links_of(task: Task) -> list[AnswerLink]:
    """Return the links by which a task was to be answered, the newest first, at most ten."""
    return list(task.answer_links.select_related("message", "made_by")[:10])


def is_late(evidence: Evidence, task: Task) -> bool:
    """Say whether evidence came after the task was handed in: whoever handed it in had not shown it."""
    return task.submitted_at is not None and evidence.at > task.submitted_at


def entries_of(task: Task) -> list[Entry]:
    """Return what the record says of a task, the newest first, at most sixty entries."""
    entries = Entry.objects.of_record("plans", "task", str(task.pk)).select_related("actor")
    return list(entries[:TIMELINE])


def children_of(task: Task) -> QuerySet[Task]:
    """Return the rows that carry a task in the plans of units, by the name of the unit."""
    return task.children.select_related("lead_unit", "plan", "owner").order_by("lead_unit__name", "pk")


def units_to_cascade(plan: Plan, *, on: date) -> QuerySet[Unit]:
    """Return the standing units below a plan's unit, those with tasks in it first, then by name."""
    led = plan.tasks.exclude(state=TaskState.CANCELLED).values("lead_unit_id")
    standing = Unit.objects.filter(start_on__lte=on).filter(Q(end_on__isnull=True) | Q(end_on__gt=on))
    return standing.filter(Q(parent_id=plan.unit_id) | Q(pk__in=led)).exclude(pk=plan.unit_id).distinct()


def led_counts(plan: Plan) -> dict[int, int]:
    """Return how many tasks of a plan each unit leads by itself, by the key of the unit."""
    rows = plan.tasks.filter(is_for_each_unit=False).exclude(state=TaskState.CANCELLED).order_by()
    return dict(rows.values("lead_unit_id").annotate(count=Count("pk")).values_list("lead_unit_id", "count"))


def shared_count(plan: Plan) -> int:
    """Return how many tasks of a plan are meant for each unit."""
    return plan.tasks.filter(is_for_each_unit=True).exclude(state=TaskState.CANCELLED).count()


def _written(task: Task) -> str:
    day = task.due_on or NO_DAY
    return urlsafe_b64encode(json.dumps([day.isoformat(), task.pk]).encode()).decode().rstrip("=")


def _place(text: str) -> tuple[date, int] | None:
    if not text or len(text) > LONGEST_CURSOR:
        return None
    try:
        day, key = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        place = date.fromisoformat(day)
    except (ValueError, TypeError):
        return None
    is_whole = isinstance(key, int) and not isinstance(key, bool) and abs(key) <= LARGEST_KEY
    return (place, key) if is_whole else None

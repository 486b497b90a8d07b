"""From a plan to its rows, and from its rows to the plans of units."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.plans.days import days_named
from dongthuan.apps.plans.lifecycle import State, TaskState
from dongthuan.apps.plans.models.directives import Duty, Plan
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.plans.operations.plans import NotInThatState
from dongthuan.apps.plans.operations.steps import given_now, refuse_dissolved, save_step
from dongthuan.apps.plans.operations.tasks import locked_plan, next_position
from dongthuan.apps.plans.operations.tasks_giving import DayNotConfirmed, stands
from dongthuan.apps.plans.operations.telling import tell_unit
from dongthuan.apps.plans.queries.directives import duties_of
from dongthuan.apps.plans.rules import ACCESS, Act
from dongthuan.apps.units.models import Unit

COPIED = (
    "ref",
    "content",
    "message",
    "audience",
    "channel",
    "product",
    "start_on",
    "due_on",
    "report_due_on",
    "indicator",
    "level",
)


@dataclass(frozen=True, slots=True)
class _Times:
    by: Actor
    at: datetime


@transaction.atomic
def tasks_from_duties(*, plan: Plan, by: Actor, at: datetime) -> list[Task]:
    """Draft a task for each duty of a plan that has none yet; returns the new ones.

    Lead: the first doer that is a unit; other units coordinate. Where no doer is a unit ("các đơn vị
    trực thuộc"), the plan's own unit leads, and if several are meant, one child for each unit is made
    when the plan is cascaded. Days: as `days` reads them, with the words, until a person confirms.
    """
    plan = locked_plan(plan, by)
    taken_up = set(plan.tasks.exclude(duty=None).values_list("duty_id", flat=True))
    on, year = clock.local_day(at), _year_of(plan, at)
    made: list[Task] = []
    position = next_position(plan)
    for duty in duties_of(plan):
        if duty.pk not in taken_up:
            made.append(_drafted(plan, duty, position + len(made), on=on, year=year))
    details = {"plan": plan.pk, "drafted": len(made)}
    if made:
        audit.note(act=Act.DRAFT_TASKS, actor=by, record=plan, at=at, details=details)
    return made


@transaction.atomic
def cascade(*, plan: Plan, units: Iterable[Unit], by: Actor, at: datetime) -> list[Plan]:
    """Give units their part of a plan in force: a plan of their own with a row for each of their tasks.

    A unit's tasks: those it leads, and those meant for each unit. Drafted ones are given by this. What a
    unit has already stays as it is: cascading twice adds only what is missing. Returns the units' plans.
    Raises NotInThatState, UnitDissolved, DayNotConfirmed.
    """
    plan = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
    require(ACCESS, Act.CASCADE, by, plan)
    if plan.state != State.ISSUED:
        raise NotInThatState(plan.state)
    chosen = [unit for unit in units if unit.pk != plan.unit_id]
    for unit in chosen:
        refuse_dissolved(unit, on=clock.local_day(at))
    tasks = list(
        plan.tasks.select_for_update(of=("self",))
        .exclude(state__in=[TaskState.DONE, TaskState.CANCELLED])
        .select_related("plan", "lead_unit")
        .order_by("position", "pk")
    )
    return [_unit_plan(plan, unit, tasks, _Times(by, at)) for unit in chosen]


def _unit_plan(plan: Plan, unit: Unit, tasks: Sequence[Task], times: _Times) -> Plan:
    own = [task for task in tasks if task.is_for_each_unit or task.lead_unit_id == unit.pk]
    part, is_new = Plan.objects.exclude(state=State.DISCARDED).get_or_create(
        parent=plan,
        unit=unit,
        defaults={
            "directive": plan.directive,
            "year": plan.year,
            "title": plan.title,
            "state": State.DRAFT,
            "created_at": times.at,
            "saved_at": times.at,
            "saved_by_id": times.by.pk,
        },
    )
    made = _rows_below(part, own, times)
    if is_new or made:
        details = {"unit": unit.pk, "unit_plan": part.pk, "added": len(made)}
        audit.note(act=Act.CASCADE, actor=times.by, record=plan, at=times.at, details=details)
    return part


def _rows_below(part: Plan, tasks: Sequence[Task], times: _Times) -> list[Task]:
    below = Task.objects.filter(plan=part, parent__in=tasks)
    standing = set(below.exclude(state=TaskState.CANCELLED).values_list("parent_id", flat=True))
    ever = set(below.values_list("parent_id", flat=True))
    made: list[Task] = []
    position = next_position(part)
    for task in tasks:
        if task.pk in (ever if task.is_for_each_unit else standing):
            continue
        _give(task, times)
        child = _child(part, task, position + len(made), times)
        made.append(child)
        if child.state == TaskState.ASSIGNED:
            tell_unit(child, Act.ASSIGN_TASK, by=times.by, at=times.at)
    return made


def _give(task: Task, times: _Times) -> None:
    if task.state != TaskState.DRAFT:
        return
    if task.due_words:
        raise DayNotConfirmed(task.pk)
    given_now(task, by_own_plan=task.lead_unit_id == task.plan.unit_id, at=times.at)
    save_step(task, "assigned_at", "answered_at", "reason", at=times.at)


def _child(part: Plan, task: Task, position: int, times: _Times) -> Task:
    is_carrier = not task.is_for_each_unit
    child = Task(
        plan=part,
        parent=task,
        position=position,
        lead_unit=part.unit,
        approving_unit_id=task.approving_unit_id or task.plan.unit_id,
        owner_id=task.owner_id if is_carrier else None,
        weight=task.weight if is_carrier else 1,
        state=task.state if is_carrier else TaskState.ASSIGNED,
        progress_percent=task.progress_percent if is_carrier else 0,
        reason=task.reason if is_carrier else "",
        assigned_at=task.assigned_at if is_carrier else times.at,
        answered_at=task.answered_at if is_carrier else None,
        submitted_at=task.submitted_at if is_carrier else None,
        submitted_by_id=task.submitted_by_id if is_carrier else None,
        **{name: getattr(task, name) for name in COPIED},
    )
    child.save()
    child.coordinating_units.set(task.coordinating_units.all())
    if is_carrier:
        task.evidence.update(task=child)
    return child


def _drafted(plan: Plan, duty: Duty, position: int, *, on: date, year: int) -> Task:
    doers = [actor for actor in duty.actors.all() if not actor.is_partner]
    leads = [actor.unit for actor in doers if actor.unit is not None and stands(actor.unit, on=on)]
    partners = [actor.unit for actor in duty.actors.all() if actor.is_partner and actor.unit is not None]
    named = days_named(duty.text, year=year)
    due = next((day for day in named if not day.is_for_report), None)
    report = next((day for day in named if day.is_for_report), None)
    words = "; ".join(day.words for day in (due, report) if day is not None)
    task = Task.objects.create(
        plan=plan,
        duty=duty,
        position=position,
        ref=duty.ref,
        content=duty.text,
        lead_unit=leads[0] if leads else plan.unit,
        is_for_each_unit=not leads and any(_means_many(actor.name) for actor in doers),
        due_on=due.day if due else None,
        report_due_on=report.day if report else None,
        due_words=words[:200],
    )
    helping = [unit for unit in dict.fromkeys([*leads[1:], *partners]) if unit != task.lead_unit]
    task.coordinating_units.set(unit for unit in helping if stands(unit, on=on))
    return task


def _means_many(name: str) -> bool:
    words = name.lower()
    return "các " in words or "đơn vị" in words or "thủ trưởng" in words


def _year_of(plan: Plan, at: datetime) -> int:
    if plan.year:
        return plan.year
    issued_on = plan.directive.issued_on if plan.directive else None
    return issued_on.year if issued_on else clock.local_day(at).year

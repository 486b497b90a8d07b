"""Next year's plan from this year's."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from dongthuan.apps.accounts.models import RoleHeld
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.plans.lifecycle import State
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.plans.operations.plans import taken
from dongthuan.apps.plans.operations.steps import refuse_dissolved
from dongthuan.apps.plans.queries.cloning import ORPHANED, RowMove, base_year, rows_moved, standing_clone
from dongthuan.apps.plans.rules import ACCESS, Act
from dongthuan.law.calendar import WorkingCalendar

ORPHAN_NOTE = "Đơn vị chủ trì cũ ({unit}) không còn; chọn lại đơn vị chủ trì."
_COPIED = (
    "ref content message audience channel product budget_line budget_vnd budget_source indicator level note "
    "weight position is_for_each_unit"
)


class AlreadyCloned(Exception):
    """There is a plan for that year from this one; `plan` is it."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan.pk)
        self.plan = plan


class NoYear(Exception):
    """The plan names no year and has no deadline, or the wanted year is its own or an earlier one."""


@transaction.atomic
def clone_plan(
    *, plan: Plan, year: int, version: int, calendar: WorkingCalendar, by: Actor, at: datetime
) -> Plan:
    """Draft the plan of a later year from this one, its days recomputed on that year's calendar.

    Copied: the rows that did not fall away, with their words, units, money and indicators. Not copied:
    states, progress, evidence, links to duties and to the plan above. Dissolved units are followed
    to their sole successor. Raises ChangedMeanwhile, AlreadyCloned, NoYear, UnitDissolved.
    """
    plan = taken(plan, version)
    require(ACCESS, Act.CLONE, by, plan)
    base, on = base_year(plan), clock.local_day(at)
    if base is None or year <= base:
        raise NoYear(year)
    known = standing_clone(plan, year)
    if known is not None:
        raise AlreadyCloned(known)
    refuse_dissolved(plan.unit, on=on)
    rows = rows_moved(plan, years=year - base, on=on, calendar=calendar)
    clone = Plan.objects.create(
        unit=plan.unit,
        cloned_from=plan,
        year=year,
        title=title_for(plan.title, base, year),
        state=State.DRAFT,
        created_at=at,
        saved_at=at,
        saved_by_id=by.pk,
    )
    _copy(rows, clone, on=on)
    details = {"from": plan.pk, "year": year, "tasks": len(rows), "calendar": calendar.version}
    audit.note(act=Act.CLONE, actor=by, record=clone, at=at, details=details)
    return clone


def title_for(title: str, base: int, year: int) -> str:
    """Return a plan's title for another year: the year in it replaced, or added at its end.

    >>> title_for("Kế hoạch truyền thông năm 2026", 2026, 2027)
    'Kế hoạch truyền thông năm 2027'
    """
    changed = re.sub(rf"\b{base}\b", str(year), title)
    return (changed if changed != title else f"{title} – {year}")[:1000]


def _copy(rows: list[RowMove], clone: Plan, *, on: date) -> None:
    owners = _owners_in_force(rows, on)
    tasks = [_task(row, clone, owners) for row in rows]
    Task.objects.bulk_create(tasks)
    by_old = {row.task.pk: task for row, task in zip(rows, tasks, strict=True)}
    children = [(by_old[row.task.pk], by_old.get(row.task.parent_id)) for row in rows if row.task.parent_id]
    for task, parent in children:
        task.parent = parent
    Task.objects.bulk_update([task for task, parent in children if parent], ["parent"])
    links = Task.coordinating_units.through
    links.objects.bulk_create(
        links(task_id=by_old[row.task.pk].pk, unit_id=unit.pk) for row in rows for unit in row.helpers
    )


def _task(row: RowMove, clone: Plan, owners: set[tuple[int, int]]) -> Task:
    old = row.task
    task = Task(plan=clone, lead_unit=row.lead, approving_unit=row.approver)
    for name in _COPIED.split():
        setattr(task, name, getattr(old, name))
    for name, move in row.days:
        setattr(task, name, move.new)
    if old.owner_id and (old.owner_id, row.lead.pk) in owners:
        task.owner_id = old.owner_id
    if row.unit_code == ORPHANED:
        task.note = "\n".join(filter(None, [old.note, ORPHAN_NOTE.format(unit=old.lead_unit.name)]))
    return task


def _owners_in_force(rows: Iterable[RowMove], on: date) -> set[tuple[int, int]]:
    owners = {row.task.owner_id for row in rows if row.task.owner_id}
    held = RoleHeld.objects.in_force(on=on).filter(officer_id__in=owners, officer__is_active=True)
    return set(held.values_list("officer_id", "unit_id"))

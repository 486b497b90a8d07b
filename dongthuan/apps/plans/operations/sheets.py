"""A sheet is handed in for a plan, looked over, and taken in: all of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.plans.lifecycle import State
from dongthuan.apps.plans.models.campaigns import SheetImport
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.operations.plans import ChangedMeanwhile, NotInThatState
from dongthuan.apps.plans.operations.tasks import TaskContent, add_task, rewrite_task
from dongthuan.apps.plans.queries.sheets import BAD, CHANGED, NEW, SAME, RowPlan, fingerprint, rows_planned
from dongthuan.apps.plans.rules import ACCESS, Act
from dongthuan.apps.plans.sheets import rows_of

KEPT_WAITING = timedelta(days=7)  # a preview that nobody confirmed
KEPT_APPLIED = timedelta(days=30)  # what was taken in; its counts stay in the audit record
PURGED_AT_ONCE = 200


class AlreadyTakenIn(Exception):
    """The import was confirmed before."""


class NothingToTakeIn(Exception):
    """No row is new or changed."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows were added, changed, left as they were, and left out for their faults."""

    new: int
    changed: int
    same: int
    bad: int


@transaction.atomic
def hand_in_sheet(
    *, plan: Plan, name: str, cells: Sequence[Sequence[str]], warnings: Sequence[str], by: Actor, at: datetime
) -> SheetImport:
    """Keep the rows of a sheet for the preview; nothing of the plan is changed.

    Earlier imports of this officer that were never confirmed are dropped. Raises NotInThatState,
    NoHeader, TooManyRows, SecretMark.
    """
    require(ACCESS, Act.IMPORT_SHEET, by, plan)
    if plan.state in (State.CLOSED, State.DISCARDED):
        raise NotInThatState(plan.state)
    refuse_secret(name, *(cell for row in cells for cell in row if cell))
    rows = rows_of(cells)
    SheetImport.objects.filter(plan=plan, by_id=by.pk, applied_at__isnull=True).delete()
    return SheetImport.objects.create(
        plan=plan,
        file_name=name[-255:],
        rows=rows,
        warnings=list(warnings),
        plan_version=plan.version,
        by_id=by.pk,
        at=at,
    )


@transaction.atomic
def take_in_sheet(*, made: SheetImport, seen: str, by: Actor, at: datetime) -> Counts:
    """Add the new rows and rewrite the changed ones, in one transaction; faulty rows are left out.

    seen: the fingerprint of the preview. Rows of the plan that the sheet lacks stay as they are.
    Raises AlreadyTakenIn, ChangedMeanwhile (the preview no longer holds), NothingToTakeIn, and what
    `add_task` and `rewrite_task` raise.
    """
    plan = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=made.plan_id)
    made = SheetImport.objects.select_for_update(of=("self",)).get(pk=made.pk)
    made.plan = plan
    require(ACCESS, Act.IMPORT_SHEET, by, plan)
    if made.applied_at is not None:
        raise AlreadyTakenIn
    rows = rows_planned(made, on=clock.local_day(at))
    if fingerprint(rows) != seen:
        raise ChangedMeanwhile(plan.pk)
    counts = counts_of(rows)
    if not counts.new + counts.changed:
        raise NothingToTakeIn
    for row in rows:
        _take_in(row, plan, by, at)
    made.applied_at = at
    made.save(update_fields=["applied_at"])
    details = {"new": counts.new, "changed": counts.changed, "same": counts.same, "bad": counts.bad}
    audit.note(act=Act.IMPORT_SHEET, actor=by, record=plan, at=at, details=details)
    return counts


@transaction.atomic
def purge_imports(*, by: Officer, at: datetime) -> int:
    """Let the rows of old workbooks go, a batch at a time; returns how many workbooks, 0 = none is left."""
    require(ACCESS, Act.PURGE_IMPORTS, by, None)
    waited = Q(applied_at__isnull=True, at__lt=at - KEPT_WAITING)
    old = SheetImport.objects.filter(waited | Q(applied_at__lt=at - KEPT_APPLIED)).order_by("pk")
    keys = list(old.select_for_update(skip_locked=True).values_list("pk", flat=True)[:PURGED_AT_ONCE])
    if keys:
        SheetImport.objects.filter(pk__in=keys).delete()
        audit.note(act=Act.PURGE_IMPORTS, actor=by, record=by, at=at, details={"workbooks": len(keys)})
    return len(keys)


def counts_of(rows: Sequence[RowPlan]) -> Counts:
    """Return how many rows are of which kind."""
    kinds = [row.kind for row in rows]
    return Counts(*(kinds.count(kind) for kind in (NEW, CHANGED, SAME, BAD)))


def _take_in(row: RowPlan, plan: Plan, by: Actor, at: datetime) -> None:
    if row.kind == NEW:
        content = TaskContent(**row.values, coordinating_units=row.helpers or ())
        add_task(plan=plan, content=content, by=by, at=at)
    elif row.kind == CHANGED and row.task is not None:
        task = row.task
        now = {f.name: getattr(task, f.name) for f in fields(TaskContent) if f.name != "coordinating_units"}
        helpers = row.helpers if row.helpers is not None else list(task.coordinating_units.all())
        content = TaskContent(**{**now, **row.values}, coordinating_units=helpers)
        rewrite_task(task=task, content=content, version=task.version, by=by, at=at)

"""Rows that the tests of planning share: a plan of one's own, tasks in any state, units that end."""

from datetime import UTC, date, datetime
from typing import Any

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.plans.lifecycle import State, TaskState
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.units.models import Unit

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
FIRST_DAY = date(2020, 1, 1)


def a_unit(code: str, name: str = "", **more: Any) -> Unit:
    """Return a unit below the agency."""
    agency = Unit.objects.get(parent__isnull=True)
    return Unit.objects.create(
        code=code, name=name or f"Đơn vị {code}", parent=agency, start_on=FIRST_DAY, **more
    )


def a_plan(unit: Unit, by: Officer, title: str = "Kế hoạch năm", **more: Any) -> Plan:
    """Return a plan in force that rests on no document."""
    more.setdefault("state", State.ISSUED)
    return Plan.objects.create(
        unit=unit, title=title, created_at=NOON, saved_at=NOON, saved_by_id=by.pk, issued_at=NOON, **more
    )


def a_task(plan: Plan, unit: Unit, **more: Any) -> Task:
    """Return a task that the unit took, unless another state is asked for."""
    more.setdefault("state", TaskState.ACCEPTED)
    more.setdefault("content", "Xây dựng chuyên mục hỏi đáp")
    more.setdefault("position", plan.tasks.count())
    if more["state"] == TaskState.DONE:
        more.setdefault("done_at", NOON)
    if more["state"] in (TaskState.REFUSED, TaskState.CANCELLED):
        more.setdefault("reason", "không đúng chức năng")
    return Task.objects.create(plan=plan, lead_unit=unit, **more)

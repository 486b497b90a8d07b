"""Officers of units, and the whole way of a plan to its units, that the tests of tasks share."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import OfficerContent, give_role, save_officer
from dongthuan.apps.common.roles import Role
from dongthuan.apps.plans.lifecycle import TaskState
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.plans.operations.cascading import cascade
from dongthuan.apps.plans.operations.tasks_progress import EvidenceContent, add_evidence, submit_task
from dongthuan.apps.units.models import Unit

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
DAY = date(2026, 3, 2)
FIRST_DAY = date(2020, 1, 1)
SHOWN = EvidenceContent(words="bài đã đăng", url="https://example.vn/bai")


def unit_officer_of(unit: Unit, name: str, by: Officer, role: Role = Role.UNIT_OFFICER) -> Officer:
    """Return an officer with one role in a unit."""
    officer = save_officer(officer=None, content=OfficerContent(name, f"Người {name}"), by=by, at=NOON)
    give_role(officer=officer, role=role, unit=unit, start_on=FIRST_DAY, by=by, at=NOON)
    return officer.on(DAY)


def fresh(task: Task) -> Task:
    """Return the task as it stands now."""
    return Task.objects.select_related("plan", "lead_unit", "parent").get(pk=task.pk)


def cascaded(plan: Plan, units: Sequence[Unit], by: Officer) -> list[Plan]:
    """Cascade a plan to units."""
    return cascade(plan=plan, units=units, by=by, at=NOON)


def handed_in(task: Task, by: Officer) -> Task:
    """Hand a task in, with a link that shows it was done."""
    assert fresh(task).state in (TaskState.ACCEPTED, TaskState.IN_PROGRESS)
    add_evidence(task=task, content=SHOWN, by=by, at=NOON)
    return submit_task(task=task, version=fresh(task).version, by=by, at=NOON)

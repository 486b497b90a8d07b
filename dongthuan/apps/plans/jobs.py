"""Deadlines of tasks are urged on, what nobody answered goes up to the head, old workbooks are let go."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from procrastinate.contrib.django import app

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.clocks.queries.calendars import working_calendar
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.notices import operations as notices
from dongthuan.apps.notices.reminding import Deadline
from dongthuan.apps.plans.lifecycle import TaskState
from dongthuan.apps.plans.models.tasks import Task, TaskQuerySet
from dongthuan.apps.plans.operations import sheets
from dongthuan.apps.plans.operations.escalating import escalate_unanswered as escalate

WORKED_ON = (TaskState.ASSIGNED, TaskState.ACCEPTED, TaskState.IN_PROGRESS)
AT_ONCE = 500


@app.task(name="plans.remind", queue="notices", lock="plans.remind", queueing_lock="plans.remind")
def remind(timestamp: int = 0) -> None:
    """Urge on whoever a step of a task's deadlines has come for; what was missed is caught up, once."""
    at = now()
    notices.remind(deadlines=deadlines(), fires_on=working_calendar().add_working_days, at=at)


@app.task(name="plans.escalate", queue="notices", lock="plans.escalate", queueing_lock="plans.escalate")
def escalate_unanswered(timestamp: int = 0) -> None:
    """Tell the head of the unit of each task that nobody answered in time."""
    at = now()
    by = acting_system(on=local_day(at))
    if by is not None:
        escalate(calendar=working_calendar(), by=by, at=at)


@app.task(name="plans.purge", queue="notices", lock="plans.purge", queueing_lock="plans.purge")
def purge_imports(timestamp: int = 0) -> None:
    """Let the rows of old workbooks go, batch by batch."""
    at = now()
    by = acting_system(on=local_day(at))
    while by is not None and sheets.purge_imports(by=by, at=at):
        pass


def deadlines() -> Iterator[Deadline]:
    """Return the last days of doing and of reporting of tasks on which somebody works, as they come.

    A task that a row in a unit's plan carries is left to that row; what was handed in awaits others.
    """
    rows: TaskQuerySet = Task.objects.filter(state__in=WORKED_ON).exclude(due_on=None, report_due_on=None)
    carried = Task.objects.exclude(state=TaskState.CANCELLED).filter(parent__is_for_each_unit=False)
    rows = rows.exclude(pk__in=carried.values("parent"))
    for task in rows.select_related("owner").order_by("pk").iterator(chunk_size=AT_ONCE):
        if task.due_on is not None:
            yield _deadline(task, task.due_on, task.owner, "")
        if task.report_due_on is not None and task.report_due_on != task.due_on:
            yield _deadline(task, task.report_due_on, task.owner, "report")


def _deadline(task: Task, due_on: date, owner: Officer | None, purpose: str) -> Deadline:
    return Deadline(
        record=task,
        title=str(task)[:200],
        url=reverse("plans:task", args=[task.pk]),
        due_on=due_on,
        owner=owner,
        unit_id=task.lead_unit_id,
        purpose=purpose,
    )

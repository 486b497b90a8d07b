"""A task that nobody answered goes up to the head of its unit, once."""

from datetime import date, datetime
from itertools import islice

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common import clock
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.notices import operations as notices
from dongthuan.apps.plans.lifecycle import TaskState
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.plans.queries import people
from dongthuan.apps.plans.queries.people import head_of
from dongthuan.law.calendar import WorkingCalendar

ANSWER_DAYS = 3
BATCH = 200
KIND = "plans.escalate"
_TITLE = _("Your unit has not answered for {days} working days: {task}")


def escalate_unanswered(
    *, calendar: WorkingCalendar, by: Actor, at: datetime, days: int = ANSWER_DAYS
) -> int:
    """Tell the head of the unit of each task that awaits an answer for `days` working days; returns how many.

    Where the unit has no head, that of the unit above; where there is none either, the Office. Told once for
    each time the task was given: the key of the notice holds that time.
    """
    on = clock.local_day(at)
    waiting = Task.objects.filter(state=TaskState.ASSIGNED, assigned_at__isnull=False)
    late = (
        task
        for task in waiting.select_related("lead_unit").order_by("pk").iterator(chunk_size=BATCH)
        if task.assigned_at is not None
        and calendar.add_working_days(clock.local_day(task.assigned_at), days) < on
    )
    count = 0
    while batch := list(islice(late, BATCH)):
        count += _told(batch, by=by, at=at, days=days)
    return count


@transaction.atomic
def _told(tasks: list[Task], *, by: Actor, at: datetime, days: int) -> int:
    on = clock.local_day(at)
    return sum(_tell(task, by=by, at=at, days=days, on=on) for task in tasks if _is_top(task))


def _is_top(task: Task) -> bool:
    """Say whether the task itself is answered: the row above one in a unit's plan follows that row."""
    below = task.children.filter(lead_unit_id=task.lead_unit_id).exclude(state=TaskState.CANCELLED)
    return task.is_for_each_unit or not below.exists()


def _tell(task: Task, *, by: Actor, at: datetime, days: int, on: date) -> int:
    heads = head_of(task.lead_unit, on=on) or list(people.the_office(on=on))
    assert task.assigned_at is not None
    told = [
        notices.queue(
            kind=KIND,
            recipient=head,
            title=format_lazy(_TITLE, days=days, task=str(task)[:200]),
            at=at,
            record=task,
            url=reverse("plans:task", args=[task.pk]),
            key=f"{KIND}:{task.pk}:{task.assigned_at.isoformat()}",
            is_binding=True,
        )
        for head in heads
    ]
    if not any(told):
        return 0
    audit.note(act=KIND, actor=by, record=task, at=at, details={"days": days, "told": len(told)})
    return 1

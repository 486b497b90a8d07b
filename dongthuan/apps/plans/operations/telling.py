"""Who is told when a task changes hands; what is told is queued in the transaction of the change."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.notices import operations as notices
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.plans.queries import people
from dongthuan.apps.plans.rules import Act

_TITLES: dict[Act, Any] = {
    Act.ASSIGN_TASK: _("A task awaits your unit's answer: {task}"),
    Act.REASSIGN_TASK: _("A task awaits your unit's answer: {task}"),
    Act.HAND_OVER: _("A task passed over to your unit: {task}"),
    Act.REWRITE_TASK: _("The dates of a task were changed: {task}"),
    Act.ACCEPT_TASK: _("{unit} accepted a task: {task}"),
    Act.REFUSE_TASK: _("{unit} refused a task: {task}"),
    Act.SUBMIT_TASK: _("{unit} handed in a task for approval: {task}"),
    Act.APPROVE_TASK: _("A task was approved as done: {task}"),
    Act.RETURN_TASK: _("A task came back to be completed: {task}"),
    Act.REOPEN_TASK: _("A task that was done is open again: {task}"),
    Act.CANCEL_TASK: _("A task fell away: {task}"),
}


def tell_unit(task: Task, act: Act, *, by: Actor, at: datetime) -> None:
    """Tell whoever works on the task: the one answerable, else the lead unit's officers."""
    on = clock.local_day(at)
    if task.owner_id is not None:
        _tell([Officer.objects.get(pk=task.owner_id)], task, act, by=by, at=at)
    else:
        _tell(people.officers_of([task.lead_unit_id], people.WORKERS, on=on), task, act, by=by, at=at)


def tell_office(task: Task, act: Act, *, by: Actor, at: datetime) -> None:
    """Tell whoever gave the task: the officers of the plan's unit above, and the Office."""
    on = clock.local_day(at)
    plan = task.parent.plan if task.parent_id and task.parent else task.plan
    officers = people.officers_of([plan.unit_id], people.WORKERS, on=on) | people.the_office(on=on)
    _tell(officers.distinct(), task, act, by=by, at=at)


def tell_approvers(task: Task, *, by: Actor, at: datetime) -> None:
    """Tell the approving unit's officers; where it has none, the Office."""
    unit_id = task.approving_unit_id or task.plan.unit_id
    on = clock.local_day(at)
    officers = people.officers_of([unit_id], people.WORKERS, on=on) | people.the_office(on=on)
    _tell(officers.distinct(), task, Act.SUBMIT_TASK, by=by, at=at)


def _tell(officers: Iterable[Officer], task: Task, act: Act, *, by: Actor, at: datetime) -> None:
    title = format_lazy(_TITLES[act], task=str(task)[:200], unit=task.lead_unit.label)
    for officer in officers:
        if officer.pk == by.pk:
            continue
        notices.queue(
            kind=act.value,
            recipient=officer,
            title=title,
            at=at,
            record=task,
            body=task.reason,
            url=reverse("plans:task", args=[task.pk]),
        )

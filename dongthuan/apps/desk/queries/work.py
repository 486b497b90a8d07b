"""What of plans, reports, documents and clocks awaits an officer today, and what a leader must see late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F
from django.urls import reverse

from dongthuan.apps.accounts.contacts import contacts_of
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.common.roles import Role
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.queries.signing import to_sign
from dongthuan.apps.plans.lifecycle import TaskState
from dongthuan.apps.plans.models.tasks import Task, TaskQuerySet
from dongthuan.apps.plans.queries.statistics import PLACES, total_of, unit_statistics
from dongthuan.apps.plans.rules import ACCESS, Act
from dongthuan.apps.reports.models.rounds import Round
from dongthuan.apps.reports.models.unit_reports import UnitReport
from dongthuan.apps.reports.queries.rounds import my_reports, rounds_needing

SOON = timedelta(days=7)
SHOWN = 8
RED_TASKS = 5


@dataclass(frozen=True, slots=True)
class Work:
    """What awaits an officer; each list is cut, the count is whole."""

    to_answer: Sequence[Task]
    overdue: Sequence[Task]
    due_soon: Sequence[Task]
    to_approve: Sequence[Task]
    refused: Sequence[Task]
    overdue_count: int
    reports: Sequence[UnitReport]
    rounds: Sequence[Round]
    to_sign: Sequence[OfficialDocument]
    clocks: Sequence[Clock]

    def is_empty(self) -> bool:
        """Say whether nothing at all awaits the officer."""
        lists = (self.to_answer, self.overdue, self.due_soon, self.to_approve, self.refused)
        return not any((*lists, self.reports, self.rounds, self.to_sign, self.clocks))


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure of execution: its words, and the list that holds exactly what it counts."""

    words: str
    value: int
    url: str


def figures_of_work(officer: Officer, *, on: date) -> list[Counted]:
    """Return how the tasks an officer sees stand, each figure with the address of its tasks."""
    total = total_of(unit_statistics(Task.objects.visible_to(officer), on=on), name="")
    tasks = reverse("plans:tasks")
    return [
        Counted(str(words), getattr(total, place), f"{tasks}?counted={place}")
        for place, words in PLACES.items()
    ]


@dataclass(frozen=True, slots=True)
class RedTask:
    """A late task, by how many days, and whom to call: its owner first, then who does it in the unit."""

    task: Task
    days_late: int
    contacts: Sequence[Officer]


def work_of(officer: Officer, *, at: datetime, on: date) -> Work:
    """Return what awaits this officer on a day; what is due first stands first."""
    own = _own_tasks(officer).filter(children__isnull=True)  # else its row in the unit's plan stands for it
    late = own.overdue(on=on)
    soon = own.open().filter(due_on__gte=on, due_on__lt=on + SOON)
    return Work(
        to_answer=_shown(own.filter(state=TaskState.ASSIGNED)),
        overdue=_shown(late),
        due_soon=_shown(soon),
        to_approve=[task for task in _shown(_to_approve(officer)) if ACCESS[Act.APPROVE_TASK](officer, task)],
        refused=_shown(_refused(officer)),
        overdue_count=late.count(),
        reports=my_reports(officer, on=on)[:SHOWN],
        rounds=rounds_needing(officer, on=on)[:SHOWN],
        to_sign=list(to_sign(officer)[:SHOWN]),
        clocks=_clocks(officer, at=at),
    )


def _clocks(officer: Officer, *, at: datetime) -> list[Clock]:
    """Return the running clocks of the officer's own units that end within a week or have ended."""
    units = [unit for _role, unit in officer.held_roles()]
    near = Clock.objects.open().filter(unit_id__in=units, due_at__lt=at + SOON)
    return list(near.select_related("unit").order_by(F("due_at").asc(nulls_last=True), "pk")[:SHOWN])


def _own_tasks(officer: Officer) -> TaskQuerySet:
    """Return the tasks that the officer answers for, alone or as the one who does a unit's communication."""
    units = [unit for role, unit in officer.held_roles() if role == Role.UNIT_OFFICER]
    return Task.objects.filter(lead_unit_id__in=units) | Task.objects.filter(owner_id=officer.pk)


def _to_approve(officer: Officer) -> TaskQuerySet:
    """Return the tasks handed in to a unit of the officer's."""
    units = [unit for _role, unit in officer.held_roles()]
    handed_in = Task.objects.filter(state=TaskState.SUBMITTED, children__isnull=True)
    named = handed_in.filter(approving_unit_id__in=units)
    unnamed = handed_in.filter(approving_unit__isnull=True, plan__unit_id__in=units)
    return named | unnamed


def _refused(officer: Officer) -> TaskQuerySet:
    """Return the refused tasks, for those who give tasks out."""
    gives = Role.COORDINATOR in officer.held_at_the_top()
    refused = Task.objects.filter(state=TaskState.REFUSED, children__isnull=True)
    return refused if gives else Task.objects.none()


def _shown(tasks: TaskQuerySet) -> list[Task]:
    return list(tasks.select_related("plan", "lead_unit").order_by("due_on", "pk")[:SHOWN])


def red_tasks(officer: Officer, *, on: date) -> list[RedTask]:
    """Return the five late tasks an officer sees that weigh most, the latest of equal ones first."""
    late = Task.objects.visible_to(officer).overdue(on=on).filter(children__isnull=True)
    ordered = late.select_related("plan", "lead_unit", "owner").order_by("-weight", "due_on", "pk")
    chosen = list(ordered[:RED_TASKS])
    people = contacts_of([task.lead_unit_id for task in chosen], on=on)
    return [
        RedTask(task, (on - task.due_on).days, _called(task, people.get(task.lead_unit_id, [])))
        for task in chosen
        if task.due_on is not None
    ]


def _called(task: Task, contacts: Sequence[Officer]) -> list[Officer]:
    owner = task.owner
    if owner is None or not owner.is_active:
        return list(contacts)
    return [owner, *(one for one in contacts if one.pk != owner.pk)]

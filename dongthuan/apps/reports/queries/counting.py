"""Which tasks a unit's report counts, and how each of them stood: the rows behind its figures."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from dongthuan.apps.common.clock import local_day
from dongthuan.apps.plans.lifecycle import TaskState
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import Evidence, Task, TaskQuerySet
from dongthuan.apps.reports.lifecycle import Outcome
from dongthuan.apps.reports.models.rounds import Round
from dongthuan.apps.reports.models.unit_reports import CountedTask, UnitReport

_NOT_GIVEN = (TaskState.DRAFT, TaskState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Counted:
    """A task as it stood at the end of a day. unit_id: the unit that led it then."""

    task: Task
    unit_id: int
    outcome: Outcome
    is_due: bool
    due_on: date | None
    done_on: date | None
    published_count: int = 0


def unit_keys_of(report: UnitReport) -> list[int]:
    """Return the unit of a report and the dissolved units whose reports it took over, to any depth."""
    keys, waiting = [report.unit_id], [report.pk]
    while waiting:
        taken = list(
            UnitReport.objects.filter(taken_over_by_id__in=waiting, round_id=report.round_id)
            .exclude(unit_id__in=keys)
            .values_list("pk", "unit_id")
        )
        keys += [unit for _pk, unit in taken]
        waiting = [pk for pk, _unit in taken]
    return keys


def plan_keys_of(round_: Round) -> list[int] | None:
    """Return the plan that a round reports on and the unit plans made from it; None = of all plans."""
    if round_.plan_id is None:
        return None
    keys, waiting = [round_.plan_id], [round_.plan_id]
    while waiting:
        below = Plan.objects.filter(parent_id__in=waiting).exclude(pk__in=keys)
        waiting = list(below.values_list("pk", flat=True))
        keys += waiting
    return keys


def tasks_of_period(
    unit_keys: Sequence[int], *, start_on: date, on: date, plan_keys: Collection[int] | None = None
) -> TaskQuerySet:
    """Return what units had on hand in a period: given by the end of `on`, not done before `start_on`.

    Work carried over from earlier periods is in it; drafts and what fell away are not.
    plan_keys: only the tasks of these plans; None = of all.
    """
    begin, end = _midnight(start_on), _midnight(on + timedelta(days=1))
    was_given = Q(assigned_at__isnull=True) | Q(assigned_at__lt=end)
    still_to_do = ~Q(state=TaskState.DONE) | Q(done_at__gte=begin)
    tasks = Task.objects.filter(lead_unit_id__in=unit_keys).exclude(state__in=_NOT_GIVEN)
    if plan_keys is not None:
        tasks = tasks.filter(plan_id__in=plan_keys)
    return tasks.filter(was_given).filter(still_to_do)


def tasks_counted(
    unit_keys: Sequence[int], *, start_on: date, on: date, plan_keys: Collection[int] | None = None
) -> list[Counted]:
    """Return the tasks that a report of these units counts, as they stood at the end of the day `on`.

    The definitions are those of `plans.queries.statistics`; a part of a task of the same unit is not
    counted beside the whole. Two queries.
    """
    found = tasks_of_period(unit_keys, start_on=start_on, on=on, plan_keys=plan_keys)
    tasks = list(found.order_by("due_on", "pk"))
    leads = {task.pk: task.lead_unit_id for task in tasks}
    whole = [t for t in tasks if t.parent_id is None or leads.get(t.parent_id) != t.lead_unit_id]
    published = _published([task.pk for task in whole], before=_midnight(on + timedelta(days=1)))
    return [_counted(task, on, published.get(task.pk, 0)) for task in whole]


def measures_of(rows: Iterable[Counted | CountedTask]) -> dict[str, int]:
    """Return the figures that counted tasks give; every figure is the number of some of the rows."""
    listed = list(rows)
    found = {str(outcome): sum(row.outcome == outcome for row in listed) for outcome in Outcome}
    return {
        "assigned": len(listed),
        "due": sum(row.is_due for row in listed),
        **found,
        "published": sum(row.published_count for row in listed),
    }


def rows_behind(rows: Iterable[Counted], measure: str) -> list[Counted]:
    """Return of the counted tasks those that one figure counts."""
    return [row for row in rows if _is_behind(row, measure)]


def versions_rows(version_key: int, measure: str) -> list[CountedTask]:
    """Return the tasks that one figure of a filed version counted, as they were frozen; one query."""
    rows = CountedTask.objects.filter(version_id=version_key).select_related("task", "unit")
    return [row for row in rows.order_by("due_on", "pk") if _is_behind(row, measure)]


def _is_behind(row: Counted | CountedTask, measure: str) -> bool:
    if measure == "assigned":
        return True
    if measure == "due":
        return row.is_due
    if measure == "published":
        return row.published_count > 0
    return str(row.outcome) == measure


def _counted(task: Task, on: date, published_count: int) -> Counted:
    done_on = local_day(task.done_at) if task.state == TaskState.DONE and task.done_at else None
    if done_on is not None and done_on > on:
        done_on = None
    due_on = task.due_on
    outcome = _outcome(due_on, done_on, on)
    is_due = due_on is not None and due_on <= on
    return Counted(task, task.lead_unit_id, outcome, is_due, due_on, done_on, published_count)


def _outcome(due_on: date | None, done_on: date | None, on: date) -> Outcome:
    if done_on is not None:
        return Outcome.IN_TIME if due_on is None or done_on <= due_on else Outcome.LATE
    return Outcome.OVERDUE if due_on is not None and due_on < on else Outcome.RUNNING


def _published(task_keys: list[int], *, before: datetime) -> dict[int, int]:
    shown = Evidence.objects.filter(
        task_id__in=task_keys, is_withdrawn=False, item__isnull=False, at__lt=before
    )
    return dict(shown.order_by().values_list("task_id").annotate(n=Count("pk")))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))

"""Tasks laid out in time: by day for the calendar, as bars for the timeline."""

from calendar import Calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet

from dongthuan.apps.plans.lifecycle import OPEN_TASKS, TaskState
from dongthuan.apps.plans.models.tasks import Task, TaskQuerySet
from dongthuan.apps.units.models import Unit
from dongthuan.law.calendar import WorkingCalendar

MOST_BARS = 300
MOST_OF_MONTH = 3_000
SHOWN_A_DAY = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """One task on one day: it is to be done by then, or (is_report) to be reported by then."""

    task: Task
    is_report: bool
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of the grid. why_off: why nobody works, "" on working days; is_extra_work: a worked weekend."""

    day: date
    is_of_month: bool
    is_today: bool
    why_off: str
    is_extra_work: bool
    marks: list[Mark] = field(default_factory=list)

    @property
    def shown(self) -> list[Mark]:
        """The marks for which there is room."""
        return self.marks[:SHOWN_A_DAY]

    @property
    def more_count(self) -> int:
        """How many marks there is no room for."""
        return max(0, len(self.marks) - SHOWN_A_DAY)


@dataclass(frozen=True, slots=True)
class Bar:
    """One task as a bar: x and width in days from the first day shown; a point where no start is known."""

    task: Task
    x: int
    width: int
    is_point: bool
    late_days: int


@dataclass(frozen=True, slots=True)
class UnitBar:
    """All tasks of one unit as one bar, with what is done and overdue of them."""

    unit_id: int
    unit_name: str
    count: int
    done_count: int
    overdue_count: int
    x: int
    width: int
    done_width: int


def shown_once(tasks: TaskQuerySet) -> TaskQuerySet:
    """Leave out drafts, what fell away, and rows that the lead unit carries in a plan of its own."""
    return tasks.given().uncarried()


def leading_units() -> QuerySet[Unit]:
    """Return the units that lead a task, by name."""
    return Unit.objects.filter(Exists(Task.objects.filter(lead_unit=OuterRef("pk")))).order_by("name")


def month_grid(
    month: date, marks: Iterable[Mark], calendar: WorkingCalendar, *, today: date
) -> list[list[DayCell]]:
    """Return the weeks of a month, Monday first, each day with its marks.

    month: any day of it.
    """
    by_day: dict[date, list[Mark]] = {}
    for mark in marks:
        day = mark.task.report_due_on if mark.is_report else mark.task.due_on
        assert day is not None
        by_day.setdefault(day, []).append(mark)
    return [
        [_cell(day, month, by_day.get(day, []), calendar, today) for day in week]
        for week in Calendar().monthdatescalendar(month.year, month.month)
    ]


def _cell(day: date, month: date, marks: list[Mark], calendar: WorkingCalendar, today: date) -> DayCell:
    why = calendar.why_off(day)
    return DayCell(day, day.month == month.month, day == today, why, day.weekday() > 4 and not why, marks)


def span_of(month: date) -> tuple[date, date]:
    """Return the first day of the month's grid and the first day after it."""
    weeks = Calendar().monthdatescalendar(month.year, month.month)
    return weeks[0][0], weeks[-1][-1] + timedelta(days=1)


def marks_between(tasks: TaskQuerySet, start_on: date, end_on: date, *, today: date) -> list[Mark]:
    """Return what is to be done or reported on the days from `start_on` to before `end_on`; one query.

    Overdue first, then by reference. At most 3,000 tasks are read.
    """
    within = Q(due_on__gte=start_on, due_on__lt=end_on) | Q(
        report_due_on__gte=start_on, report_due_on__lt=end_on
    )
    rows = shown_once(tasks).filter(within).select_related("lead_unit")
    rows = rows.only(
        "ref", "content", "due_on", "report_due_on", "state", "lead_unit__name", "lead_unit__short_name"
    )
    marks = []
    for task in rows.order_by("due_on", "pk")[:MOST_OF_MONTH]:
        is_open = task.state in OPEN_TASKS
        for is_report, day in ((False, task.due_on), (True, task.report_due_on)):
            if day is not None and start_on <= day < end_on:
                marks.append(Mark(task, is_report, is_open and day < today))
    return sorted(marks, key=lambda mark: (not mark.is_overdue, mark.is_report))


def bars_of(tasks: TaskQuerySet, start_on: date, end_on: date, *, today: date) -> tuple[list[Bar], int]:
    """Return the tasks with a day in the span as bars, and how many more there were; two queries.

    By lead unit, then by last day.
    """
    rows = _within(shown_once(tasks), start_on, end_on).select_related("lead_unit", "plan")
    rows = rows.defer("message", "note", "plan__closed_reason").order_by(
        "lead_unit__name", "lead_unit_id", "due_on", "pk"
    )
    found = list(rows[: MOST_BARS + 1])
    left = rows.count() - MOST_BARS if len(found) > MOST_BARS else 0
    return [_bar(task, start_on, end_on, today) for task in found[:MOST_BARS]], left


def _within(tasks: TaskQuerySet, start_on: date, end_on: date) -> TaskQuerySet:
    return tasks.filter(due_on__isnull=False).filter(
        Q(due_on__gte=start_on, due_on__lt=end_on)
        | Q(start_on__lt=end_on, due_on__gte=start_on, start_on__isnull=False)
    )


def _bar(task: Task, start_on: date, end_on: date, today: date) -> Bar:
    assert task.due_on is not None
    begun = max(task.start_on or task.due_on, start_on)
    ended = min(task.due_on, end_on - timedelta(days=1))
    late = (today - task.due_on).days if task.state in OPEN_TASKS and task.due_on < today else 0
    return Bar(task, (begun - start_on).days, (ended - begun).days + 1, task.start_on is None, late)


def unit_bars(tasks: TaskQuerySet, start_on: date, end_on: date, *, today: date) -> list[UnitBar]:
    """Return one bar a lead unit, units by name; one query."""
    rows = (
        _within(shown_once(tasks), start_on, end_on)
        .order_by()
        .values("lead_unit_id", "lead_unit__name")
        .annotate(
            count=Count("pk"),
            done=Count("pk", filter=Q(state=TaskState.DONE)),
            late=Count("pk", filter=Q(state__in=OPEN_TASKS, due_on__lt=today)),
            first=Min("start_on"),
            first_due=Min("due_on"),
            last=Max("due_on"),
        )
        .order_by("lead_unit__name", "lead_unit_id")
    )
    return [
        _unit_bar((row["lead_unit_id"], row["lead_unit__name"]), (row["count"], row["done"], row["late"]),
                  (min(filter(None, [row["first"], row["first_due"]])), row["last"]), (start_on, end_on))
        for row in rows
    ]  # fmt: skip


def _unit_bar(
    unit: tuple[int, str], counts: tuple[int, int, int], days: tuple[date, date], span: tuple[date, date]
) -> UnitBar:
    begun, ended = max(days[0], span[0]), min(days[1], span[1] - timedelta(days=1))
    width = (ended - begun).days + 1
    return UnitBar(*unit, *counts, (begun - span[0]).days, width, width * counts[1] // counts[0])


def month_ticks(start_on: date, end_on: date) -> list[tuple[int, date]]:
    """Return the first day of each month of the span and how many days it lies from the beginning."""
    days: Sequence[date] = [start_on + timedelta(days=n) for n in range((end_on - start_on).days)]
    return [((day - start_on).days, day) for day in days if day.day == 1]

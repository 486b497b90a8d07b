"""What next year's plan would look like: each row with its days moved and its units followed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dongthuan.apps.plans.cloning import DayMove, moved, not_before
from dongthuan.apps.plans.lifecycle import TaskState
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.plans.queries.statistics import sole_successors
from dongthuan.apps.units.models import Unit
from dongthuan.law.calendar import WorkingCalendar

INHERITED, ORPHANED = "inherited", "orphaned"


@dataclass(frozen=True, slots=True)
class RowMove:
    """One row of the plan as it would stand in the new year.

    lead: the unit that would lead; unit_code: "" where it is the same one, "inherited" where the sole
    successor takes over, "orphaned" where none can be told and the plan's own unit stands in.
    helpers: coordinating units that stand, successors in place of dissolved ones.
    """

    task: Task
    start: DayMove | None
    due: DayMove | None
    report: DayMove | None
    lead: Unit
    unit_code: str
    helpers: tuple[Unit, ...]
    approver: Unit | None

    @property
    def days(self) -> list[tuple[str, DayMove]]:
        """The days that the row has, each with the name of its column."""
        named = [("start_on", self.start), ("due_on", self.due), ("report_due_on", self.report)]
        return [(name, move) for name, move in named if move is not None]


def base_year(plan: Plan) -> int | None:
    """Return the year that the plan is for: its own, or that of its earliest deadline, or None."""
    if plan.year:
        return int(plan.year)
    first = (
        plan.tasks.filter(due_on__isnull=False).order_by("due_on").values_list("due_on", flat=True).first()
    )
    return first.year if first else None


def rows_moved(plan: Plan, *, years: int, on: date, calendar: WorkingCalendar) -> list[RowMove]:
    """Return the rows of a plan moved by some years, in its order; what fell away is left out.

    on: the day as of which units stand. Five queries whatever the number of rows.
    """
    tasks = plan.tasks.exclude(state=TaskState.CANCELLED).order_by("position", "pk")
    rows = list(
        tasks.select_related("lead_unit", "approving_unit", "owner").prefetch_related("coordinating_units")
    )
    follow = _Follower(on)
    return [_row(task, plan, years, calendar, follow) for task in rows]


class _Follower:
    """Leads from a unit to the one that stands on the day."""

    def __init__(self, on: date) -> None:
        self._on = on
        heirs = sole_successors(on=on)
        units = Unit.objects.in_bulk([key for key, _name in heirs.values()])
        self._heirs = {old: units[key] for old, (key, _name) in heirs.items()}

    def unit(self, unit: Unit) -> Unit | None:
        """Return the unit itself where it stands, its sole successor, or None."""
        if unit.end_on is None or unit.end_on > self._on:
            return unit
        return self._heirs.get(unit.pk)

    def all(self, units: Iterable[Unit], *, but: Unit) -> tuple[Unit, ...]:
        """Return the units that stand in for these, each once, without `but`."""
        found = {unit.pk: unit for one in units if (unit := self.unit(one)) is not None}
        return tuple(unit for key, unit in found.items() if key != but.pk)


def _row(task: Task, plan: Plan, years: int, calendar: WorkingCalendar, follow: _Follower) -> RowMove:
    start, due, report = (
        moved(day, years, calendar) if day else None
        for day in (task.start_on, task.due_on, task.report_due_on)
    )
    lead = follow.unit(task.lead_unit)
    code = "" if lead == task.lead_unit else INHERITED if lead else ORPHANED
    lead = lead or plan.unit
    approver = follow.unit(task.approving_unit) if task.approving_unit else None
    helpers = follow.all(task.coordinating_units.all(), but=lead)
    due = not_before(due, start)
    return RowMove(task, start, due, not_before(report, due), lead, code, helpers, approver)


def standing_clone(plan: Plan, year: int) -> Plan | None:
    """Return the plan that was already cloned from this one for that year, or None."""
    return Plan.objects.standing().filter(cloned_from=plan, year=year).first()

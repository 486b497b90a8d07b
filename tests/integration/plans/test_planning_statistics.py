"""Assigned, due, done in time, done late, overdue: the sums add up, on the day itself and at midnight."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.plans.lifecycle import TaskState
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.plans.queries.statistics import UnitStatistics, total_of, unit_statistics
from dongthuan.apps.units.models import Unit
from tests.integration.plans.planning_cast import a_plan, a_task, a_unit

DAY = date(2026, 3, 10)
MIDNIGHT = datetime(2026, 3, 10, 17, tzinfo=UTC)  # the local day begins seven hours before
STATES = ["draft", "assigned", "refused", "accepted", "in_progress", "submitted", "done", "cancelled"]


@pytest.fixture
def unit(system: Officer) -> Unit:
    return a_unit("A", "Ban A")


@pytest.fixture
def yearly(unit: Unit, system: Officer) -> Plan:
    return a_plan(unit, system)


def only(on: date = DAY) -> UnitStatistics:
    (row,) = unit_statistics(Task.objects.all(), on=on)
    return row


@pytest.mark.parametrize(
    ("given", "counts"),
    [
        ({"due_on": DAY}, {"due": 1, "not_yet_due": 1}),
        ({"due_on": DAY - timedelta(days=1)}, {"due": 1, "overdue": 1}),
        ({"due_on": DAY + timedelta(days=1)}, {"due": 0, "not_yet_due": 1}),
        ({}, {"due": 0, "undated": 1}),
        ({"state": TaskState.REFUSED, "due_on": date(2026, 3, 1)}, {"due": 1, "overdue": 1}),
        (
            {"state": TaskState.DONE, "done_at": MIDNIGHT - timedelta(seconds=1), "due_on": DAY},
            {"due": 1, "done_in_time": 1},
        ),
        ({"state": TaskState.DONE, "done_at": MIDNIGHT - timedelta(days=1)}, {"due": 0, "done_in_time": 1}),
        (
            {
                "state": TaskState.DONE,
                "done_at": datetime(2026, 3, 9, 17, tzinfo=UTC),
                "due_on": date(2026, 3, 9),
            },
            {"due": 1, "done_late": 1},
        ),
        ({"state": TaskState.DONE, "done_at": MIDNIGHT, "due_on": DAY}, {"due": 1, "not_yet_due": 1}),
    ],
)
def test_each_task_lies_in_one_place(
    yearly: Plan, unit: Unit, given: dict[str, Any], counts: dict[str, int]
) -> None:
    a_task(yearly, unit, **given)
    row = only()
    assert row.assigned == 1 == row.done + row.open
    assert {key: getattr(row, key) for key in counts} == counts


def test_drafts_what_fell_away_and_what_came_later_are_not_counted(yearly: Plan, unit: Unit) -> None:
    a_task(yearly, unit, state=TaskState.DRAFT, due_on=DAY)
    a_task(yearly, unit, state=TaskState.CANCELLED, due_on=DAY)
    a_task(yearly, unit, assigned_at=MIDNIGHT, due_on=DAY)
    assert unit_statistics(Task.objects.all(), on=DAY) == []


def test_the_sums_add_up_whatever_the_tasks(yearly: Plan, system: Officer) -> None:
    dice = random.Random(7)
    units = [a_unit(f"U{number}") for number in range(4)]
    for _ in range(300):
        state = dice.choice(STATES)
        due = dice.choice([None, DAY + timedelta(days=dice.randint(-9, 9))])
        at = MIDNIGHT + timedelta(hours=dice.randint(-200, 200))
        done_at = at if state == "done" else None
        a_task(yearly, dice.choice(units), state=state, due_on=due, done_at=done_at, assigned_at=at)
    rows = unit_statistics(Task.objects.all(), on=DAY)
    assert len(rows) == 4
    for row in [*rows, total_of(rows, name="Tổng")]:
        parts = row.done_in_time + row.done_late + row.overdue + row.not_yet_due + row.undated
        assert row.assigned == parts
        assert row.overdue <= row.due <= row.assigned
    given = Task.objects.exclude(state__in=["draft", "cancelled"]).filter(assigned_at__lt=MIDNIGHT)
    assert total_of(rows, name="").assigned == given.count()


def test_a_handed_down_task_counts_once_for_the_unit_that_leads_both(
    yearly: Plan, unit: Unit, system: Officer
) -> None:
    other = a_unit("B", "Ban B")
    above = a_task(yearly, unit, due_on=DAY)
    part = a_plan(unit, system, parent=yearly)
    a_task(part, unit, parent=above, due_on=DAY)
    a_task(part, other, parent=above, due_on=DAY)
    counted = {row.unit_name: row.assigned for row in unit_statistics(Task.objects.all(), on=DAY)}
    assert counted == {"Ban A": 1, "Ban B": 1}
    assert sum(row.assigned for row in unit_statistics(part.tasks.all(), on=DAY)) == 2


def test_a_sole_successor_takes_over_through_a_chain(yearly: Plan, unit: Unit, system: Officer) -> None:
    middle, last = a_unit("M", "Ban M", end_on=DAY), a_unit("Z", "Ban Z")
    middle.predecessors.add(unit)
    last.predecessors.add(middle)
    unit.end_on = DAY - timedelta(days=30)
    unit.save()
    a_task(yearly, unit, due_on=DAY)
    a_task(yearly, last, due_on=DAY)
    row = only()
    assert (row.unit_name, row.assigned, row.inherited) == ("Ban Z", 2, 1)
    assert {one.unit_name for one in unit_statistics(Task.objects.all(), on=date(2026, 1, 5))} == {
        "Ban A",
        "Ban Z",
    }


def test_with_two_successors_tasks_stay_under_the_old_name(yearly: Plan, unit: Unit, system: Officer) -> None:
    for code in ("X", "Y"):
        a_unit(code).predecessors.add(unit)
    unit.end_on = DAY
    unit.save()
    a_task(yearly, unit, due_on=DAY)
    assert only().unit_name == "Ban A"


def test_one_query(yearly: Plan, unit: Unit, django_assert_num_queries: Any) -> None:
    a_task(yearly, unit, due_on=DAY)
    with django_assert_num_queries(1):
        unit_statistics(Task.objects.all(), on=DAY)

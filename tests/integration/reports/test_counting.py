"""Which tasks a report counts, against the definitions of the statistics by unit."""

from collections.abc import Callable
from datetime import date

import pytest

from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.plans.queries.statistics import unit_statistics
from dongthuan.apps.reports.measures import JUDGED
from dongthuan.apps.reports.models.unit_reports import UnitReport
from dongthuan.apps.reports.queries import counting
from dongthuan.apps.reports.queries.unit_reports import counted_of
from dongthuan.apps.units.models import Unit
from tests.integration.reports.conftest import DAY, END, START, at

LAST = date(2026, 12, 14)


def test_each_task_has_one_place(report: UnitReport) -> None:
    measures = counting.measures_of(counted_of(report, on=DAY))
    assert measures == {
        "assigned": 5,
        "due": 3,
        "in_time": 1,
        "late": 1,
        "overdue": 1,
        "running": 2,
        "published": 0,
    }
    assert measures["assigned"] == sum(measures[key] for key in JUDGED) + measures["running"]


def test_the_figures_are_those_of_the_statistics(report: UnitReport, institute: Unit) -> None:
    mine = counting.measures_of(counted_of(report, on=DAY))
    (theirs,) = unit_statistics(counting.tasks_of_period([institute.pk], start_on=START, on=LAST), on=LAST)
    assert (mine["assigned"], mine["due"]) == (theirs.assigned, theirs.due)
    assert (mine["in_time"], mine["late"]) == (theirs.done_in_time, theirs.done_late)
    assert mine["overdue"] == theirs.overdue
    assert mine["running"] == theirs.not_yet_due + theirs.undated


@pytest.mark.parametrize(
    ("given", "counted"),
    [
        pytest.param({"state": "done", "done_at": at(date(2025, 12, 14))}, False, id="done before"),
        pytest.param({"state": "done", "done_at": at(START)}, True, id="done on the first day"),
        pytest.param({"assigned_at": at(date(2026, 12, 14))}, True, id="given on the last day"),
        pytest.param({"assigned_at": at(END)}, False, id="given after the cut-off"),
        pytest.param({"state": "cancelled", "reason": "thôi"}, False, id="fallen away"),
        pytest.param({"state": "draft"}, False, id="draft"),
        pytest.param({"state": "refused", "reason": "bận"}, True, id="refused stays"),
    ],
)
def test_what_belongs_to_the_period(
    given: dict[str, object], counted: bool, make_task: Callable[..., Task], institute: Unit
) -> None:
    task = make_task(institute, "Một việc", **given)
    rows = counting.tasks_counted([institute.pk], start_on=START, on=LAST)
    assert (task in [row.task for row in rows]) == counted


def test_done_after_the_cut_off_was_not_done(make_task: Callable[..., Task], institute: Unit) -> None:
    make_task(institute, "Muộn", state="done", due_on=date(2026, 12, 10), done_at=at(date(2026, 12, 15)))
    (row,) = counting.tasks_counted([institute.pk], start_on=START, on=LAST)
    assert (row.outcome, row.done_on) == ("overdue", None)


def test_a_part_is_not_counted_beside_the_whole(make_task: Callable[..., Task], institute: Unit) -> None:
    whole = make_task(institute, "Cả")
    make_task(institute, "Phần", parent=whole)
    rows = counting.tasks_counted([institute.pk], start_on=START, on=LAST)
    assert [row.task for row in rows] == [whole]


def test_rows_behind_a_figure_are_as_many_as_it_says(report: UnitReport) -> None:
    rows = counted_of(report, on=DAY)
    measures = counting.measures_of(rows)
    for key in ("assigned", "due", "in_time", "late", "overdue", "running"):
        assert len(counting.rows_behind(rows, key)) == measures[key]

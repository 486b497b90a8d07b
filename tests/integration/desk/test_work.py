"""What of plans, reports and documents awaits whom, and what a leader sees late."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import OfficerContent, give_role, save_officer
from dongthuan.apps.common import clock
from dongthuan.apps.common.roles import Role
from dongthuan.apps.desk.queries.work import red_tasks, work_of
from dongthuan.apps.plans.lifecycle import TaskState
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.units.models import Unit
from tests.integration.plans.planning_cast import a_plan, a_task, a_unit

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
DAY = date(2026, 3, 2)
FIRST_DAY = date(2020, 1, 1)


@pytest.fixture
def institute(system: Officer) -> Unit:
    return a_unit("V1", "Viện Một")


@pytest.fixture
def plan(institute: Unit, coordinator: Officer) -> Plan:
    return a_plan(Unit.objects.get(parent__isnull=True), coordinator)


@pytest.fixture
def officer(institute: Unit, system: Officer) -> Officer:
    content = OfficerContent("hoa", "Trần Hoa", phone="024 111")
    found = save_officer(officer=None, content=content, by=system, at=NOON)
    give_role(officer=found, role=Role.UNIT_OFFICER, unit=institute, start_on=FIRST_DAY, by=system, at=NOON)
    return found.on(DAY)


def test_each_task_stands_where_it_waits(plan: Plan, institute: Unit, officer: Officer) -> None:
    late = a_task(plan, institute, due_on=DAY - timedelta(days=1))
    soon = a_task(plan, institute, due_on=DAY)
    asked = a_task(plan, institute, state=TaskState.ASSIGNED, due_on=DAY + timedelta(days=30))
    a_task(plan, institute, state=TaskState.DONE, due_on=DAY - timedelta(days=9))
    a_task(plan, a_unit("V2"), due_on=DAY - timedelta(days=1))
    work = work_of(officer, at=NOON, on=DAY)
    assert (list(work.overdue), work.overdue_count) == ([late], 1)
    assert list(work.due_soon) == [soon]
    assert list(work.to_answer) == [asked]
    assert not work.is_empty()


def test_a_task_carried_by_a_units_row_is_shown_once(
    plan: Plan, institute: Unit, officer: Officer, coordinator: Officer
) -> None:
    above = a_task(plan, institute, due_on=DAY - timedelta(days=1))
    part = a_plan(institute, officer, parent=plan)
    row = a_task(part, institute, parent=above, due_on=DAY - timedelta(days=1))
    assert list(work_of(officer, at=NOON, on=DAY).overdue) == [row]
    assert [red.task for red in red_tasks(coordinator, on=DAY)] == [row]


def test_nobody_is_shown_his_own_work_to_approve(
    plan: Plan, institute: Unit, coordinator: Officer, leader: Officer
) -> None:
    task = a_task(plan, institute, state=TaskState.SUBMITTED, submitted_by_id=coordinator.pk)
    assert list(work_of(coordinator, at=NOON, on=DAY).to_approve) == []
    assert list(work_of(leader, at=NOON, on=DAY).to_approve) == [task]


def test_refusals_come_back_to_the_office_only(
    plan: Plan, institute: Unit, coordinator: Officer, officer: Officer
) -> None:
    task = a_task(plan, institute, state=TaskState.REFUSED)
    assert list(work_of(coordinator, at=NOON, on=DAY).refused) == [task]
    assert list(work_of(officer, at=NOON, on=DAY).refused) == []


def test_a_leader_sees_the_heaviest_late_tasks_and_whom_to_call(
    plan: Plan, institute: Unit, officer: Officer, client: Client, leader: Officer
) -> None:
    for days in range(1, 8):
        a_task(plan, institute, due_on=DAY - timedelta(days=days))
    heavy = a_task(plan, institute, due_on=DAY - timedelta(days=1), weight=5, content="Việc nặng")
    red = red_tasks(leader, on=DAY)
    assert len(red) == 5
    assert (red[0].task, red[0].days_late, red[0].contacts) == (heavy, 1, [officer])
    assert [row.days_late for row in red[1:]] == [7, 6, 5, 4]
    client.force_login(leader)
    page = client.get("/lanh-dao/").content.decode()
    assert "Việc nặng" in page
    assert "Trần Hoa (024 111)" in page


def test_the_owner_of_a_late_task_is_called_first(
    plan: Plan, institute: Unit, officer: Officer, unit_officer: Officer, coordinator: Officer
) -> None:
    task = a_task(plan, institute, due_on=DAY - timedelta(days=1), owner=unit_officer)
    assert red_tasks(coordinator, on=DAY)[0].contacts == [unit_officer, officer]
    Officer.objects.filter(pk=unit_officer.pk).update(is_active=False)
    assert red_tasks(coordinator, on=DAY)[0].contacts == [officer]
    assert task.owner == unit_officer


def test_the_desk_says_nothing_of_work_where_there_is_none(client: Client, officer: Officer) -> None:
    client.force_login(officer)
    assert "Kế hoạch, báo cáo, văn bản" not in client.get("/").content.decode()
    assert Task.objects.count() == 0


def test_the_desk_shows_what_is_late_today(
    plan: Plan, institute: Unit, officer: Officer, client: Client
) -> None:
    a_task(plan, institute, due_on=clock.local_day(clock.now()) - timedelta(days=2), content="Việc trễ hạn")
    client.force_login(officer)
    page = client.get("/").content.decode()
    assert "Việc trễ hạn" in page
    assert "quá hạn" in page

"""The legal clock of a task whose limit the law fixes."""

import pytest
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.plans.lifecycle import TaskState
from dongthuan.apps.plans.models.tasks import Evidence, Task
from dongthuan.apps.units.models import Unit
from dongthuan.law.packs import shipped_rules
from tests.integration.conftest import NOON
from tests.integration.plans.planning_cast import a_plan, a_task

RULE = next(rule for rule in shipped_rules() if rule.alias == "A08")
GIVEN = {"name": RULE.key, "start_at": "2026-03-02T09:00", "start_reason": "nhận câu hỏi của báo"}


@pytest.fixture
def task(institute: Unit, coordinator: Officer) -> Task:
    """A task of the agency's plan that the institute took."""
    return a_task(a_plan(Unit.objects.get(parent=None), coordinator), institute)


def at(task: Task, rest: str = "") -> str:
    return f"/ke-hoach/cong-viec/{task.pk}/{rest}"


@pytest.mark.parametrize(
    ("name", "status"),
    [("coordinator", 200), ("institute_officer", 200), ("leader", 403), ("outsider", 404)],
)
def test_who_may_start_one(name: str, status: int, client: Client, task: Task, request) -> None:
    client.force_login(request.getfixturevalue(name))
    assert client.get(at(task, "dong-ho/")).status_code == status


def test_it_runs_on_the_task_and_is_shown_there(
    client: Client, task: Task, institute_officer: Officer
) -> None:
    client.force_login(institute_officer)
    assert client.post(at(task, "dong-ho/"), GIVEN).status_code == 302
    clock = Clock.objects.get()
    assert (clock.record_type, clock.record_key) == ("plans.task", str(task.pk))
    assert (clock.unit, clock.url) == (task.lead_unit, at(task))
    page = client.get(at(task)).content.decode()
    assert clock.rule_title in page
    Task.objects.update(state=TaskState.DONE, done_at=clock.start_at)
    assert "còn đồng hồ đang chạy" in client.get(at(task)).content.decode()
    assert client.get(at(task, "dong-ho/")).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [{"name": "khong-co"}, {"start_at": "29/02/2026 09:00"}, {"start_at": "9999-01-01T00:00"},
     {"start_reason": " "}, {"start_at": "2099-01-01T00:00"}],
)  # fmt: skip
def test_what_is_wrong_is_said(
    wrong: dict[str, str], client: Client, task: Task, coordinator: Officer
) -> None:
    client.force_login(coordinator)
    page = client.post(at(task, "dong-ho/"), GIVEN | wrong)
    assert page.status_code == 400
    assert Clock.objects.count() == 0


@pytest.mark.parametrize(("ticked", "state"), [({"ends_clocks": "on"}, "done"), ({}, "running")])
def test_an_approval_ends_the_clock_only_where_that_is_said(
    ticked: dict[str, str],
    state: str,
    client: Client,
    task: Task,
    coordinator: Officer,
    institute_officer: Officer,
) -> None:
    client.force_login(coordinator)
    client.post(at(task, "dong-ho/"), GIVEN)
    clock = Clock.objects.get()
    Evidence.objects.create(
        task=task,
        words="Trả lời báo",
        url="https://bao.example/1",
        by=institute_officer,
        at=clock.start_at,
    )
    Task.objects.update(state=TaskState.SUBMITTED, submitted_at=clock.start_at)
    task.refresh_from_db()
    assert "ends-clocks" in client.get(at(task)).content.decode()
    answer = client.post(at(task, "duyet/"), {"version": task.version} | ticked)
    clock.refresh_from_db()
    task.refresh_from_db()
    assert (answer.status_code, task.state, clock.state) == (302, TaskState.DONE, state)
    assert Entry.objects.filter(act="clocks.finish").exists() == bool(ticked)


def test_who_may_not_end_a_clock_is_not_offered_to(
    client: Client, task: Task, coordinator: Officer, leader: Officer, institute_officer: Officer
) -> None:
    client.force_login(coordinator)
    client.post(at(task, "dong-ho/"), GIVEN)
    Evidence.objects.create(
        task=task, words="Trả lời báo", url="https://bao.example/1", by=institute_officer, at=NOON
    )
    Task.objects.update(state=TaskState.SUBMITTED, submitted_at=NOON)
    task.refresh_from_db()
    client.force_login(leader)
    assert "ends-clocks" not in client.get(at(task)).content.decode()
    client.post(at(task, "duyet/"), {"version": task.version, "ends_clocks": "on"})
    task.refresh_from_db()
    assert (task.state, Clock.objects.get().state) == (TaskState.DONE, "running")

"""A collected item put forward as evidence for a task: searched, chosen, refused."""

import pytest
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.plans.lifecycle import TaskState
from dongthuan.apps.plans.models.tasks import Evidence, Task
from dongthuan.apps.units.models import Unit
from tests.integration.monitoring.newsroom import Newsroom
from tests.integration.plans.planning_cast import a_plan, a_task


@pytest.fixture
def newsroom(system: Officer) -> Newsroom:
    return Newsroom(clock.now())


@pytest.fixture
def task(unit_officer: Officer) -> Task:
    """A task that the agency's own unit took."""
    agency = Unit.objects.get(parent=None)
    return a_task(a_plan(agency, unit_officer), agency)


def at(task: Task) -> str:
    return f"/minh-chung/{task.pk}/"


def test_items_are_searched_and_chosen(
    client: Client, newsroom: Newsroom, task: Task, unit_officer: Officer
) -> None:
    item = newsroom.publish("Khai trương chuyên mục hỏi đáp")
    newsroom.publish("Giá vàng hôm nay")
    client.force_login(unit_officer)
    assert f'href="{at(task)}"' in client.get(f"/ke-hoach/cong-viec/{task.pk}/").content.decode()
    page = client.get(at(task), {"words": "chuyên mục"}).content.decode()
    assert "Khai trương chuyên mục" in page
    assert "Giá vàng" not in page
    assert client.post(at(task), {"item": item.pk}).status_code == 302
    evidence = Evidence.objects.get()
    assert (evidence.item, evidence.url, evidence.words) == (item, item.url, item.title)
    assert "đã là minh chứng" in client.get(at(task)).content.decode()
    shown = client.get(f"/ke-hoach/cong-viec/{task.pk}/").content.decode()
    assert "tin đã đăng" in shown
    item.delete()
    evidence.refresh_from_db()
    assert (evidence.item, bool(evidence.url)) == (None, True)  # the link stands when the item is let go


@pytest.mark.parametrize("wrong", ["", "0", "-1", "x", str(2**63), "999999"])
def test_no_such_item(
    wrong: str, client: Client, newsroom: Newsroom, task: Task, unit_officer: Officer
) -> None:
    client.force_login(unit_officer)
    assert client.post(at(task), {"item": wrong}).status_code == 404
    assert Evidence.objects.count() == 0


@pytest.mark.parametrize(("name", "status"), [("leader", 200), ("spokesperson", 403), ("outsider", 404)])
def test_who_may_choose(name: str, status: int, client: Client, task: Task, request) -> None:
    client.force_login(request.getfixturevalue(name))
    assert client.get(at(task)).status_code == status


@pytest.mark.parametrize("state", [TaskState.ASSIGNED, TaskState.DONE, TaskState.DRAFT])
def test_only_while_it_is_worked_on(
    state: TaskState, client: Client, task: Task, unit_officer: Officer
) -> None:
    Task.objects.update(state=state, done_at=clock.now())
    client.force_login(unit_officer)
    assert client.get(at(task)).status_code == 403
    assert client.post(at(task), {"item": 1}).status_code == 403


def test_without_items_the_page_says_what_to_do(client: Client, task: Task, unit_officer: Officer) -> None:
    client.force_login(unit_officer)
    page = client.get(at(task), {"words": "\x00chuyên mục"}).content.decode()
    assert "Không có tin nào" in page

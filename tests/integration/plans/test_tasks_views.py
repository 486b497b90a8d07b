"""Pages of tasks: who gets in, what they show, what a form answers, how many queries a list costs."""

import pytest
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.plans.lifecycle import TaskState
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.units.models import Unit
from tests.integration.plans.planning_cast import a_plan, a_task
from tests.integration.plans.task_cast import fresh


@pytest.fixture
def task(institute: Unit, coordinator: Officer) -> Task:
    """A task of the agency's plan that awaits the institute's answer."""
    return a_task(a_plan(Unit.objects.get(parent=None), coordinator), institute, state=TaskState.ASSIGNED)


def at(task: Task, rest: str = "") -> str:
    return f"/ke-hoach/cong-viec/{task.pk}/{rest}"


@pytest.mark.parametrize(
    ("name", "shown", "edits"),
    [
        ("coordinator", 200, 200),
        ("institute_officer", 200, 403),
        ("leader", 200, 403),
        ("outsider", 404, 404),
    ],
)
def test_who_gets_in(name, shown, edits, client: Client, task: Task, request) -> None:
    assert client.get(at(task)).status_code == 302
    client.force_login(request.getfixturevalue(name))
    assert client.get(at(task)).status_code == shown
    assert client.get(at(task, "sua/")).status_code == edits
    assert client.get("/ke-hoach/cong-viec/").status_code == 200


def test_the_list_costs_the_same_for_many(
    client: Client, task: Task, coordinator: Officer, django_assert_max_num_queries
) -> None:
    for number in range(60):
        a_task(task.plan, task.lead_unit, ref=str(number))
    client.force_login(coordinator)
    with django_assert_max_num_queries(25):
        page = client.get("/ke-hoach/cong-viec/", {"state": "all"})
    assert page.status_code == 200
    assert "after=" in page.content.decode()
    assert client.get("/ke-hoach/cong-viec/", {"after": "rubbish", "unit": "x"}).status_code == 200


def test_a_task_that_a_units_row_carries_stands_in_the_list_once(
    client: Client, task: Task, coordinator: Officer, institute_officer: Officer
) -> None:
    a_task(task.plan, task.plan.unit, is_for_each_unit=True, content="Việc chung")
    client.force_login(coordinator)
    assert (
        client.post(f"/ke-hoach/{task.plan_id}/phan-ra/", {"units": [task.lead_unit_id]}).status_code == 302
    )
    carrier = Task.objects.get(parent=task)
    for officer, count in ((coordinator, 3), (institute_officer, 2)):
        client.force_login(officer)
        page = client.get("/ke-hoach/cong-viec/", {"state": "open"}).context
        assert {figure.label: figure.value for figure in page["figures"]}["Mở"] == count
        assert len(page["page"].rows) == count
        assert carrier in page["page"].rows
        assert task not in page["page"].rows
    Task.objects.filter(pk=carrier.pk).update(state=TaskState.CANCELLED, reason="giao lại")
    client.force_login(coordinator)
    assert task in client.get("/ke-hoach/cong-viec/").context["page"].rows


def test_a_plan_that_rests_on_no_document_opens(client: Client, task: Task, coordinator: Officer) -> None:
    client.force_login(coordinator)
    for rest in ("", "phan-ra/", "cong-viec/them/"):
        assert client.get(f"/ke-hoach/{task.plan_id}/{rest}").status_code == 200
    assert client.get(f"/ke-hoach/{task.plan_id}/tep/").status_code == 404
    assert client.get("/ke-hoach/").status_code == 200


def test_a_refusal_without_reason_keeps_the_page(
    client: Client, task: Task, institute_officer: Officer
) -> None:
    client.force_login(institute_officer)
    assert client.post(at(task, "tu-choi/"), {"version": 1, "reason": " "}).status_code == 400
    assert client.post(at(task, "tu-choi/"), {"version": 1, "reason": "bận"}).status_code == 302
    assert fresh(task).state == TaskState.REFUSED


def test_what_was_typed_is_kept_when_somebody_saved_first(
    client: Client, task: Task, coordinator: Officer
) -> None:
    client.force_login(coordinator)
    Task.objects.update(version=2, product="của người khác")
    typed = {"version": 1, "content": "bản của tôi", "lead_unit": task.lead_unit_id, "weight": 1}
    page = client.post(at(task, "sua/"), typed)
    assert page.status_code == 400
    assert "bản của tôi" in page.content.decode()
    assert "của người khác" in page.content.decode()
    assert client.post(at(task, "sua/"), typed | {"version": 2}).status_code == 302
    assert fresh(task).content == "bản của tôi"


def test_a_plan_is_cascaded_and_drawn_up(client: Client, task: Task, coordinator: Officer) -> None:
    client.force_login(coordinator)
    address = f"/ke-hoach/{task.plan_id}/"
    assert client.post(address + "phan-ra/", {"units": [task.lead_unit_id]}).status_code == 302
    assert Plan.objects.filter(parent=task.plan).count() == 1
    answer = client.post(address + "du-thao/")
    assert answer.status_code == 302
    assert "/van-ban" in answer.url or "documents" in answer.url

"""Two pairs of eyes: who worked on a task does not approve it; what came late is seen by who approves."""

from datetime import timedelta

import pytest
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.common.versions import NoReason
from dongthuan.apps.plans.lifecycle import TaskState
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.plans.operations import tasks_progress as working
from dongthuan.apps.plans.operations.plans import ChangedMeanwhile
from dongthuan.apps.units.models import Unit
from tests.integration.plans.planning_cast import a_plan, a_task
from tests.integration.plans.task_cast import NOON, SHOWN, fresh, handed_in, unit_officer_of


@pytest.fixture
def task(institute: Unit, coordinator: Officer) -> Task:
    """A task of the agency's plan that the institute took."""
    return a_task(a_plan(Unit.objects.get(parent=None), coordinator), institute)


@pytest.fixture
def own_task(coordinator: Officer) -> Task:
    """A task that the agency's own unit took."""
    agency = Unit.objects.get(parent=None)
    return a_task(a_plan(agency, coordinator), agency)


def test_who_reported_progress_does_not_approve(
    own_task: Task, unit_officer: Officer, leader: Officer
) -> None:
    working.report_progress(task=own_task, percent=50, text="một nửa", by=unit_officer, at=NOON)
    handed_in(own_task, leader)
    version = fresh(own_task).version
    with pytest.raises(NotAllowed):
        working.approve_task(task=own_task, version=version, by=unit_officer, at=NOON, reason="vì")
    assert fresh(own_task).state == TaskState.SUBMITTED


def test_a_head_who_worked_on_it_approves_with_a_reason(
    own_task: Task, unit_officer: Officer, leader: Officer
) -> None:
    working.add_evidence(task=own_task, content=SHOWN, by=leader, at=NOON)
    working.submit_task(task=own_task, version=1, by=unit_officer, at=NOON)
    version = fresh(own_task).version
    with pytest.raises(NoReason):
        working.approve_task(task=own_task, version=version, by=leader, at=NOON)
    words = "phòng chỉ có hai người"
    done = working.approve_task(task=own_task, version=version, by=leader, at=NOON, reason=words)
    assert done.state == TaskState.DONE
    assert Entry.objects.get(act="plans.approve_own_work").ground == words


def test_the_page_says_why_and_asks_for_the_reason(
    client: Client, own_task: Task, unit_officer: Officer, leader: Officer
) -> None:
    working.add_evidence(task=own_task, content=SHOWN, by=leader, at=NOON)
    working.submit_task(task=own_task, version=1, by=unit_officer, at=NOON)
    address = f"/ke-hoach/cong-viec/{own_task.pk}/"
    client.force_login(leader)
    page = client.get(address).content.decode()
    assert "duyet-rieng" in page
    assert f"{address}duyet/" not in page
    given = {"version": fresh(own_task).version, "reason": " "}
    assert client.post(f"{address}duyet-rieng/", given).status_code == 400
    assert client.post(f"{address}duyet-rieng/", given | {"reason": "thiếu người"}).status_code == 302
    assert fresh(own_task).state == TaskState.DONE


def test_nobody_approves_what_he_has_not_seen(
    client: Client, task: Task, institute_officer: Officer, coordinator: Officer
) -> None:
    handed_in(task, institute_officer)
    seen = fresh(task).version
    later = NOON + timedelta(hours=1)
    working.add_evidence(task=task, content=SHOWN, by=institute_officer, at=later)
    with pytest.raises(ChangedMeanwhile):
        working.approve_task(task=task, version=seen, by=coordinator, at=later)
    client.force_login(coordinator)
    page = client.get(f"/ke-hoach/cong-viec/{task.pk}/").content.decode()
    assert page.count("bổ sung sau khi trình") == 2  # above, and at the piece itself
    working.approve_task(task=task, version=fresh(task).version, by=coordinator, at=later)


def test_two_approvals_at_once(
    task: Task, institute_officer: Officer, coordinator: Officer, system: Officer
) -> None:
    handed_in(task, institute_officer)
    another = unit_officer_of(Unit.objects.get(parent=None), "duyet-hai", system)
    seen = fresh(task).version
    working.approve_task(task=task, version=seen, by=coordinator, at=NOON)
    with pytest.raises(ChangedMeanwhile):
        working.approve_task(task=task, version=seen, by=another, at=NOON)
    assert Entry.objects.filter(act="plans.approve_task").count() == 1

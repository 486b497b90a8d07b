"""Documents drawn up from a plan: the plan itself with its sum in words, and the dispatch that urges on."""

from datetime import date

import pytest
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.plans.lifecycle import TaskState
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.operations.drawing_up import NoTask, NothingOverdue, draw_up_dispatch, draw_up_plan
from dongthuan.apps.units.models import Unit
from tests.integration.plans.planning_cast import a_plan, a_task, a_unit
from tests.integration.plans.task_cast import NOON


@pytest.fixture
def own_plan(coordinator: Officer) -> Plan:
    """A plan of the agency in force, that rests on no document."""
    return a_plan(Unit.objects.get(parent=None), coordinator, "Kế hoạch truyền thông năm 2026")


def words_of(document: OfficialDocument) -> str:
    return str([document.body, document.annexes])


def test_the_sum_stands_in_words(own_plan: Plan, institute: Unit, coordinator: Officer) -> None:
    a_task(own_plan, institute, budget_vnd=1_200_000, budget_source="ngân sách")
    a_task(own_plan, institute, budget_vnd=800_000)
    words = words_of(draw_up_plan(plan=own_plan, by=coordinator, at=NOON))
    assert "2.000.000 đồng (bằng chữ: Hai triệu đồng); nguồn: ngân sách." in words


def test_a_sum_beyond_words_stands_in_figures(own_plan: Plan, institute: Unit, coordinator: Officer) -> None:
    a_task(own_plan, institute, budget_vnd=10**15)
    a_task(own_plan, institute, budget_vnd=1)
    words = words_of(draw_up_plan(plan=own_plan, by=coordinator, at=NOON))
    assert "1.000.000.000.000.001 đồng" in words
    assert "bằng chữ" not in words


def test_a_plan_without_tasks_is_not_drawn_up(own_plan: Plan, coordinator: Officer) -> None:
    with pytest.raises(NoTask):
        draw_up_plan(plan=own_plan, by=coordinator, at=NOON)


def test_a_dispatch_names_what_is_overdue_and_by_how_much(
    own_plan: Plan, institute: Unit, coordinator: Officer
) -> None:
    late = a_task(own_plan, institute, content="Viết mười bài", due_on=date(2026, 2, 20), progress_percent=40)
    a_task(own_plan, institute, content="Chưa đến hạn", due_on=date(2026, 3, 2))
    a_task(own_plan, institute, content="Đã trình", due_on=date(2026, 2, 1), state=TaskState.SUBMITTED)
    a_task(own_plan, a_unit("KHAC"), content="Việc đơn vị khác", due_on=date(2026, 2, 1))
    shared = a_task(own_plan, own_plan.unit, content="Việc chung", is_for_each_unit=True)
    child_plan = a_plan(institute, coordinator, parent=own_plan)
    a_task(child_plan, institute, content="Việc chung của viện", parent=shared, due_on=date(2026, 2, 25),
           state=TaskState.ASSIGNED)  # fmt: skip
    document = draw_up_dispatch(plan=own_plan, unit=institute, by=coordinator, at=NOON)
    words = words_of(document)
    assert document.addressees == [institute.name]
    assert "còn 02 nhiệm vụ quá hạn" in words
    assert "'Viết mười bài', '20/02/2026', '10', '40%'" in words
    assert "'Việc chung của viện', '25/02/2026', '5'" in words
    assert words.index("Viết mười bài") < words.index("Việc chung của viện")  # the most overdue first
    for absent in ("Chưa đến hạn", "Đã trình", "Việc đơn vị khác"):
        assert absent not in words
    assert Entry.objects.get(act="plans.draw_up").details["overdue"] == 2
    late.refresh_from_db()
    assert late.state == TaskState.ACCEPTED  # urging on changes no task


def test_nothing_overdue_nothing_to_urge_on(
    own_plan: Plan, institute: Unit, coordinator: Officer, institute_officer: Officer
) -> None:
    a_task(own_plan, institute, due_on=date(2026, 3, 2))  # its last day is today
    with pytest.raises(NothingOverdue):
        draw_up_dispatch(plan=own_plan, unit=institute, by=coordinator, at=NOON)
    with pytest.raises(NotAllowed):
        draw_up_dispatch(plan=own_plan, unit=institute, by=institute_officer, at=NOON)
    assert OfficialDocument.objects.count() == 0


def test_the_button_leads_to_the_draft_or_says_why_not(
    client: Client, own_plan: Plan, institute: Unit, coordinator: Officer
) -> None:
    task = a_task(own_plan, institute, due_on=date(2020, 1, 2))
    client.force_login(coordinator)
    address = f"/ke-hoach/{own_plan.pk}/don-doc/{institute.pk}/"
    assert f'action="{address}"' in client.get(f"/ke-hoach/{own_plan.pk}/").content.decode()
    answer = client.post(address)
    assert answer.url == f"/van-ban/{OfficialDocument.objects.get().pk}/"
    task.state = TaskState.SUBMITTED
    task.save()
    assert client.post(address).url == f"/ke-hoach/{own_plan.pk}/"
    assert client.post(f"/ke-hoach/{own_plan.pk}/don-doc/{2**62}/").status_code == 404

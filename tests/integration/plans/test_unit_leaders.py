"""Whoever leads one unit sees its work; who leads the agency or the Office sees all."""

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.roles import Role
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.plans.queries.directives import units_for_directives
from dongthuan.apps.plans.queries.people import the_office
from dongthuan.apps.plans.rules import ACCESS, Act
from dongthuan.apps.units.models import Unit
from tests.integration.plans.planning_cast import a_plan, a_task, a_unit
from tests.integration.plans.task_cast import DAY, unit_officer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def works(institute: Unit, system: Officer) -> tuple[Task, Task]:
    """A task of the institute's own plan, and one of another unit's."""
    other = a_unit("KHAC")
    return (
        a_task(a_plan(institute, system), institute),
        a_task(a_plan(other, system, "Kế hoạch đơn vị khác"), other),
    )


def seen_by(officer: Officer) -> tuple[set[int], set[int]]:
    """Return the keys of the plans and tasks an officer sees, by list and by rule alike."""
    plans = {plan.pk for plan in Plan.objects.visible_to(officer)}
    tasks = {task.pk for task in Task.objects.visible_to(officer)}
    assert plans == {plan.pk for plan in Plan.objects.all() if ACCESS[Act.READ](officer, plan)}
    assert tasks == {task.pk for task in Task.objects.all() if ACCESS[Act.READ_TASK](officer, task)}
    return plans, tasks


def test_who_leads_an_institute_sees_its_own(
    works: tuple[Task, Task], institute: Unit, system: Officer
) -> None:
    head = unit_officer_of(institute, "vien-truong", system, Role.LEADER)
    assert seen_by(head) == ({works[0].plan_id}, {works[0].pk})


def test_who_coordinates_an_institute_runs_its_plans_and_no_others(
    works: tuple[Task, Task], institute: Unit, system: Officer
) -> None:
    own, foreign = works
    one = unit_officer_of(institute, "dau-moi-vien", system, Role.COORDINATOR)
    assert seen_by(one) == ({own.plan_id}, {own.pk})
    runs = {Act.SAVE_DRAFT, Act.ISSUE, Act.DRAFT_TASKS, Act.IMPORT_SHEET, Act.CASCADE}
    assert {act for act in runs if ACCESS[act](one, own.plan)} == runs - {Act.CASCADE}
    assert not any(ACCESS[act](one, foreign.plan) for act in runs)
    acts = (Act.REWRITE_TASK, Act.APPROVE_TASK, Act.CANCEL_TASK, Act.REASSIGN_TASK, Act.HAND_OVER)
    assert not any(ACCESS[act](one, foreign) for act in acts)
    assert ACCESS[Act.APPROVE_TASK](one, own)
    assert list(units_for_directives(one, Unit.objects.all())) == [institute]
    assert one not in the_office(on=DAY)


def test_the_office_is_told_where_its_coordinators_sit(
    system: Officer, coordinator: Officer, outsider: Officer
) -> None:
    office = a_unit("VP", "Văn phòng", kind=Unit.Kind.OFFICE)
    there = unit_officer_of(office, "chuyen-vien-vp", system, Role.COORDINATOR)
    assert set(the_office(on=DAY)) == {coordinator, there}


def test_who_leads_the_office_or_the_agency_sees_all(
    works: tuple[Task, Task], system: Officer, leader: Officer
) -> None:
    office = a_unit("VP", "Văn phòng", kind=Unit.Kind.OFFICE)
    head = unit_officer_of(office, "chanh-van-phong", system, Role.LEADER)
    for officer in (head, leader):
        assert seen_by(officer) == ({task.plan_id for task in works}, {task.pk for task in works})

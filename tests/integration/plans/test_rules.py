"""Who may do what with plans: the table over the cast, and that lists agree with it."""

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.plans.lifecycle import State, TaskState
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import Evidence, ProgressReport, Task
from dongthuan.apps.plans.rules import ACCESS, PLAN_ACCESS, TASK_ACCESS, Act
from dongthuan.apps.units.models import Unit
from tests.integration.plans.planning_cast import a_plan, a_task, a_unit
from tests.integration.plans.task_cast import NOON, unit_officer_of

CAST = [
    "leader",
    "coordinator",
    "unit_officer",
    "spokesperson",
    "administrator",
    "outsider",
    "system",
    "institute_officer",
]
RUNS = {"coordinator", "unit_officer", "system"}
READS = RUNS | {"leader", "spokesperson", "administrator"}
EXPECTED = {
    Act.READ: READS,
    Act.READ_DIRECTIVE: RUNS,
    Act.SAVE_DRAFT: RUNS,
    Act.CORRECT: RUNS,
    Act.DISCARD: RUNS,
    Act.DRAFT_TASKS: RUNS,
    Act.ISSUE: RUNS | {"leader"},
    Act.CASCADE: {"coordinator", "system"},
    Act.DRAW_UP: RUNS,
    Act.IMPORT_SHEET: RUNS,
    Act.PURGE_IMPORTS: {"system"},
    Act.CLONE: RUNS,
    Act.FILL_SHEET: RUNS,
    Act.PARDON: RUNS,
    Act.CHANGE_DIRECTIVE: RUNS,
    Act.RENEW_FEED: set(),
    Act.REVOKE_FEED: set(),
}


GIVES = {"coordinator", "system", "unit_officer"}
WORKS = {"institute_officer"}
OFFICE = {"coordinator", "system"}
APPROVES = {"coordinator", "leader", "unit_officer"}
EXPECTED_OF_TASKS = {
    Act.READ_TASK: READS | {"institute_officer", "helping_officer"},
    Act.REWRITE_TASK: GIVES,
    Act.ASSIGN_TASK: GIVES,
    Act.REASSIGN_TASK: OFFICE,
    Act.HAND_OVER: OFFICE,
    Act.SEND_LINK: GIVES,
    Act.ACCEPT_TASK: WORKS | {"system"},
    Act.REFUSE_TASK: WORKS | {"system"},
    Act.REPORT_PROGRESS: WORKS,
    Act.ADD_EVIDENCE: WORKS | {"helping_officer"},
    Act.WITHDRAW_EVIDENCE: WORKS,
    Act.SUBMIT_TASK: WORKS,
    Act.APPROVE_TASK: APPROVES,
    Act.APPROVE_OWN_WORK: set(),  # nobody worked on it yet
    Act.RETURN_TASK: APPROVES,
    Act.REOPEN_TASK: APPROVES,
    Act.CANCEL_TASK: GIVES,
}
WIDE_CAST = [*CAST, "helping_officer", "officer_elsewhere"]


@pytest.fixture
def helping_officer(system: Officer) -> Officer:
    """Does the communication of a unit that coordinates."""
    return unit_officer_of(a_unit("PH"), "phoi-hop", system)


@pytest.fixture
def officer_elsewhere(system: Officer) -> Officer:
    """Does the communication of a unit that has no part in the task."""
    return unit_officer_of(a_unit("KH"), "noi-khac", system)


@pytest.fixture
def task(institute: Unit, coordinator: Officer, helping_officer: Officer) -> Task:
    """A task of the agency's plan, led by the institute, with a unit that helps."""
    plan = a_plan(Unit.objects.get(parent=None), coordinator)
    made = a_task(plan, institute, state=TaskState.ASSIGNED)
    made.coordinating_units.add(Unit.objects.get(code="PH"))
    return made


def test_every_act_has_a_rule_and_a_row() -> None:
    assert set(ACCESS) == set(Act) == set(EXPECTED) | set(EXPECTED_OF_TASKS)
    assert set(TASK_ACCESS) == set(EXPECTED_OF_TASKS)


@pytest.mark.parametrize("act", PLAN_ACCESS)
@pytest.mark.parametrize("name", CAST)
def test_access(act: Act, name: str, plan: Plan, request: pytest.FixtureRequest) -> None:
    officer = request.getfixturevalue(name)
    assert ACCESS[act](officer, plan) == (name in EXPECTED[act])


@pytest.mark.parametrize("name", WIDE_CAST)
def test_access_to_a_task(name: str, task: Task, request: pytest.FixtureRequest) -> None:
    officer = request.getfixturevalue(name)
    allowed = {act for act, rule in TASK_ACCESS.items() if rule(officer, task)}
    assert allowed == {act for act, names in EXPECTED_OF_TASKS.items() if name in names}


@pytest.mark.parametrize("name", CAST)
def test_list_and_rule_agree(name: str, plan: Plan, request: pytest.FixtureRequest) -> None:
    officer = request.getfixturevalue(name)
    listed = plan in Plan.objects.visible_to(officer)
    assert listed == ACCESS[Act.READ](officer, plan)


@pytest.mark.parametrize("name", WIDE_CAST)
def test_list_and_rule_of_tasks_agree(name: str, task: Task, request: pytest.FixtureRequest) -> None:
    officer = request.getfixturevalue(name)
    assert (task in Task.objects.visible_to(officer)) == ACCESS[Act.READ_TASK](officer, task)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("name", ["institute_officer", "helping_officer", "officer_elsewhere"])
def test_a_unit_reads_the_plan_that_gave_it_a_task(
    state: State, name: str, task: Task, request: pytest.FixtureRequest
) -> None:
    officer = request.getfixturevalue(name)
    Plan.objects.update(state=state)
    task.plan.refresh_from_db()
    listed = task.plan in Plan.objects.visible_to(officer)
    assert listed == ACCESS[Act.READ](officer, task.plan)
    assert listed == (name == "institute_officer" and state in (State.ISSUED, State.CLOSED))


def test_a_unit_reads_the_plan_above_its_own(
    task: Task, institute_officer: Officer, coordinator: Officer
) -> None:
    task.delete()
    above = Plan.objects.get()
    assert above not in Plan.objects.visible_to(institute_officer)
    a_plan(Unit.objects.get(code="VTT"), coordinator, parent=above)
    assert above in Plan.objects.visible_to(institute_officer)
    assert ACCESS[Act.READ](institute_officer, above)


def test_nobody_approves_what_he_handed_in(task: Task, coordinator: Officer, leader: Officer) -> None:
    task.submitted_by = coordinator
    assert not ACCESS[Act.APPROVE_TASK](coordinator, task)
    assert ACCESS[Act.APPROVE_TASK](leader, task)


@pytest.mark.parametrize("has_evidence", [True, False])
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("coordinator", {Act.APPROVE_OWN_WORK}),
        ("leader", {Act.APPROVE_OWN_WORK}),
        ("unit_officer", set()),
        ("institute_officer", set()),
    ],
)
def test_whoever_worked_on_it_approves_only_as_head_and_apart(
    name: str, expected: set[Act], has_evidence: bool, task: Task, request: pytest.FixtureRequest
) -> None:
    officer = request.getfixturevalue(name)
    if has_evidence:
        Evidence.objects.create(task=task, url="https://example.vn/bai", by=officer, at=NOON)
    else:
        ProgressReport.objects.create(task=task, percent=50, by=officer, at=NOON)
    approving = (Act.APPROVE_TASK, Act.APPROVE_OWN_WORK)
    assert {act for act in approving if ACCESS[act](officer, task)} == expected
    task.submitted_by = officer
    assert not any(ACCESS[act](officer, task) for act in approving)


def test_evidence_that_was_withdrawn_is_nobodys_work(task: Task, unit_officer: Officer) -> None:
    Evidence.objects.create(task=task, url="https://e.vn", by=unit_officer, at=NOON, is_withdrawn=True)
    assert ACCESS[Act.APPROVE_TASK](unit_officer, task)


def test_an_approving_unit_takes_the_place_of_the_plans_unit(
    task: Task, helping_officer: Officer, unit_officer: Officer, coordinator: Officer
) -> None:
    task.approving_unit = Unit.objects.get(code="PH")
    assert ACCESS[Act.APPROVE_TASK](helping_officer, task)
    assert not ACCESS[Act.APPROVE_TASK](unit_officer, task)
    assert ACCESS[Act.APPROVE_TASK](coordinator, task)


def test_whoever_is_answerable_works_while_of_the_unit(task: Task, spokesperson: Officer) -> None:
    task.owner = spokesperson
    assert not ACCESS[Act.REPORT_PROGRESS](spokesperson, task)
    task.lead_unit = task.plan.unit
    assert ACCESS[Act.REPORT_PROGRESS](spokesperson, task)

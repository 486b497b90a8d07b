"""From duties to tasks, given, answered, worked on, approved; what is refused leaves no trace."""

from datetime import date, timedelta

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.common.versions import NoReason
from dongthuan.apps.files.checking import FileRefused
from dongthuan.apps.notices.models import Notice
from dongthuan.apps.plans.lifecycle import TASK_NEXT, State, TaskState
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import Evidence, Task
from dongthuan.apps.plans.operations import plans as plan_operations
from dongthuan.apps.plans.operations import tasks as operations
from dongthuan.apps.plans.operations import tasks_answering as answering
from dongthuan.apps.plans.operations import tasks_giving as giving
from dongthuan.apps.plans.operations import tasks_progress as working
from dongthuan.apps.plans.operations.cascading import tasks_from_duties
from dongthuan.apps.plans.operations.duties import DutyContent, add_duty
from dongthuan.apps.plans.operations.steps import NoSuchStep, UnitDissolved
from dongthuan.apps.plans.operations.tasks import TaskContent
from dongthuan.apps.units.models import Unit
from tests.integration.plans.planning_cast import a_plan, a_task, a_unit
from tests.integration.plans.task_cast import DAY, NOON, SHOWN, fresh, handed_in, unit_officer_of


@pytest.fixture
def own_plan(coordinator: Officer) -> Plan:
    """A plan of the agency in force, that rests on no document."""
    return a_plan(Unit.objects.get(parent=None), coordinator)


@pytest.fixture
def given(own_plan: Plan, institute: Unit) -> Task:
    """A task that awaits the institute's answer."""
    return a_task(own_plan, institute, state=TaskState.ASSIGNED, assigned_at=NOON)


def test_each_duty_becomes_one_draft(plan: Plan, coordinator: Officer) -> None:
    made = tasks_from_duties(plan=plan, by=coordinator, at=NOON)
    assert len(made) == plan.duties.filter(is_removed=False).count() > 0
    assert [task.content for task in plan.tasks.all()] == [duty.text for duty in plan.duties.all()]
    assert {task.state for task in made} == {TaskState.DRAFT}
    assert tasks_from_duties(plan=plan, by=coordinator, at=NOON) == []
    assert Entry.objects.filter(act="plans.draft_tasks").count() == 1


@pytest.mark.parametrize(
    ("leads", "partners", "lead", "helpers", "is_for_each"),
    [
        (["Viện thử"], ["Đơn vị B"], "VTT", ["B"], False),
        (["Viện thử", "Đơn vị B"], [], "VTT", ["B"], False),
        (["Các đơn vị trực thuộc"], [], "CQ", [], True),
        (["Ông Nguyễn Văn A"], ["Viện thử"], "CQ", ["VTT"], False),
        ([], [], "CQ", [], False),
    ],
)
def test_who_leads(
    leads, partners, lead, helpers, is_for_each, plan: Plan, institute: Unit, coordinator: Officer
) -> None:
    a_unit("B")
    content = DutyContent("X.1", "Viết 10 bài trước ngày 31 tháng 3 năm 2026", leads, partners)
    add_duty(plan=plan, content=content, version=plan.version, by=coordinator, at=NOON)
    tasks_from_duties(plan=plan, by=coordinator, at=NOON)
    task = Task.objects.get(ref="X.1")
    assert (task.lead_unit.code, task.is_for_each_unit) == (lead, is_for_each)
    assert [unit.code for unit in task.coordinating_units.all()] == helpers
    assert (task.due_on, task.due_words) == (date(2026, 3, 30), "trước ngày 31 tháng 3 năm 2026")


def test_a_day_read_by_machine_is_confirmed_before_it_binds(
    own_plan: Plan, institute: Unit, coordinator: Officer
) -> None:
    task = a_task(own_plan, institute, state=TaskState.DRAFT, due_on=DAY, due_words="trước ngày 3/3/2026")
    with pytest.raises(giving.DayNotConfirmed):
        giving.assign_task(task=task, version=1, by=coordinator, at=NOON)
    assert operations.confirm_days(plan=own_plan, by=coordinator, at=NOON) == 1
    assert giving.assign_all(plan=own_plan, by=coordinator, at=NOON) == 1
    assert fresh(task).state == TaskState.ASSIGNED


def test_a_plan_is_issued_once_and_only_from_a_draft(plan: Plan, coordinator: Officer) -> None:
    with pytest.raises(plan_operations.NotInThatState):
        operations.issue_plan(plan=plan, version=1, by=coordinator, at=NOON)
    saved = plan_operations.save_draft_plan(plan=plan, title="KH", version=1, by=coordinator, at=NOON)
    issued = operations.issue_plan(plan=saved, version=2, by=coordinator, at=NOON)
    assert (issued.state, issued.issued_at) == (State.ISSUED, NOON)
    with pytest.raises(plan_operations.ChangedMeanwhile):
        operations.issue_plan(plan=saved, version=2, by=coordinator, at=NOON)


def test_a_plan_with_tasks_that_were_given_is_not_discarded(plan: Plan, coordinator: Officer) -> None:
    a_task(plan, plan.unit, state=TaskState.ASSIGNED)
    with pytest.raises(plan_operations.NotInThatState):
        plan_operations.discard_plan(plan=plan, version=1, by=coordinator, at=NOON)


def test_assigning_tells_the_unit_and_notes_it(
    own_plan: Plan, institute: Unit, coordinator: Officer, institute_officer: Officer
) -> None:
    task = a_task(own_plan, institute, state=TaskState.DRAFT)
    giving.assign_task(task=task, version=1, by=coordinator, at=NOON)
    assert fresh(task).state == TaskState.ASSIGNED
    assert Notice.objects.filter(recipient=institute_officer, kind="plans.assign_task").count() == 1
    assert Entry.objects.of_record("plans", "task", str(task.pk)).filter(act="plans.assign_task").exists()


def test_what_a_unit_sets_itself_needs_no_answer(own_plan: Plan, coordinator: Officer) -> None:
    task = a_task(own_plan, own_plan.unit, state=TaskState.DRAFT)
    assert giving.assign_task(task=task, version=1, by=coordinator, at=NOON).state == TaskState.ACCEPTED


def test_a_unit_that_ended_is_given_nothing(own_plan: Plan, coordinator: Officer) -> None:
    gone = a_unit("CU", end_on=date(2026, 1, 1))
    task = a_task(own_plan, gone, state=TaskState.DRAFT)
    with pytest.raises(UnitDissolved):
        giving.assign_task(task=task, version=1, by=coordinator, at=NOON)
    content = TaskContent(content="x", lead_unit=gone)
    with pytest.raises(UnitDissolved):
        operations.add_task(plan=own_plan, content=content, by=coordinator, at=NOON)
    assert fresh(task).state == TaskState.DRAFT


def test_a_refusal_comes_back_and_the_office_gives_it_to_another(
    given: Task, institute_officer: Officer, coordinator: Officer
) -> None:
    with pytest.raises(NoReason):
        answering.refuse_task(task=given, reason="  ", version=1, by=institute_officer, at=NOON)
    answering.refuse_task(task=given, reason="không đúng chức năng", version=1, by=institute_officer, at=NOON)
    assert Notice.objects.filter(recipient=coordinator, kind="plans.refuse_task").count() == 1
    other = a_unit("K")
    args = {"task": given, "reason": "đúng việc", "version": 2, "by": coordinator, "at": NOON}
    task = giving.reassign_task(unit=other, **args)
    assert (task.state, task.lead_unit, task.reason) == (TaskState.ASSIGNED, other, "đúng việc")


def test_the_office_may_insist(given: Task, institute_officer: Officer, coordinator: Officer) -> None:
    answering.refuse_task(task=given, reason="bận", version=1, by=institute_officer, at=NOON)
    args = {"reason": "việc của Viện", "version": 2, "by": coordinator, "at": NOON}
    task = giving.reassign_task(task=given, unit=given.lead_unit, **args)
    assert (task.state, task.answered_at) == (TaskState.ASSIGNED, None)


def test_from_acceptance_to_done(given: Task, institute_officer: Officer, coordinator: Officer) -> None:
    answering.accept_task(task=given, version=1, by=institute_officer, at=NOON)
    working.report_progress(task=given, percent=40, text="đã viết 4 bài", by=institute_officer, at=NOON)
    with pytest.raises(working.NoEvidence):
        working.submit_task(task=given, version=fresh(given).version, by=institute_officer, at=NOON)
    handed_in(given, institute_officer)
    later = NOON + timedelta(days=4)
    done = working.approve_task(task=given, version=fresh(given).version, by=coordinator, at=later)
    assert (done.state, done.done_at, done.progress_percent) == (TaskState.DONE, NOON, 100)
    acts = Entry.objects.of_record("plans", "task", str(given.pk)).values_list("act", flat=True)
    assert list(reversed(acts)) == [
        "plans.accept_task",
        "plans.report_progress",
        "plans.add_evidence",
        "plans.submit_task",
        "plans.approve_task",
    ]


def test_withdrawn_evidence_shows_nothing(given: Task, institute_officer: Officer) -> None:
    answering.accept_task(task=given, version=1, by=institute_officer, at=NOON)
    evidence = working.add_evidence(task=given, content=SHOWN, by=institute_officer, at=NOON)
    working.withdraw_evidence(evidence=evidence, by=institute_officer, at=NOON)
    with pytest.raises(working.NoEvidence):
        working.submit_task(task=given, version=2, by=institute_officer, at=NOON)
    assert fresh(given).state == TaskState.ACCEPTED
    assert Evidence.objects.get().is_withdrawn


def test_a_file_is_evidence_and_a_program_is_not(given: Task, institute_officer: Officer) -> None:
    answering.accept_task(task=given, version=1, by=institute_officer, at=NOON)
    program = working.EvidenceContent(data=b"MZ\x90\x00", name="bai.exe")
    with pytest.raises(FileRefused):
        working.add_evidence(task=given, content=program, by=institute_officer, at=NOON)
    text = working.EvidenceContent(data="Bài đã đăng".encode(), name="bài.txt")
    evidence = working.add_evidence(task=given, content=text, by=institute_officer, at=NOON)
    assert evidence.attachment is not None
    assert evidence.attachment.unit == given.lead_unit
    assert Evidence.objects.count() == 1


def test_nobody_approves_his_own_work(own_plan: Plan, coordinator: Officer, leader: Officer) -> None:
    task = a_task(own_plan, own_plan.unit)
    handed_in(task, coordinator)
    version = fresh(task).version
    with pytest.raises(NotAllowed):
        working.approve_task(task=task, version=version, by=coordinator, at=NOON)
    assert working.approve_task(task=task, version=version, by=leader, at=NOON).state == TaskState.DONE


def test_returned_and_opened_again_with_reasons(
    given: Task, institute_officer: Officer, coordinator: Officer
) -> None:
    answering.accept_task(task=given, version=1, by=institute_officer, at=NOON)
    handed_in(given, institute_officer)
    back = working.return_task(task=given, reason="thiếu số liệu", version=3, by=coordinator, at=NOON)
    assert (back.state, back.reason, back.submitted_at) == (TaskState.IN_PROGRESS, "thiếu số liệu", None)
    working.submit_task(task=given, version=4, by=institute_officer, at=NOON)
    working.approve_task(task=given, version=5, by=coordinator, at=NOON)
    again = working.reopen_task(task=given, reason="liên kết hỏng", version=6, by=coordinator, at=NOON)
    assert (again.state, again.done_at) == (TaskState.IN_PROGRESS, None)


STEPS = {
    "accept": (TaskState.ACCEPTED, "institute_officer"),
    "refuse": (TaskState.REFUSED, "institute_officer"),
    "submit": (TaskState.SUBMITTED, "institute_officer"),
    "approve": (TaskState.DONE, "coordinator"),
    "cancel": (TaskState.CANCELLED, "coordinator"),
}


@pytest.mark.parametrize("state", TaskState)
@pytest.mark.parametrize("act", STEPS)
def test_forbidden_jumps_leave_no_trace(
    state: TaskState, act: str, own_plan: Plan, institute: Unit, request: pytest.FixtureRequest
) -> None:
    to, name = STEPS[act]
    officer = request.getfixturevalue(name)
    if to in TASK_NEXT[state]:
        return
    task = a_task(own_plan, institute, state=state)
    before = Entry.objects.count()
    calls = {
        "accept": lambda: answering.accept_task(task=task, version=1, by=officer, at=NOON),
        "refuse": lambda: answering.refuse_task(task=task, reason="x", version=1, by=officer, at=NOON),
        "submit": lambda: working.submit_task(task=task, version=1, by=officer, at=NOON),
        "approve": lambda: working.approve_task(task=task, version=1, by=officer, at=NOON),
        "cancel": lambda: giving.cancel_task(task=task, reason="x", version=1, by=officer, at=NOON),
    }
    with pytest.raises(NoSuchStep) as refusal:
        calls[act]()
    assert set(refusal.value.possible) == set(TASK_NEXT[state])
    assert (fresh(task).state, fresh(task).version) == (state, 1)
    assert Entry.objects.count() == before


def test_the_second_of_two_who_save_is_told(own_plan: Plan, institute: Unit, coordinator: Officer) -> None:
    task = a_task(own_plan, institute, state=TaskState.DRAFT)
    first = TaskContent(content="bản một", lead_unit=institute)
    operations.rewrite_task(task=task, content=first, version=1, by=coordinator, at=NOON)
    second = TaskContent(content="bản hai", lead_unit=institute)
    with pytest.raises(plan_operations.ChangedMeanwhile):
        operations.rewrite_task(task=task, content=second, version=1, by=coordinator, at=NOON)
    assert fresh(task).content == "bản một"


def test_a_moved_day_is_noted_and_told(given: Task, coordinator: Officer, institute_officer: Officer) -> None:
    content = TaskContent(content=given.content, lead_unit=given.lead_unit, due_on=date(2026, 4, 1))
    operations.rewrite_task(task=given, content=content, version=1, by=coordinator, at=NOON)
    assert Entry.objects.get(act="plans.rewrite_task").details["due_on"] == [None, "2026-04-01"]
    assert Notice.objects.filter(recipient=institute_officer, kind="plans.rewrite_task").exists()


def test_bad_rows_are_refused(own_plan: Plan, institute: Unit, coordinator: Officer) -> None:
    wrong = TaskContent(content="x", lead_unit=institute, start_on=date(2026, 5, 2), due_on=date(2026, 5, 1))
    with pytest.raises(operations.EndsBeforeStart):
        operations.add_task(plan=own_plan, content=wrong, by=coordinator, at=NOON)
    foreign = TaskContent(content="x", lead_unit=institute, owner=coordinator)
    with pytest.raises(operations.OwnerOfAnotherUnit):
        operations.add_task(plan=own_plan, content=foreign, by=coordinator, at=NOON)
    assert own_plan.tasks.count() == 0


def test_rows_are_moved_and_taken_out(own_plan: Plan, institute: Unit, coordinator: Officer) -> None:
    rows = [a_task(own_plan, institute, state=TaskState.DRAFT, ref=ref) for ref in "abc"]
    operations.move_task(task=rows[2], is_up=True, by=coordinator, at=NOON)
    operations.move_task(task=rows[0], is_up=True, by=coordinator, at=NOON)
    assert "".join(task.ref for task in own_plan.tasks.order_by("position")) == "acb"
    operations.remove_task(task=rows[2], version=1, by=coordinator, at=NOON)
    assert own_plan.tasks.count() == 2


def test_open_tasks_pass_over_to_the_successor(own_plan: Plan, coordinator: Officer, system: Officer) -> None:
    old = a_unit("CU", end_on=date(2026, 2, 1))
    task = a_task(own_plan, old, state=TaskState.IN_PROGRESS)
    with pytest.raises(giving.NoSuccessor):
        giving.hand_over(task=task, unit=None, by=coordinator, at=NOON)
    middle, new = a_unit("GIUA", end_on=date(2026, 3, 1)), a_unit("MOI")
    middle.predecessors.add(old)
    new.predecessors.add(middle)
    heir = unit_officer_of(new, "ke-thua", system)
    moved = giving.hand_over(task=task, unit=None, by=coordinator, at=NOON)
    assert (moved.lead_unit, moved.state) == (new, TaskState.IN_PROGRESS)
    assert Notice.objects.filter(recipient=heir, kind="plans.hand_over").exists()
    with pytest.raises(NoSuchStep):
        giving.hand_over(task=task, unit=None, by=coordinator, at=NOON)

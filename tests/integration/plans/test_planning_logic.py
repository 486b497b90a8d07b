"""Next year's days, like duties, contradictory deadlines, successions: what becomes of what."""

from datetime import date
from typing import Any

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.common.versions import NoReason
from dongthuan.apps.notices.models import Notice
from dongthuan.apps.plans.cloning import moved
from dongthuan.apps.plans.conflicts import alike_pairs, likeness
from dongthuan.apps.plans.lifecycle import State, TaskState
from dongthuan.apps.plans.models.campaigns import ConflictPardon, DirectiveChange
from dongthuan.apps.plans.models.directives import Directive, Duty, Plan
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.plans.operations import cloning, succession
from dongthuan.apps.plans.operations.conflicts import pardon_conflict
from dongthuan.apps.plans.operations.plans import ChangedMeanwhile
from dongthuan.apps.plans.queries.conflicts import conflicts_among, conflicts_of
from dongthuan.apps.plans.queries.succession import duty_changes, fates_of
from dongthuan.apps.units.models import Unit
from dongthuan.law.calendar import WorkingCalendar
from dongthuan.law.vietnam import vietnamese_calendar
from tests.integration.plans.planning_cast import NOON, a_plan, a_task, a_unit

Kind = DirectiveChange.Kind


@pytest.fixture(scope="module")
def calendar() -> WorkingCalendar:
    return vietnamese_calendar()


@pytest.fixture
def unit(system: Officer) -> Unit:
    return a_unit("A", "Ban A")


def a_directive(unit: Unit, by: Officer, number: str) -> Directive:
    return Directive.objects.create(
        unit=unit, kind="CT", number=number, title=f"Chỉ thị {number}", text="", file_name="f",
        file_kind="txt", encoding="utf-8", sha256=number, reader_version="1", read_by_id=by.pk, read_at=NOON,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "new", "code"),
    [
        (date(2026, 3, 5), date(2027, 3, 5), "same"),
        (date(2026, 3, 6), date(2027, 3, 8), "rolled"),  # a Saturday in 2027
        (date(2026, 6, 30), date(2027, 6, 30), "month-end"),
        (date(2026, 7, 31), date(2027, 7, 30), "month-end"),  # 31/7/2027 is a Saturday
        (date(2026, 2, 11), date(2027, 2, 11), "same"),
        (date(2026, 12, 31), date(2027, 12, 31), "month-end"),
        (date(2028, 2, 29), date(2029, 2, 28), "month-end"),
    ],
)
def test_a_day_of_another_year(calendar: WorkingCalendar, day: date, new: date, code: str) -> None:
    move = moved(day, 1, calendar)
    assert (move.new, move.code) == (new, code)
    assert calendar.is_working(move.new)


def test_every_day_moves_to_a_working_day_of_its_year(calendar: WorkingCalendar) -> None:
    for ordinal in range(date(2028, 1, 1).toordinal(), date(2028, 12, 31).toordinal() + 1):
        move = moved(date.fromordinal(ordinal), 1, calendar)
        assert move.new.year == 2029
        assert calendar.is_working(move.new)
        assert move.is_estimated


def test_cloning_moves_days_and_leaves_progress_behind(
    unit: Unit, coordinator: Officer, calendar: WorkingCalendar
) -> None:
    plan = a_plan(unit, coordinator, "Kế hoạch truyền thông năm 2026", year=2026)
    old, heir = a_unit("B", end_on=date(2026, 1, 1)), a_unit("C", "Ban C")
    heir.predecessors.add(old)
    first = a_task(
        plan, unit, due_on=date(2026, 3, 6), state=TaskState.DONE, progress_percent=100, budget_vnd=1_200_000
    )
    child = a_task(plan, old, parent=first, start_on=date(2026, 5, 1), due_on=date(2026, 5, 31))
    a_task(plan, unit, state=TaskState.CANCELLED)
    child.coordinating_units.set([unit, old])
    made = cloning.clone_plan(plan=plan, year=2027, version=1, calendar=calendar, by=coordinator, at=NOON)
    rows = list(made.tasks.order_by("position"))
    assert (made.title, made.state, made.year, made.cloned_from) == (
        "Kế hoạch truyền thông năm 2027", State.DRAFT, 2027, plan,
    )  # fmt: skip
    assert [row.due_on for row in rows] == [date(2027, 3, 8), date(2027, 5, 31)]
    assert {row.state for row in rows} == {TaskState.DRAFT}
    assert (rows[0].progress_percent, rows[0].done_at, rows[0].budget_vnd) == (0, None, 1_200_000)
    assert (rows[1].lead_unit, rows[1].parent, rows[1].start_on) == (heir, rows[0], date(2027, 5, 4))
    assert list(rows[1].coordinating_units.all()) == [unit]
    assert Entry.objects.filter(act="plans.clone", record_key=str(made.pk)).count() == 1
    with pytest.raises(cloning.AlreadyCloned):
        cloning.clone_plan(plan=plan, year=2027, version=1, calendar=calendar, by=coordinator, at=NOON)
    with pytest.raises(cloning.NoYear):
        cloning.clone_plan(plan=plan, year=2026, version=1, calendar=calendar, by=coordinator, at=NOON)
    with pytest.raises(ChangedMeanwhile):
        cloning.clone_plan(plan=plan, year=2028, version=9, calendar=calendar, by=coordinator, at=NOON)


def test_cloning_says_where_no_sole_successor_is(
    unit: Unit, coordinator: Officer, calendar: WorkingCalendar
) -> None:
    plan = a_plan(unit, coordinator, year=2026)
    a_task(plan, a_unit("B", "Ban cũ", end_on=date(2026, 1, 1)), due_on=date(2026, 3, 5))
    made = cloning.clone_plan(plan=plan, year=2027, version=1, calendar=calendar, by=coordinator, at=NOON)
    task = made.tasks.get()
    assert task.lead_unit == unit
    assert "Ban cũ" in task.note


def test_cloning_needs_the_right(unit: Unit, leader: Officer, calendar: WorkingCalendar) -> None:
    plan = a_plan(unit, leader, year=2026)
    with pytest.raises(NotAllowed):
        cloning.clone_plan(plan=plan, year=2027, version=1, calendar=calendar, by=leader, at=NOON)
    assert Plan.objects.count() == 1


def test_likeness_leaves_days_out_and_tells_turns_apart() -> None:
    text = "Xây dựng kế hoạch truyền thông chính sách của đơn vị"
    assert likeness(text, f"{text} trước ngày 15 tháng 3 năm 2026") == 1.0
    assert likeness("Báo cáo kết quả quý I", "Báo cáo kết quả quý II") == 0.0
    assert likeness(text, "Tổ chức tập huấn cho người phát ngôn") < 0.2


def test_no_like_pair_is_missed_by_the_filter() -> None:
    words = ["họp", "báo", "truyền", "thông", "tập", "huấn", "chính", "sách", "cổng", "tin"]
    texts = {n: " ".join(words[(n * k) % 10] for k in range(1, 7)) for n in range(1, 60)}
    every = {(a, b) for a in texts for b in texts if a < b and likeness(texts[a], texts[b]) >= 0.6}
    assert {(min(a, b), max(a, b)) for a, b, _like in alike_pairs(texts)} == every


def test_contradictory_deadlines_are_found_and_pardoned(unit: Unit, coordinator: Officer) -> None:
    one = a_plan(unit, coordinator, directive=a_directive(unit, coordinator, "01/CT"))
    two = a_plan(unit, coordinator, directive=a_directive(unit, coordinator, "02/CT"))
    text = "Xây dựng kế hoạch truyền thông chính sách của đơn vị"
    a = a_task(one, unit, content=text, due_on=date(2026, 3, 15), ref="II.1")
    b = a_task(two, unit, content=f"{text} năm nay", due_on=date(2026, 4, 15), ref="III.2")
    a_task(two, unit, content="Tổ chức họp báo", due_on=date(2026, 4, 15))
    a_task(two, a_unit("B"), content=text, due_on=date(2026, 4, 20))
    (found,) = conflicts_among(Task.objects.all()).shown
    assert (found.kind, found.first, found.second) == ("alike", a, b)
    assert [c.second for c in conflicts_of(b, Task.objects.all())] == [b]
    with pytest.raises(NoReason):
        pardon_conflict(conflict=found, reason="  ", by=coordinator, at=NOON)
    pardon_conflict(conflict=found, reason="hai giai đoạn", by=coordinator, at=NOON)
    pardon_conflict(conflict=found, reason="lại", by=coordinator, at=NOON)
    assert ConflictPardon.objects.get().reason == "hai giai đoạn"
    assert conflicts_among(Task.objects.all()).shown[0].pardon is not None
    Task.objects.filter(pk=b.pk).update(due_on=date(2026, 4, 16))
    assert conflicts_among(Task.objects.all()).shown[0].pardon is None


def test_one_duty_with_two_deadlines_a_child_after_its_parent_a_report_too_early(
    unit: Unit, coordinator: Officer
) -> None:
    directive = a_directive(unit, coordinator, "01/CT")
    top = a_plan(unit, coordinator, directive=directive)
    part = a_plan(unit, coordinator, directive=directive, parent=top)
    other = a_plan(unit, coordinator, directive=directive, parent=top, state=State.DISCARDED)
    Plan.objects.filter(pk=other.pk).update(state=State.ISSUED, parent=part)
    a = a_task(top, unit, ref="II.1", content="Một", due_on=date(2026, 3, 15))
    a_task(other, unit, ref="II.1", content="Hai", due_on=date(2026, 4, 15))
    a_task(part, unit, parent=a, content="Ba", due_on=date(2026, 3, 20), report_due_on=date(2026, 3, 18))
    kinds = sorted(one.kind for one in conflicts_among(Task.objects.all()).shown)
    assert kinds == ["after_parent", "report_first", "same_duty"]


def test_pardon_needs_the_right_over_both_plans(
    institute_officer: Officer, unit: Unit, coordinator: Officer
) -> None:
    one, two = a_plan(unit, coordinator), a_plan(unit, coordinator)
    for plan, day in ((one, 10), (two, 20)):
        a_task(plan, unit, content="Tổ chức họp báo thường kỳ", due_on=date(2026, 3, day))
    (found,) = conflicts_among(Task.objects.all()).shown
    with pytest.raises(NotAllowed):
        pardon_conflict(conflict=found, reason="x", by=institute_officer, at=NOON)


class Succeeded:
    """Two directives, the first with an open, a done and a drafted task, and a part below."""

    def __init__(self, unit: Unit, by: Officer) -> None:
        self.old = a_plan(unit, by, "Cũ", directive=a_directive(unit, by, "01/CT"))
        self.new = a_plan(unit, by, "Mới", directive=a_directive(unit, by, "02/CT"), state=State.DRAFT)
        text = "Tổ chức họp báo thường kỳ trước ngày 15/3/2026"
        Duty.objects.create(plan=self.old, position=0, ref="1", text=text)
        Duty.objects.create(plan=self.old, position=1, ref="2", text="Lập chuyên mục hỏi đáp")
        self.duty = Duty.objects.create(
            plan=self.new, position=0, ref="II.4", text="Tổ chức họp báo thường kỳ trước ngày 30/3/2026"
        )
        Duty.objects.create(plan=self.new, position=1, ref="II.5", text="Đào tạo người phát ngôn")
        self.press = a_task(self.old, unit, content=text, progress_percent=40)
        self.column = a_task(self.old, unit, content="Lập chuyên mục hỏi đáp")
        self.done = a_task(self.old, unit, content="Đã xong", state=TaskState.DONE)
        self.part = a_plan(unit, by, "Phần", parent=self.old)
        self.below = a_task(self.part, unit, parent=self.column, state=TaskState.ASSIGNED)
        self.kept_below = a_task(self.part, unit, parent=self.press)


@pytest.fixture
def case(unit: Unit, coordinator: Officer) -> Succeeded:
    return Succeeded(unit, coordinator)


def test_what_changed_between_two_directives(case: Succeeded) -> None:
    changes = duty_changes(case.old, case.new)
    assert [(c.kind, c.old and c.old.ref, c.new and c.new.ref) for c in changes] == [
        ("changed", "1", "II.4"), ("new", None, "II.5"), ("gone", "2", None),
    ]  # fmt: skip
    assert [(p.kind, p.text) for p in changes[0].pieces][1:] == [("old", "15/3/2026"), ("new", "30/3/2026")]
    fates = fates_of(case.old.directive, case.new)
    assert {fate.task.pk: fate.duty for fate in fates} == {case.press.pk: case.duty, case.column.pk: None}


def test_a_replaced_directive_hands_its_open_tasks_over(
    institute_officer: Officer, case: Succeeded, coordinator: Officer
) -> None:
    case.press.owner = institute_officer
    case.press.save()
    fates = {case.press.pk: succession.Fate(True, case.duty), case.column.pk: succession.Fate(False)}
    change = succession.Succession(Kind.REPLACED, case.old, case.new, "Chỉ thị mới thay", fates)
    row = succession.change_directive(change=change, by=coordinator, at=NOON)
    for task in (case.press, case.column, case.done, case.below, case.kept_below, case.part, case.old):
        task.refresh_from_db()
    assert (case.press.plan, case.press.duty, case.press.ref) == (case.new, case.duty, "II.4")
    assert (case.press.state, case.press.progress_percent) == (TaskState.ACCEPTED, 40)
    assert (case.column.state, case.column.reason) == (TaskState.CANCELLED, "Chỉ thị mới thay")
    assert case.below.state == TaskState.CANCELLED
    assert case.kept_below.state == TaskState.ACCEPTED
    assert (case.done.state, case.done.plan) == (TaskState.DONE, case.old)
    assert case.part.parent == case.new
    assert (case.old.state, case.old.closed_reason) == (State.CLOSED, "Chỉ thị mới thay")
    assert (row.moved_count, row.closed_count) == (1, 2)
    assert Entry.objects.filter(act="plans.change_directive").count() == 1
    assert Notice.objects.filter(recipient=institute_officer, key=f"succession-{row.pk}").count() == 1


def test_a_revoked_directive_closes_all_and_needs_no_later_one(case: Succeeded, coordinator: Officer) -> None:
    fates = {case.press.pk: succession.Fate(False), case.column.pk: succession.Fate(False)}
    change = succession.Succession(Kind.REVOKED, case.old, None, "Bãi bỏ", fates)
    row = succession.change_directive(change=change, by=coordinator, at=NOON)
    assert row.closed_count == 4
    assert not Task.objects.open().exists()


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"kind": Kind.REPLACED, "later": None}, succession.NoLaterPlan),
        ({"kind": Kind.REPLACED, "fates": {}}, succession.Undecided),
        ({"reason": " "}, NoReason),
    ],
)
def test_what_cannot_be_done_leaves_no_trace(
    case: Succeeded, coordinator: Officer, given: dict[str, Any], refusal: type[Exception]
) -> None:
    fates = {case.press.pk: succession.Fate(True), case.column.pk: succession.Fate(False)}
    content = {"kind": Kind.REPLACED, "later": case.new, "reason": "vì", "fates": fates} | given
    before = Entry.objects.count()
    with pytest.raises(refusal):
        succession.change_directive(
            change=succession.Succession(earlier=case.old, **content), by=coordinator, at=NOON
        )
    assert not DirectiveChange.objects.exists()
    assert Entry.objects.count() == before
    assert Task.objects.get(pk=case.column.pk).state == TaskState.ACCEPTED

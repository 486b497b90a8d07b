"""A plan cascaded to units: their rows, the row above, links to answer by, progress, urging on."""

from datetime import date, timedelta

import pytest
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.clocks.queries.calendars import working_calendar
from dongthuan.apps.common.clock import now
from dongthuan.apps.common.versions import NoReason
from dongthuan.apps.notices.models import Notice
from dongthuan.apps.plans.jobs import deadlines
from dongthuan.apps.plans.lifecycle import State, TaskState
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import AnswerLink, Task
from dongthuan.apps.plans.operations import tasks as operations
from dongthuan.apps.plans.operations import tasks_answering as answering
from dongthuan.apps.plans.operations import tasks_giving as giving
from dongthuan.apps.plans.operations import tasks_progress as working
from dongthuan.apps.plans.operations.escalating import escalate_unanswered
from dongthuan.apps.plans.operations.plans import NotInThatState
from dongthuan.apps.plans.operations.steps import CarriedBelow
from dongthuan.apps.plans.operations.tasks import FixedFromAbove, TaskContent
from dongthuan.apps.plans.queries.progress import (
    Progress,
    computed_percent,
    plan_progress,
    progress_of,
    unit_progress,
)
from dongthuan.apps.plans.queries.statistics import unit_statistics
from dongthuan.apps.units.models import Unit
from tests.integration.plans.planning_cast import a_plan, a_task, a_unit
from tests.integration.plans.task_cast import DAY, NOON, SHOWN, cascaded, fresh, handed_in


@pytest.fixture
def above(coordinator: Officer, institute: Unit) -> Plan:
    """A plan in force: one task the institute leads, one for each unit, one of the agency itself."""
    plan = a_plan(Unit.objects.get(parent=None), coordinator)
    a_task(plan, institute, state=TaskState.DRAFT, ref="1", due_on=date(2026, 4, 1), weight=3)
    a_task(plan, plan.unit, state=TaskState.DRAFT, ref="2", is_for_each_unit=True)
    a_task(plan, plan.unit, state=TaskState.DRAFT, ref="3")
    return plan


def test_each_unit_gets_its_rows_and_only_once(above: Plan, institute: Unit, coordinator: Officer) -> None:
    other = a_unit("K")
    parts = cascaded(above, [institute, other], coordinator)
    refs = [[task.ref for task in part.tasks.order_by("position")] for part in parts]
    assert refs == [["1", "2"], ["2"]]
    assert {part.state for part in parts} == {State.DRAFT}
    assert [part.pk for part in cascaded(above, [institute, other], coordinator)] == [p.pk for p in parts]
    assert Task.objects.count() == 3 + 3
    a_task(above, other, state=TaskState.DRAFT, ref="4")
    cascaded(above, [institute, other], coordinator)
    assert [task.ref for task in parts[1].tasks.order_by("position")] == ["2", "4"]
    assert Entry.objects.filter(act="plans.cascade").count() == 3


def test_a_draft_plan_is_not_cascaded(above: Plan, institute: Unit, coordinator: Officer) -> None:
    Plan.objects.update(state=State.DRAFT)
    with pytest.raises(NotInThatState):
        cascaded(above, [institute], coordinator)
    assert Plan.objects.count() == 1


def test_the_row_above_follows_the_row_below(
    above: Plan, institute: Unit, coordinator: Officer, institute_officer: Officer
) -> None:
    (part,) = cascaded(above, [institute], coordinator)
    top, row = above.tasks.get(ref="1"), part.tasks.get(ref="1")
    assert (top.state, row.state) == (TaskState.ASSIGNED, TaskState.ASSIGNED)
    with pytest.raises(CarriedBelow):
        answering.accept_task(task=top, version=top.version, by=institute_officer, at=NOON)
    answering.accept_task(task=row, version=1, by=institute_officer, at=NOON)
    working.report_progress(task=row, percent=35, text="", by=institute_officer, at=NOON)
    assert (fresh(top).state, fresh(top).progress_percent) == (TaskState.IN_PROGRESS, 35)
    handed_in(row, institute_officer)
    working.approve_task(task=row, version=fresh(row).version, by=coordinator, at=NOON)
    assert (fresh(top).state, fresh(top).done_at) == (TaskState.DONE, NOON)
    counted = {row.unit_name: row.done for row in unit_statistics(Task.objects.all(), on=DAY)}
    assert counted["Viện thử"] == 1


def test_a_refused_row_goes_to_another_unit(
    above: Plan, institute: Unit, coordinator: Officer, institute_officer: Officer
) -> None:
    other = a_unit("K")
    (part,) = cascaded(above, [institute], coordinator)
    row = part.tasks.get(ref="1")
    answering.refuse_task(task=row, reason="thiếu người", version=1, by=institute_officer, at=NOON)
    top = above.tasks.get(ref="1")
    assert (top.state, top.reason) == (TaskState.REFUSED, "thiếu người")
    args = {"unit": other, "reason": "chuyển", "version": top.version, "by": coordinator, "at": NOON}
    giving.reassign_task(task=top, **args)
    assert fresh(row).state == TaskState.CANCELLED
    (second,) = cascaded(above, [other], coordinator)
    assert second.tasks.get(ref="1").state == TaskState.ASSIGNED
    assert fresh(top).lead_unit == other


def test_what_came_from_above_is_fixed_and_the_rest_is_the_units(
    above: Plan, institute: Unit, coordinator: Officer, institute_officer: Officer
) -> None:
    (part,) = cascaded(above, [institute], coordinator)
    row = part.tasks.get(ref="1")
    kept = {"content": row.content, "lead_unit": institute, "due_on": row.due_on, "weight": row.weight}
    kept |= {"approving_unit": row.approving_unit, "ref": "1"}
    given = {"task": row, "version": 1, "by": institute_officer, "at": NOON}
    later = kept | {"due_on": date(2026, 5, 1)}
    with pytest.raises(FixedFromAbove):
        operations.rewrite_task(content=TaskContent(**later), **given)
    operations.rewrite_task(content=TaskContent(**kept, product="10 bài", owner=institute_officer), **given)
    assert (fresh(row).product, fresh(row).owner) == ("10 bài", institute_officer)
    own = TaskContent(content="việc riêng", lead_unit=institute)
    added = operations.add_task(plan=part, content=own, by=institute_officer, at=NOON)
    issued = operations.issue_plan(plan=part, version=1, by=institute_officer, at=NOON)
    assert giving.assign_all(plan=issued, by=institute_officer, at=NOON) == 1
    assert fresh(added).state == TaskState.ACCEPTED


def test_moved_days_and_cancelling_go_down(above: Plan, institute: Unit, coordinator: Officer) -> None:
    (part,) = cascaded(above, [institute], coordinator)
    top = above.tasks.get(ref="1")
    moved = TaskContent(content=top.content, lead_unit=institute, ref="1", due_on=date(2026, 6, 1))
    operations.rewrite_task(task=top, content=moved, version=top.version, by=coordinator, at=NOON)
    row = part.tasks.get(ref="1")
    assert row.due_on == date(2026, 6, 1)
    giving.cancel_task(task=top, reason="thôi", version=fresh(top).version, by=coordinator, at=NOON)
    assert (fresh(row).state, fresh(row).reason) == (TaskState.CANCELLED, "thôi")


def test_a_task_for_each_unit_is_done_when_all_its_rows_are(
    above: Plan, institute: Unit, coordinator: Officer, institute_officer: Officer, leader: Officer
) -> None:
    (part,) = cascaded(above, [institute], coordinator)
    top, row = above.tasks.get(ref="2"), part.tasks.get(ref="2")
    assert top.state == TaskState.ACCEPTED
    answering.accept_task(task=row, version=1, by=institute_officer, at=NOON)
    with pytest.raises(working.NoEvidence):
        working.submit_task(task=top, version=top.version, by=coordinator, at=NOON)
    handed_in(row, institute_officer)
    working.approve_task(task=row, version=fresh(row).version, by=coordinator, at=NOON)
    working.submit_task(task=top, version=fresh(top).version, by=coordinator, at=NOON)
    working.approve_task(task=top, version=fresh(top).version, by=leader, at=NOON)
    assert fresh(top).state == TaskState.DONE


def test_progress_is_weighted_and_the_gap_flagged(above: Plan, institute: Unit, coordinator: Officer) -> None:
    (part,) = cascaded(above, [institute], coordinator)
    part.tasks.filter(ref="1").update(state=TaskState.IN_PROGRESS, progress_percent=90)
    top = above.tasks.get(ref="1")
    found = progress_of([top])[top.pk]
    assert (found.reported, found.computed, found.is_ahead) == (90, 30, True)
    part.tasks.get(ref="1").evidence.create(url="https://example.vn", by=coordinator, at=NOON)
    assert computed_percent(top) == 60
    assert plan_progress(above) == Progress(round(3 * 90 / 5), round((3 * 60 + 0 + 0) / 5))
    assert unit_progress(above)[institute.pk].computed == round(3 * 60 / 4)
    above.tasks.filter(ref="3").update(state=TaskState.CANCELLED, reason="thôi")
    assert plan_progress(above).computed == round(3 * 60 / 4)


@pytest.fixture
def asked(above: Plan, coordinator: Officer, institute: Unit) -> tuple[Task, AnswerLink, str]:
    """A row of the institute for which a link was made."""
    (part,) = cascaded(above, [institute], coordinator)
    row = part.tasks.get(ref="1")
    return row, *answering.make_link(task=row, recipient="vien@example.vn", by=coordinator, at=NOON)


def test_a_link_answers_once(asked: tuple[Task, AnswerLink, str], system: Officer) -> None:
    row, link, token = asked
    assert token not in str(AnswerLink.objects.values())
    given = {"token": token, "by": system, "at": NOON}
    with pytest.raises(NoReason):
        answering.answer_by_link(answer="refuse", reason=" ", **given)
    answering.answer_by_link(answer="accept", reason="", **given)
    assert fresh(row).state == TaskState.ACCEPTED
    entry = Entry.objects.filter(act="plans.accept_task").get()
    assert (entry.actor, entry.details) == (system, {"link": link.pk})
    with pytest.raises(answering.LinkUsed):
        answering.answer_by_link(answer="refuse", reason="x", **given)


def test_a_link_expires_and_a_newer_one_ends_it(
    asked: tuple[Task, AnswerLink, str], system: Officer, coordinator: Officer
) -> None:
    row, _link, token = asked
    late = NOON + answering.LINK_LIFE
    with pytest.raises(answering.LinkExpired):
        answering.answer_by_link(token=token, answer="accept", reason="", by=system, at=late)
    _second, newer = answering.make_link(task=row, recipient="khac@example.vn", by=coordinator, at=NOON)
    with pytest.raises(answering.LinkExpired):
        answering.link_of(token, at=NOON)
    answering.accept_task(task=row, version=1, by=coordinator_of(row), at=NOON)
    with pytest.raises(answering.LinkUsed):
        answering.link_of(newer, at=NOON)
    with pytest.raises(answering.LinkUnknown):
        answering.link_of("x" * 40, at=NOON)


def coordinator_of(row: Task) -> Officer:
    """Return somebody of the row's unit, made for the test."""
    officer = Officer.objects.create(username="vien-2", full_name="Người Viện")
    officer.roles.create(role="unit_officer", unit=row.lead_unit, start_on=date(2020, 1, 1))
    return officer.on(DAY)


def test_the_page_of_a_link_does_no_harm_until_pressed(
    above: Plan, institute: Unit, coordinator: Officer
) -> None:
    (part,) = cascaded(above, [institute], coordinator)
    row = part.tasks.get(ref="1")
    _link, token = answering.make_link(task=row, recipient="vien@example.vn", by=coordinator, at=now())
    client, address = Client(), f"/ke-hoach/tra-loi/{token}/"
    page = client.get(address)
    assert (page.status_code, page["Referrer-Policy"]) == (200, "same-origin")
    assert client.head(address).status_code == 200
    assert fresh(row).state == TaskState.ASSIGNED
    assert client.post(address, {"answer": "refuse", "reason": ""}).status_code == 400
    assert client.post(address, {"answer": "nonsense"}).status_code == 400
    assert client.post(address, {"answer": "refuse", "reason": "quá tải"}).status_code == 200
    assert (fresh(row).state, fresh(row).reason) == (TaskState.REFUSED, "quá tải")
    assert client.get(address).status_code == 410
    assert client.get("/ke-hoach/tra-loi/" + "a" * 43 + "/").status_code == 410


def test_silence_goes_up_to_the_head_once(
    above: Plan, institute: Unit, coordinator: Officer, leader: Officer, system: Officer
) -> None:
    cascaded(above, [institute], coordinator)
    calendar = working_calendar()
    soon, late = NOON + timedelta(days=3), NOON + timedelta(days=4)
    assert escalate_unanswered(calendar=calendar, by=system, at=soon) == 0
    assert escalate_unanswered(calendar=calendar, by=system, at=late) == 2
    assert escalate_unanswered(calendar=calendar, by=system, at=late + timedelta(days=1)) == 0
    assert Notice.objects.filter(recipient=leader, kind="plans.escalate").count() == 2


def test_only_the_row_that_is_worked_on_is_urged(
    above: Plan, institute: Unit, coordinator: Officer, institute_officer: Officer
) -> None:
    assert [d.record for d in deadlines()] == []
    (part,) = cascaded(above, [institute], coordinator)
    row = part.tasks.get(ref="1")
    Task.objects.filter(pk=row.pk).update(report_due_on=date(2026, 4, 8))
    assert [(d.record, d.purpose, d.due_on) for d in deadlines()] == [
        (row, "", date(2026, 4, 1)),
        (row, "report", date(2026, 4, 8)),
    ]
    answering.accept_task(task=row, version=1, by=institute_officer, at=NOON)
    working.add_evidence(task=row, content=SHOWN, by=institute_officer, at=NOON)
    working.submit_task(task=row, version=2, by=institute_officer, at=NOON)
    assert list(deadlines()) == []

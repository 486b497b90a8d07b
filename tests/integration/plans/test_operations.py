"""Acts on plans: what they change, what they note, and that a refused one leaves no trace."""

from datetime import UTC, datetime

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.plans.models.directives import Directive, Duty, Plan
from dongthuan.apps.plans.operations import duties as corrections
from dongthuan.apps.plans.operations import plans as operations
from dongthuan.apps.plans.operations.duties import DutyContent
from dongthuan.apps.plans.queries.directives import duties_of, loads_of
from dongthuan.apps.plans.reading import Refused
from dongthuan.apps.units.models import Unit

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
CONTENT = DutyContent("II.7", "Việc mới", ["Viện thử"], ["Cơ quan thử"])


def refs(plan: Plan) -> list[str]:
    return [duty.ref for duty in duties_of(plan)]


def duty(plan: Plan, ref: str) -> Duty:
    return plan.duties.get(ref=ref, is_removed=False)


def test_reading_keeps_the_file_and_what_it_says(plan: Plan, document: bytes) -> None:
    directive = plan.directive
    assert bytes(directive.file.content) == document
    assert (directive.kind, directive.signatory_name) == ("KH", "Trần Tuấn Anh")
    assert refs(plan) == ["II.1", "II.2", "II.3", "II.4", "II.5", "II.6", "II.6b", "III.1", "III.2"]
    assert [c.canonical for c in duty(plan, "II.2").citations.all()][-1] == "407/QĐ-TTg"
    assert directive.clauses.filter(role="requirement", ref__startswith="I.2-").count() == 3
    assert [load.name for load in loads_of(duties_of(plan))] == [
        "Các đơn vị trực thuộc",
        "Văn phòng Viện Hàn lâm",
    ]
    assert Entry.objects.first().act == "plans.read_directive"


def test_the_same_file_leads_to_the_first_plan(plan: Plan, document: bytes, coordinator: Officer) -> None:
    with pytest.raises(operations.AlreadyRead) as caught:
        operations.read_directive(data=document, name="b.txt", unit=plan.unit, by=coordinator, at=NOON)
    assert caught.value.plan == plan
    assert Directive.objects.count() == 1


def test_a_discarded_plan_can_be_begun_anew(plan: Plan, document: bytes, coordinator: Officer) -> None:
    operations.discard_plan(plan=plan, version=1, by=coordinator, at=NOON)
    again = operations.read_directive(data=document, name="b.txt", unit=plan.unit, by=coordinator, at=NOON)
    assert (again.directive, refs(again)) == (plan.directive, refs(plan))


@pytest.mark.parametrize("data", ["TUYỆT MẬT\nKẾ HOẠCH\nI. NHIỆM VỤ\n1. Việc.".encode(), b"", b"PK\x03\x04"])
def test_what_is_refused_leaves_no_trace(data: bytes, coordinator: Officer) -> None:
    before = Entry.objects.count()
    with pytest.raises(Refused):
        operations.read_directive(data=data, name="a.txt", unit=Unit.objects.get(), by=coordinator, at=NOON)
    assert (Directive.objects.count(), Plan.objects.count(), Entry.objects.count()) == (0, 0, before)


def test_saving_as_a_draft(plan: Plan, coordinator: Officer) -> None:
    saved = operations.save_draft_plan(plan=plan, title="Kế hoạch năm", version=1, by=coordinator, at=NOON)
    assert (saved.state, saved.title, saved.version, saved.saved_by_id) == (
        "draft",
        "Kế hoạch năm",
        2,
        coordinator.pk,
    )
    assert Entry.objects.first().act == "plans.save_draft"


def test_correcting_a_duty(plan: Plan, coordinator: Officer, institute: Unit) -> None:
    changed = corrections.correct_duty(
        duty=duty(plan, "II.3"), content=CONTENT, version=1, by=coordinator, at=NOON
    )
    assert (changed.ref, changed.origin, changed.inferred_from) == ("II.7", "human", "")
    assert [(a.name, a.is_partner, a.unit) for a in changed.actors.all()] == [
        ("Viện thử", False, institute),
        ("Cơ quan thử", True, institute.parent),
    ]
    assert Entry.objects.first().details["change"] == "corrected"


def test_every_correction_can_be_undone(plan: Plan, coordinator: Officer) -> None:
    before = [(d.ref, d.text, d.origin, [a.name for a in d.actors.all()]) for d in duties_of(plan)]
    given = {"by": coordinator, "at": NOON}
    corrections.correct_duty(duty=duty(plan, "II.3"), content=CONTENT, version=1, **given)
    corrections.add_duty(plan=plan, content=DutyContent("IV.1", "Thêm", []), version=2, **given)
    corrections.move_duty(duty=duty(plan, "II.2"), is_up=True, version=3, **given)
    corrections.remove_duty(duty=duty(plan, "III.1"), version=4, **given)
    assert refs(plan) == ["II.2", "II.1", "II.7", "II.4", "II.5", "II.6", "II.6b", "III.2", "IV.1"]
    for version in range(5, 9):
        corrections.undo(plan=plan, version=version, **given)
    assert [(d.ref, d.text, d.origin, [a.name for a in d.actors.all()]) for d in duties_of(plan)] == before
    with pytest.raises(corrections.NothingToUndo):
        corrections.undo(plan=plan, version=9, **given)


def test_moving_beyond_the_edge_does_nothing(plan: Plan, coordinator: Officer) -> None:
    corrections.move_duty(duty=duty(plan, "II.1"), is_up=True, version=1, by=coordinator, at=NOON)
    plan.refresh_from_db()
    assert plan.version == 1


def test_two_officers_at_once(plan: Plan, coordinator: Officer, unit_officer: Officer) -> None:
    corrections.remove_duty(duty=duty(plan, "II.1"), version=1, by=coordinator, at=NOON)
    with pytest.raises(operations.ChangedMeanwhile):
        operations.save_draft_plan(plan=plan, title="Bản của tôi", version=1, by=unit_officer, at=NOON)
    plan.refresh_from_db()
    assert plan.state == "read"


def test_a_reference_is_used_once(plan: Plan, coordinator: Officer) -> None:
    with pytest.raises(corrections.RefTaken):
        corrections.add_duty(
            plan=plan, content=DutyContent("II.1", "Trùng", []), version=1, by=coordinator, at=NOON
        )


def test_a_discarded_plan_is_not_changed(plan: Plan, coordinator: Officer) -> None:
    operations.discard_plan(plan=plan, version=1, by=coordinator, at=NOON)
    with pytest.raises(operations.NotInThatState):
        corrections.add_duty(plan=plan, content=CONTENT, version=2, by=coordinator, at=NOON)
    with pytest.raises(operations.NotInThatState):
        operations.save_draft_plan(plan=plan, title="x", version=2, by=coordinator, at=NOON)


def test_one_who_may_not_leaves_no_trace(plan: Plan, leader: Officer, document: bytes) -> None:
    before = (Entry.objects.count(), plan.version)
    given = {"by": leader, "at": NOON}
    acts = [
        lambda: operations.save_draft_plan(plan=plan, title="x", version=1, **given),
        lambda: operations.discard_plan(plan=plan, version=1, **given),
        lambda: corrections.add_duty(plan=plan, content=CONTENT, version=1, **given),
        lambda: corrections.remove_duty(duty=duty(plan, "II.1"), version=1, **given),
        lambda: corrections.undo(plan=plan, version=1, **given),
        lambda: operations.read_directive(data=document, name="a", unit=plan.unit, **given),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    plan.refresh_from_db()
    assert (Entry.objects.count(), plan.version) == before

"""A matter is opened from where it was noticed, told of, graded, closed with its lesson, opened again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.clocks.lifecycle import State
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.matters.lifecycle import Grade, MatterState
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.matters.operations.clauses import set_clause
from dongthuan.apps.matters.operations.linking import link_record, unlink_record
from dongthuan.apps.matters.operations.matters import (
    Grading,
    MatterContent,
    close_matter,
    edit_matter,
    open_matter,
    regrade_matter,
    reopen_matter,
)
from dongthuan.apps.matters.operations.refusals import (
    AlreadyOnMatter,
    ChangedMeanwhile,
    NoChange,
    NoReason,
    NotInThatState,
    NoWords,
    StillOwes,
)
from dongthuan.apps.matters.queries.sequence import sequence_of
from dongthuan.apps.matters.queries.timeline import timeline_of
from dongthuan.apps.monitoring.models.signals import Series, Signal
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.notices.models import Notice
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.apps.press.models.lines import Line
from dongthuan.apps.units.models import Unit
from tests.integration.matters.conftest import AT, NOTABLE, duty

LATER = AT + timedelta(hours=30)


@pytest.fixture
def signal(topic: Topic) -> Signal:
    """A spike of negative items."""
    return Signal.objects.create(
        topic=topic,
        series=Series.NEGATIVE,
        hour=AT - timedelta(hours=1),
        detected_at=AT,
        observed=40,
        baseline=4,
        expected_high=9,
        p_value=0.001,
        score=30,
        model_id="thu",
        item_count=40,
        copy_count=3,
    )


def test_a_matter_has_the_next_number_of_its_year(
    content: MatterContent, speaker: Officer, system: Officer
) -> None:
    numbers = [
        open_matter(content=content, grading=NOTABLE, duty=None, by=speaker, at=at).number
        for at in (AT, AT, AT + timedelta(days=60), AT)
    ]
    assert numbers == [1, 2, 1, 3]


def test_another_unit_takes_charge_with_its_clock(
    matter: Matter, content: MatterContent, institute: Unit, speaker: Officer, expert: Officer
) -> None:
    """The clock falls away with the reason and runs anew for that unit: the same t0, the same end."""
    before, moved = matter.clock, replace(content, unit=institute)
    assert before is not None
    with pytest.raises(NoReason):
        edit_matter(matter=matter, version=matter.version, content=moved, by=speaker, at=AT)
    why = "Động đất là việc của Viện"
    edit_matter(matter=matter, version=matter.version, content=moved, by=speaker, at=AT, reason=why)
    matter.refresh_from_db()
    before.refresh_from_db()
    assert matter.clock is not None
    assert (before.state, before.reason) == (State.CANCELLED, why)
    assert (matter.clock.unit, matter.clock.start_at) == (institute, before.start_at)
    assert (matter.clock.state, matter.clock.due_at) == (State.RUNNING, before.due_at)
    assert Notice.objects.filter(kind="matters.moved", recipient=expert).count() == 1
    words = [moment.words for moment in timeline_of(matter, seen_by=speaker)]
    assert any("Viện Vật lý Địa cầu" in one for one in words)


def test_opened_from_a_signal_it_hangs_on_it(
    content: MatterContent, signal: Signal, speaker: Officer, expert: Officer
) -> None:
    matter = open_matter(content=content, grading=NOTABLE, duty=duty(), by=speaker, at=AT, record=signal)
    link = matter.links.get()
    assert (link.record_type, link.record_key, link.title) == (
        "monitoring.signal",
        str(signal.pk),
        "Động đất: Tin tiêu cực",
    )
    assert link.url == f"/theo-doi/tin-hieu/{signal.pk}/" or link.url.endswith(f"/tin-hieu/{signal.pk}/")
    signal.refresh_from_db()
    assert (signal.state, signal.taken_by_id) == ("acknowledged", speaker.pk)
    entry = Entry.objects.get(act="matters.open")
    assert (entry.record_key, entry.details) == (str(matter.pk), {"grade": "notable", "clause": "7.4"})


def test_a_signal_on_a_matter_opens_no_second_one(
    content: MatterContent, signal: Signal, speaker: Officer
) -> None:
    first = open_matter(content=content, grading=NOTABLE, duty=None, by=speaker, at=AT, record=signal)
    with pytest.raises(AlreadyOnMatter) as found:
        open_matter(content=content, grading=NOTABLE, duty=None, by=speaker, at=AT, record=signal)
    assert found.value.matter == first
    assert Matter.objects.count() == 1


def test_who_answers_for_it_is_told_once(content: MatterContent, speaker: Officer, expert: Officer) -> None:
    owned = MatterContent(content.title, content.unit, "", expert)
    urgent = Grading(Grade.URGENT, "Lan rộng")
    matter = open_matter(content=owned, grading=urgent, duty=duty(), by=speaker, at=AT)
    notice = Notice.objects.get(kind="matters.opened")
    assert (notice.recipient_id, notice.is_urgent) == (expert.pk, True)
    assert notice.url == matter.get_absolute_url()


@pytest.mark.parametrize(
    ("title", "reason", "refusal"),
    [
        (" ", "Lý do", NoWords),
        ("Vụ việc", " ", NoReason),
        ("TUYỆT MẬT", "Lý do", SecretMark),
    ],
)
def test_what_is_not_whole_leaves_no_trace(
    title: str, reason: str, refusal: type[Exception], content: MatterContent, speaker: Officer
) -> None:
    with pytest.raises(refusal):
        open_matter(
            content=MatterContent(title, content.unit),
            grading=Grading(Grade.WATCH, reason),
            duty=duty(),
            by=speaker,
            at=AT,
        )
    assert not Matter.objects.exists()
    assert not Entry.objects.filter(act__startswith="matters").exists()


def test_grading_anew_keeps_what_was(matter: Matter, speaker: Officer) -> None:
    urgent = Grading(Grade.URGENT, "Báo trung ương đăng")
    regrade_matter(matter=matter, version=1, grading=urgent, by=speaker, at=LATER)
    matter.refresh_from_db()
    assert (matter.grade, matter.grade_reason) == ("urgent", "Báo trung ương đăng")
    assert [(one.before, one.after) for one in matter.grade_changes.all()] == [
        ("", "notable"),
        ("notable", "urgent"),
    ]
    with pytest.raises(NoChange):
        regrade_matter(matter=matter, version=2, grading=urgent, by=speaker, at=LATER)
    with pytest.raises(ChangedMeanwhile):
        regrade_matter(matter=matter, version=1, grading=NOTABLE, by=speaker, at=LATER)


@pytest.fixture
def settled(matter: Matter, speaker: Officer) -> Matter:
    """A matter that nothing obliges to speak on any more."""
    return set_clause(matter=matter, version=1, duty=None, reason="Không thuộc diện", by=speaker, at=AT)


def test_closing_asks_for_the_lesson(settled: Matter, speaker: Officer) -> None:
    matter = settled
    with pytest.raises(NoWords):
        close_matter(matter=matter, version=2, lesson=" ", by=speaker, at=LATER)
    close_matter(matter=matter, version=2, lesson="Cần số liệu sớm hơn", by=speaker, at=LATER)
    matter.refresh_from_db()
    assert (matter.state, matter.lesson, matter.closed_at) == ("closed", "Cần số liệu sớm hơn", LATER)
    with pytest.raises(NotInThatState):
        close_matter(matter=matter, version=3, lesson="Lần nữa", by=speaker, at=LATER)
    with pytest.raises(NotInThatState):
        regrade_matter(matter=matter, version=3, grading=Grading(Grade.URGENT, "x"), by=speaker, at=LATER)


def test_a_matter_is_not_closed_while_the_law_waits(matter: Matter, speaker: Officer) -> None:
    with pytest.raises(StillOwes):
        close_matter(matter=matter, version=1, lesson="Bài học", by=speaker, at=AT)
    matter.refresh_from_db()
    assert (matter.state, matter.clock.state) == (MatterState.OPEN, State.RUNNING)  # type: ignore[union-attr]  # it has one
    set_clause(matter=matter, version=1, duty=None, reason="Không thuộc diện", by=speaker, at=AT)
    close_matter(matter=matter, version=2, lesson="Bài học", by=speaker, at=AT)


def test_opened_again_it_keeps_its_lesson(settled: Matter, speaker: Officer) -> None:
    matter = settled
    close_matter(matter=matter, version=2, lesson="Bài học", by=speaker, at=AT)
    with pytest.raises(NoReason):
        reopen_matter(matter=matter, version=3, reason="", by=speaker, at=LATER)
    reopen_matter(matter=matter, version=3, reason="Tin đồn trở lại", by=speaker, at=LATER)
    matter.refresh_from_db()
    assert (matter.state, matter.lesson, matter.closed_at) == (MatterState.OPEN, "Bài học", None)
    assert Entry.objects.get(act="matters.reopen").ground == "Tin đồn trở lại"


def test_editing_refuses_an_old_version(matter: Matter, content: MatterContent, speaker: Officer) -> None:
    new = MatterContent("Tin đồn động đất (cập nhật)", content.unit)
    edit_matter(matter=matter, version=1, content=new, by=speaker, at=LATER)
    with pytest.raises(ChangedMeanwhile):
        edit_matter(matter=matter, version=1, content=content, by=speaker, at=LATER)
    matter.refresh_from_db()
    assert matter.title == "Tin đồn động đất (cập nhật)"


def test_a_unit_does_not_take_a_matter_from_another(
    matter: Matter, content: MatterContent, institute: object, expert: Officer
) -> None:
    taken = MatterContent(content.title, institute)  # type: ignore[arg-type]  # the fixture is a unit
    with pytest.raises(NotAllowed):
        edit_matter(matter=matter, version=1, content=taken, by=expert, at=LATER)


def test_a_record_hangs_once_and_is_taken_off(matter: Matter, signal: Signal, speaker: Officer) -> None:
    link = link_record(matter=matter, record=signal, by=speaker, at=AT)
    assert link_record(matter=matter, record=signal, by=speaker, at=LATER) == link
    unlink_record(link=link, by=speaker, at=LATER)
    assert not matter.links.exists()
    assert Entry.objects.filter(act="matters.link").count() == 2


def test_an_inquiry_knows_its_matter(matter: Matter, speaker: Officer) -> None:
    inquiry = Inquiry.objects.create(
        unit=matter.unit,
        year=2026,
        number=1,
        channel="phone",
        topic="Hỏi về tin đồn",
        questions="Có đúng không?",
        received_at=AT,
        recorded_at=AT,
        recorded_by=speaker,
    )
    link_record(matter=matter, record=inquiry, by=speaker, at=AT)
    inquiry.refresh_from_db()
    assert (inquiry.record_type, inquiry.record_key) == ("matters.matter", str(matter.pk))


@pytest.mark.parametrize(("state", "is_done"), [("draft", False), ("approved", True)])
def test_only_an_approved_line_ticks_its_step(
    state: str, is_done: bool, matter: Matter, speaker: Officer, leader: Officer
) -> None:
    approved = {"approved_by": leader, "approved_at": AT} if state == "approved" else {}
    line = Line.objects.create(
        unit=matter.unit,
        title="Về tin đồn động đất",
        kind="message",
        text="Không ai dự báo được động đất theo ngày.",
        owner=speaker,
        author=speaker,
        valid_from=AT.date() - timedelta(days=1),
        valid_until=AT.date() + timedelta(days=30),
        state=state,
        created_at=AT,
        changed_at=AT,
        **approved,
    )
    link_record(matter=matter, record=line, by=speaker, at=AT)
    assert line.uses.exists() == is_done
    step = next(step for step in sequence_of(matter, seen_by=speaker, at=AT) if "thông điệp" in step.words)
    assert step.is_done == is_done


def test_the_sequence_names_the_first_step_that_is_open(matter: Matter, speaker: Officer) -> None:
    steps = sequence_of(matter, seen_by=speaker, at=AT)
    first = [step.is_done for step in steps].index(False)
    assert [step.is_next for step in steps].index(True) == first
    assert steps[3].is_done  # the clause is settled


def test_the_database_asks_for_the_lesson_too(matter: Matter) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Matter.objects.filter(pk=matter.pk).update(state="closed", closed_at=AT)

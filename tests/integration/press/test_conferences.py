"""Conferences: the written notice and its clock, the refusal, who speaks with what standing, the papers."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.documents.queries.contents import content_of
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.press.lifecycle import CONFERENCE_NEXT, ConferenceState, Duty
from dongthuan.apps.press.models.conferences import Accreditation, Conference
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.press.models.spokespersons import Spokesperson
from dongthuan.apps.press.operations import conference_log as log
from dongthuan.apps.press.operations import conference_notices as notices
from dongthuan.apps.press.operations import conferences as operations
from dongthuan.apps.press.operations.conference_duties import settle_duty
from dongthuan.apps.press.operations.conference_log import AnswerContent, QuestionContent
from dongthuan.apps.press.operations.conferences import ConferenceContent, plan_conference
from dongthuan.apps.press.operations.mandates import MandateContent, authorise
from dongthuan.apps.press.operations.versions import AheadOfTime, ChangedMeanwhile, NoReason
from dongthuan.apps.press.queries.conferences import conferences_listed, mandates_that_end_during
from dongthuan.apps.press.queries.duties import is_refused_in_time
from dongthuan.apps.press.queries.statistics import briefings_between, conferences_between
from dongthuan.apps.units.models import Agency, Unit
from dongthuan.docgen.official_html import as_html
from tests.integration.press.conftest import MORNING, TODAY

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def by(coordinator: Officer) -> Officer:
    """Runs conferences."""
    return coordinator.on(TODAY)


@pytest.fixture
def content(agency: Unit) -> ConferenceContent:
    """A conference in three days, complete for the notice but for who is invited."""
    return ConferenceContent(
        unit=agency,
        kind="regular",
        title="Kết quả quý III",
        chair_name="Trần Thị Hòa",
        place="Hà Nội",
        starts_at=MORNING + 3 * DAY,
        ends_at=MORNING + 3 * DAY + 2 * HOUR,
        content="Công bố kết quả.",
        lawful_basis="Báo cáo số 12/BC-CQ",
    )


@pytest.fixture
def planned(content: ConferenceContent, by: Officer, outlet: Outlet) -> Conference:
    """It planned, with one outlet invited."""
    Agency.objects.update(kind=Agency.Kind.GOVERNMENT_ATTACHED)
    return plan_conference(content=content, by=by, at=MORNING, invited=[outlet])


def held(content: ConferenceContent, by: Officer, **change: object) -> Conference:
    """Return a conference recorded as held yesterday."""
    past = {"starts_at": MORNING - DAY, "ends_at": MORNING - DAY + HOUR} | change
    row = plan_conference(content=replace(content, **past), by=by, at=MORNING)
    reason = "Ghi nhận sau" if row.needs_notice else ""
    return operations.hold_conference(conference=row, version=row.version, by=by, at=MORNING, reason=reason)


def test_the_notice_is_due_twenty_four_hours_before(planned: Conference, by: Officer) -> None:
    assert planned.needs_notice
    assert planned.clock is not None
    assert planned.clock.due_at == planned.starts_at - timedelta(hours=24)
    sent = planned.starts_at - timedelta(hours=25)
    notices.send_notice(conference=planned, sent_at=sent, version=planned.version, by=by, at=sent)
    planned.refresh_from_db()
    assert (planned.state, planned.notice_sent_at) == (ConferenceState.NOTIFIED, sent)
    assert Clock.objects.get(pk=planned.clock_id).is_late is False


def test_a_notice_sent_in_the_last_day_is_late(planned: Conference, by: Officer) -> None:
    sent = planned.starts_at - timedelta(hours=23)
    notices.send_notice(conference=planned, sent_at=sent, version=planned.version, by=by, at=sent)
    assert Clock.objects.get(pk=planned.clock_id).is_late is True


def test_the_notice_needs_its_six_items(content: ConferenceContent, by: Officer) -> None:
    Agency.objects.update(kind=Agency.Kind.GOVERNMENT_ATTACHED)
    row = plan_conference(content=replace(content, lawful_basis=""), by=by, at=MORNING)
    with pytest.raises(notices.ItemsMissing) as refused:
        notices.send_notice(conference=row, sent_at=MORNING, version=row.version, by=by, at=MORNING)
    assert len(refused.value.items) == 2  # the proof, and who is invited


def test_the_notice_is_a_dispatch_with_the_six_items(planned: Conference, by: Officer) -> None:
    paper = notices.draw_up_notice(
        conference=planned, addressee="Cục Báo chí", version=planned.version, by=by, at=MORNING
    )
    words = as_html(content_of(paper))
    for item in ("Địa điểm", "Thời gian", "Nội dung", "Người chủ trì", "12/BC-CQ", "Báo Thử", "Cục Báo chí"):
        assert item in words
    assert (paper.record_type, paper.record_key) == ("press.conference", str(planned.pk))


def test_a_ministry_owes_no_notice_unless_its_legal_officer_says_so(
    content: ConferenceContent, by: Officer, legal_officer: Officer
) -> None:
    Agency.objects.update(kind=Agency.Kind.MINISTRY)
    assert not plan_conference(content=content, by=by, at=MORNING).needs_notice
    note = "Vẫn thông báo theo quy chế của bộ."
    settle_duty(duty=Duty.NOTICE, is_ours=True, note=note, by=legal_officer, at=MORNING)
    later = plan_conference(content=content, by=by, at=MORNING)
    assert later.needs_notice
    assert later.clock is not None


def test_a_briefing_owes_no_notice(content: ConferenceContent, by: Officer) -> None:
    Agency.objects.update(kind=Agency.Kind.GOVERNMENT_ATTACHED)
    assert not plan_conference(content=replace(content, kind="briefing"), by=by, at=MORNING).needs_notice


def test_a_moved_conference_owes_a_new_notice(
    planned: Conference, content: ConferenceContent, by: Officer, outlet: Outlet
) -> None:
    notices.send_notice(conference=planned, sent_at=MORNING, version=1, by=by, at=MORNING)
    moved = replace(content, starts_at=content.starts_at + DAY, ends_at=content.ends_at + DAY)
    row = operations.rewrite_conference(
        conference=planned, content=moved, invited=[outlet], version=2, by=by, at=MORNING
    )
    assert (row.state, row.notice_sent_at) == (ConferenceState.PLANNED, None)
    assert row.clock is not None
    assert row.clock.due_at == moved.starts_at - timedelta(hours=24)
    assert row in Conference.objects.public()  # who read of it must learn of the new time
    assert "Đã đổi thời gian" in Client().get("/cong/hop-bao/").content.decode()
    with pytest.raises(ChangedMeanwhile):
        operations.rewrite_conference(
            conference=planned, content=moved, invited=[], version=2, by=by, at=MORNING
        )


def test_a_refusal_has_a_reason_and_is_in_time_twelve_hours_before(planned: Conference, by: Officer) -> None:
    notices.send_notice(conference=planned, sent_at=MORNING, version=1, by=by, at=MORNING)
    late = planned.starts_at - timedelta(hours=11)
    with pytest.raises(NoReason):
        notices.note_refusal(conference=planned, reason="", refused_at=late, version=2, by=by, at=late)
    row = notices.note_refusal(
        conference=planned, reason="Chưa đủ hồ sơ", refused_at=late, version=2, by=by, at=late
    )
    assert is_refused_in_time(row) is False
    row.refused_at = planned.starts_at - timedelta(hours=13)
    assert is_refused_in_time(row) is True
    with pytest.raises(operations.NotInThatState):
        operations.hold_conference(conference=row, version=row.version, by=by, at=planned.starts_at)


def test_what_was_held_without_its_notice_says_why(planned: Conference, by: Officer) -> None:
    with pytest.raises(operations.NotYet):
        operations.hold_conference(conference=planned, version=1, by=by, at=MORNING)
    after = planned.ends_at
    with pytest.raises(operations.NoticeMissing):
        operations.hold_conference(conference=planned, version=1, by=by, at=after)
    row = operations.hold_conference(conference=planned, version=1, by=by, at=after, reason="Việc khẩn")
    assert (row.state, row.end_reason) == (ConferenceState.HELD, "Việc khẩn")
    assert Clock.objects.get(pk=planned.clock_id).state == "cancelled"


def authorisation(head: Spokesperson, officer: Officer, start: datetime) -> MandateContent:
    begin, ground = start - HOUR, "5/GUQ"
    who = (officer.full_name, "Chuyên viên", "Việc khác")
    return MandateContent(head, head.unit, *who, begin, start + HOUR, ground, begin, officer)


def test_a_mandate_that_ends_during_a_conference_carries_answers_until_then(
    content: ConferenceContent,
    by: Officer,
    head: Spokesperson,
    unit_officer: Officer,
    client: Client,
) -> None:
    start = MORNING - DAY
    row = held(content, by)
    given_for = replace(authorisation(head, unit_officer, start), end_at=start + HOUR / 2, record=row)
    mandate = authorise(content=given_for, by=by, at=MORNING)
    (shown,) = mandates_that_end_during(row)
    assert (shown.mandate, shown.until) == (mandate.pk, start + HOUR / 2)
    client.force_login(by)
    page = client.get(row.get_absolute_url())
    assert page.context["ending"] == [shown]
    assert unit_officer.full_name in page.content.decode()

    def asked(minutes: int) -> str:
        at = start + timedelta(minutes=minutes)
        question = QuestionContent("Ký giả", "Vì sao?", at)
        answer = AnswerContent("Vì thế.", at, unit_officer)
        return log.log_question(conference=row, content=question, answer=answer, by=by, at=MORNING).capacity

    assert [asked(29), asked(30), asked(31)] == ["authorised", "", ""]


def test_a_matter_named_by_title_alone_is_confirmed_before_an_answer_is_official(
    content: ConferenceContent, by: Officer, head: Spokesperson, unit_officer: Officer
) -> None:
    row, start = held(content, by), MORNING - DAY
    authorise(content=authorisation(head, unit_officer, start), by=by, at=MORNING)
    question = QuestionContent("Ký giả", "Vì sao?", start)
    logged = [
        log.log_question(
            conference=row,
            content=question,
            answer=AnswerContent("Vì thế.", start, unit_officer, is_matter_confirmed=is_confirmed),
            by=by,
            at=MORNING,
        )
        for is_confirmed in (False, True)
    ]
    assert [(one.capacity, one.matter_confirmed_by_id) for one in logged] == [
        ("", None),
        ("authorised", by.pk),
    ]


def test_an_answer_is_official_only_with_standing_and_known_by_name_too(
    content: ConferenceContent, by: Officer, head: Spokesperson, spokesperson: Officer
) -> None:
    row = held(content, by)
    at = row.starts_at
    for name, officer, capacity in (
        (head.full_name, None, "head"),
        ("", spokesperson, ""),
        ("Ai đó", None, ""),
    ):
        answer = AnswerContent("Đã rõ.", at, officer, name)
        question = QuestionContent("Ký giả", "Vì sao?", at)
        logged = log.log_question(conference=row, content=question, answer=answer, by=by, at=MORNING)
        assert logged.capacity == capacity
    with pytest.raises(log.NobodyNamed):
        log.log_question(
            conference=row,
            content=QuestionContent("A", "B", at),
            answer=AnswerContent("C", at),
            by=by,
            at=MORNING,
        )


def test_an_owed_answer_comes_later_and_is_never_written_over(
    content: ConferenceContent, by: Officer, leader: Officer, head: Spokesperson
) -> None:
    row = held(content, by)
    question = QuestionContent("Ký giả", "Vì sao?", row.starts_at, is_owed=True)
    logged = log.log_question(conference=row, content=question, by=by, at=MORNING)
    assert logged.is_owed
    answer = AnswerContent("Vì thế.", MORNING, leader)
    answered = log.answer_question(question=logged, answer=answer, by=by, at=MORNING)
    assert (answered.is_owed, answered.capacity) == (False, "head")
    with pytest.raises(log.AnsweredAlready):
        log.answer_question(question=logged, answer=answer, by=by, at=MORNING)
    with pytest.raises(AheadOfTime):
        log.log_question(
            conference=row, content=replace(question, asked_at=MORNING + HOUR), by=by, at=MORNING
        )
    with pytest.raises(SecretMark):
        log.log_question(conference=row, content=replace(question, question="TUYỆT MẬT"), by=by, at=MORNING)


def test_who_is_not_let_in_is_told_why_and_does_not_come(planned: Conference, by: Officer) -> None:
    asked = log.ask_accreditation(
        conference=planned, full_name="Ký Giả", outlet_name="Báo X", by=by, at=MORNING
    )
    with pytest.raises(log.NoGround):
        log.decide_accreditation(accreditation=asked, is_accredited=False, by=by, at=MORNING)
    log.decide_accreditation(
        accreditation=asked, is_accredited=False, ground="Không có thẻ", by=by, at=MORNING
    )
    with pytest.raises(operations.NotInThatState):
        log.note_attendance(accreditation=asked, by=by, at=MORNING)
    log.decide_accreditation(accreditation=asked, is_accredited=True, by=by, at=MORNING)
    log.note_attendance(accreditation=asked, by=by, at=MORNING)
    asked.refresh_from_db()
    assert (asked.state, asked.ground, asked.attended_at) == ("accredited", "", MORNING)


def test_the_minutes_say_who_came_who_asked_and_who_answered_as_what(
    content: ConferenceContent, by: Officer, leader: Officer, unit_officer: Officer, head: Spokesperson
) -> None:
    row = held(content, by)
    Accreditation.objects.create(
        conference=row,
        full_name="Ký Giả",
        outlet_name="Báo X",
        asked_at=MORNING,
        state="accredited",
        decided_at=MORNING,
        attended_at=MORNING,
    )
    for officer in (leader, unit_officer):
        log.log_question(
            conference=row,
            content=QuestionContent("Ký Giả", "Hỏi gì?", row.starts_at),
            answer=AnswerContent("Đáp thế.", row.starts_at, officer),
            by=by,
            at=MORNING,
        )
    paper = notices.draw_up_minutes(conference=row, version=row.version, by=by, at=MORNING)
    words = as_html(content_of(paper))
    for part in (
        "Ký Giả",
        "Báo X",
        "Hỏi gì?",
        "Đáp thế.",
        "(người đứng đầu)",
        "không phải quan điểm chính thức",
    ):
        assert part in words


def test_guests_and_questions_are_counted_apart(content: ConferenceContent, by: Officer) -> None:
    row = held(content, by)
    for number in range(2):
        guest = log.ask_accreditation(conference=row, full_name=f"Khách {number}", by=by, at=MORNING)
        log.note_attendance(accreditation=guest, by=by, at=MORNING)
    log.ask_accreditation(conference=row, full_name="Không đến", by=by, at=MORNING)
    for number in range(3):
        log.log_question(
            conference=row, content=QuestionContent("A", f"Hỏi {number}", row.starts_at), by=by, at=MORNING
        )
    listed = conferences_listed({"kind": "regular", "q": "quý"}).get()
    assert (listed.came_count, listed.question_count) == (2, 3)


def test_the_annual_figures_open_what_was_held_in_the_period(content: ConferenceContent, by: Officer) -> None:
    regular = held(content, by)
    briefing = held(content, by, kind="briefing", is_proactive=True)
    held(content, by, kind="briefing")
    held(content, by, kind="meeting")
    plan_conference(content=content, by=by, at=MORNING)
    day = (MORNING - DAY).date()
    assert list(conferences_between(day, day + DAY)) == [regular]
    assert list(conferences_between(day + DAY, day + 2 * DAY)) == []
    assert list(briefings_between(day, day + DAY, is_proactive=True)) == [briefing]
    assert briefings_between(day, day + DAY).count() == 2


STEPS = st.lists(st.sampled_from(["notify", "refuse", "hold", "cancel", "move", "rewrite"]), max_size=8)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_in_whatever_order_only_the_arrows_of_the_table_are_walked(
    steps: list[str], content: ConferenceContent, by: Officer, outlet: Outlet
) -> None:
    Agency.objects.update(kind=Agency.Kind.GOVERNMENT_ATTACHED)
    row = plan_conference(content=content, by=by, at=MORNING, invited=[outlet])
    for count, step in enumerate(steps):
        before, at = ConferenceState(row.state), row.starts_at + HOUR
        one = {"conference": row, "version": row.version, "by": by}
        try:
            if step == "notify":
                notices.send_notice(sent_at=row.starts_at - 30 * HOUR, at=at, **one)
            elif step == "refuse":
                notices.note_refusal(reason="x", refused_at=row.starts_at - 20 * HOUR, at=at, **one)
            elif step == "hold":
                operations.hold_conference(at=at, reason="khẩn", **one)
            elif step == "cancel":
                operations.call_off_conference(reason="x", at=at, **one)
            else:
                place = f"Phòng {count}" if step == "move" else row.place
                moved = replace(content, place=place)
                operations.rewrite_conference(content=moved, invited=[outlet], at=MORNING, **one)
        except operations.NotInThatState:
            row.refresh_from_db()
            assert row.state == before
        else:
            row.refresh_from_db()
            after = ConferenceState(row.state)
            assert after in CONFERENCE_NEXT[before] or after == before
            has_open_clock = Clock.objects.of_record(row).open().exists()
            assert has_open_clock == (after == ConferenceState.PLANNED)


def test_the_public_see_it_once_announced_and_called_off_until_its_day(planned: Conference) -> None:
    assert not Conference.objects.public().filter(pk=planned.pk).exists()
    called_off = {"state": "cancelled", "end_reason": "Hoãn"}
    Conference.objects.filter(pk=planned.pk).update(notice_sent_at=MORNING, **called_off)
    shown = Conference.objects.public()
    assert planned in shown.coming_or_called_off(at=planned.starts_at)
    assert planned not in shown.coming(at=planned.starts_at)

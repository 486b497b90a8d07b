"""Answers: sent only when cleared for their very text and by who may speak; held against the past."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clearances.lifecycle import Part
from dongthuan.apps.clearances.operations.clearances import AuthorAsked, StepAsked
from dongthuan.apps.clearances.queries.clearances import is_cleared
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.press.desk_lifecycle import AnswerState, Basis, FlagState, InquiryState, SentHow
from dongthuan.apps.press.models.answers import Answer, Meaning
from dongthuan.apps.press.models.spokespersons import Spokesperson
from dongthuan.apps.press.operations import answers as operations
from dongthuan.apps.press.operations.answers_flags import AlreadyDecided, decide_flag
from dongthuan.apps.press.operations.answers_letters import draw_up_letter
from dongthuan.apps.press.operations.inquiries import answer_together
from dongthuan.apps.press.operations.inquiries_giving import accept_inquiry, offer_inquiry
from dongthuan.apps.press.operations.mandates import MandateContent, authorise
from dongthuan.apps.press.operations.versions import ChangedMeanwhile, NoReason
from dongthuan.apps.press.queries.answers import answers_found, said_before
from tests.integration.press.desk_cast import (
    AT,
    HOUR,
    a_draft,
    a_line,
    an_inquiry,
    cleared,
    in_hand,
    sent,
)

SECOND = "Kinh phí của trạm quan trắc là 3 tỷ đồng."


@pytest.fixture
def speaker(leader: Officer, head: Spokesperson) -> Officer:
    """The head of the agency, who may speak and works at the desk as well."""
    return leader.on(AT.date())


@pytest.fixture
def worker(spokesperson: Officer) -> Officer:
    """Drafts answers."""
    return spokesperson.on(AT.date())


def test_an_answer_goes_out_cleared_and_by_who_may_speak(
    worker: Officer, speaker: Officer, legal_officer: Officer
) -> None:
    inquiry = in_hand(worker, basis=Basis.OPINION)
    answer = cleared(a_draft(inquiry, worker, speaker=speaker), worker, reader=legal_officer)
    done = operations.send_answer(answer=answer, version=answer.version, how=SentHow.MAIL, by=worker, at=AT)
    inquiry.refresh_from_db()
    assert (inquiry.state, inquiry.answered_at) == (InquiryState.ANSWERED, AT)
    assert (done.speaker_name, done.speaker_post, done.speaker_capacity) == (
        speaker.full_name,
        "Chủ tịch",
        "head",
    )
    assert inquiry.clock
    assert (inquiry.clock.state, inquiry.clock.is_late) == ("done", False)
    assert Meaning.objects.filter(answer=done).exists()


def test_nothing_goes_out_uncleared(worker: Officer, speaker: Officer) -> None:
    answer = a_draft(in_hand(worker), worker, speaker=speaker)
    with pytest.raises(operations.NotCleared):
        operations.send_answer(answer=answer, version=1, how=SentHow.MAIL, by=worker, at=AT)
    answer.refresh_from_db()
    assert answer.state == AnswerState.DRAFT


def test_an_edit_after_clearance_re_opens_it(
    worker: Officer, speaker: Officer, legal_officer: Officer
) -> None:
    answer = cleared(a_draft(in_hand(worker), worker, speaker=speaker), worker, reader=legal_officer)
    content = operations.AnswerContent("Kinh phí là 2 tỷ đồng!", speaker)
    answer = operations.rewrite_answer(
        answer=answer, version=answer.version, content=content, by=worker, at=AT
    )
    assert answer.state == AnswerState.DRAFT
    with pytest.raises(operations.NotCleared):
        operations.send_answer(answer=answer, version=answer.version, how=SentHow.MAIL, by=worker, at=AT)
    back = operations.AnswerContent("Kinh phí là 2 tỷ đồng.", speaker)
    answer = operations.rewrite_answer(answer=answer, version=answer.version, content=back, by=worker, at=AT)
    with pytest.raises(operations.NotCleared):
        operations.send_answer(answer=answer, version=answer.version, how=SentHow.MAIL, by=worker, at=AT)


def test_it_cannot_have_been_sent_before_it_was_cleared(
    worker: Officer, speaker: Officer, legal_officer: Officer
) -> None:
    answer = cleared(
        a_draft(in_hand(worker), worker, speaker=speaker), worker, reader=legal_officer, at=AT + HOUR
    )
    for at, error in (
        (AT, operations.NotCleared),
        (AT - timedelta(days=1), operations.SentOutOfTime),
        (AT + 9 * HOUR, operations.SentOutOfTime),
    ):
        with pytest.raises(error):
            operations.send_answer(
                answer=answer,
                version=answer.version,
                how=SentHow.PHONE,
                by=worker,
                at=AT + 2 * HOUR,
                sent_at=at,
            )


def test_whoever_may_not_speak_is_blocked_or_shown_as_such(
    worker: Officer, unit_officer: Officer, legal_officer: Officer
) -> None:
    answer = cleared(a_draft(in_hand(worker), worker, speaker=unit_officer), worker, reader=legal_officer)
    with pytest.raises(operations.NoLiveMandate):
        operations.send_answer(answer=answer, version=answer.version, how=SentHow.MAIL, by=worker, at=AT)
    content = operations.AnswerContent(answer.text, unit_officer, is_official=False)
    answer = operations.rewrite_answer(
        answer=answer, version=answer.version, content=content, by=worker, at=AT
    )
    done = operations.send_answer(answer=answer, version=answer.version, how=SentHow.MAIL, by=worker, at=AT)
    assert (done.is_official, done.speaker_capacity) == (False, "")


def test_who_is_authorised_for_one_matter_answers_on_another_only_if_somebody_says_it_is_that_one(
    worker: Officer, unit_officer: Officer, legal_officer: Officer, head: Spokesperson
) -> None:
    inquiry = in_hand(worker)
    content = MandateContent(
        authorised_by=head,
        unit=inquiry.unit,
        full_name=unit_officer.full_name,
        post="Chuyên viên",
        matter_title="Sự cố trạm quan trắc",
        ground="12/GUQ-CQ",
        signed_at=AT - HOUR,
        start_at=AT - HOUR,
        end_at=AT + 48 * HOUR,
        officer=unit_officer,
    )
    assert head.officer
    authorise(content=content, by=head.officer.on(AT.date()), at=AT)
    answer = cleared(a_draft(inquiry, worker, speaker=unit_officer), worker, reader=legal_officer)
    given = {"how": SentHow.MAIL, "by": worker, "at": AT}
    with pytest.raises(operations.MatterNotConfirmed):
        operations.send_answer(answer=answer, version=answer.version, **given)  # type: ignore[arg-type]
    said = operations.AnswerContent(answer.text, unit_officer, is_matter_confirmed=True)
    answer = operations.rewrite_answer(answer=answer, version=answer.version, content=said, by=worker, at=AT)
    done = operations.send_answer(answer=answer, version=answer.version, **given)  # type: ignore[arg-type]
    assert (done.speaker_matter, done.matter_confirmed_by_id) == ("Sự cố trạm quan trắc", worker.pk)


def test_an_official_answer_needs_a_speaker_also_in_the_database(
    worker: Officer, speaker: Officer, legal_officer: Officer
) -> None:
    done = sent(in_hand(worker), speaker, reader=legal_officer, text="Kinh phí là 2 tỷ đồng.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.filter(pk=done.pk).update(speaker_capacity="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.filter(pk=done.pk).update(sent_at=None)


def test_one_answer_to_five_papers(worker: Officer, speaker: Officer, legal_officer: Officer) -> None:
    lead = in_hand(worker)
    others = [an_inquiry(worker, outlet_name=f"Báo {n} (minh hoạ)") for n in range(4)]
    for other in others:
        other = answer_together(inquiry=other, version=1, lead=lead, by=worker, at=AT)
    draft = a_draft(lead, worker, speaker=speaker)
    assert draft.inquiries.count() == 5
    with pytest.raises(operations.AlreadyDrafted):
        a_draft(lead, worker)
    answer = cleared(draft, worker, reader=legal_officer)
    operations.send_answer(answer=answer, version=answer.version, how=SentHow.MAIL, by=worker, at=AT)
    assert {row.state for row in answer.inquiries.all()} == {"answered"}


def test_nobody_who_wrote_on_it_clears_it(worker: Officer, coordinator: Officer) -> None:
    answer = a_draft(in_hand(worker), worker)
    content = operations.AnswerContent("Kinh phí là 2,1 tỷ đồng.", worker)
    answer = operations.rewrite_answer(answer=answer, version=1, content=content, by=coordinator, at=AT)
    alone = [StepAsked(Part.LEADER, coordinator, AT + HOUR)]
    with pytest.raises(operations.PartMissing, match="SECRECY"):
        operations.ask_clearance(answer=answer, version=answer.version, steps=alone, by=worker, at=AT)
    steps = [StepAsked(part, coordinator, AT + HOUR) for part in (Part.SECRECY, Part.LEADER)]
    with pytest.raises(AuthorAsked):
        operations.ask_clearance(answer=answer, version=answer.version, steps=steps, by=worker, at=AT)
    answer.refresh_from_db()
    assert answer.state == AnswerState.DRAFT


def test_a_contradiction_with_an_earlier_answer_is_flagged_and_holds_it_back(
    worker: Officer, speaker: Officer, legal_officer: Officer
) -> None:
    earlier = sent(
        in_hand(worker), speaker, reader=legal_officer, text="Kinh phí của trạm quan trắc là 2 tỷ đồng."
    )
    draft = a_draft(in_hand(worker), worker, SECOND, speaker=speaker)
    flag = draft.flags.get()
    assert (flag.earlier_answer, flag.kind, flag.state) == (earlier, "figure", FlagState.OPEN)
    answer = cleared(draft, worker, reader=legal_officer)
    with pytest.raises(operations.UndecidedFlags):
        operations.send_answer(answer=answer, version=answer.version, how=SentHow.MAIL, by=worker, at=AT)
    with pytest.raises(NoReason):
        decide_flag(flag=flag, decision=FlagState.EXPLAINED, reason="", by=worker, at=AT)
    decide_flag(flag=flag, decision=FlagState.EXPLAINED, reason="Đã điều chỉnh dự toán", by=worker, at=AT)
    with pytest.raises(AlreadyDecided):
        decide_flag(flag=flag, decision=FlagState.NO_CONFLICT, reason="Khác", by=worker, at=AT)
    operations.send_answer(answer=answer, version=answer.version, how=SentHow.MAIL, by=worker, at=AT)


def test_a_changed_draft_lets_its_flag_go_and_takes_it_up_again(
    worker: Officer, coordinator: Officer
) -> None:
    line = a_line(worker, approver=coordinator.on(AT.date()))
    draft = a_draft(in_hand(worker), worker, SECOND)
    assert draft.flags.get().earlier_line == line
    agreeing = operations.AnswerContent("Kinh phí của trạm quan trắc là 2 tỷ đồng.", worker)
    draft = operations.rewrite_answer(answer=draft, version=1, content=agreeing, by=worker, at=AT)
    assert draft.flags.get().state == FlagState.GONE
    again = operations.AnswerContent(SECOND, worker)
    draft = operations.rewrite_answer(answer=draft, version=draft.version, content=again, by=worker, at=AT)
    assert draft.flags.get().state == FlagState.OPEN


def test_what_was_said_before_is_found_by_words_and_meaning(
    worker: Officer, speaker: Officer, legal_officer: Officer
) -> None:
    earlier = sent(
        in_hand(worker), speaker, reader=legal_officer, text="Kinh phí của trạm quan trắc là 2 tỷ đồng."
    )
    sent(in_hand(worker), speaker, reader=legal_officer, text="Lịch tham quan bảo tàng vào Chủ nhật.")
    found = said_before("Xin hỏi kinh phí trạm quan trắc?")
    assert found[0].answer == earlier
    Meaning.objects.all().delete()
    assert said_before("Xin hỏi kinh phí trạm quan trắc?")[0].answer == earlier
    assert said_before("Xin hỏi kinh phí trạm quan trắc?", but_not=earlier) != found
    assert said_before("") == []
    assert list(answers_found(worker, "kinh phi tram")) == [earlier]


def test_a_given_up_answer_frees_its_inquiry(worker: Officer) -> None:
    inquiry = in_hand(worker)
    draft = a_draft(inquiry, worker)
    operations.drop_answer(answer=draft, version=1, reason="Viết lại", by=worker, at=AT)
    assert a_draft(inquiry, worker).state == AnswerState.DRAFT


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", operations.NothingSaid),
        ("a" * 100_001, operations.NothingSaid),
        ("TỐI MẬT\nSố liệu", SecretMark),
    ],
)
def test_what_cannot_be_said_is_not_kept(text: str, error: type[Exception], worker: Officer) -> None:
    inquiry = in_hand(worker)
    with pytest.raises(error):
        a_draft(inquiry, worker, text)
    assert not Answer.objects.exists()


def test_nobody_drafts_what_nobody_answers_for(worker: Officer, administrator: Officer) -> None:
    with pytest.raises(operations.NotInHand):
        a_draft(an_inquiry(worker), worker)
    inquiry = in_hand(worker)
    with pytest.raises(NotAllowed):
        a_draft(inquiry, administrator)


def test_two_who_edit_at_once(worker: Officer, coordinator: Officer) -> None:
    draft = a_draft(in_hand(worker), worker)
    content = operations.AnswerContent("Một.", worker)
    operations.rewrite_answer(answer=draft, version=1, content=content, by=worker, at=AT)
    with pytest.raises(ChangedMeanwhile):
        operations.rewrite_answer(answer=draft, version=1, content=content, by=coordinator, at=AT)


def test_a_cleared_answer_becomes_a_letter_word_by_word(
    worker: Officer, speaker: Officer, legal_officer: Officer
) -> None:
    draft = a_draft(in_hand(worker), worker, "Kinh phí là 2 tỷ đồng.\nXin cảm ơn.", speaker=speaker)
    with pytest.raises(operations.NotCleared):
        draw_up_letter(answer=draft, by=worker, at=AT)
    letter = draw_up_letter(answer=cleared(draft, worker, reader=legal_officer), by=worker, at=AT)
    assert letter.addressees == ["Báo Minh Hoạ"]
    assert "Kinh phí là 2 tỷ đồng." in str(letter.body)
    assert (letter.record_type, letter.record_key) == ("press.answer", str(draft.pk))


def test_who_answers_for_it_from_another_unit_gets_it_cleared(
    worker: Officer, institute_officer: Officer, legal_officer: Officer, leader: Officer, head: Spokesperson
) -> None:
    """The unit that knows the matter was handed the inquiry, accepted it, and asks for the clearance."""
    owner = institute_officer.on(AT.date())
    inquiry = an_inquiry(worker)
    inquiry = offer_inquiry(inquiry=inquiry, version=inquiry.version, owner=owner, by=worker, at=AT)
    inquiry = accept_inquiry(inquiry=inquiry, version=inquiry.version, by=owner, at=AT)
    answer = cleared(a_draft(inquiry, owner, speaker=leader), owner, reader=legal_officer)
    assert is_cleared(answer, answer.text)

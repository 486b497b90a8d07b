"""An answer is drafted, cleared for its very text, and sent by somebody who may speak; or given up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dongthuan.analysis.text import fold, nfc
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.clearances.lifecycle import Part
from dongthuan.apps.clearances.models.clearances import Clearance
from dongthuan.apps.clearances.operations.clearances import StepAsked, request_clearance, text_changed
from dongthuan.apps.clearances.queries.clearances import hash_of, is_cleared, latest_clearance
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.reasons import reason_given
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.notices import operations as notices
from dongthuan.apps.press.desk_lifecycle import (
    ANSWER_NEXT,
    IN_HAND,
    OPEN_ANSWERS,
    AnswerState,
    InquiryState,
    SentHow,
)
from dongthuan.apps.press.desk_rules import DESK_ACCESS, DeskAct
from dongthuan.apps.press.models.answers import Answer
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.apps.press.operations.answers_flags import has_open_flags, look_for_clashes, remember
from dongthuan.apps.press.operations.inquiries import FOLLOWED, follow_lead, step_to
from dongthuan.apps.press.operations.limits import meet_limit
from dongthuan.apps.press.operations.versions import locked
from dongthuan.apps.press.queries.mandates import Standing, live_mandate

LONGEST_ANSWER = 100_000
NEEDED = frozenset({Part.SECRECY, Part.LEADER})  # the parts without which no answer goes out, as of releases


class NothingSaid(Exception):
    """An answer says something, and not more than LONGEST_ANSWER letters."""


class NotInHand(Exception):
    """Nobody has accepted to answer for one of the inquiries, or it is settled."""


class AlreadyDrafted(Exception):
    """There is an open draft for this inquiry, which is the argument."""


class NoSuchStep(Exception):
    """The answer cannot go there from where it stands."""


class PartMissing(Exception):
    """A part that every answer needs is asked of nobody; the parts are the argument."""


class NotCleared(Exception):
    """This very text has not been cleared, or only after the instant it is said to have been sent."""


class UndecidedFlags(Exception):
    """A possible contradiction with what was said before waits for a decision."""


class NoLiveMandate(Exception):
    """Whoever is named may not speak for the agency on this at that instant."""


class MatterNotConfirmed(Exception):
    """The authorisation names its matter by title alone, and nobody said that it is this one."""


class SentOutOfTime(Exception):
    """It is said to have been sent in the future, or before the inquiry was received."""


@dataclass(frozen=True, slots=True)
class AnswerContent:
    """What is drafted. speaker: in whose name it goes; is_official False = it says it is not our view."""

    text: str
    speaker: Officer | None = None
    is_official: bool = True
    is_matter_confirmed: bool = False  # the answer is on the one matter that the speaker was authorised for


@transaction.atomic
def draft_answer(*, inquiry: Inquiry, content: AnswerContent, by: Actor, at: datetime) -> Answer:
    """Draft one answer to an inquiry and to those that ask the same; says where it may contradict.

    Raises NothingSaid, NotInHand, AlreadyDrafted, SecretMark.
    """
    inquiry = Inquiry.objects.select_for_update(of=("self",)).get(pk=inquiry.same_as_id or inquiry.pk)
    require(DESK_ACCESS, DeskAct.DRAFT_ANSWER, by, inquiry)
    if inquiry.state not in IN_HAND:
        raise NotInHand(inquiry.state)
    if (open_one := inquiry.answers.open().first()) is not None:
        raise AlreadyDrafted(open_one.pk)
    answer = Answer(unit=inquiry.unit, author_id=by.pk, created_at=at)
    _fill(answer, content, by=by, at=at)
    answer.save(force_insert=True)
    answer.inquiries.add(inquiry, *_followers(inquiry, at=at))
    look_for_clashes(answer, at=at)
    audit.note(act=DeskAct.DRAFT_ANSWER, actor=by, record=answer, at=at, details={"inquiry": inquiry.pk})
    return answer


@transaction.atomic
def rewrite_answer(
    *, answer: Answer, version: int, content: AnswerContent, by: Actor, at: datetime
) -> Answer:
    """Write an open answer anew; a changed text ends its clearance, and is held against the past again.

    Raises ChangedMeanwhile, NoSuchStep, NothingSaid, SecretMark.
    """
    answer = locked(answer, version)
    require(DESK_ACCESS, DeskAct.REWRITE_ANSWER, by, answer)
    if answer.state not in OPEN_ANSWERS:
        raise NoSuchStep(answer.state)
    before = hash_of(answer.text)
    _fill(answer, content, by=by, at=at)
    is_changed = hash_of(answer.text) != before
    if is_changed:
        text_changed(record=answer, text=answer.text, by=by, at=at)
        answer.state = AnswerState.DRAFT
        for inquiry in _inquiries_locked(answer):
            _let_inquiry(inquiry, InquiryState.DRAFTING)
    answer.save()
    if by.pk != answer.author_id:
        answer.editors.add(by.pk)
    look_for_clashes(answer, at=at)
    details = {"version": answer.version, "is_changed": is_changed}
    audit.note(act=DeskAct.REWRITE_ANSWER, actor=by, record=answer, at=at, details=details)
    return answer


@transaction.atomic
def ask_clearance(
    *, answer: Answer, version: int, steps: Sequence[StepAsked], by: Actor, at: datetime
) -> Clearance:
    """Put the draft before those who clear it; whoever wrote on it cannot be one of them.

    Raises ChangedMeanwhile, NoSuchStep, PartMissing, and what `request_clearance` raises.
    """
    answer = locked(answer, version)
    require(DESK_ACCESS, DeskAct.ASK_CLEARANCE, by, answer)
    if answer.state not in OPEN_ANSWERS:
        raise NoSuchStep(answer.state)
    if missing := NEEDED - {one.part for one in steps}:
        raise PartMissing(sorted(missing))
    inquiries = _inquiries_locked(answer)
    if not inquiries:
        raise NotInHand
    answer.state = AnswerState.CLEARING
    answer.save(update_fields=["state", "version"])
    for inquiry in inquiries:
        _let_inquiry(inquiry, InquiryState.CLEARING)
    clearance = request_clearance(
        record=answer,
        title=f"Trả lời báo chí: {inquiries[0].topic}"[:300],
        url=answer.get_absolute_url(),
        text=answer.text,
        unit=answer.unit,
        steps=steps,
        authors=[answer.author, *answer.editors.all()],
        by=by,
        at=at,
        answerable=[one.owner_id for one in inquiries if one.owner_id],
    )
    audit.note(act=DeskAct.ASK_CLEARANCE, actor=by, record=answer, at=at, details={"steps": len(steps)})
    return clearance


@transaction.atomic
def send_answer(  # how and when it went out are what the register is for
    *,
    answer: Answer,
    version: int,
    how: SentHow,
    by: Actor,
    at: datetime,
    sent_at: datetime | None = None,
) -> Answer:
    """Note that an answer went out at `sent_at` (or now): each of its inquiries is answered, limits are met.

    Raises ChangedMeanwhile, NoSuchStep, SentOutOfTime, UndecidedFlags, NotCleared, NoLiveMandate,
    MatterNotConfirmed, NotInHand.
    """
    answer, sent_at = locked(answer, version), sent_at or at
    require(DESK_ACCESS, DeskAct.SEND_ANSWER, by, answer)
    if AnswerState.SENT not in ANSWER_NEXT[AnswerState(answer.state)]:
        raise NoSuchStep(answer.state)
    inquiries = _inquiries_locked(answer)
    if not inquiries or any(one.state not in IN_HAND for one in inquiries):
        raise NotInHand
    if sent_at > at or any(sent_at < one.received_at for one in inquiries):
        raise SentOutOfTime
    if has_open_flags(answer):
        raise UndecidedFlags
    _refuse_uncleared(answer, sent_at)
    if answer.is_official:
        _freeze_speaker(answer, _standing(answer, inquiries, sent_at))
    answer.state, answer.sent_at, answer.sent_by_id, answer.sent_how = AnswerState.SENT, sent_at, by.pk, how
    answer.text_hash = hash_of(answer.text)
    answer.save()
    remember(answer=answer)
    for inquiry in inquiries:
        _answered(inquiry, sent_at, by=by, at=at)
    details = {"hash": answer.text_hash, "is_official": answer.is_official, "inquiries": len(inquiries)}
    audit.note(act=DeskAct.SEND_ANSWER, actor=by, record=answer, at=at, details=details)
    return answer


@transaction.atomic
def drop_answer(*, answer: Answer, version: int, reason: str, by: Actor, at: datetime) -> Answer:
    """Give an open answer up, with a reason; its inquiries want another one.

    Raises ChangedMeanwhile, NoSuchStep, NoReason, SecretMark.
    """
    answer = locked(answer, version)
    require(DESK_ACCESS, DeskAct.DROP_ANSWER, by, answer)
    if AnswerState.DROPPED not in ANSWER_NEXT[AnswerState(answer.state)]:
        raise NoSuchStep(answer.state)
    answer.drop_reason = reason_given(reason)
    answer.state = AnswerState.DROPPED
    answer.save(update_fields=["state", "drop_reason", "version"])
    text_changed(record=answer, text="", by=by, at=at)
    for inquiry in _inquiries_locked(answer):
        _let_inquiry(inquiry, InquiryState.DRAFTING)
    audit.note(act=DeskAct.DROP_ANSWER, actor=by, record=answer, at=at, ground=answer.drop_reason)
    return answer


def _followers(lead: Inquiry, *, at: datetime) -> list[Inquiry]:
    """Return the open inquiries that ask the same, each answered for by the one who answers for the lead."""
    rows = list(lead.same_questions.open().select_for_update(of=("self",)).order_by("pk"))
    for inquiry in rows:
        follow_lead(inquiry, lead, at=at)
        inquiry.version += 1
        inquiry.save(update_fields=[*FOLLOWED, "version"])
    return rows


def _fill(answer: Answer, content: AnswerContent, *, by: Actor, at: datetime) -> None:
    text = nfc(content.text).replace("\r\n", "\n").strip()
    if not text or len(text) > LONGEST_ANSWER:
        raise NothingSaid
    refuse_secret(text)
    is_other = content.speaker != answer.speaker
    answer.text, answer.speaker, answer.is_official = text, content.speaker, content.is_official
    if not content.is_matter_confirmed:
        answer.matter_confirmed_by_id = None
    elif is_other or answer.matter_confirmed_by_id is None:
        answer.matter_confirmed_by_id = by.pk
    answer.changed_at = at
    answer.folded = fold(text)[:60_000]


def _inquiries_locked(answer: Answer) -> list[Inquiry]:
    """Return the inquiries of an answer locked, by key so that two officers never wait for each other."""
    keys = answer.inquiries.values("pk")
    rows = Inquiry.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    return list(rows.order_by("pk"))


def _let_inquiry(inquiry: Inquiry, to: InquiryState) -> None:
    """Let an inquiry follow the state of its answer, where it is in hand."""
    if inquiry.state in IN_HAND and inquiry.state != to:
        step_to(inquiry, to)
        inquiry.version += 1
        inquiry.save(update_fields=["state", "version"])


def _refuse_uncleared(answer: Answer, sent_at: datetime) -> None:
    if not is_cleared(answer, answer.text):
        raise NotCleared
    newest = latest_clearance(answer)
    if newest is None or (newest.ended_at is not None and newest.ended_at > sent_at):
        raise NotCleared


def _standing(answer: Answer, inquiries: Sequence[Inquiry], sent_at: datetime) -> Standing:
    """Return the speaker's standing on every inquiry; raises NoLiveMandate, MatterNotConfirmed."""
    speaker = answer.speaker
    if speaker is None:
        raise NoLiveMandate
    found = [live_mandate(officer=speaker, at=sent_at, record=one, unit=answer.unit) for one in inquiries]
    standings = [standing for standing in found if standing is not None]
    if len(standings) < len(inquiries):
        raise NoLiveMandate
    by_title = next((one for one in standings if one.is_by_title), None)
    if by_title is not None and answer.matter_confirmed_by_id is None:
        raise MatterNotConfirmed
    return by_title or standings[0]


def _freeze_speaker(answer: Answer, standing: Standing) -> None:
    answer.speaker_name, answer.speaker_post = standing.name, standing.post
    answer.speaker_capacity, answer.speaker_matter = standing.capacity, standing.matter_title
    row = "press.mandate" if standing.mandate else "press.spokesperson"
    answer.speaker_mandate = f"{row} {standing.mandate or standing.spokesperson}"


def _answered(inquiry: Inquiry, sent_at: datetime, *, by: Actor, at: datetime) -> None:
    step_to(inquiry, InquiryState.ANSWERED)
    inquiry.answered_at = sent_at
    inquiry.version += 1
    inquiry.save(update_fields=["state", "answered_at", "version"])
    meet_limit(inquiry.clock, done_at=sent_at, by=by, at=at)
    notices.withdraw(record=inquiry, at=at)

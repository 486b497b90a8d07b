"""Every group of comments is answered once: drafted, checked by another, published with the adopted text."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from dongthuan.analysis.text import nfc
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.clocks.lifecycle import State as ClockState
from dongthuan.apps.clocks.operations.clocks import finish_clock
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.notices import operations as notices
from dongthuan.apps.policies.answers_lifecycle import AnswerState, Decision
from dongthuan.apps.policies.answers_rules import ANSWER_ACCESS, AnswerAct
from dongthuan.apps.policies.consultations_lifecycle import CONSULTATION_NEXT, ConsultationState
from dongthuan.apps.policies.models.answers import Answer
from dongthuan.apps.policies.models.comment_groups import CommentGroup
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.operations.versions import (
    ChangedMeanwhile,
    NotInThatState,
    locked,
    reason_given,
    words_of,
)
from dongthuan.apps.policies.queries.answers import progress_of
from dongthuan.apps.policies.queries.deadlines import RESPONSE

LONGEST = 20_000
_ANSWERING = frozenset({ConsultationState.OPEN, ConsultationState.CLOSED})


class NothingChanged(Exception):
    """What is accepted says what it changes in the draft."""


class Unanswered(Exception):
    """Comments that are shown lack a checked answer, or wait to be looked at: `left` of them."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


class NotAdopted(Exception):
    """Answers are published with the adopted text; without one the ground must be stated."""


class ClockRuns(Exception):
    """A limit of law runs for the answers: no other date is stated."""


@dataclass(frozen=True, slots=True)
class AnswerContent:
    """What is answered. changed: which words of the draft, in words; needed unless nothing is accepted."""

    decision: Decision
    reason: str
    changed: str = ""


@transaction.atomic
def draft_answer(
    *, group: CommentGroup, version: int, content: AnswerContent, by: Actor, at: datetime
) -> Answer:
    """Draft the answer to a group, or write it anew: it must then be checked again.

    version: of the answer that was seen, 0 = none. Raises ChangedMeanwhile, NotInThatState, NoWords,
    NothingChanged, SecretMark.
    """
    consultation = (
        Consultation.objects.select_for_update(of=("self",))
        .select_related("dossier")
        .get(pk=group.consultation_id)
    )
    group = CommentGroup.objects.select_for_update(of=("self",)).get(pk=group.pk)
    answer = Answer.objects.select_for_update(of=("self",)).filter(group=group).first() or Answer(
        consultation=consultation, group=group, version=0
    )
    require(ANSWER_ACCESS, AnswerAct.DRAFT_ANSWER, by, answer)
    if consultation.state not in _ANSWERING:
        raise NotInThatState(consultation.state)
    if answer.version != version:
        raise ChangedMeanwhile(group.pk, answer.version)
    answer.reason = words_of(content.reason)[0][:LONGEST]
    answer.changed = nfc(content.changed).strip()[:LONGEST]
    if content.decision != Decision.NOT and not answer.changed:
        raise NothingChanged
    refuse_secret(answer.changed)
    answer.decision, answer.state = content.decision, AnswerState.DRAFT
    answer.drafted_by_id, answer.drafted_at = by.pk, at
    answer.checked_by, answer.checked_at = None, None
    answer.version += 1
    answer.save()
    details = {"group": group.pk, "decision": content.decision.value, "version": answer.version}
    audit.note(act=AnswerAct.DRAFT_ANSWER, actor=by, record=answer, at=at, details=details)
    return answer


@transaction.atomic
def check_answer(*, answer: Answer, version: int, by: Actor, at: datetime) -> Answer:
    """Let an answer count; another officer drafted it. Raises ChangedMeanwhile, NotInThatState."""
    answer = locked(answer, version)
    require(ANSWER_ACCESS, AnswerAct.CHECK_ANSWER, by, answer)
    if answer.state != AnswerState.DRAFT or answer.consultation.state not in _ANSWERING:
        raise NotInThatState(answer.state)
    answer.state, answer.checked_by_id, answer.checked_at = AnswerState.CHECKED, by.pk, at
    answer.save()
    details = {"group": answer.group_id, "version": answer.version}
    audit.note(act=AnswerAct.CHECK_ANSWER, actor=by, record=answer, at=at, details=details)
    return answer


@transaction.atomic
def state_response_date(
    *, consultation: Consultation, version: int, due_on: date, basis: str, by: Actor, at: datetime
) -> Consultation:
    """State by when the answers are out, and on what that rests, where no limit of law is known.

    Whoever is in charge is urged on by it; reminders of an earlier date are taken back.

    Raises ChangedMeanwhile, NotInThatState, ClockRuns, NoReason, SecretMark.
    """
    consultation = locked(consultation, version)
    require(ANSWER_ACCESS, AnswerAct.STATE_RESPONSE_DATE, by, consultation)
    if consultation.state not in _ANSWERING:
        raise NotInThatState(consultation.state)
    if consultation.clock_id is not None:
        raise ClockRuns
    ground = reason_given(basis)
    details = {"due_on": due_on.isoformat(), "before": str(consultation.response_due_on or "")}
    consultation.response_due_on, consultation.response_basis = due_on, ground[:500]
    consultation.response_stated_by_id = by.pk
    consultation.save(update_fields=["response_due_on", "response_basis", "response_stated_by", "version"])
    audit.note(
        act=AnswerAct.STATE_RESPONSE_DATE,
        actor=by,
        record=consultation,
        at=at,
        ground=ground,
        details=details,
    )
    return consultation


@transaction.atomic
def finish_answers(*, consultation: Consultation, version: int, by: Officer, at: datetime) -> Consultation:
    """Say that every comment is answered; the limit of law for it ends, in time or late.

    The database refuses it too. Raises ChangedMeanwhile, NotInThatState, Unanswered.
    """
    consultation = locked(consultation, version)
    require(ANSWER_ACCESS, AnswerAct.FINISH_ANSWERS, by, consultation)
    if consultation.state != ConsultationState.CLOSED:
        raise NotInThatState(consultation.state)
    progress = progress_of(consultation)
    if progress.left:
        raise Unanswered(progress.left)
    consultation.state, consultation.answered_at = ConsultationState.ANSWERED, at
    consultation.save(update_fields=["state", "answered_at", "version"])
    clock = consultation.clock
    if clock is not None and clock.state in (ClockState.RUNNING, ClockState.PAUSED):
        finish_clock(clock=clock, by=by, at=at)
    notices.withdraw(record=consultation, at=at, purpose=RESPONSE)
    details = {"comments": progress.comments, "groups": progress.groups}
    audit.note(act=AnswerAct.FINISH_ANSWERS, actor=by, record=consultation, at=at, details=details)
    return consultation


@transaction.atomic
def publish_answers(
    *, consultation: Consultation, version: int, ground: str, by: Actor, at: datetime
) -> Consultation:
    """Let the public read all answers, with the adopted text; authors who left an address are then told.

    ground: why now, where no text was adopted (yet). Raises ChangedMeanwhile, NotInThatState, NotAdopted,
    SecretMark.
    """
    consultation = locked(consultation, version)
    require(ANSWER_ACCESS, AnswerAct.PUBLISH_ANSWERS, by, consultation)
    if ConsultationState.PUBLISHED not in CONSULTATION_NEXT[ConsultationState(consultation.state)]:
        raise NotInThatState(consultation.state)
    dossier = consultation.dossier
    if not dossier.adopted_symbol and not ground.strip():
        raise NotAdopted
    kept = reason_given(ground) if ground.strip() else dossier.adopted_symbol
    consultation.state, consultation.published_at = ConsultationState.PUBLISHED, at
    consultation.save(update_fields=["state", "published_at", "version"])
    audit.note(act=AnswerAct.PUBLISH_ANSWERS, actor=by, record=consultation, at=at, ground=kept)
    return consultation

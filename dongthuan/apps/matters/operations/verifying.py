"""Facts are asked from the unit in charge, answered by it, asked again, or no longer needed."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.matters.lifecycle import VERIFICATION_NEXT, MatterState, VerificationState
from dongthuan.apps.matters.models.matters import Matter, MatterUnit
from dongthuan.apps.matters.models.verifications import Verification, VerificationAnswer
from dongthuan.apps.matters.operations.locking import locked_matter, locked_verification
from dongthuan.apps.matters.operations.refusals import NoReason, NotInThatState, NoWords
from dongthuan.apps.matters.operations.telling import tell_of_answer, tell_of_question
from dongthuan.apps.matters.rules import ACCESS, Act
from dongthuan.apps.notices import operations as notices
from dongthuan.apps.units.models import Unit


class TooSoon(Exception):
    """The answer is needed by an instant that has passed already."""


@dataclass(frozen=True, slots=True)
class Question:
    """What must be established, by whom, and until when."""

    unit: Unit
    text: str
    due_at: datetime


@transaction.atomic
def ask_facts(*, matter: Matter, question: Question, by: Actor, at: datetime) -> Verification:
    """Ask a unit for facts; from now on it may read the matter, and its officers are told at once.

    Raises NotInThatState, NoWords, SecretMark, TooSoon.
    """
    matter = locked_matter(matter)
    require(ACCESS, Act.ASK_FACTS, by, matter)
    if matter.state != MatterState.OPEN:
        raise NotInThatState(matter.state)
    if not question.text.strip():
        raise NoWords
    refuse_secret(question.text)
    if question.due_at <= at:
        raise TooSoon
    verification = Verification.objects.create(
        matter=matter,
        unit=question.unit,
        question=question.text.strip(),
        due_at=question.due_at,
        asked_by_id=by.pk,
        asked_at=at,
    )
    MatterUnit.objects.get_or_create(matter=matter, unit=question.unit)
    details = {"unit": question.unit.code, "due_at": question.due_at.isoformat()}
    audit.note(act=Act.ASK_FACTS, actor=by, record=verification, at=at, details=details)
    tell_of_question(verification, by=by, at=at)
    return verification


@transaction.atomic
def answer_facts(
    *, verification: Verification, version: int, answer: str, by: Actor, at: datetime
) -> Verification:
    """Answer for the unit; who asked is told.

    Raises ChangedMeanwhile, NotInThatState, NoWords, SecretMark.
    """
    verification = locked_verification(verification, version=version)
    require(ACCESS, Act.ANSWER_FACTS, by, verification)
    _refuse_step(verification, VerificationState.ANSWERED)
    if not answer.strip():
        raise NoWords
    refuse_secret(answer)
    verification.answer, verification.answered_at = answer.strip(), at
    verification.answered_by_id = by.pk
    VerificationAnswer.objects.create(
        verification=verification, answer=verification.answer, by_id=by.pk, at=at
    )
    _save(verification, VerificationState.ANSWERED)
    details = {"is_late": at >= verification.due_at}
    audit.note(act=Act.ANSWER_FACTS, actor=by, record=verification, at=at, details=details)
    notices.withdraw(record=verification, at=at)
    tell_of_answer(verification, by=by, at=at)
    return verification


@transaction.atomic
def ask_again(
    *, verification: Verification, version: int, reason: str, due_at: datetime, by: Actor, at: datetime
) -> Verification:
    """Ask a unit again when its answer does not settle the matter; the answer given stays on record.

    Raises ChangedMeanwhile, NotInThatState, NoReason, SecretMark, TooSoon.
    """
    verification = locked_verification(verification, version=version)
    require(ACCESS, Act.ASK_AGAIN, by, verification)
    _refuse_step(verification, VerificationState.ASKED)
    _check_reason(reason)
    if due_at <= at:
        raise TooSoon
    verification.closing_reason, verification.due_at = reason.strip()[:500], due_at
    verification.answered_at, verification.answered_by = None, None
    _save(verification, VerificationState.ASKED)
    audit.note(act=Act.ASK_AGAIN, actor=by, record=verification, at=at, ground=verification.closing_reason)
    tell_of_question(verification, by=by, at=at)
    return verification


@transaction.atomic
def withdraw_question(
    *, verification: Verification, version: int, reason: str, by: Actor, at: datetime
) -> Verification:
    """Say that the facts are no longer needed; raises ChangedMeanwhile, NotInThatState, NoReason."""
    verification = locked_verification(verification, version=version)
    require(ACCESS, Act.WITHDRAW_QUESTION, by, verification)
    _refuse_step(verification, VerificationState.WITHDRAWN)
    _check_reason(reason)
    verification.closing_reason = reason.strip()[:500]
    _save(verification, VerificationState.WITHDRAWN)
    audit.note(
        act=Act.WITHDRAW_QUESTION, actor=by, record=verification, at=at, ground=verification.closing_reason
    )
    notices.withdraw(record=verification, at=at)
    return verification


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise NoReason
    refuse_secret(reason)


def _refuse_step(verification: Verification, to: VerificationState) -> None:
    if to not in VERIFICATION_NEXT[VerificationState(verification.state)]:
        raise NotInThatState(verification.state)


def _save(verification: Verification, to: VerificationState) -> None:
    verification.state = to
    verification.version += 1
    verification.save()

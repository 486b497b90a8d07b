"""A reader confirms that a briefing was read, and answers its quiz once."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.awareness.lifecycle import BriefingState
from dongthuan.apps.awareness.models import Reading
from dongthuan.apps.awareness.operations.briefings import NotSent
from dongthuan.apps.awareness.rules import ACCESS, Act
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.notices.operations import withdraw


class NotConfirmed(Exception):
    """The quiz comes after reading."""


class AnsweredAlready(Exception):
    """A quiz is answered once; the first answer stands."""


class NotTheQuestions(Exception):
    """Each question has one answer, out of its choices."""


@transaction.atomic
def confirm(*, reading: Reading, by: Actor, at: datetime) -> Reading:
    """Confirm that the briefing was read; a second time changes nothing. Raises NotSent."""
    row = _locked(reading)
    require(ACCESS, Act.CONFIRM, by, row)
    if row.briefing.state != BriefingState.SENT:
        raise NotSent
    if row.confirmed_at is None:
        row.confirmed_at = at
        row.save(update_fields=["confirmed_at"])
        withdraw(record=row, at=at)
        audit.note(act=Act.CONFIRM, actor=by, record=row, at=at)
    return row


@transaction.atomic
def answer(*, reading: Reading, answers: Sequence[int], by: Actor, at: datetime) -> Reading:
    """Answer the quiz: the number of a choice, from 0, for each question in order.

    Raises NotSent, NotConfirmed, AnsweredAlready, NotTheQuestions.
    """
    row = _locked(reading)
    require(ACCESS, Act.ANSWER, by, row)
    if row.briefing.state != BriefingState.SENT:
        raise NotSent
    if row.confirmed_at is None:
        raise NotConfirmed
    if row.answered_at is not None:
        raise AnsweredAlready
    questions = list(row.briefing.questions.all())
    if not questions or len(answers) != len(questions):
        raise NotTheQuestions
    if any(not 0 <= said < len(one.choices) for one, said in zip(questions, answers, strict=True)):
        raise NotTheQuestions
    row.answers, row.answered_at = list(answers), at
    row.right_count = sum(one.right == said for one, said in zip(questions, answers, strict=True))
    row.save(update_fields=["answers", "answered_at", "right_count"])
    audit.note(act=Act.ANSWER, actor=by, record=row, at=at, details={"right": row.right_count})
    return row


def _locked(reading: Reading) -> Reading:
    return Reading.objects.select_for_update(of=("self",)).select_related("briefing").get(pk=reading.pk)

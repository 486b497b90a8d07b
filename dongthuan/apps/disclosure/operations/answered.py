"""An answered request is made public: one officer writes question and answer anew, another lets them out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from dongthuan.analysis.text import fold
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.disclosure.answered_lifecycle import ANSWERED_NEXT, AnsweredState
from dongthuan.apps.disclosure.answered_rules import ANSWERED_ACCESS, AnsweredAct
from dongthuan.apps.disclosure.models.answered import ANSWERED, AnsweredSummary
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.operations.requests import NoSuchStep, clean
from dongthuan.apps.disclosure.operations.requests_classifying import SamePerson
from dongthuan.apps.disclosure.queries.answered import identity_in
from dongthuan.apps.disclosure.queries.requests_public import given_files
from dongthuan.apps.files.reasons import reason_given
from dongthuan.apps.press.operations.versions import locked

LONGEST_QUESTION, LONGEST_ANSWER = 2_000, 8_000


class NothingSaid(Exception):
    """A public summary says what was asked and what was answered."""


class HoldsIdentity(Exception):
    """The words tell who asked: the argument is what stands in them."""


@dataclass(frozen=True, slots=True)
class SummaryContent:
    """What the public is to read. files: keys of files that were given and are made public with it."""

    question: str
    answer: str
    files: Sequence[int] = ()


@transaction.atomic
def write_summary(
    *, request: InformationRequest, content: SummaryContent, version: int | None, by: Actor, at: datetime
) -> AnsweredSummary:
    """Write the public words of an answered request, the first time or anew; nothing is public by that.

    version: what was seen of an earlier text, None = there was none. What is public or waits for the second
    person is first withdrawn or given back. Raises ChangedMeanwhile, NoSuchStep (not answered, or not being
    written), NothingSaid, HoldsIdentity, SecretMark.
    """
    request = InformationRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    found = AnsweredSummary.objects.filter(request=request).first()
    row = locked(found, version or 0) if found else AnsweredSummary(request=request)
    require(ANSWERED_ACCESS, AnsweredAct.WRITE, by, row)
    if request.state not in ANSWERED or AnsweredState.DRAFT not in ANSWERED_NEXT[AnsweredState(row.state)]:
        raise NoSuchStep(request.state)
    if row.state == AnsweredState.PROPOSED:
        raise NoSuchStep(row.state)
    question, answer = clean(content.question, LONGEST_QUESTION), clean(content.answer, LONGEST_ANSWER)
    if not question or not answer:
        raise NothingSaid
    if told := identity_in(request, question, answer):
        raise HoldsIdentity(told)
    row.question, row.answer = question, answer
    row.state, row.confirmed_by, row.published_at = AnsweredState.DRAFT, None, None
    row.written_by_id, row.written_at, row.changed_at = by.pk, at, at
    row.slug = row.slug or _slug(question)
    row.save()
    row.files.set(given_files(request).filter(pk__in=content.files))
    audit.note(act=AnsweredAct.WRITE, actor=by, record=row, at=at, details={"request": request.pk})
    return row


@transaction.atomic
def propose_summary(*, summary: AnsweredSummary, version: int, by: Actor, at: datetime) -> AnsweredSummary:
    """Put the words before a second person. Raises ChangedMeanwhile, NoSuchStep."""
    row = locked(summary, version)
    require(ANSWERED_ACCESS, AnsweredAct.WRITE, by, row)
    _step(row, AnsweredState.PROPOSED)
    row.note, row.changed_at = "", at
    row.save()
    audit.note(act=AnsweredAct.WRITE, actor=by, record=row, at=at, details={"state": row.state})
    return row


@transaction.atomic
def publish_summary(*, summary: AnsweredSummary, version: int, by: Actor, at: datetime) -> AnsweredSummary:
    """Make the words public as the second person.

    Raises ChangedMeanwhile, SamePerson, NoSuchStep, HoldsIdentity where the requester's data is in them.
    """
    row = locked(summary, version)
    _refuse_same(row, by)
    require(ANSWERED_ACCESS, AnsweredAct.PUBLISH, by, row)
    if row.request.state not in ANSWERED:
        raise NoSuchStep(row.request.state)
    if told := identity_in(row.request, row.question, row.answer):
        raise HoldsIdentity(told)
    _step(row, AnsweredState.PUBLISHED)
    row.confirmed_by_id, row.published_at, row.changed_at, row.withdrawn_reason = by.pk, at, at, ""
    row.save()
    audit.note(act=AnsweredAct.PUBLISH, actor=by, record=row, at=at)
    return row


@transaction.atomic
def return_summary(
    *, summary: AnsweredSummary, version: int, note: str, by: Actor, at: datetime
) -> AnsweredSummary:
    """Give the words back with what to change. Raises ChangedMeanwhile, SamePerson, NoSuchStep, NoReason."""
    row = locked(summary, version)
    _refuse_same(row, by)
    require(ANSWERED_ACCESS, AnsweredAct.RETURN, by, row)
    if row.state != AnsweredState.PROPOSED:
        raise NoSuchStep(row.state)
    _step(row, AnsweredState.DRAFT)
    row.note, row.changed_at = reason_given(note)[:1000], at
    row.save()
    audit.note(act=AnsweredAct.RETURN, actor=by, record=row, at=at)
    return row


@transaction.atomic
def withdraw_summary(
    *, summary: AnsweredSummary, version: int, reason: str, by: Actor, at: datetime
) -> AnsweredSummary:
    """Take the words from the public at once, with a reason that stays within.

    Raises ChangedMeanwhile, NoSuchStep, NoReason, SecretMark.
    """
    row = locked(summary, version)
    require(ANSWERED_ACCESS, AnsweredAct.WITHDRAW, by, row)
    _step(row, AnsweredState.WITHDRAWN)
    row.withdrawn_reason, row.changed_at = reason_given(reason)[:500], at
    row.save()
    audit.note(act=AnsweredAct.WITHDRAW, actor=by, record=row, at=at, ground=row.withdrawn_reason)
    return row


def _step(row: AnsweredSummary, to: AnsweredState) -> None:
    if to not in ANSWERED_NEXT[AnsweredState(row.state)]:
        raise NoSuchStep(row.state)
    row.state = to


def _refuse_same(row: AnsweredSummary, by: Actor) -> None:
    if row.written_by_id == by.pk:
        raise SamePerson


def _slug(question: str) -> str:
    stem = slugify(fold(question))[:100].strip("-") or "yeu-cau"
    taken = set(AnsweredSummary.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    slug, number = stem, 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug

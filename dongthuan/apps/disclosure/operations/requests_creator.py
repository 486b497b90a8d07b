"""A commune that cannot determine whether supplied information is right asks the body that made it.

The chain of the law: the commune asks that body in time, the body answers the commune, the commune tells the
requester. Each step has its limit by the rule of its day; the limit for the commune's own answer falls away
once it has asked. Where no figure is known nothing is guessed.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.disclosure.models.requests_creator import CreatorInquiry
from dongthuan.apps.disclosure.models.requests_outcomes import SuppliedCorrection
from dongthuan.apps.disclosure.operations.requests import (
    OutOfTime,
    clean,
    happened,
    locked_request,
)
from dongthuan.apps.disclosure.operations.requests_limits import (
    SAID_WRONG,
    correction_clock,
    drop_limit,
    meet_limit,
    start_correction_limit,
)
from dongthuan.apps.disclosure.requests_lifecycle import CREATOR_RULES, CorrectionBasis, EventKind
from dongthuan.apps.disclosure.requests_rules import REQUEST_ACCESS, RequestAct
from dongthuan.apps.files.reasons import reason_given
from dongthuan.apps.units.models import Agency
from dongthuan.apps.units.queries import current_agency

ASKED = "Cấp xã gửi văn bản hỏi cơ quan tạo ra thông tin"
ANSWERED = "Nhận được trả lời của cơ quan tạo ra thông tin"
ASKED_INSTEAD = "Đã hỏi cơ quan tạo ra thông tin; thời hạn tiếp theo tính từ trả lời của cơ quan đó"
DETERMINED = "Tự xác định được, không phải hỏi cơ quan tạo ra thông tin"
OVERTAKEN = "Đã trả lời người yêu cầu"


class NotACommune(Exception):
    """Only at the commune does the law let the body that made the information be asked instead."""


class AlreadyAsked(Exception):
    """It was answered to the requester, or that body is asked already and has not answered."""


class NobodyNamed(Exception):
    """Whoever asks names the body that made the information."""


@dataclass(frozen=True, slots=True)
class CreatorContent:
    """Who is asked, by which letter. asked_at: None = now."""

    body: str
    letter: str = ""
    asked_at: datetime | None = None


def asks_creator(agency: Agency | None) -> bool:
    """Say whether the law lets this agency ask the body that made the information: a commune."""
    return agency is not None and agency.kind == Agency.Kind.COMMUNE


def start_asking_limit(correction: SuppliedCorrection, *, by: Actor, at: datetime) -> None:
    """At a commune, let the limit run within which it asks the body that made it; the caller saves."""
    if correction.basis == CorrectionBasis.REPORTED and asks_creator(current_agency()):
        rule = CREATOR_RULES["asked"]
        correction.ask_clock = correction_clock(
            correction, rule, SAID_WRONG, correction.raised_at, by=by, at=at
        )


@transaction.atomic
def ask_creator(
    *, correction: SuppliedCorrection, content: CreatorContent, version: int, by: Actor, at: datetime
) -> CreatorInquiry:
    """Note that the body that made the information was asked; its limit runs, the commune's own falls away.

    Raises ChangedMeanwhile, NotACommune, AlreadyAsked, NobodyNamed, OutOfTime, SecretMark.
    """
    request = locked_request(correction.request, version)
    require(REQUEST_ACCESS, RequestAct.ASK_CREATOR, by, request)
    correction = _locked(correction)
    asked_at = content.asked_at or at
    if correction.basis != CorrectionBasis.REPORTED or not asks_creator(current_agency()):
        raise NotACommune
    if correction.answered_at is not None or correction.inquiries.filter(answered_at=None).exists():
        raise AlreadyAsked
    if not correction.raised_at.replace(second=0, microsecond=0) <= asked_at <= at:
        raise OutOfTime
    asked_at = max(asked_at, correction.raised_at)
    body = clean(content.body, 300)
    if not body:
        raise NobodyNamed
    inquiry = CreatorInquiry(
        correction=correction,
        body=body,
        letter=clean(content.letter, 200),
        asked_at=asked_at,
        asked_by_id=by.pk,
    )
    meet_limit(correction.ask_clock, done_at=asked_at, by=by, at=at)
    drop_limit(correction.clock, reason=ASKED_INSTEAD, by=by, at=at)
    correction.clock, correction.limit_unknown_at = None, None
    correction.save(update_fields=["clock", "limit_unknown_at"])
    _start_answer(inquiry, by=by, at=at)
    inquiry.save(force_insert=True)
    request.save(update_fields=["version"])
    happened(request, EventKind.CREATOR_ASKED, by=by, at=at, words=f"{body} {inquiry.letter}".strip())
    details = {"correction": correction.pk, "inquiry": inquiry.pk}
    audit.note(act=RequestAct.ASK_CREATOR, actor=by, record=request, at=at, details=details)
    return inquiry


@transaction.atomic
def note_creator_answer(  # an answer has its words and its day
    *,
    inquiry: CreatorInquiry,
    answer: str,
    version: int,
    by: Actor,
    at: datetime,
    answered_at: datetime | None = None,
) -> CreatorInquiry:
    """Note what that body answered; its limit is met, the limit for telling the requester runs.

    Raises ChangedMeanwhile, AlreadyAsked where it was answered before, NoReason, OutOfTime, SecretMark.
    """
    request = locked_request(inquiry.correction.request, version)
    require(REQUEST_ACCESS, RequestAct.NOTE_CREATOR, by, request)
    inquiry = CreatorInquiry.objects.select_for_update(of=("self",)).get(pk=inquiry.pk)
    correction = _locked(inquiry.correction)
    came_at = answered_at or at
    if inquiry.answered_at is not None or correction.answered_at is not None:
        raise AlreadyAsked
    if not inquiry.asked_at.replace(second=0, microsecond=0) <= came_at <= at:
        raise OutOfTime
    inquiry.answer, inquiry.answer_noted_by_id = reason_given(answer), by.pk
    inquiry.answered_at, inquiry.limit_unknown_at = max(came_at, inquiry.asked_at), None
    inquiry.save()
    meet_limit(inquiry.clock, done_at=inquiry.answered_at, by=by, at=at)
    _start_telling(correction, inquiry.answered_at, by=by, at=at)
    correction.save(update_fields=["clock", "limit_unknown_at"])
    request.save(update_fields=["version"])
    happened(request, EventKind.CREATOR_ANSWERED, by=by, at=at, words=inquiry.answer)
    details = {"correction": correction.pk, "inquiry": inquiry.pk}
    audit.note(act=RequestAct.NOTE_CREATOR, actor=by, record=request, at=at, details=details)
    return inquiry


def end_asking(correction: SuppliedCorrection, *, by: Actor, at: datetime) -> None:
    """Let what still waits for the body that made it fall away: the requester has been answered."""
    drop_limit(correction.ask_clock, reason=DETERMINED, by=by, at=at)
    for inquiry in correction.inquiries.filter(answered_at=None).select_related("clock"):
        drop_limit(inquiry.clock, reason=OVERTAKEN, by=by, at=at)


@transaction.atomic
def start_waiting_corrections(*, by: Actor, at: datetime) -> int:
    """Let the limits of corrections run for which a rule was entered meanwhile; returns how many began."""
    require(REQUEST_ACCESS, RequestAct.START_LIMIT, by, None)
    begun = 0
    unknown = SuppliedCorrection.objects.filter(limit_unknown_at__isnull=False, answered_at=None)
    for correction in unknown.select_for_update(of=("self",)).select_related("request__unit")[:500]:
        told = correction.inquiries.exclude(answered_at=None).last()
        if told is not None and told.answered_at is not None:
            _start_telling(correction, told.answered_at, by=by, at=at)
        else:
            start_correction_limit(correction, by=by, at=at)
        if correction.clock is not None:
            correction.save(update_fields=["clock", "limit_unknown_at"])
            begun += 1
    is_open = Q(answered_at=None, correction__answered_at=None, limit_unknown_at__isnull=False)
    asked = CreatorInquiry.objects.filter(is_open).select_for_update(of=("self",))
    for inquiry in asked.select_related("correction__request__unit")[:500]:
        _start_answer(inquiry, by=by, at=at)
        if inquiry.clock is not None:
            inquiry.save(update_fields=["clock", "limit_unknown_at"])
            begun += 1
    return begun


def _start_answer(inquiry: CreatorInquiry, *, by: Actor, at: datetime) -> None:
    rule = CREATOR_RULES["answered"]
    inquiry.clock = correction_clock(inquiry.correction, rule, ASKED, inquiry.asked_at, by=by, at=at)
    inquiry.limit_unknown_at = None if inquiry.clock else inquiry.limit_unknown_at or at


def _start_telling(correction: SuppliedCorrection, since: datetime, *, by: Actor, at: datetime) -> None:
    correction.clock = correction_clock(correction, CREATOR_RULES["informed"], ANSWERED, since, by=by, at=at)
    correction.limit_unknown_at = None if correction.clock else correction.limit_unknown_at or at


def _locked(correction: SuppliedCorrection) -> SuppliedCorrection:
    rows = SuppliedCorrection.objects.select_for_update(of=("self",))
    return rows.select_related("request__unit", "clock", "ask_clock").get(pk=correction.pk)

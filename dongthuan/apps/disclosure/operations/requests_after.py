"""After an answer: supplied information is questioned and put right, remedies are taken and decided."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.models.requests_outcomes import Complaint, SuppliedCorrection
from dongthuan.apps.disclosure.operations.requests import (
    NoSuchStep,
    OutOfTime,
    clean,
    happened,
    locked_request,
    step_to,
)
from dongthuan.apps.disclosure.operations.requests_creator import end_asking, start_asking_limit
from dongthuan.apps.disclosure.operations.requests_limits import meet_limit, start_correction_limit
from dongthuan.apps.disclosure.operations.requests_telling import tell_desk
from dongthuan.apps.disclosure.requests_lifecycle import (
    COMPLAINABLE,
    GIVEN,
    ComplaintLevel,
    ComplaintOutcome,
    CorrectionBasis,
    CorrectionOutcome,
    EventKind,
    RequestState,
)
from dongthuan.apps.disclosure.requests_rules import REQUEST_ACCESS, RequestAct
from dongthuan.apps.files.reasons import reason_given


class AlreadyDecided(Exception):
    """It was answered or decided before."""


class NotUpheld(Exception):
    """Only a request about which a complaint was upheld is opened again."""


@dataclass(frozen=True, slots=True)
class CorrectionContent:
    """What is said to be wrong in supplied information. raised_at: None = now."""

    wrong: str
    basis: CorrectionBasis = CorrectionBasis.REPORTED
    raised_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ComplaintContent:
    """Which remedy is taken, against what. filed_at: None = now; body: who decides, as far as it is known."""

    about: str
    level: ComplaintLevel = ComplaintLevel.FIRST
    filed_at: datetime | None = None
    body: str = ""


@transaction.atomic
def raise_correction(
    *,
    request: InformationRequest,
    content: CorrectionContent,
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> SuppliedCorrection:
    """Say that information which was given is wrong; the limit for putting it right begins to run.

    At a commune the limit for asking the body that made it runs beside it.

    Raises ChangedMeanwhile, NoSuchStep where nothing was given, NoReason, OutOfTime, SecretMark.
    """
    request = locked_request(request, version)
    require(REQUEST_ACCESS, RequestAct.RAISE_CORRECTION, by, request)
    raised_at = content.raised_at or at
    if request.state not in GIVEN:
        raise NoSuchStep(request.state)
    if raised_at > at or (request.settled_at is not None and raised_at < request.settled_at):
        raise OutOfTime
    correction = SuppliedCorrection(
        request=request,
        basis=content.basis,
        wrong=reason_given(content.wrong),
        raised_at=raised_at,
        recorded_by_id=by.pk,
    )
    correction.save(force_insert=True)
    start_correction_limit(correction, by=by, at=at)
    start_asking_limit(correction, by=by, at=at)
    correction.save(update_fields=["clock", "ask_clock", "limit_unknown_at"])
    request.save(update_fields=["version"])
    happened(request, EventKind.CORRECTION_RAISED, by=by, at=at)
    tell_desk(request, EventKind.CORRECTION_RAISED, by=by, at=at)
    details = {"correction": correction.pk, "basis": correction.basis}
    audit.note(act=RequestAct.RAISE_CORRECTION, actor=by, record=request, at=at, details=details)
    return correction


@transaction.atomic
def answer_correction(  # an answer names its outcome and its words
    *,
    correction: SuppliedCorrection,
    outcome: CorrectionOutcome,
    answer: str,
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> SuppliedCorrection:
    """Answer what was said to be wrong; its limit is met. Raises AlreadyDecided, NoReason, SecretMark."""
    request = locked_request(correction.request, version)
    require(REQUEST_ACCESS, RequestAct.ANSWER_CORRECTION, by, request)
    correction = SuppliedCorrection.objects.select_for_update(of=("self",)).get(pk=correction.pk)
    if correction.answered_at is not None:
        raise AlreadyDecided
    correction.outcome, correction.answer = outcome, reason_given(answer)
    correction.answered_at, correction.answered_by_id = at, by.pk
    correction.limit_unknown_at = None
    correction.save()
    request.save(update_fields=["version"])
    meet_limit(correction.clock, done_at=at, by=by, at=at)
    end_asking(correction, by=by, at=at)
    happened(request, EventKind.CORRECTION_ANSWERED, by=by, at=at, words=correction.answer)
    details = {"correction": correction.pk, "outcome": outcome}
    audit.note(act=RequestAct.ANSWER_CORRECTION, actor=by, record=request, at=at, details=details)
    return correction


@transaction.atomic
def complain(
    *,
    request: InformationRequest,
    content: ComplaintContent,
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> Complaint:
    """Note a complaint, suit or denunciation about a request; the contact point and the head are told.

    Raises ChangedMeanwhile, NoSuchStep before it is valid or once withdrawn, NoReason, OutOfTime, SecretMark.
    """
    request = locked_request(request, version)
    require(REQUEST_ACCESS, RequestAct.COMPLAIN, by, request)
    filed_at = content.filed_at or at
    if request.state not in COMPLAINABLE:
        raise NoSuchStep(request.state)
    if not request.received_at <= filed_at <= at:
        raise OutOfTime
    complaint = Complaint.objects.create(
        request=request,
        level=content.level,
        about=reason_given(content.about),
        body=clean(content.body, 300),
        filed_at=filed_at,
        recorded_by_id=by.pk,
    )
    request.save(update_fields=["version"])
    happened(request, EventKind.COMPLAINED, by=by, at=at)
    tell_desk(request, EventKind.COMPLAINED, by=by, at=at)
    details = {"complaint": complaint.pk, "level": complaint.level}
    audit.note(act=RequestAct.COMPLAIN, actor=by, record=request, at=at, details=details)
    return complaint


@dataclass(frozen=True, slots=True)
class ComplaintDecision:
    """How a complaint ended, as whoever decides wrote it. decided_at: None = now."""

    outcome: ComplaintOutcome
    decision: str
    decided_at: datetime | None = None


@transaction.atomic
def decide_complaint(
    *,
    complaint: Complaint,
    decision: ComplaintDecision,
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> Complaint:
    """Note the decision on a complaint. Raises ChangedMeanwhile, AlreadyDecided, NoReason, OutOfTime."""
    request = locked_request(complaint.request, version)
    require(REQUEST_ACCESS, RequestAct.DECIDE_COMPLAINT, by, request)
    complaint = Complaint.objects.select_for_update(of=("self",)).get(pk=complaint.pk)
    decided_at = decision.decided_at or at
    if complaint.decided_at is not None:
        raise AlreadyDecided
    if not complaint.filed_at <= decided_at <= at:
        raise OutOfTime
    complaint.outcome, complaint.decision = decision.outcome, reason_given(decision.decision)
    complaint.decided_at, complaint.decision_noted_by_id = decided_at, by.pk
    complaint.save()
    request.save(update_fields=["version"])
    happened(request, EventKind.COMPLAINT_DECIDED, by=by, at=at, words=complaint.decision)
    details = {"complaint": complaint.pk, "outcome": complaint.outcome}
    audit.note(act=RequestAct.DECIDE_COMPLAINT, actor=by, record=request, at=at, details=details)
    return complaint


@transaction.atomic
def reopen_request(
    *, request: InformationRequest, version: int, reason: str, by: Actor, at: datetime
) -> InformationRequest:
    """Open a refused or partly answered request again, after a complaint was upheld.

    No limit of law is known for this; the limit of the first answer stays as it ended.
    Raises ChangedMeanwhile, NotUpheld, NoSuchStep, NoReason, SecretMark.
    """
    request = locked_request(request, version)
    require(REQUEST_ACCESS, RequestAct.REOPEN, by, request)
    upheld = (ComplaintOutcome.UPHELD, ComplaintOutcome.PARTLY)
    settled_at = request.settled_at
    if settled_at is None:
        raise NoSuchStep(request.state)
    if not request.complaints.filter(outcome__in=upheld, decided_at__gte=settled_at).exists():
        raise NotUpheld
    to = RequestState.CLASSIFYING if request.state == RequestState.REFUSED else RequestState.ANSWERING
    step_to(request, to, at=at)
    words = reason_given(reason)
    request.save()
    happened(request, EventKind.REOPENED, by=by, at=at, words=words)
    audit.note(act=RequestAct.REOPEN, actor=by, record=request, at=at)
    return request

"""The dates of an opened consultation: longer with a reason, never shorter in silence; closed in time."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.notices import operations as notices
from dongthuan.apps.policies.consultations_lifecycle import (
    CONSULTATION_NEXT,
    ChangeKind,
    ConsultationState,
    Phase,
    phase_of,
)
from dongthuan.apps.policies.consultations_rules import CONSULTATION_ACCESS, ConsultationAct
from dongthuan.apps.policies.models.consultations import Consultation, ConsultationChange
from dongthuan.apps.policies.operations.versions import NotInThatState, locked, reason_given
from dongthuan.apps.policies.queries.consultations import RESPONSE_RULE
from dongthuan.apps.press.operations.limits import start_limit

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

AT_ONCE = 200


class NotLonger(Exception):
    """An extension ends after the day that stands; nothing is shortened this way."""


class BeforeMinimum(Exception):
    """The law lets it close only later; `until` is the first instant at which it may."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until


@transaction.atomic
def extend_consultation(
    *, consultation: Consultation, version: int, closes_at: datetime, reason: str, by: Actor, at: datetime
) -> Consultation:
    """Let a consultation that is not over close later; the reason is public.

    Raises ChangedMeanwhile, NotInThatState, NotLonger, NoReason, SecretMark.
    """
    consultation = locked(consultation, version)
    require(CONSULTATION_ACCESS, ConsultationAct.EXTEND_CONSULTATION, by, consultation)
    if phase_of(consultation, at) not in (Phase.UPCOMING, Phase.RUNNING):
        raise NotInThatState(consultation.state)
    before = consultation.closes_at
    if before is None or closes_at <= before:
        raise NotLonger
    kept = reason_given(reason)
    consultation.closes_at = closes_at
    consultation.save(update_fields=["closes_at", "version"])
    _change(consultation, ChangeKind.EXTENDED, before, kept, by=by, at=at)
    _note(ConsultationAct.EXTEND_CONSULTATION, consultation, kept, by=by, at=at)
    return consultation


@transaction.atomic
def close_early(
    *, consultation: Consultation, version: int, reason: str, by: Actor, at: datetime
) -> Consultation:
    """Close a running consultation before its day, with a reason that is public; never under the minimum.

    Raises ChangedMeanwhile, NotInThatState, BeforeMinimum, NoReason, SecretMark.
    """
    consultation = locked(consultation, version)
    require(CONSULTATION_ACCESS, ConsultationAct.CLOSE_EARLY, by, consultation)
    if phase_of(consultation, at) != Phase.RUNNING:
        raise NotInThatState(consultation.state)
    if consultation.minimum_until is not None and at < consultation.minimum_until:
        raise BeforeMinimum(consultation.minimum_until)
    kept, before = reason_given(reason), consultation.closes_at
    consultation.closes_at = at
    _close(consultation, by=by, at=at)
    _change(consultation, ChangeKind.CLOSED_EARLY, before, kept, by=by, at=at)
    _note(ConsultationAct.CLOSE_EARLY, consultation, kept, by=by, at=at)
    _tell(consultation, _("The consultation was closed early: {title}"), kept, by=by, at=at)
    return consultation


@transaction.atomic
def cancel_consultation(
    *, consultation: Consultation, version: int, reason: str, by: Actor, at: datetime
) -> Consultation:
    """Call a consultation off; what was opened stays to be seen, with the reason, its comments too.

    Raises ChangedMeanwhile, NotInThatState, NoReason, SecretMark.
    """
    consultation = locked(consultation, version)
    require(CONSULTATION_ACCESS, ConsultationAct.CANCEL_CONSULTATION, by, consultation)
    if ConsultationState.CANCELLED not in CONSULTATION_NEXT[ConsultationState(consultation.state)]:
        raise NotInThatState(consultation.state)
    kept, before = reason_given(reason), consultation.closes_at
    consultation.state, consultation.cancelled_reason = ConsultationState.CANCELLED, kept
    consultation.save(update_fields=["state", "cancelled_reason", "version"])
    _change(consultation, ChangeKind.CANCELLED, before, kept, by=by, at=at)
    _note(ConsultationAct.CANCEL_CONSULTATION, consultation, kept, by=by, at=at)
    _tell(consultation, _("The consultation was called off: {title}"), kept, by=by, at=at)
    return consultation


@transaction.atomic
def close_due(*, by: Actor, at: datetime) -> int:
    """Close the consultations whose last instant has passed; returns how many. Twice changes nothing."""
    require(CONSULTATION_ACCESS, ConsultationAct.CLOSE_DUE, by, None)
    due = Consultation.objects.past_closing(at=at).select_for_update(of=("self",), skip_locked=True)
    closed = 0
    for consultation in due.select_related("dossier", "dossier__unit", "responsible")[:AT_ONCE]:
        consultation.version += 1
        _close(consultation, by=by, at=at)
        _note(ConsultationAct.CLOSE_DUE, consultation, "", by=by, at=at)
        _tell(
            consultation, _("The consultation has closed, comments await answers: {title}"), "", by=by, at=at
        )
        closed += 1
    return closed


def _close(consultation: Consultation, *, by: Actor, at: datetime) -> None:
    """Close, and start the limit for the answers where the law has one."""
    assert consultation.closes_at is not None
    consultation.state, consultation.closed_at = ConsultationState.CLOSED, consultation.closes_at
    consultation.clock = start_limit(
        name=RESPONSE_RULE,
        unit=consultation.dossier.unit,
        start_at=consultation.closed_at,
        by=by,
        at=at,
        record=consultation,
        start_reason="Kết thúc lấy ý kiến",
        title=consultation.title,
        url=consultation.get_absolute_url(),
    )
    consultation.save(update_fields=["state", "closes_at", "closed_at", "clock", "version"])


def _change(
    consultation: Consultation,
    kind: ChangeKind,
    before: datetime | None,
    reason: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    ConsultationChange.objects.create(
        consultation=consultation,
        kind=kind,
        before_at=before,
        after_at=consultation.closes_at if kind != ChangeKind.CANCELLED else None,
        reason=reason,
        by_id=by.pk,
        at=at,
    )


def _note(act: ConsultationAct, consultation: Consultation, ground: str, *, by: Actor, at: datetime) -> None:
    details = {"closes": consultation.closes_at.isoformat() if consultation.closes_at else None}
    audit.note(act=act, actor=by, record=consultation, at=at, ground=ground, details=details)


def _tell(consultation: Consultation, words: "_StrPromise", body: str, *, by: Actor, at: datetime) -> None:
    for officer in {consultation.responsible, consultation.dossier.drafter}:
        if officer.pk != by.pk:
            notices.queue(
                kind="policies.consultation_ended",
                recipient=officer,
                title=format_lazy(words, title=consultation.title),
                body=body,
                at=at,
                record=consultation,
                url=consultation.get_absolute_url(),
            )

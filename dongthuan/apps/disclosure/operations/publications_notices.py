"""A citizen says that published information is wrong: noted with its limit, checked, answered."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.models import Officer, RoleHeld
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.disclosure.models.publications import ErrorNotice, PublicInformation
from dongthuan.apps.disclosure.operations.publications import NotInThatState, note_event
from dongthuan.apps.disclosure.operations.publications_limits import agency_unit, start_notice_limit
from dongthuan.apps.disclosure.publications_lifecycle import (
    InformationState,
    NoticeOutcome,
    PublicationEventKind,
)
from dongthuan.apps.disclosure.publications_rules import INFORMATION_ACCESS, InformationAct
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.notices import operations as notices
from dongthuan.apps.press.operations.limits import meet_limit
from dongthuan.apps.press.operations.versions import AheadOfTime, NoReason
from dongthuan.apps.press.tracking import hash_of_code, new_code

LONGEST = 4_000


class NotNamed(Exception):
    """Whoever says that something is wrong says which information is meant."""


@dataclass(frozen=True, slots=True)
class NoticeContent:
    """What the citizen says is wrong, where to answer, and when it reached us (None = now).

    place: which information is meant, where no item is named.
    """

    said: str
    contact: str = ""
    received_at: datetime | None = None
    place: str = ""


@transaction.atomic
def receive_error_notice(
    *, item: PublicInformation | None, content: NoticeContent, by: Actor, at: datetime
) -> ErrorNotice:
    """Note that published information is said to be wrong; the limit runs, the contact point is told.

    Raises NotInThatState (it never was public), NotNamed, NoReason, AheadOfTime, SecretMark.
    """
    notice, _code = _received(item, content, code="", by=by, at=at)
    return notice


@transaction.atomic
def report_wrong(
    *, item: PublicInformation | None, content: NoticeContent, by: Actor, at: datetime
) -> tuple[ErrorNotice, str]:
    """Take a notice in from outside; returns it and the code by which its sender follows it, told once.

    by: the system. Raises what `receive_error_notice` raises.
    """
    return _received(item, content, code=new_code(), by=by, at=at)


@transaction.atomic
def sort_notice(*, notice: ErrorNotice, item: PublicInformation, by: Actor, at: datetime) -> ErrorNotice:
    """Say which item of the register a notice is about; its limit goes on. Raises NotInThatState."""
    row = _locked(notice)
    require(INFORMATION_ACCESS, InformationAct.SORT_NOTICE, by, subject_of(row))
    require(INFORMATION_ACCESS, InformationAct.SORT_NOTICE, by, item)
    if row.answered_at is not None or item.state == InformationState.DRAFT:
        raise NotInThatState(item.state)
    row.item = item
    row.save(update_fields=["item"])
    note_event(item, PublicationEventKind.SAID_WRONG, by=by, at=at)
    details = {"notice": row.pk}
    audit.note(act=InformationAct.SORT_NOTICE, actor=by, record=item, at=at, details=details)
    return row


def subject_of(notice: ErrorNotice) -> PublicInformation:
    """Return the item of a notice; an unsaved one of the agency while none is known, for the rules."""
    return notice.item or PublicInformation(unit=agency_unit(), title=notice.place)


def _received(
    item: PublicInformation | None, content: NoticeContent, *, code: str, by: Actor, at: datetime
) -> tuple[ErrorNotice, str]:
    place = content.place.strip()[:500]
    subject = item or PublicInformation(unit=agency_unit(), title=place, state=InformationState.PUBLISHED)
    require(INFORMATION_ACCESS, InformationAct.RECEIVE_NOTICE, by, subject)
    if item is None and not place:
        raise NotNamed
    if subject.state == InformationState.DRAFT:
        raise NotInThatState(subject.state)
    if not content.said.strip():
        raise NoReason
    received_at = content.received_at or at
    if received_at > at or (subject.published_at and received_at < subject.published_at):
        raise AheadOfTime
    refuse_secret(content.said, place)
    notice = ErrorNotice(
        item=item,
        place=place,
        said=content.said.strip()[:LONGEST],
        contact=content.contact.strip()[:254],
        tracking_hash=hash_of_code(code) if code else "",
        received_at=received_at,
        recorded_by_id=by.pk,
    )
    notice.save(force_insert=True)
    start_notice_limit(notice, by=by, at=at)
    notice.save(update_fields=["clock", "limit_unknown_at"])
    if item is not None:
        note_event(item, PublicationEventKind.SAID_WRONG, by=by, at=at)
    details = {"notice": notice.pk}
    audit.note(act=InformationAct.RECEIVE_NOTICE, actor=by, record=item or notice, at=at, details=details)
    _tell(notice, subject, by=by, at=at)
    return notice, code


@transaction.atomic
def answer_error_notice(
    *, notice: ErrorNotice, outcome: str, answer: str, by: Actor, at: datetime
) -> ErrorNotice:
    """Note the outcome of the check and the answer given; where to answer is let go.

    A correction itself is made by `rewrite_information`. Raises NotInThatState, NoReason, SecretMark, and
    NotNamed where something was corrected but it is not said which item.
    """
    row = _locked(notice)
    require(INFORMATION_ACCESS, InformationAct.ANSWER_NOTICE, by, subject_of(row))
    if row.answered_at is not None:
        raise NotInThatState(row.outcome)
    if not answer.strip():
        raise NoReason
    refuse_secret(answer)
    if row.item is None and outcome == NoticeOutcome.CORRECTED:
        raise NotNamed
    row.outcome, row.answer = NoticeOutcome(outcome), answer.strip()
    row.answered_at, row.answered_by_id, row.contact = at, by.pk, ""
    row.save()
    meet_limit(row.clock, done_at=at, by=by, at=at)
    if row.item is not None:
        kind = PublicationEventKind.NOTICE_ANSWERED
        is_corrected = row.outcome == NoticeOutcome.CORRECTED
        kind = PublicationEventKind.CORRECTED if is_corrected else kind
        note_event(row.item, kind, by=by, at=at)
    details = {"notice": row.pk, "outcome": row.outcome}
    audit.note(act=InformationAct.ANSWER_NOTICE, actor=by, record=row.item or row, at=at, details=details)
    return row


def _locked(notice: ErrorNotice) -> ErrorNotice:
    rows = ErrorNotice.objects.select_for_update(of=("self",))
    return rows.select_related("item__unit", "clock").get(pk=notice.pk)


def _tell(notice: ErrorNotice, item: PublicInformation, *, by: Actor, at: datetime) -> None:
    held = RoleHeld.objects.in_force(on=local_day(at)).filter(
        role__in=[Role.INFORMATION_OFFICER, Role.COORDINATOR]
    )
    keys = set(held.filter(unit_id=item.unit_id).values_list("officer_id", flat=True))
    keys = keys or set(
        held.filter(role=Role.INFORMATION_OFFICER, unit__parent=None).values_list("officer_id", flat=True)
    )
    for officer in Officer.objects.filter(pk__in=keys - {by.pk}, is_active=True).order_by("pk"):
        notices.queue(
            kind="disclosure.said_wrong",
            recipient=officer,
            title=format_lazy(_("Published information is said to be wrong: {title}"), title=item.title),
            at=at,
            record=notice.item or notice,
            url=notice.get_absolute_url(),
            is_urgent=True,
        )

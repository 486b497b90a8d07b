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
from dongthuan.apps.disclosure.operations.publications_limits import start_notice_limit
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


@dataclass(frozen=True, slots=True)
class NoticeContent:
    """What the citizen says is wrong, where to answer, and when it reached us (None = now)."""

    said: str
    contact: str = ""
    received_at: datetime | None = None


@transaction.atomic
def receive_error_notice(
    *, item: PublicInformation, content: NoticeContent, by: Actor, at: datetime
) -> ErrorNotice:
    """Note that published information is said to be wrong; the limit runs, the contact point is told.

    Raises NotInThatState (it never was public), NoReason, AheadOfTime, SecretMark.
    """
    require(INFORMATION_ACCESS, InformationAct.RECEIVE_NOTICE, by, item)
    if item.state == InformationState.DRAFT:
        raise NotInThatState(item.state)
    if not content.said.strip():
        raise NoReason
    received_at = content.received_at or at
    if received_at > at or (item.published_at and received_at < item.published_at):
        raise AheadOfTime
    refuse_secret(content.said)
    notice = ErrorNotice(
        item=item, said=content.said.strip(), contact=content.contact, received_at=received_at
    )
    notice.recorded_by_id = by.pk
    notice.save(force_insert=True)
    start_notice_limit(notice, by=by, at=at)
    notice.save(update_fields=["clock", "limit_unknown_at"])
    note_event(item, PublicationEventKind.SAID_WRONG, by=by, at=at)
    audit.note(act=InformationAct.RECEIVE_NOTICE, actor=by, record=item, at=at, details={"notice": notice.pk})
    _tell(item, by=by, at=at)
    return notice


@transaction.atomic
def answer_error_notice(
    *, notice: ErrorNotice, outcome: str, answer: str, by: Actor, at: datetime
) -> ErrorNotice:
    """Note the outcome of the check and the answer given; where to answer is let go.

    A correction itself is made by `rewrite_information`. Raises NotInThatState, NoReason, SecretMark.
    """
    row = (
        ErrorNotice.objects.select_for_update(of=("self",))
        .select_related("item__unit", "clock")
        .get(pk=notice.pk)
    )
    require(INFORMATION_ACCESS, InformationAct.ANSWER_NOTICE, by, row.item)
    if row.answered_at is not None:
        raise NotInThatState(row.outcome)
    if not answer.strip():
        raise NoReason
    refuse_secret(answer)
    row.outcome, row.answer = NoticeOutcome(outcome), answer.strip()
    row.answered_at, row.answered_by_id, row.contact = at, by.pk, ""
    row.save()
    meet_limit(row.clock, done_at=at, by=by, at=at)
    note_event(row.item, PublicationEventKind.NOTICE_ANSWERED, by=by, at=at)
    details = {"notice": row.pk, "outcome": row.outcome}
    audit.note(act=InformationAct.ANSWER_NOTICE, actor=by, record=row.item, at=at, details=details)
    return row


def _tell(item: PublicInformation, *, by: Actor, at: datetime) -> None:
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
            record=item,
            url=item.get_absolute_url(),
            is_urgent=True,
        )

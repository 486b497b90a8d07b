"""The written notice of a press conference: drawn up, sent, perhaps refused by the authority."""

from datetime import datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.operations.documents import draw_up
from dongthuan.apps.documents.queries.issuers import usual_issuer
from dongthuan.apps.press import conference_papers as papers
from dongthuan.apps.press.lifecycle import OPEN_CONFERENCES, ConferenceState
from dongthuan.apps.press.models.conferences import Conference
from dongthuan.apps.press.operations.conferences import NotInThatState, NotYet, step
from dongthuan.apps.press.operations.limits import meet_limit
from dongthuan.apps.press.operations.versions import AheadOfTime, NoReason, locked
from dongthuan.apps.press.queries.duties import is_refused_in_time
from dongthuan.apps.press.rules import ACCESS, Act
from dongthuan.docgen.letterhead import Recipient
from dongthuan.docgen.official import Kind


class ItemsMissing(Exception):
    """The notice lacks some of the six items that the law asks for; `items` are their names."""

    def __init__(self, items: list[str]) -> None:
        super().__init__(", ".join(items))
        self.items = items


@transaction.atomic
def draw_up_notice(
    *, conference: Conference, addressee: str, version: int, by: Actor, at: datetime
) -> OfficialDocument:
    """Draw up the written notice to the authority with its six items.

    Raises ItemsMissing, NotInThatState, ChangedMeanwhile.
    """
    row = _open(conference, version, by)
    if missing := papers.missing_items(row, invited=row.invitations.count()):
        raise ItemsMissing(missing)
    invited = row.invitations.values_list("outlet__name", flat=True)
    row.notice_document = draw_up(
        kind=Kind.DISPATCH,
        unit=row.unit,
        subject=f"thông báo tổ chức {papers.KINDS[row.kind]}: {row.title}",
        body=papers.notice(row, list(invited), issuer=usual_issuer(row.unit).name),
        addressees=(addressee,),
        recipients=(Recipient("Như trên"),),
        record=row,
        by=by,
        at=at,
    )
    row.save(update_fields=["notice_document", "version"])
    return row.notice_document


@transaction.atomic
def draw_up_invitation(*, conference: Conference, version: int, by: Actor, at: datetime) -> OfficialDocument:
    """Draw up the letter of invitation to the invited outlets. Raises NotInThatState, ChangedMeanwhile."""
    row = _open(conference, version, by)
    invited = tuple(row.invitations.values_list("outlet__name", flat=True)) or ("Các cơ quan báo chí",)
    row.invitation_document = draw_up(
        kind=Kind.INVITATION,
        unit=row.unit,
        subject=f"Dự {papers.KINDS[row.kind]}: {row.title}",
        body=papers.invitation(row, issuer=usual_issuer(row.unit).name),
        addressees=invited,
        record=row,
        by=by,
        at=at,
    )
    row.save(update_fields=["invitation_document", "version"])
    return row.invitation_document


@transaction.atomic
def draw_up_minutes(*, conference: Conference, version: int, by: Actor, at: datetime) -> OfficialDocument:
    """Draw up the minutes of a conference that was held, from its log. Raises NotYet, ChangedMeanwhile."""
    row = locked(conference, version)
    require(ACCESS, Act.RUN_CONFERENCE, by, row)
    if row.state != ConferenceState.HELD:
        raise NotYet
    present = list(row.accreditations.filter(attended_at__isnull=False))
    row.minutes_document = draw_up(
        kind=Kind.MINUTES,
        unit=row.unit,
        subject=f"{papers.KINDS[row.kind].capitalize()}: {row.title}",
        body=papers.minutes(row, present, list(row.questions.all())),
        record=row,
        by=by,
        at=at,
    )
    row.save(update_fields=["minutes_document", "version"])
    return row.minutes_document


def _open(conference: Conference, version: int, by: Actor) -> Conference:
    row = locked(conference, version)
    require(ACCESS, Act.PLAN_CONFERENCE, by, row)
    if row.state not in OPEN_CONFERENCES:
        raise NotInThatState(row.state)
    return row


@transaction.atomic
def send_notice(
    *, conference: Conference, sent_at: datetime, version: int, by: Actor, at: datetime
) -> Conference:
    """Record that the written notice went out; the clock says whether it was 24 hours before.

    Raises ItemsMissing, AheadOfTime, NotInThatState, ChangedMeanwhile.
    """
    row = step(conference, ConferenceState.NOTIFIED, version, by)
    if missing := papers.missing_items(row, invited=row.invitations.count()):
        raise ItemsMissing(missing)
    if sent_at > at or sent_at >= row.starts_at:
        raise AheadOfTime
    row.notice_sent_at = sent_at
    row.save(update_fields=["state", "notice_sent_at", "version"])
    meet_limit(row.clock, done_at=sent_at, by=by, at=at)
    audit.note(act=Act.RUN_CONFERENCE, actor=by, record=row, at=at, details={"notice": sent_at.isoformat()})
    return row


@transaction.atomic
def note_refusal(
    *, conference: Conference, reason: str, refused_at: datetime, version: int, by: Actor, at: datetime
) -> Conference:
    """Record that the authority refused in writing, which it must do 12 hours before the beginning.

    Raises NoReason, AheadOfTime, NotInThatState, ChangedMeanwhile.
    """
    row = step(conference, ConferenceState.REFUSED, version, by)
    if not reason.strip():
        raise NoReason
    if refused_at > at or (row.notice_sent_at is not None and refused_at < row.notice_sent_at):
        raise AheadOfTime
    row.refused_at, row.refusal_reason = refused_at, reason.strip()
    row.save(update_fields=["state", "refused_at", "refusal_reason", "version"])
    details = {"in_time": is_refused_in_time(row)}
    audit.note(
        act=Act.RUN_CONFERENCE, actor=by, record=row, at=at, ground=row.refusal_reason, details=details
    )
    return row

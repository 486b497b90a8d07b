"""A conference is planned, moved, called off, held; when planned, it is asked whether a notice is a duty."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime

from django.db import transaction
from django.db.models import Model

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.press.lifecycle import (
    CONFERENCE_NEXT,
    OPEN_CONFERENCES,
    PRESS_CONFERENCES,
    ConferenceState,
    Duty,
)
from dongthuan.apps.press.models.conferences import Conference, Invitation
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.press.operations.limits import drop_limit, start_limit
from dongthuan.apps.press.operations.versions import NoReason, locked
from dongthuan.apps.press.queries.duties import is_our_duty
from dongthuan.apps.press.rules import ACCESS, Act
from dongthuan.apps.units.models import Unit
from dongthuan.law.model import Facts

NOTICE_RULE = "P21"
BOUND = "government-attached"  # the kind of agency for which the law words the duty to give notice


class NotInThatState(Exception):
    """The conference's state does not allow this step."""


class EndsBeforeItBegins(Exception):
    """It must end after it begins."""


class NotYet(Exception):
    """It has not begun: nothing can be said of what happened there."""


class NoticeMissing(Exception):
    """A written notice was a duty and none was sent: say why it was held all the same."""


class InThePast(Exception):
    """A conference is planned for a time to come, or recorded as held once it began."""


@dataclass(frozen=True, slots=True)
class ConferenceContent:
    """What one writes down about a conference. lawful_basis: the documents that prove its content lawful."""

    unit: Unit
    kind: str
    title: str
    chair_name: str
    place: str
    starts_at: datetime
    ends_at: datetime
    content: str
    chair_post: str = ""
    online_url: str = ""
    agenda: str = ""
    lawful_basis: str = ""
    is_proactive: bool = False
    is_public: bool = True


@transaction.atomic
def plan_conference(
    *,
    content: ConferenceContent,
    by: Actor,
    at: datetime,
    invited: Iterable[Outlet] = (),
    record: Model | None = None,
) -> Conference:
    """Plan a conference, also one that took place and is recorded afterwards.

    Where a written notice is a duty, its clock counts back from the beginning.
    record: the matter it belongs to. Raises EndsBeforeItBegins, SecretMark.
    """
    row = Conference(created_by_id=by.pk, created_at=at, unit=content.unit)
    require(ACCESS, Act.PLAN_CONFERENCE, by, row)
    if record is not None:
        row.record_type, row.record_key = record._meta.label_lower, str(record.pk)
    _fill(row, content)
    row.save()
    _invite(row, invited, at)
    _start_clock(row, by, at)
    details = {"kind": row.kind, "starts_at": row.starts_at.isoformat(), "needs_notice": row.needs_notice}
    audit.note(act=Act.PLAN_CONFERENCE, actor=by, record=row, at=at, details=details)
    return row


@transaction.atomic
def rewrite_conference(
    *,
    conference: Conference,
    content: ConferenceContent,
    invited: Iterable[Outlet],
    version: int,
    by: Actor,
    at: datetime,
) -> Conference:
    """Write an open conference anew. Where time or place of a notified one move, a new notice is due.

    Raises NotInThatState, EndsBeforeItBegins, SecretMark, ChangedMeanwhile.
    """
    row = locked(conference, version)
    require(ACCESS, Act.PLAN_CONFERENCE, by, row)
    if row.state not in OPEN_CONFERENCES:
        raise NotInThatState(row.state)
    before = (row.starts_at, row.place, row.kind)
    _fill(row, content)
    require(ACCESS, Act.PLAN_CONFERENCE, by, row)
    is_moved = before != (row.starts_at, row.place, row.kind)
    if is_moved:
        if row.notice_sent_at is not None:
            row.moved_at = at
        row.state, row.notice_sent_at = ConferenceState.PLANNED, None
        row.refused_at, row.refusal_reason = None, ""
        drop_limit(row.clock, reason="Thay đổi thời gian, địa điểm hoặc hình thức", by=by, at=at)
        row.clock = None
    row.save()
    row.invitations.all().delete()
    _invite(row, invited, at)
    if is_moved:
        _start_clock(row, by, at)
    details = {"is_moved": is_moved, "starts_at": row.starts_at.isoformat()}
    audit.note(act=Act.PLAN_CONFERENCE, actor=by, record=row, at=at, details=details)
    return row


def _fill(row: Conference, content: ConferenceContent) -> None:
    if content.ends_at <= content.starts_at:
        raise EndsBeforeItBegins
    refuse_secret(content.title, content.content, content.agenda, content.lawful_basis)
    for field in fields(content):
        setattr(row, field.name, getattr(content, field.name))
    row.needs_notice = row.kind in PRESS_CONFERENCES and is_our_duty(Duty.NOTICE)


def _invite(row: Conference, outlets: Iterable[Outlet], at: datetime) -> None:
    fresh = [Invitation(conference=row, outlet=outlet, invited_at=at) for outlet in outlets]
    Invitation.objects.bulk_create(fresh, ignore_conflicts=True)


def _start_clock(row: Conference, by: Actor, at: datetime) -> None:
    if not row.needs_notice or row.starts_at <= at:
        return
    row.clock = start_limit(
        name=NOTICE_RULE,
        unit=row.unit,
        start_at=row.starts_at,
        by=by,
        at=at,
        record=row,
        start_reason="Thời điểm dự kiến bắt đầu họp báo",
        title=row.title,
        url=row.get_absolute_url(),
        facts=Facts(agency_kind=BOUND),
    )
    row.save(update_fields=["clock"])


@transaction.atomic
def hold_conference(
    *, conference: Conference, version: int, by: Actor, at: datetime, reason: str = ""
) -> Conference:
    """Record that it took place. Raises NotYet, NotInThatState, NoticeMissing, ChangedMeanwhile.

    reason: why it was held though no notice had been sent; it stays visible.
    """
    row = step(conference, ConferenceState.HELD, version, by)
    if row.starts_at > at:
        raise NotYet
    if row.needs_notice and row.notice_sent_at is None:
        if not reason.strip():
            raise NoticeMissing
        row.end_reason = reason.strip()
        drop_limit(row.clock, reason=row.end_reason, by=by, at=at)
    row.save(update_fields=["state", "end_reason", "version"])
    details = {"kind": row.kind, "starts_at": row.starts_at.isoformat()}
    audit.note(act=Act.RUN_CONFERENCE, actor=by, record=row, at=at, ground=row.end_reason, details=details)
    return row


@transaction.atomic
def call_off_conference(
    *, conference: Conference, reason: str, version: int, by: Actor, at: datetime
) -> Conference:
    """Call a conference off, with a reason. Raises NoReason, NotInThatState, ChangedMeanwhile."""
    row = step(conference, ConferenceState.CANCELLED, version, by)
    if not reason.strip():
        raise NoReason
    row.end_reason = reason.strip()
    row.save(update_fields=["state", "end_reason", "version"])
    drop_limit(row.clock, reason=row.end_reason[:500], by=by, at=at)
    audit.note(act=Act.RUN_CONFERENCE, actor=by, record=row, at=at, ground=row.end_reason)
    return row


def step(conference: Conference, to: ConferenceState, version: int, by: Actor) -> Conference:
    """Return the conference locked and in its next state, not saved.

    Raises NotInThatState, ChangedMeanwhile.
    """
    row = locked(conference, version)
    require(ACCESS, Act.RUN_CONFERENCE, by, row)
    if to not in CONFERENCE_NEXT[ConferenceState(row.state)]:
        raise NotInThatState(row.state)
    row.state = to
    return row

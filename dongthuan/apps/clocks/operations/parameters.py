"""Propose, approve and reject numbers of the law; the packs that are shipped are never edited."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.clocks.models.parameters import ParameterVersion
from dongthuan.apps.clocks.operations import deciding
from dongthuan.apps.clocks.rules import ACCESS, Act
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.law.wanted import enterable


class NoSuchNumber(Exception):
    """No page or operation asks for a number of this key, or the law gives a span for it."""


class EndsBeforeStart(Exception):
    """A number ends after the day on which it begins."""


@dataclass(frozen=True, slots=True)
class ParameterContent:
    """One number as read in the law, where it stands there, and why it is entered. key: of `enterable`."""

    key: str
    value: int
    valid_from: date
    instrument: str
    article: str
    source: str
    verified: str
    ground: str
    valid_to: date | None = None
    note: str = ""


@transaction.atomic
def propose_parameter(*, content: ParameterContent, by: Actor, at: datetime) -> ParameterVersion:
    """Propose a number; it holds once another officer approves.

    Raises NoSuchNumber, EndsBeforeStart, NoReason.
    """
    row = ParameterVersion(proposed_by_id=by.pk, proposed_at=at)
    require(ACCESS, Act.PROPOSE_RULE, by, row)
    known = enterable().get(content.key)
    if known is None:
        raise NoSuchNumber(content.key)
    if content.valid_to is not None and content.valid_to <= content.valid_from:
        raise EndsBeforeStart
    for name in ParameterContent.__slots__:
        setattr(row, name, getattr(content, name))
    row.title, row.measure = known
    row.ground = content.ground.strip()[:500]
    if not row.ground:
        raise deciding.NoReason
    row.save(force_insert=True)
    details = {"key": row.key, "value": row.value}
    audit.note(act=Act.PROPOSE_RULE, actor=by, record=row, at=at, ground=row.ground, details=details)
    return row


@transaction.atomic
def approve_parameter(*, version: ParameterVersion, by: Actor, at: datetime) -> ParameterVersion:
    """Let a proposed number hold. Raises AlreadyDecided."""
    row = deciding.approved(version, Act.APPROVE_RULE, by=by, at=at)
    audit.note(act=Act.APPROVE_RULE, actor=by, record=row, at=at, details={"key": row.key})
    return row


@transaction.atomic
def reject_parameter(*, version: ParameterVersion, reason: str, by: Actor, at: datetime) -> ParameterVersion:
    """Reject a proposed number, with a reason. Raises AlreadyDecided, NoReason."""
    row = deciding.rejected(version, Act.REJECT_RULE, reason=reason, by=by, at=at)
    audit.note(act=Act.REJECT_RULE, actor=by, record=row, at=at, ground=row.reason)
    return row

"""The decision on what somebody else proposed: once, under a lock, by another officer."""

from datetime import datetime
from typing import TypeVar, cast

from dongthuan.apps.clocks.lifecycle import DECISION_NEXT, Decision
from dongthuan.apps.clocks.models.deciding import TwoPairsOfEyes
from dongthuan.apps.clocks.rules import ACCESS, Act
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor

Row = TypeVar("Row", bound=TwoPairsOfEyes)
DECIDED = ("state", "decided_by", "decided_at", "reason")


class AlreadyDecided(Exception):
    """Somebody decided on this meanwhile."""


class NoReason(Exception):
    """A reason, or the document behind a change, must be given."""


def approved(row: Row, act: Act, *, by: Actor, at: datetime) -> Row:
    """Lock a proposal and let it hold; call it in a transaction. Raises AlreadyDecided."""
    row = _decided(row, act, Decision.APPROVED, by=by, at=at)
    row.save(update_fields=DECIDED)
    return row


def rejected(row: Row, act: Act, *, reason: str, by: Actor, at: datetime) -> Row:
    """Lock a proposal and reject it; call it in a transaction. Raises AlreadyDecided, NoReason."""
    row = _decided(row, act, Decision.REJECTED, by=by, at=at)
    row.reason = reason.strip()
    if not row.reason:
        raise NoReason
    row.save(update_fields=DECIDED)
    return row


def _decided(row: Row, act: Act, to: Decision, *, by: Actor, at: datetime) -> Row:
    row = cast(Row, type(row).objects.select_for_update().get(pk=row.pk))
    require(ACCESS, act, by, row)
    if to not in DECISION_NEXT[Decision(row.state)]:
        raise AlreadyDecided(row.pk)
    row.state, row.decided_by_id, row.decided_at = to, by.pk, at
    return row

"""Entries of the law's lists: proposed by a legal officer, approved or rejected by another officer."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.clocks.lifecycle import DECISION_NEXT, Decision
from dongthuan.apps.clocks.operations.deciding import AlreadyDecided
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.disclosure.models.law_lists import ListEntry
from dongthuan.apps.disclosure.publications_rules import INFORMATION_ACCESS, InformationAct
from dongthuan.apps.press.operations.versions import NoReason


class EndsBeforeStart(Exception):
    """An entry ends after it begins."""


@dataclass(frozen=True, slots=True)
class EntryContent:
    """One entry as read in the law: what it says, where it stands, between which days."""

    kind: str
    key: str
    title: str
    instrument: str
    article: str
    source: str
    valid_from: date
    verified: str
    valid_to: date | None = None
    title_en: str = ""
    consent: str = ""
    is_closed: bool = False
    percent: int | None = None
    times: int | None = None
    completes: bool = False


@transaction.atomic
def propose_entry(*, content: EntryContent, by: Actor, at: datetime) -> ListEntry:
    """Propose an entry; it holds once another officer approves. Raises EndsBeforeStart."""
    row = ListEntry(proposed_by_id=by.pk, proposed_at=at)
    require(INFORMATION_ACCESS, InformationAct.PROPOSE_ENTRY, by, row)
    for name in EntryContent.__slots__:
        setattr(row, name, getattr(content, name))
    if row.valid_to is not None and row.valid_to <= row.valid_from:
        raise EndsBeforeStart
    row.save(force_insert=True)
    details = {"kind": row.kind, "key": row.key}
    audit.note(
        act=InformationAct.PROPOSE_ENTRY, actor=by, record=row, at=at, ground=row.article, details=details
    )
    return row


@transaction.atomic
def approve_entry(*, entry: ListEntry, by: Actor, at: datetime) -> ListEntry:
    """Let a proposed entry hold. Raises AlreadyDecided."""
    row = _decided(entry, InformationAct.APPROVE_ENTRY, Decision.APPROVED, by=by, at=at)
    row.save()
    audit.note(act=InformationAct.APPROVE_ENTRY, actor=by, record=row, at=at, details={"key": row.key})
    return row


@transaction.atomic
def reject_entry(*, entry: ListEntry, reason: str, by: Actor, at: datetime) -> ListEntry:
    """Reject a proposed entry, with a reason. Raises AlreadyDecided, NoReason."""
    row = _decided(entry, InformationAct.REJECT_ENTRY, Decision.REJECTED, by=by, at=at)
    row.reason = reason.strip()
    if not row.reason:
        raise NoReason
    row.save()
    audit.note(act=InformationAct.REJECT_ENTRY, actor=by, record=row, at=at, ground=row.reason)
    return row


def _decided(entry: ListEntry, act: InformationAct, to: Decision, *, by: Actor, at: datetime) -> ListEntry:
    row = ListEntry.objects.select_for_update().get(pk=entry.pk)
    require(INFORMATION_ACCESS, act, by, row)
    if to not in DECISION_NEXT[Decision(row.state)]:
        raise AlreadyDecided(row.pk)
    row.state, row.decided_by_id, row.decided_at = to, by.pk, at
    return row

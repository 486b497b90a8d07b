"""The way from draft to approval that briefs and trend reports share: two pairs of eyes, then frozen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import models

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.monitoring.lifecycle import BRIEF_NEXT, BriefState
from dongthuan.apps.monitoring.models.approvals import Approvable
from dongthuan.apps.monitoring.rules import ACCESS, Act

OPEN_STATES = (BriefState.DRAFT, BriefState.RETURNED)
Record = TypeVar("Record", bound=Approvable)


@dataclass(frozen=True, slots=True)
class Seen:
    """What the approver had on the screen: the version, and the hash of its text."""

    version: int
    content_hash: str


class NotOpen(Exception):
    """It was submitted or approved meanwhile; its text stands."""


class NotInThatState(Exception):
    """This step does not lead on from the state it is in."""


class ChangedMeanwhile(Exception):
    """Somebody else saved it since it was opened."""


class NoReason(Exception):
    """It is returned with a reason."""


def locked(record: Record, *, version: int) -> Record:
    """Return the record locked for a change; raises ChangedMeanwhile if `version` is no longer stored."""
    rows: models.QuerySet[Record] = models.QuerySet(type(record)).select_for_update(of=("self",))
    found = rows.select_related("compiler", "submitted_by").get(pk=record.pk)
    if found.version != version:
        raise ChangedMeanwhile(str(found))
    return found


def _step(record: Approvable, to: BriefState) -> None:
    if to not in BRIEF_NEXT[BriefState(record.state)]:
        raise NotInThatState(record.state)
    record.state = to
    record.version += 1


def hand_in(
    record: Record, *, version: int, act: Act, check: Callable[[Record], None], by: Officer, at: datetime
) -> Record:
    """Hand it in for approval, if `check` lets it pass; from then on its text stands."""
    record = locked(record, version=version)
    require(ACCESS, act, by, record)
    _step(record, BriefState.SUBMITTED)
    check(record)
    record.submitted_by, record.submitted_at, record.return_reason = by, at, ""
    record.save()
    audit.note(act=act, actor=by, record=record, at=at, details={"version": record.version})
    return record


def take_back(record: Record, *, version: int, act: Act, by: Officer, at: datetime) -> Record:
    """Take what was handed in back to go on working on it."""
    record = locked(record, version=version)
    require(ACCESS, act, by, record)
    if record.state != BriefState.SUBMITTED:
        raise NotInThatState(record.state)
    _step(record, BriefState.DRAFT)
    record.submitted_by = record.submitted_at = None
    record.save()
    audit.note(act=act, actor=by, record=record, at=at, details={"withdrawn": True})
    return record


def give_back(record: Record, *, version: int, reason: str, act: Act, by: Officer, at: datetime) -> Record:
    """Give it back to its authors with a reason; raises NoReason without one."""
    record = locked(record, version=version)
    require(ACCESS, act, by, record)
    if not reason.strip():
        raise NoReason
    _step(record, BriefState.RETURNED)
    record.return_reason = reason.strip()
    record.save()
    audit.note(act=act, actor=by, record=record, at=at, ground=record.return_reason)
    return record


def approve(
    record: Record,
    *,
    seen: Seen,
    act: Act,
    freeze: Callable[[Record], tuple[dict[str, Any], str]],
    by: Officer,
    at: datetime,
) -> Record:
    """Approve the text with this hash, which is the one on the approver's screen, and freeze it.

    freeze: gives the content as plain data, and its hash. Raises ChangedMeanwhile if that is another by now.
    """
    record = locked(record, version=seen.version)
    require(ACCESS, act, by, record)
    content, found = freeze(record)
    if found != seen.content_hash:
        raise ChangedMeanwhile(str(record))
    _step(record, BriefState.APPROVED)
    record.approver, record.approved_at = by, at
    record.frozen_content, record.content_hash = content, found
    record.save()
    audit.note(act=act, actor=by, record=record, at=at, details={"hash": found})
    return record

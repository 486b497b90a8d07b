"""A request to correct is drawn up with its evidence, written anew until it is sent, and closed."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from django.db import transaction
from django.db.models import Model

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.operations import keep
from dongthuan.apps.files.secrecy import refuse_secret, refuse_secret_file
from dongthuan.apps.press.lifecycle import CORRECTION_NEXT, ENDED_CORRECTIONS, CorrectionState
from dongthuan.apps.press.models.corrections import CorrectionRequest
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.press.operations.limits import drop_limit
from dongthuan.apps.press.operations.versions import AheadOfTime, NoReason, locked
from dongthuan.apps.press.rules import ACCESS, Act
from dongthuan.apps.units.models import Unit

Upload = tuple[str, bytes]


class WrongState(Exception):
    """The request's state does not allow this step."""


class NoGrounds(Exception):
    """A request says what is false, what is correct, and on what grounds."""


@dataclass(frozen=True, slots=True)
class CorrectionContent:
    """What one writes down about a false item."""

    unit: Unit
    outlet: Outlet
    item_title: str
    item_published_at: datetime
    false_content: str
    correct_content: str
    grounds: str
    item_url: str = ""
    asks_apology: bool = False


@transaction.atomic
def draw_up_correction(
    *,
    content: CorrectionContent,
    by: Actor,
    at: datetime,
    files: Sequence[Upload] = (),
    record: Model | None = None,
) -> CorrectionRequest:
    """Begin a request to correct; files: the evidence; record: the matter it belongs to.

    Raises NoGrounds, AheadOfTime, SecretMark, FileRefused.
    """
    row = CorrectionRequest(created_by_id=by.pk, created_at=at, unit=content.unit)
    require(ACCESS, Act.DRAW_UP_CORRECTION, by, row)
    if record is not None:
        row.record_type, row.record_key = record._meta.label_lower, str(record.pk)
    _fill(row, content, at)
    row.save()
    _keep(row, files, by, at)
    details = {"outlet": row.outlet_id, "unit": row.unit.code}
    audit.note(act=Act.DRAW_UP_CORRECTION, actor=by, record=row, at=at, details=details)
    return row


@transaction.atomic
def rewrite_correction(
    *, request: CorrectionRequest, content: CorrectionContent, version: int, by: Actor, at: datetime
) -> CorrectionRequest:
    """Write a request anew that was not sent yet.

    Raises WrongState, NoGrounds, AheadOfTime, SecretMark, ChangedMeanwhile.
    """
    row = locked(request, version)
    require(ACCESS, Act.DRAW_UP_CORRECTION, by, row)
    if row.state != CorrectionState.DRAFT:
        raise WrongState(row.state)
    _fill(row, content, at)
    require(ACCESS, Act.DRAW_UP_CORRECTION, by, row)
    row.save()
    audit.note(act=Act.DRAW_UP_CORRECTION, actor=by, record=row, at=at, details={"version": row.version})
    return row


@transaction.atomic
def add_evidence(
    *, request: CorrectionRequest, files: Sequence[Upload], by: Actor, at: datetime
) -> CorrectionRequest:
    """Keep further evidence with a request that is not over. Raises WrongState, SecretMark, FileRefused."""
    row = CorrectionRequest.objects.select_for_update(of=("self",)).select_related("unit").get(pk=request.pk)
    require(ACCESS, Act.DRAW_UP_CORRECTION, by, row)
    if row.state in ENDED_CORRECTIONS:
        raise WrongState(row.state)
    _keep(row, files, by, at)
    audit.note(act=Act.DRAW_UP_CORRECTION, actor=by, record=row, at=at, details={"files": len(files)})
    return row


def _fill(row: CorrectionRequest, content: CorrectionContent, at: datetime) -> None:
    if not (content.false_content.strip() and content.correct_content.strip() and content.grounds.strip()):
        raise NoGrounds
    if content.item_published_at > at:
        raise AheadOfTime
    refuse_secret(content.item_title, content.false_content, content.correct_content, content.grounds)
    for field in fields(content):
        setattr(row, field.name, getattr(content, field.name))


def _keep(row: CorrectionRequest, files: Sequence[Upload], by: Actor, at: datetime) -> None:
    for name, data in files:
        refuse_secret_file(data, name)
        keep(data=data, name=name, record=row, unit=row.unit, by=by, at=at)


@transaction.atomic
def close_correction(
    *, request: CorrectionRequest, note: str, version: int, by: Actor, at: datetime
) -> CorrectionRequest:
    """Close a request that came to an end, or drop one never sent, and say how it ended.

    Raises NoReason, WrongState, ChangedMeanwhile.
    """
    row = locked(request, version)
    require(ACCESS, Act.CLOSE_CORRECTION, by, row)
    if not note.strip():
        raise NoReason
    is_draft = row.state == CorrectionState.DRAFT
    go_to(row, CorrectionState.CANCELLED if is_draft else CorrectionState.CLOSED)
    row.closing_note = note.strip()
    row.save()
    for one in row.rounds.select_related("clock"):
        drop_limit(one.clock, reason=row.closing_note[:500], by=by, at=at)
    audit.note(act=Act.CLOSE_CORRECTION, actor=by, record=row, at=at, ground=row.closing_note[:500])
    return row


def go_to(row: CorrectionRequest, to: CorrectionState) -> None:
    """Put a locked request into its next state; raises WrongState."""
    if to not in CORRECTION_NEXT[CorrectionState(row.state)]:
        raise WrongState(row.state)
    row.state = to

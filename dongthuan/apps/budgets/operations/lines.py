"""Lines are opened, rewritten, estimated, given money, closed, and carried into the next year."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.budgets.lifecycle import CommitmentState, Control, LineState, MovementKind
from dongthuan.apps.budgets.models import Commitment, Line
from dongthuan.apps.budgets.operations.sums import Change, LineClosed, Overdrawn, locked_line, move
from dongthuan.apps.budgets.rules import ACCESS, Act
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.press.operations.versions import NoReason, locked
from dongthuan.apps.units.models import Unit


class StandsAlready(Exception):
    """Such a line is there: the same year, unit, source, kind and name."""


class NothingToCarry(Exception):
    """Neither money nor a promise is left on the line."""


class StillOpen(Exception):
    """Promises of the line are still to be paid, given back or carried."""


@dataclass(frozen=True, slots=True)
class LineContent:
    """What one enters of a line; kind: of plans.lifecycle.BudgetLine."""

    year: int
    unit: Unit
    source: str
    kind: str
    name: str = ""
    control: str = Control.STOP


@dataclass(frozen=True, slots=True)
class LineNames:
    """What of a line may change once it stands."""

    name: str
    source: str
    control: str


@transaction.atomic
def open_line(*, content: LineContent, by: Actor, at: datetime) -> Line:
    """Open a line without money. Raises StandsAlready, SecretMark."""
    line = Line(
        year=content.year,
        unit=content.unit,
        source=content.source,
        kind=content.kind,
        name=content.name,
        control=content.control,
        opened_by_id=by.pk,
        opened_at=at,
    )
    require(ACCESS, Act.OPEN, by, line)
    refuse_secret(content.source, content.name)
    _save_once(line)
    audit.note(act=Act.OPEN, actor=by, record=line, at=at, details={"control": line.control})
    return line


@transaction.atomic
def rewrite_line(*, line: Line, content: LineNames, version: int, by: Actor, at: datetime) -> Line:
    """Name a line anew, or change what happens when it is exceeded.

    Raises ChangedMeanwhile, LineClosed, StandsAlready, Overdrawn (a line that is exceeded cannot stop),
    SecretMark.
    """
    row = locked(line, version)
    require(ACCESS, Act.REWRITE, by, row)
    if row.state == LineState.CLOSED:
        raise LineClosed
    refuse_secret(content.source, content.name)
    if content.control == Control.STOP and row.available_vnd < 0:
        raise Overdrawn(row.available_vnd)
    details = {"control": f"{row.control} → {content.control}"}
    row.name, row.source, row.control = content.name, content.source, content.control
    _save_once(row)
    audit.note(act=Act.REWRITE, actor=by, record=row, at=at, details=details)
    return row


@transaction.atomic
def estimate(*, line: Line, amount_vnd: int, ground: str, by: Actor, at: datetime) -> Line:
    """Change how much is asked for by an amount, also one below nothing. Raises as `move`."""
    row = locked_line(line)
    require(ACCESS, Act.ESTIMATE, by, row)
    refuse_secret(ground)
    move(row, Change(MovementKind.ESTIMATED, amount_vnd, local_day(at), ground), by=by, at=at)
    audit.note(act=Act.ESTIMATE, actor=by, record=row, at=at, details={"amount": amount_vnd}, ground=ground)
    return row


@transaction.atomic
def allocate(*, line: Line, amount_vnd: int, on: date, ground: str, by: Actor, at: datetime) -> Line:
    """Give money to a line, or take some away, by a decision. Raises NoReason, and as `move`."""
    row = locked_line(line)
    require(ACCESS, Act.ALLOCATE, by, row)
    if not ground.strip():
        raise NoReason
    refuse_secret(ground)
    move(row, Change(MovementKind.ALLOCATED, amount_vnd, on, ground), by=by, at=at)
    audit.note(act=Act.ALLOCATE, actor=by, record=row, at=at, details={"amount": amount_vnd}, ground=ground)
    return row


@transaction.atomic
def close_line(*, line: Line, version: int, by: Actor, at: datetime) -> Line:
    """Close a line of which nothing is still to be paid. Raises ChangedMeanwhile, LineClosed, StillOpen."""
    row = locked(line, version)
    require(ACCESS, Act.CLOSE, by, row)
    if row.state == LineState.CLOSED:
        raise LineClosed
    if row.commitments.filter(state=CommitmentState.OPEN).exists():
        raise StillOpen
    row.state = LineState.CLOSED
    row.save()
    audit.note(act=Act.CLOSE, actor=by, record=row, at=at)
    return row


@transaction.atomic
def carry_line(*, line: Line, ground: str, by: Actor, at: datetime) -> Line:
    """Carry what is left, and the promises still to be paid, into the next year's line; close this one.

    The next year's line is the one of the same unit, source, kind and name, made where it is missing. No
    đồng is lost: what leaves one line is what the other receives.
    Raises LineClosed, NoReason, NothingToCarry, and as `move`.
    """
    row = locked_line(line)
    require(ACCESS, Act.CARRY, by, row)
    if not ground.strip():
        raise NoReason
    refuse_secret(ground)
    promises = list(
        row.commitments.filter(state=CommitmentState.OPEN).select_for_update(of=("self",)).order_by("pk")
    )
    left = row.available_vnd + sum(promise.open_vnd for promise in promises)
    if left <= 0:
        raise NothingToCarry
    target = _next_year(row, by=by, at=at)
    today = local_day(at)
    for promise in promises:
        released = Change(MovementKind.RELEASED, promise.open_vnd, today, ground, promise)
        move(row, released, by=by, at=at, reason=ground)
    move(row, Change(MovementKind.CARRIED_OUT, left, today, ground), by=by, at=at, reason=ground)
    move(target, Change(MovementKind.CARRIED_IN, left, today, ground), by=by, at=at)
    for promise in promises:
        _carry_promise(promise, target, ground, by=by, at=at)
    row.state = LineState.CLOSED
    row.save(update_fields=["state"])
    audit.note(act=Act.CARRY, actor=by, record=row, at=at, details={"amount": left}, ground=ground)
    return target


def _carry_promise(promise: Commitment, target: Line, ground: str, *, by: Actor, at: datetime) -> None:
    amount = promise.open_vnd
    carried = Commitment.objects.create(
        line=target,
        task=promise.task,
        title=promise.title,
        payee=promise.payee,
        ground=promise.ground,
        committed_on=promise.committed_on,
        amount_vnd=amount,
        ceiling=promise.ceiling,
        quantity=promise.quantity,
        keeper=promise.keeper,
        over_reason=promise.over_reason,
        carried_from=promise,
        made_by_id=by.pk,
        made_at=at,
    )
    move(
        target,
        Change(MovementKind.COMMITTED, amount, local_day(at), ground, carried),
        by=by,
        at=at,
        reason=ground,
    )
    promise.released_vnd += amount
    promise.state = CommitmentState.SETTLED
    promise.version += 1
    promise.save()


def _next_year(row: Line, *, by: Actor, at: datetime) -> Line:
    same = {"unit": row.unit, "source": row.source, "kind": row.kind, "name": row.name}
    found, _made = Line.objects.get_or_create(
        year=row.year + 1,
        **same,
        defaults={"control": row.control, "opened_by_id": by.pk, "opened_at": at},
    )
    target = locked_line(found)
    target.carried_from = row
    return target


def _save_once(line: Line) -> None:
    try:
        with transaction.atomic():
            line.save()
    except IntegrityError as refusal:
        if "budgets_line_stands_once" in str(refusal):
            raise StandsAlready from refusal
        raise

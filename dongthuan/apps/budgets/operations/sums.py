"""The only place that changes a sum: the line locked, its rule of exceeding asked, the movement written."""

from dataclasses import dataclass
from datetime import date, datetime

from dongthuan.apps.budgets.lifecycle import EFFECTS, SIGNED, Control, LineState, MovementKind
from dongthuan.apps.budgets.models import Commitment, Line, Movement
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.press.operations.versions import AheadOfTime
from dongthuan.docgen.money import MOST


class Overdrawn(Exception):
    """More would be promised and paid than the line has; `available`: what is left, in đồng."""

    def __init__(self, available: int) -> None:
        super().__init__(available)
        self.available = available


class WantsReason(Overdrawn):
    """The line lets itself be exceeded, with a reason that stays."""


class NoSum(Exception):
    """An amount must be above nothing and below 10^15 đồng."""


class BelowNothing(Exception):
    """An estimate or an allocation would fall below nothing."""


class LineClosed(Exception):
    """No money moves on a line that is closed."""


@dataclass(frozen=True, slots=True)
class Change:
    """One movement to be made. words: its ground."""

    kind: MovementKind
    amount_vnd: int
    on: date
    words: str = ""
    commitment: Commitment | None = None


def locked_line(line: Line) -> Line:
    """Return the line as it stands, locked until the transaction ends. Raises LineClosed."""
    row = Line.objects.select_for_update(of=("self",)).select_related("unit").get(pk=line.pk)
    if row.state == LineState.CLOSED:
        raise LineClosed
    return row


def move(row: Line, change: Change, *, by: Actor, at: datetime, reason: str = "") -> Movement:
    """Change the sums of a line that is locked, and write the movement.

    reason: why the line may be exceeded, where its control asks for one.
    Raises NoSum, AheadOfTime, BelowNothing, Overdrawn, WantsReason.
    """
    amount = change.amount_vnd
    if not 0 < abs(amount) < MOST or (amount < 0 and change.kind not in SIGNED):
        raise NoSum
    if change.on > local_day(at):
        raise AheadOfTime
    before = row.available_vnd
    effect = EFFECTS[change.kind]
    for name, times in zip(effect._fields, effect, strict=True):
        total = getattr(row, f"{name}_vnd") + times * amount
        if total < 0:
            raise BelowNothing
        if total >= MOST:
            raise NoSum
        setattr(row, f"{name}_vnd", total)
    if row.available_vnd < 0 and row.available_vnd < before:
        _refuse_exceeding(row, before, reason)
    row.version += 1
    row.save()
    return Movement.objects.create(
        line=row,
        commitment=change.commitment,
        kind=change.kind,
        amount_vnd=amount,
        on=change.on,
        words=change.words[:500],
        by_id=by.pk,
        at=at,
    )


def _refuse_exceeding(row: Line, before: int, reason: str) -> None:
    if row.control == Control.STOP:
        raise Overdrawn(before)
    if row.control == Control.WARN and not reason.strip():
        raise WantsReason(before)

"""Money is promised from a line, paid, given back, recovered; never more than was promised."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.budgets.lifecycle import CommitmentState, MovementKind
from dongthuan.apps.budgets.models import Commitment, Line
from dongthuan.apps.budgets.operations.sums import Change, NoSum, locked_line, move
from dongthuan.apps.budgets.rules import ACCESS, Act
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.press.operations.versions import AheadOfTime, ChangedMeanwhile, NoReason
from dongthuan.docgen.money import MOST
from dongthuan.law.model import Ceiling
from dongthuan.law.packs import row_in_force, shipped_ceilings


class AboveCeiling(Exception):
    """More than the law lets be paid for it; `ceiling`: its row, `most_vnd`: the most for that quantity."""

    def __init__(self, ceiling: Ceiling, most_vnd: int) -> None:
        super().__init__(ceiling.key)
        self.ceiling, self.most_vnd = ceiling, most_vnd


class AnotherYear(Exception):
    """The day does not lie in the line's budget year."""


class KeptElsewhere(Exception):
    """The promise is paid by way of the record that keeps it, nowhere else."""


class AbovePromised(Exception):
    """More than is left of the promise, or than was paid; `left`: that sum, in đồng."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


@dataclass(frozen=True, slots=True)
class CommitmentContent:
    """What one enters of a promise. ceiling: key of the law's ceiling, "" = none; over_reason: see Line.

    keeper: see Commitment.
    """

    title: str
    amount_vnd: int
    committed_on: date
    payee: str = ""
    ground: str = ""
    task: Task | None = None
    ceiling: str = ""
    quantity: int = 1
    keeper: str = ""
    over_reason: str = ""


@dataclass(frozen=True, slots=True)
class SumContent:
    """A sum that is paid, given back or recovered: on which day, and by which voucher or for which reason."""

    amount_vnd: int
    on: date
    words: str = ""


@transaction.atomic
def commit(*, line: Line, content: CommitmentContent, by: Actor, at: datetime) -> Commitment:
    """Promise money of a line, held against the ceiling in force on its day where one is named.

    Raises LineClosed, NoSum, AheadOfTime, AnotherYear, AboveCeiling, NoSuchRow, Overdrawn, WantsReason,
    SecretMark.
    """
    row = locked_line(line)
    require(ACCESS, Act.COMMIT, by, row)
    refuse_secret(content.title, content.payee, content.ground, content.over_reason)
    if not 0 < content.amount_vnd < MOST or content.quantity < 1:
        raise NoSum
    if content.committed_on > local_day(at):
        raise AheadOfTime
    if content.committed_on.year != row.year:
        raise AnotherYear
    if content.ceiling:
        refuse_above(shipped_ceilings(), content)
    left = row.available_vnd
    promise = Commitment.objects.create(
        line=row,
        made_by_id=by.pk,
        made_at=at,
        **{name: getattr(content, name) for name in CommitmentContent.__slots__ if name != "over_reason"},
        over_reason=content.over_reason.strip() if content.amount_vnd > left else "",
    )
    change = Change(MovementKind.COMMITTED, content.amount_vnd, content.committed_on, content.ground, promise)
    move(row, change, by=by, at=at, reason=content.over_reason)
    details = {
        "amount": content.amount_vnd,
        "line": row.pk,
        "task": content.task.pk if content.task else None,
    }
    audit.note(act=Act.COMMIT, actor=by, record=promise, at=at, details=details, ground=promise.over_reason)
    return promise


@transaction.atomic
def pay(
    *, commitment: Commitment, content: SumContent, version: int, by: Actor, at: datetime, keeper: str = ""
) -> Commitment:
    """Note a payment. Raises ChangedMeanwhile, LineClosed, AbovePromised, AheadOfTime, AnotherYear, NoSum.

    AnotherYear: before the day of the promise.
    """
    row, promise = _locked(commitment, version, Act.PAY, by, keeper)
    if content.on < promise.committed_on:
        raise AnotherYear
    if content.amount_vnd > promise.open_vnd:
        raise AbovePromised(promise.open_vnd)
    _move(row, promise, MovementKind.PAID, content, by=by, at=at)
    promise.paid_vnd += content.amount_vnd
    return _kept(promise, Act.PAY, content, by=by, at=at)


@transaction.atomic
def release(
    *, commitment: Commitment, content: SumContent, version: int, by: Actor, at: datetime, keeper: str = ""
) -> Commitment:
    """Give back to the line what will not be paid, with a reason.

    Raises ChangedMeanwhile, LineClosed, AbovePromised, NoReason, NoSum.
    """
    row, promise = _locked(commitment, version, Act.RELEASE, by, keeper)
    if not content.words.strip():
        raise NoReason
    if content.amount_vnd > promise.open_vnd:
        raise AbovePromised(promise.open_vnd)
    _move(row, promise, MovementKind.RELEASED, content, by=by, at=at)
    promise.released_vnd += content.amount_vnd
    return _kept(promise, Act.RELEASE, content, by=by, at=at)


@transaction.atomic
def recover(
    *, commitment: Commitment, content: SumContent, version: int, by: Actor, at: datetime, keeper: str = ""
) -> Commitment:
    """Note that paid money came back; the line has it again, the promise does not grow.

    Raises ChangedMeanwhile, LineClosed, AbovePromised (more than was paid), NoReason, AheadOfTime, NoSum.
    """
    row, promise = _locked(commitment, version, Act.RECOVER, by, keeper)
    if not content.words.strip():
        raise NoReason
    if content.amount_vnd > promise.paid_vnd:
        raise AbovePromised(promise.paid_vnd)
    _move(row, promise, MovementKind.REFUNDED, content, by=by, at=at)
    promise.paid_vnd -= content.amount_vnd
    promise.recovered_vnd += content.amount_vnd
    return _kept(promise, Act.RECOVER, content, by=by, at=at)


def refuse_above(ceilings: Sequence[Ceiling], content: CommitmentContent) -> None:
    """Refuse an amount above the ceiling of its day times the quantity. Raises AboveCeiling, NoSuchRow."""
    row = row_in_force(ceilings, content.ceiling, on=content.committed_on)
    most = row.amount_vnd * content.quantity
    if content.amount_vnd > most:
        raise AboveCeiling(row, most)


def _locked(
    commitment: Commitment, version: int, act: Act, by: Actor, keeper: str
) -> tuple[Line, Commitment]:
    """Lock the line first, then the promise: everybody in that order.

    Raises ChangedMeanwhile, LineClosed, KeptElsewhere.
    """
    row = locked_line(commitment.line)
    require(ACCESS, act, by, row)
    promise = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    if promise.version != version:
        raise ChangedMeanwhile(promise.pk, promise.version)
    if promise.keeper != keeper:
        raise KeptElsewhere(promise.keeper)
    return row, promise


def _move(
    row: Line, promise: Commitment, kind: MovementKind, content: SumContent, *, by: Actor, at: datetime
) -> None:
    refuse_secret(content.words)
    move(row, Change(kind, content.amount_vnd, content.on, content.words, promise), by=by, at=at)


def _kept(promise: Commitment, act: Act, content: SumContent, *, by: Actor, at: datetime) -> Commitment:
    promise.state = CommitmentState.OPEN if promise.open_vnd else CommitmentState.SETTLED
    promise.version += 1
    promise.save()
    details = {"amount": content.amount_vnd}
    audit.note(act=act, actor=by, record=promise, at=at, details=details, ground=content.words)
    return promise

"""The money of an order: advanced within its level, paid by accepted quantity, recovered, settled.

Every sum moves in the budgets in the same transaction, on the commitment that the order alone keeps.
"""

from datetime import datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.budgets.models import Commitment
from dongthuan.apps.budgets.operations import commitments as budgets
from dongthuan.apps.budgets.operations.commitments import SumContent
from dongthuan.apps.commissions.lifecycle import OrderState, PaymentKind
from dongthuan.apps.commissions.models.orders import Order, Payment
from dongthuan.apps.commissions.operations.orders import in_state, step
from dongthuan.apps.commissions.queries.conditions import ADVANCE_FIRST, advance_level
from dongthuan.apps.commissions.rules import ACCESS, Act
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor


class AboveAdvance(Exception):
    """More than may be advanced; `left`: what may, in đồng."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


class AboveAccepted(Exception):
    """More than is due for what was accepted; `left`: what is, in đồng."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


class NothingOver(Exception):
    """Not so much was advanced beyond what was accepted; `left`: how much was, in đồng."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


class NotEven(Exception):
    """Something is still to be paid (`due` above nothing) or to be recovered (below nothing), in đồng."""

    def __init__(self, due: int) -> None:
        super().__init__(due)
        self.due = due


@transaction.atomic
def advance(*, order: Order, content: SumContent, version: int, by: Actor, at: datetime) -> Order:
    """Pay before delivery, within the level of decision or contract; the first within that of the precedent.

    Raises ChangedMeanwhile, WrongState, AboveAdvance, and what budgets' `pay` raises.
    """
    row = in_state(order, version, OrderState.RUNNING)
    require(ACCESS, Act.ADVANCE, by, row)
    left = may_be_advanced(row, at=at)
    if content.amount_vnd > left:
        raise AboveAdvance(left)
    row.advanced_vnd += content.amount_vnd
    _pay(row, content, by=by, at=at)
    return _kept(row, PaymentKind.ADVANCE, Act.ADVANCE, content, by=by, at=at)


@transaction.atomic
def pay(*, order: Order, content: SumContent, version: int, by: Actor, at: datetime) -> Order:
    """Pay what was accepted, less what was advanced.

    Raises ChangedMeanwhile, WrongState, AboveAccepted, and what budgets' `pay` raises.
    """
    row = in_state(order, version, OrderState.RUNNING, OrderState.DELIVERED)
    require(ACCESS, Act.PAY, by, row)
    if content.amount_vnd > row.due_vnd:
        raise AboveAccepted(max(0, row.due_vnd))
    row.paid_vnd += content.amount_vnd
    _pay(row, content, by=by, at=at)
    return _kept(row, PaymentKind.PAYMENT, Act.PAY, content, by=by, at=at)


@transaction.atomic
def recover(*, order: Order, content: SumContent, version: int, by: Actor, at: datetime) -> Order:
    """Note that what was advanced beyond the accepted quantity came back, after the final acceptance.

    Raises ChangedMeanwhile, WrongState, NothingOver, and what budgets' `recover` raises.
    """
    row = in_state(order, version, OrderState.DELIVERED)
    require(ACCESS, Act.RECOVER, by, row)
    if content.amount_vnd > row.over_vnd:
        raise NothingOver(row.over_vnd)
    row.recovered_vnd += content.amount_vnd
    promise = promise_of(row)
    budgets.recover(
        commitment=promise, content=content, version=promise.version, by=by, at=at, keeper=row.keeper
    )
    return _kept(row, PaymentKind.RECOVERY, Act.RECOVER, content, by=by, at=at)


@transaction.atomic
def settle(*, order: Order, version: int, by: Actor, at: datetime) -> Order:
    """End an order when neither side owes anything; what will not be paid goes back to the line.

    Raises ChangedMeanwhile, WrongState, NotEven, and what budgets' `release` raises.
    """
    row = in_state(order, version, OrderState.DELIVERED)
    require(ACCESS, Act.SETTLE, by, row)
    if row.due_vnd:
        raise NotEven(row.due_vnd)
    step(row, OrderState.SETTLED)
    row.save()
    promise = promise_of(row)
    left = promise.open_vnd
    if left:
        content = SumContent(left, local_day(at), f"Quyết toán đặt hàng: {row.title}"[:500])
        budgets.release(
            commitment=promise, content=content, version=promise.version, by=by, at=at, keeper=row.keeper
        )
    details = {"accepted": row.accepted_vnd, "given_back": left}
    audit.note(act=Act.SETTLE, actor=by, record=row, at=at, details=details)
    return row


def may_be_advanced(order: Order, *, at: datetime) -> int:
    """Return how much may be advanced now, in đồng."""
    left = order.advance_limit_vnd - order.advanced_vnd
    first = advance_level(ADVANCE_FIRST, on=local_day(at))
    if order.advanced_vnd == 0 and first is not None:
        left = min(left, order.total_vnd * first // 100)
    return max(0, min(left, order.total_vnd - order.net_vnd))


def promise_of(order: Order) -> Commitment:
    """Return the commitment of an order as it stands now, in the year into which it was carried."""
    assert order.commitment_id is not None
    promise = Commitment.objects.select_related("line").get(pk=order.commitment_id)
    while (carried := promise.carried_to.select_related("line").first()) is not None:
        promise = carried
    return promise


def _pay(row: Order, content: SumContent, *, by: Actor, at: datetime) -> None:
    promise = promise_of(row)
    budgets.pay(commitment=promise, content=content, version=promise.version, by=by, at=at, keeper=row.keeper)


def _kept(row: Order, kind: PaymentKind, act: Act, content: SumContent, *, by: Actor, at: datetime) -> Order:
    row.save()
    Payment.objects.create(
        order=row,
        kind=kind,
        amount_vnd=content.amount_vnd,
        on=content.on,
        words=content.words[:500],
        by_id=by.pk,
        at=at,
    )
    details = {"amount": content.amount_vnd, "version": row.version}
    audit.note(act=act, actor=by, record=row, at=at, details=details, ground=content.words)
    return row

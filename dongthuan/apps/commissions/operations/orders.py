"""Orders are prepared: form, basis, parts; the legal officer confirms the form; one is given up."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Sum

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.budgets.models import Line
from dongthuan.apps.commissions.lifecycle import ORDER_NEXT, OrderState
from dongthuan.apps.commissions.models.orders import Order, Part
from dongthuan.apps.commissions.queries.conditions import ADVANCE_ALL, advance_level
from dongthuan.apps.commissions.rules import ACCESS, Act
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.common.versions import locked
from dongthuan.apps.files.reasons import reason_given
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.units.models import Unit
from dongthuan.docgen.money import MOST


class WrongState(Exception):
    """This step does not lead on from the state the order is in."""


class DaysTurned(Exception):
    """An order ends before it begins, or a part is due outside the order's days."""


class TooMuch(Exception):
    """The value of an order must stay below 10^15 đồng, its prices and quantities above nothing."""


class AdvanceTooHigh(Exception):
    """The level of advances is above what the precedent of the law lets; `level`: that, in percent."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.level = level


@dataclass(frozen=True, slots=True)
class OrderContent:
    """What one enters of an order; fields as of Order."""

    unit: Unit
    title: str
    mode: str
    outlet: Outlet
    topic: str
    start_on: date
    end_on: date
    message: str = ""
    own_unit: Unit | None = None
    list_entry: str = ""
    price_basis: str = "none"
    price_ground: str = ""
    no_price_reason: str = ""
    tender_ground: str = ""
    line: Line | None = None
    task: Task | None = None
    advance_percent: int = 0


@dataclass(frozen=True, slots=True)
class PartContent:
    """What one enters of a deliverable."""

    kind: str
    title: str
    channel: str
    due_on: date
    unit_price_vnd: int
    quantity: int


# What the legal officer looked at: a change asks him again.
_LOOKED_AT = (
    "mode",
    "outlet_id",
    "own_unit_id",
    "list_entry",
    "price_basis",
    "price_ground",
    "no_price_reason",
    "tender_ground",
)


@transaction.atomic
def prepare(*, content: OrderContent, by: Actor, at: datetime) -> Order:
    """Begin an order. Raises DaysTurned, AdvanceTooHigh, SecretMark."""
    order = Order(prepared_by_id=by.pk, prepared_at=at)
    _fill(order, content, at)
    require(ACCESS, Act.PREPARE, by, order)
    order.save()
    audit.note(act=Act.PREPARE, actor=by, record=order, at=at, details={"mode": order.mode})
    return order


@transaction.atomic
def rewrite(*, order: Order, content: OrderContent, version: int, by: Actor, at: datetime) -> Order:
    """Write a draft anew; where what the legal officer looked at changes, he is asked again.

    Raises ChangedMeanwhile, WrongState, DaysTurned, AdvanceTooHigh, SecretMark.
    """
    row = in_state(order, version, OrderState.DRAFT)
    require(ACCESS, Act.PREPARE, by, row)
    before = [getattr(row, name) for name in _LOOKED_AT]
    _fill(row, content, at)
    require(ACCESS, Act.PREPARE, by, row)
    if row.parts.exclude(due_on__range=(row.start_on, row.end_on)).exists():
        raise DaysTurned
    if [getattr(row, name) for name in _LOOKED_AT] != before:
        row.legal_by, row.legal_at, row.legal_words = None, None, ""
    row.advance_limit_vnd = _limit(row)
    row.save()
    audit.note(act=Act.PREPARE, actor=by, record=row, at=at, details={"version": row.version})
    return row


@transaction.atomic
def add_part(*, order: Order, content: PartContent, version: int, by: Actor, at: datetime) -> Order:
    """Add a deliverable to a draft. Raises ChangedMeanwhile, WrongState, DaysTurned, TooMuch, SecretMark."""
    row = in_state(order, version, OrderState.DRAFT)
    require(ACCESS, Act.PREPARE, by, row)
    refuse_secret(content.title, content.channel)
    if not row.start_on <= content.due_on <= row.end_on:
        raise DaysTurned
    if not 0 < content.unit_price_vnd < MOST or not content.quantity > 0:
        raise TooMuch
    if row.total_vnd + content.unit_price_vnd * content.quantity >= MOST:
        raise TooMuch
    part = Part.objects.create(order=row, **{name: getattr(content, name) for name in PartContent.__slots__})
    return _summed(row, {"part": part.pk, "amount": part.amount_vnd}, by=by, at=at)


@transaction.atomic
def drop_part(*, order: Order, part: Part, version: int, by: Actor, at: datetime) -> Order:
    """Take a deliverable out of a draft. Raises ChangedMeanwhile, WrongState."""
    row = in_state(order, version, OrderState.DRAFT)
    require(ACCESS, Act.PREPARE, by, row)
    row.parts.filter(pk=part.pk).delete()
    return _summed(row, {"dropped": part.pk}, by=by, at=at)


@transaction.atomic
def confirm_form(*, order: Order, words: str, version: int, by: Actor, at: datetime) -> Order:
    """Confirm, as the legal officer, that the chosen form may be used; words: what was compared.

    Raises ChangedMeanwhile, WrongState, NoReason, SecretMark.
    """
    row = in_state(order, version, OrderState.DRAFT)
    require(ACCESS, Act.CONFIRM_FORM, by, row)
    row.legal_words = reason_given(words)[:500]
    row.legal_by_id, row.legal_at = by.pk, at
    row.save()
    audit.note(act=Act.CONFIRM_FORM, actor=by, record=row, at=at, ground=row.legal_words)
    return row


@transaction.atomic
def cancel(*, order: Order, reason: str, version: int, by: Actor, at: datetime) -> Order:
    """Give up an order that is not in force. Raises ChangedMeanwhile, WrongState, NoReason, SecretMark."""
    row = locked(order, version)
    require(ACCESS, Act.CANCEL, by, row)
    step(row, OrderState.CANCELLED)
    row.reason = reason_given(reason)[:2000]
    row.save()
    audit.note(act=Act.CANCEL, actor=by, record=row, at=at, ground=row.reason)
    return row


def in_state(order: Order, version: int, *states: OrderState) -> Order:
    """Return the order locked, in one of the states. Raises ChangedMeanwhile, WrongState."""
    row = locked(order, version)
    if row.state not in states:
        raise WrongState(row.state)
    return row


def step(row: Order, to: OrderState) -> None:
    """Let an order go on to a state. Raises WrongState."""
    if to not in ORDER_NEXT[OrderState(row.state)]:
        raise WrongState(row.state)
    row.state = to


def _fill(order: Order, content: OrderContent, at: datetime) -> None:
    if content.end_on < content.start_on:
        raise DaysTurned
    level = advance_level(ADVANCE_ALL, on=local_day(at))
    if content.advance_percent > (100 if level is None else level):
        raise AdvanceTooHigh(100 if level is None else level)
    words = [value for name in OrderContent.__slots__ if isinstance(value := getattr(content, name), str)]
    refuse_secret(*words)
    for name in OrderContent.__slots__:
        setattr(order, name, getattr(content, name))


def _summed(row: Order, details: dict[str, int], *, by: Actor, at: datetime) -> Order:
    row.total_vnd = row.parts.aggregate(sum=Sum(F("unit_price_vnd") * F("quantity")))["sum"] or 0
    row.advance_limit_vnd = _limit(row)
    row.save()
    audit.note(act=Act.PREPARE, actor=by, record=row, at=at, details=details)
    return row


def _limit(row: Order) -> int:
    """Return the most that may be advanced, in whole đồng, rounded down."""
    return row.total_vnd * row.advance_percent // 100

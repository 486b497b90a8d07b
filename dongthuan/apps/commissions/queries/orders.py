"""Orders as lists, what of them may be accepted, and what they brought for their money."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from dongthuan.apps.commissions.lifecycle import IN_FORCE, OrderState, PaymentKind, PieceState
from dongthuan.apps.commissions.models.deliveries import Acceptance, Piece
from dongthuan.apps.commissions.models.orders import Order, OrderQuerySet, Part, Payment
from dongthuan.apps.common.roles import Actor

_SUMS = {
    PaymentKind.ADVANCE: "advanced_vnd",
    PaymentKind.PAYMENT: "paid_vnd",
    PaymentKind.RECOVERY: "recovered_vnd",
}


def orders_listed(officer: Actor, wanted: Mapping[str, Any]) -> OrderQuerySet:
    """Return the orders that the officer may read and that pass the filter, the newest first."""
    rows = Order.objects.visible_to(officer).select_related("unit", "outlet")
    for name in ("unit", "outlet", "mode", "state"):
        if wanted.get(name):
            rows = rows.filter(**{name: wanted[name]})
    if wanted.get("year"):
        rows = rows.filter(start_on__year__lte=wanted["year"], end_on__year__gte=wanted["year"])
    if wanted.get("q"):
        words = wanted["q"]
        rows = rows.filter(Q(title__icontains=words) | Q(topic__icontains=words))
    return rows.order_by("-prepared_at", "-pk")


def parts_of(order: Order) -> QuerySet[Any]:
    """Return the parts of an order, each with `confirmed`: how many of its pieces are."""
    confirmed = Count("pieces", filter=Q(pieces__state=PieceState.CONFIRMED))
    return order.parts.annotate(confirmed=confirmed).order_by("pk")


def overdue_parts(order: Order, *, on: date) -> set[int]:
    """Return the keys of the parts past their day of which pieces are missing; none once all is accepted."""
    if order.state != OrderState.RUNNING:
        return set()
    late = parts_of(order).filter(due_on__lt=on, confirmed__lt=F("quantity"))
    return set(late.values_list("pk", flat=True))


def to_be_accepted(order: Order) -> list[tuple[Part, int]]:
    """Return the parts of an order, each with how many more pieces are evidenced and may be accepted."""
    return [(part, _acceptable(part, part.confirmed)) for part in parts_of(order)]


def _acceptable(part: Part, confirmed: int) -> int:
    return max(0, min(part.quantity, confirmed) - part.accepted_quantity)


def pieces_of(order: Order) -> QuerySet[Piece]:
    """Return the pieces of an order with all that its page shows, proposed ones first."""
    rows = Piece.objects.filter(part__order=order).select_related(
        "part__order", "copy", "item__source", "noted_by", "decided_by"
    )
    return rows.order_by(F("state").desc(), "published_on", "pk")


def acceptances_of(order: Order) -> QuerySet[Acceptance]:
    """Return the acceptances of an order, the first one first, with what each took."""
    rows = Acceptance.objects.filter(order=order).select_related("by", "paper")
    return rows.prefetch_related("parts__part").order_by("number")


@dataclass(frozen=True, slots=True)
class Value:
    """What some orders brought. pieces: accepted; declared: reach as outlets say it, None where none says.

    observed: how many items the collector counted of the confirmed pieces, copies in other outlets included.
    """

    label: str
    key: str
    orders: int
    accepted_vnd: int
    pieces: int
    declared: int | None
    observed: int

    @property
    def per_piece_vnd(self) -> int | None:
        """What one accepted piece cost, in whole đồng rounded down; None where none was accepted."""
        return self.accepted_vnd // self.pieces if self.pieces else None


def value_of(order: Order) -> Value | None:
    """Return what one order brought; None while it is not in force."""
    return next(iter(value_by_outlet(Order.objects.filter(pk=order.pk))), None)


def value_by_outlet(orders: OrderQuerySet) -> list[Value]:
    """Return what the orders in force brought by outlet, the dearest first; AVE is never computed.

    Four queries, however many outlets.
    """
    keys = orders.filter(state__in=IN_FORCE).order_by().values("pk")
    sums = Order.objects.filter(pk__in=keys).order_by().values("outlet_id", "outlet__name")
    parts = Part.objects.filter(order__in=keys).order_by().values_list("order__outlet_id")
    accepted = dict(parts.annotate(sum=Sum("accepted_quantity")))
    pieces = Piece.objects.filter(part__order__in=keys, state=PieceState.CONFIRMED).order_by()
    by_outlet = pieces.values_list("part__order__outlet_id")
    declared = dict(by_outlet.annotate(sum=Sum("declared_reach")))
    items, copies = Count("item", distinct=True), Count("item__copies", distinct=True)
    observed = {key: own + copied for key, own, copied in by_outlet.annotate(own=items, copied=copies)}
    values = [
        Value(
            row["outlet__name"],
            str(row["outlet_id"]),
            row["count"],
            int(row["sum"]),
            int(accepted.get(row["outlet_id"]) or 0),
            declared.get(row["outlet_id"]),
            observed.get(row["outlet_id"], 0),
        )
        for row in sums.annotate(count=Count("pk"), sum=Sum("accepted_vnd"))
    ]
    return sorted(values, key=lambda one: (-one.accepted_vnd, one.label))


def wrong_orders() -> Iterator[Order]:
    """Give the orders whose sums are not those of their payments and accepted parts: there should be none."""
    for kind, name in _SUMS.items():
        paid = Payment.objects.filter(order=OuterRef("pk"), kind=kind).order_by().values("order")
        total = Subquery(paid.annotate(sum=Sum("amount_vnd")).values("sum"))
        yield from Order.objects.annotate(moved=Coalesce(total, 0)).exclude(**{name: F("moved")})
    taken = Part.objects.filter(order=OuterRef("pk")).order_by().values("order")
    value = Subquery(taken.annotate(sum=Sum(F("unit_price_vnd") * F("accepted_quantity"))).values("sum"))
    yield from Order.objects.annotate(taken=Coalesce(value, 0)).exclude(accepted_vnd=F("taken"))

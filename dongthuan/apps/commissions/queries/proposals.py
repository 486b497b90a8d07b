"""What the collector found that may be a piece of an order: by outlet, days and words."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import F
from django.utils import timezone

from dongthuan.apps.commissions.evidence import key_of
from dongthuan.apps.commissions.lifecycle import OrderState
from dongthuan.apps.commissions.matching import LEAST, host_of, is_same_outlet, resemblance
from dongthuan.apps.commissions.models.deliveries import Piece
from dongthuan.apps.commissions.models.orders import Order, OrderQuerySet, Part
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.sources import Source

MOST_READ = 2_000
MOST_PROPOSED = 30
GRACE = timedelta(days=30)  # what is published after the last day is late, and still found


@dataclass(frozen=True, slots=True)
class Proposal:
    """An item that may be a piece of a part. likeness: share of the ordered words in its title and lead."""

    item: Item
    part: Part
    likeness: float


def running_orders() -> OrderQuerySet:
    """Return the orders for which published pieces are looked for."""
    return Order.objects.filter(state=OrderState.RUNNING).select_related("outlet").order_by("pk")


def proposals_for(order: Order) -> list[Proposal]:
    """Return what may be pieces of an order, the most alike first; nothing that was noted or turned down."""
    parts = list(order.parts.all())
    sources = _sources_of(order)
    if not parts or not sources:
        return []
    start = timezone.make_aware(datetime.combine(order.start_on, time()))
    end = timezone.make_aware(datetime.combine(order.end_on, time())) + GRACE
    items = Item.objects.filter(source__in=sources, published_at__gte=start, published_at__lt=end)
    known = set(Piece.objects.filter(part__order=order).values_list("url_key", flat=True))
    known |= set(
        Piece.objects.filter(state="confirmed").exclude(url_key="").values_list("url_key", flat=True)
    )
    found = []
    for item in items.newest()[:MOST_READ]:
        best = max((_likeness(order, part, item), -part.pk, part) for part in parts)
        if best[0] >= LEAST and key_of(item.url) not in known:
            found.append(Proposal(item, best[2], best[0]))
    return sorted(found, key=lambda one: -one.likeness)[:MOST_PROPOSED]


def collected_as(url: str) -> Item | None:
    """Return the item that the collector has under an address."""
    key = key_of(url)
    return Item.objects.filter(url_key=bytes.fromhex(key)).first() if key else None


def _likeness(order: Order, part: Part, item: Item) -> float:
    published = f"{item.title} {item.lead}"
    return max(resemblance(part.title, published), resemblance(order.topic, published))


def _sources_of(order: Order) -> list[int]:
    outlet = order.outlet
    hosts = {host_of(address) for address in (outlet.website, *outlet.official_channels)} - {""}
    rows = Source.objects.kept().values_list("pk", "name", "outlet", "url", named=True)
    return [
        row.pk
        for row in rows.order_by(F("pk"))
        if is_same_outlet((row.name, row.outlet), outlet.name) or host_of(row.url) in hosts
    ]

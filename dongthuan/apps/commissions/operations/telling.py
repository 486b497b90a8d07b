"""Who is told of an order: whoever prepared and placed it."""

from datetime import datetime
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.commissions.models.orders import Order
from dongthuan.apps.commissions.rules import Act
from dongthuan.apps.notices import operations as notices

_TITLES: dict[Act, Any] = {
    Act.ANSWER: _("{outlet} answered an order: {order}"),
    Act.PROPOSE_PIECE: _("Published pieces to be confirmed for an order: {order}"),
    Act.ACCEPT: _("Delivery was accepted for an order: {order}"),
}


def tell_orderers(order: Order, act: Act, *, at: datetime, key: str = "") -> None:
    """Tell whoever prepared and placed an order; the same key once."""
    title = format_lazy(_TITLES[act], outlet=order.outlet.name, order=order.title[:200])
    for officer in Officer.objects.filter(pk__in={order.prepared_by_id, order.ordered_by_id}, is_active=True):
        notices.queue(
            kind=act.value,
            recipient=officer,
            title=title,
            at=at,
            record=order,
            body=order.reason if act is Act.ANSWER else "",
            url=order.get_absolute_url(),
            key=key and f"{key}:{officer.pk}",
        )

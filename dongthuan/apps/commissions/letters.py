"""The letter that carries a link to answer an order by; nothing is read or sent here."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.commissions.models.orders import OfferLink, Order
from dongthuan.apps.common.money import written_vnd
from dongthuan.apps.notices.letters import absolute
from dongthuan.apps.notices.outside import Letter


def offer_letter(link: OfferLink, order: Order, token: str, sender: Officer) -> Letter:
    """Return the letter in the agency's language: what is ordered, the link, until when it answers."""
    with translation.override(settings.LANGUAGE_CODE):
        words = {
            "outlet": order.outlet.name,
            "unit": order.unit.name,
            "order": order.title,
            "topic": order.topic,
            "total": written_vnd(order.total_vnd),
            "address": absolute(reverse("commissions:answer", args=[token])),
            "until": date_format(localtime(link.expires_at), "H:i d/m/Y"),
            "start": date_format(order.start_on, "d/m/Y"),
            "end": date_format(order.end_on, "d/m/Y"),
        }
        subject = _("Please answer an order: %(order)s") % {"order": " ".join(order.title.split())[:150]}
        body = (
            _(
                "To: %(outlet)s\n\n%(unit)s puts an order before you: %(order)s.\nTopic: %(topic)s."
                "\nFrom %(start)s to %(end)s, value %(total)s.\n\nOpen this address, read the order, then "
                "press “Accept the order”, or “Refuse the order” with a reason:\n%(address)s\n\nIt answers "
                "once, until %(until)s. Opening it does no harm; only the press of a button answers. Whoever "
                "has the address can answer: do not pass it on."
            )
            % words
        )
        phone = f", {sender.phone}" if sender.phone else ""
        close = f"\n\n-- \n{sender.full_name}{phone}\n"
        close += _("If this letter is not for you, please tell the sender.")
    return Letter(to=link.recipient, subject=subject, body=body + close + "\n")

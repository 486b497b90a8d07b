"""Reads of incoming mail."""

from typing import Any

from dongthuan.apps.common.roles import Actor
from dongthuan.apps.press.desk_lifecycle import MailState
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.apps.press.models.mail import IncomingMail, IncomingMailQuerySet


def mails_listed(officer: Actor, wanted: dict[str, Any]) -> IncomingMailQuerySet:
    """Return the mail an officer may read, by default what waits; wanted: keys of `MailFilterForm`."""
    rows = IncomingMail.objects.visible_to(officer).defer("text")
    state = wanted.get("state") or MailState.QUARANTINED
    rows = rows if state == "all" else rows.filter(state=state)
    rows = rows.filter(kind=wanted["kind"]) if wanted.get("kind") else rows
    return rows.select_related("journalist__outlet", "inquiry")


def mail_for_inquiry(officer: Actor) -> IncomingMailQuerySet:
    """Return the waiting mail of which an officer may make an inquiry."""
    rows = IncomingMail.objects.visible_to(officer).waiting().filter(is_secret=False)
    return rows.select_related("journalist__outlet")


def inquiries_of_sender(mail: IncomingMail, officer: Actor) -> list[Inquiry]:
    """Return the latest inquiries from the address of a mail, to which it may belong."""
    if not mail.from_address:
        return []
    rows = Inquiry.objects.visible_to(officer).light().filter(email=mail.from_address)
    return list(rows.order_by("-received_at")[:5])

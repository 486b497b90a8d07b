"""A request for information sent on the portal: counted against floods, then taken in by disclosure."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dongthuan.apps.common.roles import Actor
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.operations.requests import Files, RequestContent, receive_request
from dongthuan.apps.press.models.inquiries import Door
from dongthuan.apps.press.operations.inquiries_portal import knock


@dataclass(frozen=True, slots=True)
class SentRequest:
    """What somebody outside sends. address: of the network, kept as a hash for a day.

    stamp, shown_at: of the page it was sent from; "" and None = not told, as in tests.
    """

    content: RequestContent
    files: Files = ()
    address: str = ""
    stamp: str = ""
    shown_at: datetime | None = None


@transaction.atomic
def send_request(*, sent: SentRequest, by: Actor, at: datetime) -> tuple[InformationRequest, str]:
    """Take a request in from the portal; returns it and the code by which its sender follows it.

    by: the system. Raises press TurnedAway, and what `receive_request` raises.
    """
    knock(sent.address, at, stamp=sent.stamp, shown_at=sent.shown_at, door=Door.REQUEST)
    return receive_request(content=sent.content, files=sent.files, by=by, at=at)

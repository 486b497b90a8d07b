"""A notice that published information is wrong, sent on the portal: counted against floods, then taken in."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dongthuan.apps.common.roles import Actor
from dongthuan.apps.disclosure.models.publications import ErrorNotice, PublicInformation
from dongthuan.apps.disclosure.operations.publications_notices import NoticeContent, report_wrong
from dongthuan.apps.press.models.inquiries import Door
from dongthuan.apps.press.operations.inquiries_portal import knock


@dataclass(frozen=True, slots=True)
class SentNotice:
    """What somebody outside sends. item: None = its sender names it in words. address: kept as a hash.

    stamp, shown_at: of the page it was sent from; "" and None = not told, as in tests.
    """

    content: NoticeContent
    item: PublicInformation | None = None
    address: str = ""
    stamp: str = ""
    shown_at: datetime | None = None


@transaction.atomic
def send_notice(*, sent: SentNotice, by: Actor, at: datetime) -> tuple[ErrorNotice, str]:
    """Take a notice in from the portal; returns it and the code by which its sender follows it.

    by: the system. Raises press TurnedAway, and what `report_wrong` raises.
    """
    knock(sent.address, at, stamp=sent.stamp, shown_at=sent.shown_at, door=Door.NOTICE)
    return report_wrong(item=sent.item, content=sent.content, by=by, at=at)

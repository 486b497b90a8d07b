"""Inquiries that come through the portal, without an account: limited by address, followed by a code."""

import hashlib
import ipaddress
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files import operations as files
from dongthuan.apps.files.secrecy import refuse_secret_file
from dongthuan.apps.press.desk_lifecycle import InquiryChannel
from dongthuan.apps.press.desk_rules import DESK_ACCESS, DeskAct
from dongthuan.apps.press.models.inquiries import Door, Inquiry, PortalKnock, PortalRefusal
from dongthuan.apps.press.models.journalists import Journalist
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.press.operations.inquiries import InquiryContent, save_new, write_down
from dongthuan.apps.press.tracking import hash_of_code, new_code
from dongthuan.apps.units.models import Unit
from dongthuan.apps.units.queries import current_agency

MOST_AN_HOUR = 5
MOST_OF_NETWORK = 40  # an hour; an editorial office behind one gateway stays below it
QUIET = 60  # as many in an hour from everywhere ask for no waiting
WAIT_EACH = timedelta(seconds=2)  # longer for each beyond QUIET, so a flood shuts nobody out for good
LONGEST_WAIT = timedelta(minutes=10)
MOST_FILES = 5
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
_KNOCKS_LOCK = 0x6B6E6F63


class TurnedAway(Exception):
    """The attempt is not taken, for `reason`; to be counted by `note_turned_away`."""

    reason = PortalRefusal.Reason.ADDRESS


class TooManyKnocks(TurnedAway):
    """No more is taken: too many came from this address or its network in an hour."""


class TooManyOfNetwork(TooManyKnocks):
    """Too many came from the network of this address in an hour."""

    reason = PortalRefusal.Reason.NETWORK


class WaitLonger(TurnedAway):
    """So many come in now that a page is read longer before it is sent; `seconds` are left."""

    reason = PortalRefusal.Reason.WAIT

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class PageUsed(TurnedAway):
    """A question was sent from this very page before."""

    reason = PortalRefusal.Reason.USED


class TooManyFiles(Exception):
    """More files came with it than MOST_FILES."""


@dataclass(frozen=True, slots=True)
class PortalInquiry:
    """What somebody outside wrote. files: names and bytes. address: where it came from, kept as a hash.

    stamp, shown_at: of the page it was sent from; "" and None = not told, as in tests.
    """

    name: str
    email: str
    outlet: str
    topic: str
    questions: str
    phone: str = ""
    deadline: datetime | None = None
    files: Sequence[tuple[str, bytes]] = ()
    address: str = ""
    stamp: str = ""
    shown_at: datetime | None = None


@transaction.atomic
def receive_from_portal(*, content: PortalInquiry, by: Actor, at: datetime) -> tuple[Inquiry, str]:
    """Take an inquiry in from the portal; returns it and the code by which its sender follows it.

    by: the system. The code is shown once and kept as a hash. A known outlet or journalist is named by
    what the sender gave; nothing is told to the sender about who is registered. Raises TurnedAway,
    TooManyFiles, FileRefused, and what receiving an inquiry raises.
    """
    agency = current_agency()
    unit = agency.unit if agency else Unit.objects.agency().get()
    inquiry = Inquiry(unit=unit, recorded_at=at, recorded_by_id=by.pk)
    require(DESK_ACCESS, DeskAct.RECEIVE_FROM_PORTAL, by, inquiry)
    knock(content.address, at, stamp=content.stamp, shown_at=content.shown_at)
    if len(content.files) > MOST_FILES:
        raise TooManyFiles
    for name, data in content.files:
        refuse_secret_file(data, name)
    code = new_code()
    drafted = _content(content, unit, at)
    write_down(inquiry, drafted)
    inquiry.tracking_hash = hash_of_code(code)
    save_new(inquiry, drafted, by=by, at=at)
    for name, data in content.files:
        files.keep(data=data, name=name, record=inquiry, unit=unit, by=by, at=at)
    return inquiry, code


def _content(content: PortalInquiry, unit: Unit, at: datetime) -> InquiryContent:
    email = content.email.strip().lower()
    return InquiryContent(
        unit=unit,
        topic=content.topic,
        questions=content.questions,
        channel=InquiryChannel.PORTAL,
        received_at=at,
        journalist=_known(email, at),
        outlet=Outlet.objects.active().filter(name__iexact=content.outlet.strip()).first(),
        journalist_name=content.name,
        outlet_name=content.outlet,
        email=email,
        phone=content.phone,
        journalist_deadline_at=content.deadline,
    )


def _known(email: str, at: datetime) -> Journalist | None:
    kept = Journalist.objects.kept(on=local_day(at))
    return kept.filter(email__iexact=email).order_by("pk").first() if email else None


def knock(
    address: str,
    at: datetime,
    *,
    stamp: str = "",
    shown_at: datetime | None = None,
    door: Door = Door.PRESS,
) -> None:
    """Count an attempt in a row; raises TurnedAway. Two at the same instant are counted one by one.

    stamp, shown_at: of the page it was sent from; without them no waiting is asked for. door: whose budget
    it is counted against, so that a flood of one kind of form shuts no other.
    """
    with connection.cursor() as cursor:
        number = list(Door).index(door)
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [_KNOCKS_LOCK, number])
    known, network = _hidden(address), _hidden(network_of(address))
    page = _hidden(stamp) if stamp else ""
    recent = PortalKnock.objects.filter(at__gt=at - HOUR, door=door)
    if recent.filter(address_hash=known).count() >= MOST_AN_HOUR:
        raise TooManyKnocks
    if recent.filter(network_hash=network).count() >= MOST_OF_NETWORK:
        raise TooManyOfNetwork
    if page and PortalKnock.objects.filter(stamp_hash=page).exists():
        raise PageUsed
    left = wait_now(recent.count()) - (at - shown_at if shown_at else LONGEST_WAIT)
    if left > timedelta():
        raise WaitLonger(math.ceil(left.total_seconds()))
    told = {"address_hash": known, "network_hash": network, "stamp_hash": page}
    PortalKnock.objects.create(**told, door=door, at=at)


def wait_now(in_last_hour: int) -> timedelta:
    """Return how long a page is read before it is taken, when so many came in the last hour."""
    return min(LONGEST_WAIT, WAIT_EACH * max(0, in_last_hour - QUIET))


def network_of(address: str) -> str:
    """Return the network an address belongs to: /24 of IPv4, /48 of IPv6; what is no address stays itself."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    bits = 24 if found.version == 4 else 48
    return str(ipaddress.ip_network(f"{found}/{bits}", strict=False))


def _hidden(words: str) -> str:
    return hashlib.sha256(f"{settings.SECRET_KEY}:{words}".encode()).hexdigest()


@transaction.atomic
def note_turned_away(*, fault: TurnedAway, by: Actor, at: datetime, door: Door = Door.PRESS) -> None:
    """Count an attempt that was turned away, for the desk to see; nothing of its sender is kept."""
    require(DESK_ACCESS, DeskAct.SUM_UP, by, None)
    row, _new = PortalRefusal.objects.get_or_create(on=local_day(at), door=door, reason=fault.reason)
    PortalRefusal.objects.filter(pk=row.pk).update(count=F("count") + 1)


@transaction.atomic
def forget_knocks(*, by: Actor, at: datetime) -> int:
    """Let the hashes of addresses go after a day; returns how many."""
    require(DESK_ACCESS, DeskAct.SUM_UP, by, None)
    gone, _rows = PortalKnock.objects.filter(at__lte=at - DAY).delete()
    return gone

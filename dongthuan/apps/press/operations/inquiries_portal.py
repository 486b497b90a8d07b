"""Inquiries that come through the portal, without an account: limited by address, followed by a code."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files import operations as files
from dongthuan.apps.files.secrecy import refuse_secret_file
from dongthuan.apps.press.desk_lifecycle import InquiryChannel
from dongthuan.apps.press.desk_rules import DESK_ACCESS, DeskAct
from dongthuan.apps.press.models.inquiries import Inquiry, PortalKnock
from dongthuan.apps.press.models.journalists import Journalist
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.press.operations.inquiries import InquiryContent, save_new, write_down
from dongthuan.apps.press.tracking import hash_of_code, new_code
from dongthuan.apps.units.models import Unit
from dongthuan.apps.units.queries import current_agency

MOST_AN_HOUR = 5
MOST_A_DAY_OF_ALL = 500
MOST_FILES = 5
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
_KNOCKS_LOCK = 0x6B6E6F63


class TooManyKnocks(Exception):
    """No more is taken: too many came from this address in an hour, or from everywhere in a day."""


class TooManyFiles(Exception):
    """More files came with it than MOST_FILES."""


@dataclass(frozen=True, slots=True)
class PortalInquiry:
    """What somebody outside wrote. files: names and bytes. address: where it came from, kept as a hash."""

    name: str
    email: str
    outlet: str
    topic: str
    questions: str
    phone: str = ""
    deadline: datetime | None = None
    files: Sequence[tuple[str, bytes]] = ()
    address: str = ""


@transaction.atomic
def receive_from_portal(*, content: PortalInquiry, by: Actor, at: datetime) -> tuple[Inquiry, str]:
    """Take an inquiry in from the portal; returns it and the code by which its sender follows it.

    by: the system. The code is shown once and kept as a hash. A known outlet or journalist is named by
    what the sender gave; nothing is told to the sender about who is registered. Raises TooManyKnocks,
    TooManyFiles, FileRefused, and what receiving an inquiry raises.
    """
    agency = current_agency()
    unit = agency.unit if agency else Unit.objects.agency().get()
    inquiry = Inquiry(unit=unit, recorded_at=at, recorded_by_id=by.pk)
    require(DESK_ACCESS, DeskAct.RECEIVE_FROM_PORTAL, by, inquiry)
    _knock(content.address, at)
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
        journalist=Journalist.objects.filter(email__iexact=email).first() if email else None,
        outlet=Outlet.objects.active().filter(name__iexact=content.outlet.strip()).first(),
        journalist_name=content.name,
        outlet_name=content.outlet,
        email=email,
        phone=content.phone,
        journalist_deadline_at=content.deadline,
    )


def _knock(address: str, at: datetime) -> None:
    """Count an attempt in a row; raises TooManyKnocks. Two at the same instant are counted one by one."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_KNOCKS_LOCK])
    known = hashlib.sha256(f"{settings.SECRET_KEY}:{address}".encode()).hexdigest()
    recent = PortalKnock.objects.filter(at__gt=at - DAY)
    if recent.count() >= MOST_A_DAY_OF_ALL:
        raise TooManyKnocks
    if recent.filter(address_hash=known, at__gt=at - HOUR).count() >= MOST_AN_HOUR:
        raise TooManyKnocks
    PortalKnock.objects.create(address_hash=known, at=at)


@transaction.atomic
def forget_knocks(*, by: Actor, at: datetime) -> int:
    """Let the hashes of addresses go after a day; returns how many."""
    require(DESK_ACCESS, DeskAct.SUM_UP, by, None)
    gone, _rows = PortalKnock.objects.filter(at__lte=at - DAY).delete()
    return gone

"""Reads about mailings: who gets one and who does not, and how far each is."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from django.db.models import Count, Q, QuerySet

from dongthuan.analysis.text import nfc
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.content.lifecycle import DeliveryState
from dongthuan.apps.content.models.mailings import Delivery, Mailing
from dongthuan.apps.content.models.revisions import TextRevision
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.notices.letters import fault_of_address
from dongthuan.apps.press.models.contacts import Contact, ContactList


@dataclass(frozen=True, slots=True)
class Recipient:
    """One address and whose it is; why: "" = gets it, else a code of wording.LEFT_OUT."""

    address: str
    name: str
    why: str = ""


@dataclass(slots=True)
class Recipients:
    """Who of a list gets a version, and who does not, each with the reason."""

    taken: list[Recipient] = field(default_factory=list)
    left_out: list[Recipient] = field(default_factory=list)


def recipients_of(contact_list: ContactList, revision: TextRevision, *, at: datetime) -> Recipients:
    """Return who of a list gets one mail of a version; two queries, however long the list.

    Left out: no address or one that takes no mail, data kept too long, no longer active, the same address
    twice, and whoever got or is getting this version.
    """
    got = set(Delivery.objects.filter(revision=revision).values_list("address", flat=True))
    found, seen = Recipients(), set[str]()
    for name, address, is_kept in _members(contact_list, at=at):
        plain = nfc(address).strip().lower()
        why = _why_not(plain, is_kept=is_kept, is_twice=plain in seen, has_got=plain in got)
        seen.add(plain)
        (found.left_out if why else found.taken).append(Recipient(plain, name, why))
    return found


def _why_not(address: str, *, is_kept: bool, is_twice: bool, has_got: bool) -> str:
    if not is_kept:
        return "outlived"
    if fault := fault_of_address(address):
        return fault
    if has_got:
        return "has_got"
    return "twice" if is_twice else ""


def _members(contact_list: ContactList, *, at: datetime) -> Iterator[tuple[str, str, bool]]:
    """Give name, address and whether the data may still be used, for each member in the order of the list."""
    day = local_day(at)
    rows = Contact.objects.filter(contact_list=contact_list).order_by("id")
    for row in rows.values_list(
        "journalist__full_name",
        "journalist__email",
        "journalist__keep_until",
        "outlet__name",
        "outlet__emails",
        "outlet__is_active",
    ):
        person, email, keep_until, outlet, emails, is_active = cast("tuple[Any, ...]", row)  # outer joins
        if person is not None:
            yield person, email, keep_until > day
        else:
            yield outlet or "", emails[0] if emails else "", bool(is_active)


def mailings_of(text: Text) -> QuerySet[Mailing]:
    """Return the mailings of a text with their counts, the latest first; one query."""
    counts = {
        f"{state.value}_count": Count("deliveries", filter=Q(deliveries__state=state))
        for state in DeliveryState
    }
    rows = Mailing.objects.filter(revision__text=text).select_related("queued_by", "revision")
    return rows.annotate(all_count=Count("deliveries"), **counts).order_by("-id")


def troubled(mailing: Mailing) -> QuerySet[Delivery]:
    """Return the mails of a mailing a person should look at: failed, unsure or stopped."""
    states = [DeliveryState.FAILED, DeliveryState.UNSURE, DeliveryState.STOPPED]
    return Delivery.objects.filter(mailing=mailing, state__in=states).order_by("id")


def lists_open() -> QuerySet[ContactList]:
    """Return the lists in use, by name, each with how many it has."""
    return ContactList.objects.filter(is_active=True).annotate(count=Count("contacts")).order_by("name")

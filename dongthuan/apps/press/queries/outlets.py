"""Reads of the registers: outlets, journalists, lists of contacts, official channels."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Count, Q, QuerySet

from dongthuan.apps.press.models.channels import OfficialChannel, OfficialChannelQuerySet
from dongthuan.apps.press.models.contacts import ContactList
from dongthuan.apps.press.models.journalists import Journalist, JournalistQuerySet
from dongthuan.apps.press.models.outlets import Outlet, OutletQuerySet

SOON = timedelta(days=31)
MOST_FOUND = 500


def outlets_listed(wanted: dict[str, Any]) -> OutletQuerySet:
    """Return the outlets that pass the filters (q, kind, closed), with how many journalists each has."""
    rows = Outlet.objects.filter(is_active=not wanted.get("closed")).matching(str(wanted.get("q") or ""))
    if wanted.get("kind"):
        rows = rows.filter(kind=wanted["kind"])
    return rows.annotate(journalist_count=Count("journalists"))


def journalists_listed(wanted: dict[str, Any], *, on: date) -> JournalistQuerySet:
    """Return the journalists whose data may be used and that pass the filters (q, outlet, ends_soon)."""
    rows = Journalist.objects.kept(on=on).matching(str(wanted.get("q") or ""))
    if wanted.get("outlet"):
        rows = rows.filter(outlet=wanted["outlet"])
    if wanted.get("ends_soon"):
        rows = rows.filter(keep_until__lte=on + SOON)
    return rows.select_related("outlet")


def journalists_written(words: str, *, on: date) -> list[Journalist]:
    """Return the journalists with exactly this name or work e-mail, by name."""
    rows = Journalist.objects.kept(on=on).filter(Q(full_name__iexact=words) | Q(email__iexact=words))
    return list(rows.order_by("full_name", "pk")[:MOST_FOUND])


def journalists_with_beat(beat: str, *, on: date) -> list[Journalist]:
    """Return the journalists with a beat, as it is written in the register, by name."""
    rows = Journalist.objects.kept(on=on).filter(beats__contains=[beat])
    return list(rows.order_by("full_name", "pk")[:MOST_FOUND])


def journalist_known(full_name: str, outlet: Outlet | None, *, on: date) -> Journalist | None:
    """Return the one journalist of that name at that outlet; None where there is none, or more than one."""
    rows = Journalist.objects.kept(on=on).filter(full_name__iexact=full_name)
    found = list(rows.filter(outlet=outlet)[:2] if outlet is not None else rows[:2])
    return found[0] if len(found) == 1 else None


def journalist_by_email(email: str, *, on: date) -> Journalist | None:
    """Return the journalist with a work e-mail, or None: so that incoming mail finds its sender."""
    return (
        Journalist.objects.kept(on=on).filter(email__iexact=email).order_by("pk").first() if email else None
    )


def lists_listed() -> QuerySet[ContactList]:
    """Return the lists of contacts by name, those in use first, with their size."""
    rows = ContactList.objects.select_related("unit").annotate(contact_count=Count("contacts"))
    return rows.order_by("-is_active", "name")


def outlets_on(contact_list: ContactList) -> list[Outlet]:
    """Return the outlets that stand on a list or for which a journalist on it works, by name."""
    on_it = Q(contacts__contact_list=contact_list) | Q(journalists__contacts__contact_list=contact_list)
    return list(Outlet.objects.active().filter(on_it).distinct().order_by("name", "pk"))


def channels_listed(*, is_active: bool = True) -> OfficialChannelQuerySet:
    """Return the official channels in use, or those closed, by platform and name."""
    return OfficialChannel.objects.filter(is_active=is_active).select_related("unit")


def outlet_called(name: str, address: str = "") -> Outlet | None:
    """Return the active outlet of that name, or whose website has the same host; None = in no register."""
    active = Outlet.objects.active()
    by_name = active.filter(name__iexact=name.strip()).first() if name.strip() else None
    host = host_of(address)
    if by_name is not None or not host:
        return by_name
    sites = active.exclude(website="").order_by("pk")
    return next((outlet for outlet in sites if host_of(outlet.website) == host), None)


def host_of(address: str) -> str:
    """Return the host of an address without its www, "" where there is none."""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")

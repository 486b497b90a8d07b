"""Lists of whom a release goes to: made, filled, emptied."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.press.models.contacts import Contact, ContactList
from dongthuan.apps.press.models.journalists import Journalist
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.press.operations.versions import locked
from dongthuan.apps.press.rules import ACCESS, Act
from dongthuan.apps.units.models import Unit

MOST_CONTACTS = 5_000


class ListNameTaken(Exception):
    """There is a list of that name."""


class ListFull(Exception):
    """A list holds at most 5,000 members."""


@transaction.atomic
def save_list(  # noqa: PLR0913  # a list is little enough to need no content class
    *,
    contact_list: ContactList | None,
    name: str,
    unit: Unit,
    by: Actor,
    at: datetime,
    note: str = "",
    is_active: bool = True,
    version: int = 0,
) -> ContactList:
    """Make a list (None), or name one anew. Raises ListNameTaken, ChangedMeanwhile."""
    row = locked(contact_list, version) if contact_list is not None else ContactList(unit=unit)
    require(ACCESS, Act.KEEP_CONTACTS, by, row)
    row.name, row.unit, row.note, row.is_active = name, unit, note, is_active
    require(ACCESS, Act.KEEP_CONTACTS, by, row)
    if ContactList.objects.filter(name__iexact=name).exclude(pk=row.pk).exists():
        raise ListNameTaken(name)
    row.save()
    audit.note(act=Act.KEEP_CONTACTS, actor=by, record=row, at=at, details={"is_active": is_active})
    return row


@transaction.atomic
def add_contacts(
    *,
    contact_list: ContactList,
    by: Actor,
    at: datetime,
    journalists: Iterable[Journalist] = (),
    outlets: Iterable[Outlet] = (),
) -> int:
    """Put journalists and outlets on a list, each once; returns how many came new. Raises ListFull."""
    row = ContactList.objects.select_for_update().get(pk=contact_list.pk)
    require(ACCESS, Act.KEEP_CONTACTS, by, row)
    before = row.contacts.count()
    fresh = [Contact(contact_list=row, journalist=one, added_at=at) for one in journalists]
    fresh += [Contact(contact_list=row, outlet=one, added_at=at) for one in outlets]
    if before + len(fresh) > MOST_CONTACTS:
        raise ListFull
    Contact.objects.bulk_create(fresh, ignore_conflicts=True)
    added = row.contacts.count() - before
    audit.note(act=Act.KEEP_CONTACTS, actor=by, record=row, at=at, details={"added": added})
    return added


@transaction.atomic
def remove_contact(*, contact: Contact, by: Actor, at: datetime) -> None:
    """Take one member off its list."""
    row = Contact.objects.select_related("contact_list").get(pk=contact.pk)
    require(ACCESS, Act.KEEP_CONTACTS, by, row.contact_list)
    row.delete()
    audit.note(
        act=Act.KEEP_CONTACTS, actor=by, record=row.contact_list, at=at, details={"removed": contact.pk}
    )

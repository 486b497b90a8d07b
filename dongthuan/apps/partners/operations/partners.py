"""Partners are entered, rewritten, closed with a reason, and taken up again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dongthuan.analysis.text import fold
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.common.versions import locked
from dongthuan.apps.files.reasons import reason_given
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.notices.operations import withdraw
from dongthuan.apps.partners.models import Contact, Partner
from dongthuan.apps.partners.rules import ACCESS, Act
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.units.models import Unit


class NameTaken(Exception):
    """The unit keeps a partner of that name already."""


class IsClosed(Exception):
    """With a closed partner nothing is done until it is taken up again."""


class IsOpen(Exception):
    """The partner was not closed."""


@dataclass(frozen=True, slots=True)
class ContactContent:
    """Whom one reaches."""

    name: str
    post: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class PartnerContent:
    """What one writes down about a partner."""

    unit: Unit
    kind: str
    name: str
    field: str = ""
    outlet: Outlet | None = None
    note: str = ""
    contacts: Sequence[ContactContent] = ()


@transaction.atomic
def save_partner(
    *, partner: Partner | None, content: PartnerContent, version: int, by: Actor, at: datetime
) -> Partner:
    """Enter a partner (None), or write one anew. Raises ChangedMeanwhile, IsClosed, NameTaken, SecretMark."""
    row = locked(partner, version) if partner else Partner()
    if partner:
        require(ACCESS, Act.KEEP, by, row)
    if row.closed_at is not None:
        raise IsClosed
    for name in ("unit", "kind", "name", "field", "outlet", "note"):
        setattr(row, name, getattr(content, name))
    require(ACCESS, Act.KEEP, by, row)
    refuse_secret(content.name, content.field, content.note)
    same = Partner.objects.filter(unit=content.unit, name__iexact=content.name)
    if same.exclude(pk=row.pk).exists():
        raise NameTaken
    write_contacts(row, content.contacts, by=by, at=at)
    audit.note(act=Act.KEEP, actor=by, record=row, at=at, details={"contacts": len(content.contacts)})
    return row


def write_contacts(row: Partner, contacts: Sequence[ContactContent], *, by: Actor, at: datetime) -> None:
    """Store a partner with exactly these contacts; the caller asked whether `by` may. Raises SecretMark."""
    refuse_secret(*(text for one in contacts for text in (one.name, one.post)))
    row.folded = fold(" ".join((row.name, row.field, *(one.name for one in contacts))))
    row.saved_by_id, row.saved_at = by.pk, at
    row.save()
    row.contacts.all().delete()
    Contact.objects.bulk_create(
        Contact(partner=row, position=place, name=one.name, post=one.post, phone=one.phone, email=one.email)
        for place, one in enumerate(contacts)
    )


@transaction.atomic
def close_partner(*, partner: Partner, reason: str, version: int, by: Actor, at: datetime) -> Partner:
    """Close a partner with whom one no longer works; reminders of its agreements end.

    Raises ChangedMeanwhile, IsClosed, NoReason, SecretMark.
    """
    row = locked(partner, version)
    require(ACCESS, Act.CLOSE, by, row)
    if row.closed_at is not None:
        raise IsClosed
    row.closed_at, row.closed_reason = at, reason_given(reason)[:500]
    row.save()
    for agreement in row.agreements.all():
        withdraw(record=agreement, at=at)
    audit.note(act=Act.CLOSE, actor=by, record=row, at=at, ground=row.closed_reason)
    return row


@transaction.atomic
def reopen_partner(*, partner: Partner, version: int, by: Actor, at: datetime) -> Partner:
    """Take a closed partner up again. Raises ChangedMeanwhile, IsOpen."""
    row = locked(partner, version)
    require(ACCESS, Act.CLOSE, by, row)
    if row.closed_at is None:
        raise IsOpen
    row.closed_at, row.closed_reason = None, ""
    row.save()
    audit.note(act=Act.CLOSE, actor=by, record=row, at=at, details={"undone": True})
    return row

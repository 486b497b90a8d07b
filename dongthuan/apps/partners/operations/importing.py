"""Contacts of a workbook are taken in: what the preview showed, as it stands now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.common.versions import locked
from dongthuan.apps.partners.contact_rows import ContactRow
from dongthuan.apps.partners.lifecycle import PartnerKind
from dongthuan.apps.partners.models import Partner
from dongthuan.apps.partners.operations.partners import (
    ContactContent,
    PartnerContent,
    save_partner,
    write_contacts,
)
from dongthuan.apps.partners.queries.importing import ADDED, NEW, rows_planned
from dongthuan.apps.partners.rules import ACCESS, Act
from dongthuan.apps.units.models import Unit


class NothingToTakeIn(Exception):
    """No row brings anything new."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many partners were entered, and how many contacts came to them and to others."""

    partners: int
    contacts: int


@transaction.atomic
def take_in(*, rows: Sequence[ContactRow], unit: Unit, by: Actor, at: datetime) -> Counts:
    """Enter the new partners and add the new contacts of a workbook; other rows are left out.

    Raises NothingToTakeIn, SecretMark.
    """
    require(ACCESS, Act.KEEP, by, Partner(unit=unit))
    list(Unit.objects.select_for_update().filter(pk=unit.pk))  # two who take in at once do so in turn
    wanted = [one for one in rows_planned(rows, unit) if one.kind in (NEW, ADDED)]
    if not wanted:
        raise NothingToTakeIn
    by_partner: dict[str, list[ContactRow]] = {}
    for one in wanted:
        by_partner.setdefault(one.row.partner.casefold(), []).append(one.row)
    made = sum(_enter(some, unit, by, at) for some in by_partner.values())
    return Counts(made, sum(bool(one.row.name) for one in wanted))


def _enter(rows: list[ContactRow], unit: Unit, by: Actor, at: datetime) -> bool:
    """Add the rows of one partner; return whether it is new."""
    added = [ContactContent(one.name, one.post, one.phone, one.email) for one in rows if one.name]
    known = Partner.objects.filter(unit=unit, name__iexact=rows[0].partner).first()
    if known is None:
        field = next((one.field for one in rows if one.field), "")
        content = PartnerContent(unit, PartnerKind.ORGANISATION, rows[0].partner, field, contacts=added)
        save_partner(partner=None, content=content, version=0, by=by, at=at)
        return True
    row = locked(known, known.version)
    before = [ContactContent(one.name, one.post, one.phone, one.email) for one in row.contacts.all()]
    write_contacts(row, [*before, *added], by=by, at=at)
    audit.note(act=Act.KEEP, actor=by, record=row, at=at, details={"contacts_added": len(added)})
    return False

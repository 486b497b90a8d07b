"""What each row of a workbook of contacts would become."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from dongthuan.apps.partners.contact_rows import ContactRow
from dongthuan.apps.partners.models import Partner
from dongthuan.apps.units.models import Unit

NEW, ADDED, SAME, BAD = "new", "added", "same", "bad"
_LONGEST = {"partner": 200, "field": 200, "name": 120, "post": 160, "phone": 30, "email": 254}


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What a row becomes. problem: why it is left out, "" = it is not."""

    row: ContactRow
    kind: str
    problem: str = ""


def rows_planned(rows: Sequence[ContactRow], unit: Unit) -> list[RowPlan]:
    """Return what each row would become among the partners of a unit; two queries."""
    known = {
        one.name.casefold(): one for one in Partner.objects.filter(unit=unit).prefetch_related("contacts")
    }
    seen = {
        (name, contact.name.casefold(), contact.email.casefold())
        for name, partner in known.items()
        for contact in partner.contacts.all()
    }
    entered: set[str] = set()
    found = []
    for row in rows:
        name = row.partner.casefold()
        person = (name, row.name.casefold(), row.email.casefold())
        if problem := _problem(row, known.get(name)):
            found.append(RowPlan(row, BAD, problem))
        elif person in seen or (not row.name and (name in known or name in entered)):
            found.append(RowPlan(row, SAME))
        else:
            found.append(RowPlan(row, ADDED if name in known or name in entered else NEW))
            seen.add(person)
            entered.add(name)
    return found


def _problem(row: ContactRow, partner: Partner | None) -> str:
    if not row.partner:
        return "no-partner"
    if not row.name and (row.post or row.phone or row.email):
        return "no-name"
    if any(len(getattr(row, name)) > most for name, most in _LONGEST.items()):
        return "too-long"
    if partner is not None and partner.closed_at is not None:
        return "closed"
    try:
        if row.email:
            validate_email(row.email)
    except ValidationError:
        return "email"
    return ""

"""Reads of the registers: the book of outgoing documents by issuer, year and kind, and where each stands."""

from typing import Any

from django.db.models import QuerySet

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.documents.lifecycle import MAY_GO_WITHOUT
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.models.registers import Register, RegisterEntry, Unnumbered
from dongthuan.apps.units.models import Unit


def entries_listed(officer: Officer, wanted: dict[str, Any]) -> QuerySet[RegisterEntry]:
    """Return the numbered documents an officer may read that pass the filters, cancelled ones too.

    wanted: keys of `forms.registers.RegisterForm`.
    """
    seen = OfficialDocument.objects.visible_to(officer).filter(number__isnull=False)
    rows = RegisterEntry.objects.filter(document__in=seen.values("pk"))
    names = {"kind": "register__kind", "year": "register__year", "issuer": "register__issuer"}
    exact = {column: wanted[name] for name, column in names.items() if wanted.get(name)}
    rows = rows.filter(**exact).select_related(
        "register__issuer", "document__unit", "document__signed_by", "document__issued_by"
    )
    heavy = ("body", "annexes", "folded")
    return rows.defer(*(f"document__{name}" for name in heavy))


def registers_of(issuer: Unit, *, year: int) -> QuerySet[Register]:
    """Return the registers of an issuer in a year, by kind."""
    return Register.objects.filter(issuer=issuer, year=year).order_by("kind")


def is_numbered(issuer_id: int, kind: str) -> bool:
    """Say whether an issuer's documents of a kind get a number; all do that were not excepted."""
    excepted = kind in MAY_GO_WITHOUT
    return not (excepted and Unnumbered.objects.filter(issuer_id=issuer_id, kind=kind).exists())


def kinds_without_number() -> QuerySet[Unnumbered]:
    """Return the kinds that issuers send out without number, by issuer."""
    return Unnumbered.objects.select_related("issuer", "set_by").order_by("issuer__name", "kind")


def issuers() -> QuerySet[Unit]:
    """Return the units that have a register."""
    return Unit.objects.filter(registers__isnull=False).distinct().order_by("name")

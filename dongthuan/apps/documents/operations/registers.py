"""Numbers are given in order, without a gap, in the transaction of the signature; nowhere else."""

from datetime import datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.documents.lifecycle import MAY_GO_WITHOUT, DocumentKind
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.models.registers import Register, RegisterEntry, Unnumbered
from dongthuan.apps.documents.rules import ACCESS, Act
from dongthuan.apps.units.models import Unit

GREATEST_NUMBER = 99_999


class AlreadyBegun(Exception):
    """Numbers were given from this register; where it begins can no longer be set."""


class AlwaysNumbered(Exception):
    """Documents of this kind always have a number."""


class NumberOutOfRange(Exception):
    """A register begins between 1 and a number that one still can write."""


def next_number(document: OfficialDocument, *, year: int) -> tuple[Register, int]:
    """Take the next number of the document's register; others wait until this transaction ends.

    Only for signing, which registers the document in the same transaction: when it fails, the number is back.
    """
    Register.objects.get_or_create(issuer=document.issuer, year=year, kind=document.kind)
    register = Register.objects.select_for_update().get(issuer=document.issuer, year=year, kind=document.kind)
    register.last_number += 1
    register.save(update_fields=["last_number"])
    return register, register.last_number


def enter(*, register: Register, number: int, document: OfficialDocument, at: datetime) -> RegisterEntry:
    """Write a document under its number; part of signing."""
    return RegisterEntry.objects.create(register=register, number=number, document=document, registered_at=at)


@transaction.atomic
def choose_numbering(*, issuer: Unit, kind: DocumentKind, is_numbered: bool, by: Actor, at: datetime) -> None:
    """Say whether an issuer's documents of a kind get a number from now on; what was signed stays as it is.

    Raises AlwaysNumbered for kinds that the decree numbers.
    """
    require(ACCESS, Act.OPEN_REGISTER, by, Register(issuer=issuer, year=by.day.year, kind=kind))
    if kind.value not in MAY_GO_WITHOUT:
        raise AlwaysNumbered(kind)
    if is_numbered:
        Unnumbered.objects.filter(issuer=issuer, kind=kind).delete()
    else:
        Unnumbered.objects.get_or_create(
            issuer=issuer, kind=kind, defaults={"set_by_id": by.pk, "set_at": at}
        )
    details = {"kind": kind.value, "is_numbered": is_numbered}
    audit.note(act=Act.OPEN_REGISTER, actor=by, record=issuer, at=at, details=details)


@transaction.atomic
def carry_on(*, issuer: Unit, kind: DocumentKind, first_number: int, by: Actor, at: datetime) -> Register:
    """Let this year's register of a kind begin after the numbers given on paper before the product came.

    Raises AlreadyBegun once a number was given, NumberOutOfRange.
    """
    year = by.day.year
    if not 1 <= first_number <= GREATEST_NUMBER:
        raise NumberOutOfRange(first_number)
    Register.objects.get_or_create(issuer=issuer, year=year, kind=kind)
    register = Register.objects.select_for_update().get(issuer=issuer, year=year, kind=kind)
    require(ACCESS, Act.OPEN_REGISTER, by, register)
    if register.entries.exists():
        raise AlreadyBegun
    register.first_number, register.last_number = first_number, first_number - 1
    register.save(update_fields=["first_number", "last_number"])
    details = {"year": year, "kind": kind, "first_number": first_number}
    audit.note(act=Act.OPEN_REGISTER, actor=by, record=register, at=at, details=details)
    return register

"""The right to sign is recorded by somebody else than who gets it, and ended."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from dongthuan.apps.accounts.models import SYSTEM_NAME, Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.documents.lifecycle import Capacity, DocumentKind
from dongthuan.apps.documents.models.authorities import SigningAuthority
from dongthuan.apps.documents.rules import ACCESS, Act
from dongthuan.apps.units.models import Unit
from dongthuan.docgen.wording import clean


class SelfGrant(Exception):
    """Nobody records an authority for himself: two pairs of eyes."""


class NoSuchSigner(Exception):
    """This account is closed, or is the system's own."""


class EndsBeforeStart(Exception):
    """The last day lies before the first."""


class NoPrincipal(Exception):
    """Who signs on behalf of somebody names him; the head signs in his own name."""


class NoGround(Exception):
    """TL. and TUQ. rest on a document: the working rules, or the mandate in writing."""


class NoLimit(Exception):
    """A mandate (TUQ.) is limited in time and to a matter."""


class NotFromTheHead(Exception):
    """A mandate comes from the head of the same issuer, in force on its first day; it is not passed on."""


class AlreadyEnded(Exception):
    """The authority has ended by then."""


@dataclass(frozen=True, slots=True)
class AuthorityContent:
    """What one writes down about the right to sign. kinds: () = all. end_on: the first day it is no more."""

    officer: Officer
    unit: Unit
    capacity: Capacity
    title: str
    principal: str
    start_on: date
    end_on: date | None = None
    kinds: tuple[DocumentKind, ...] = ()
    matter: str = ""
    ground: str = ""
    delegated_from: SigningAuthority | None = None


@transaction.atomic
def grant_authority(*, content: AuthorityContent, by: Actor, at: datetime) -> SigningAuthority:
    """Record that an officer may sign documents of an issuer.

    Raises SelfGrant, NoSuchSigner, EndsBeforeStart, NoPrincipal, NoGround, NoLimit, NotFromTheHead.
    """
    is_mandate = content.capacity is Capacity.BY_MANDATE
    authority = SigningAuthority(
        officer=content.officer,
        unit=content.unit,
        capacity=content.capacity,
        title=clean(content.title)[:160],
        principal=clean(content.principal)[:160],
        kinds=[kind.value for kind in content.kinds],
        matter=clean(content.matter)[:500],
        ground=clean(content.ground)[:500],
        delegated_from=content.delegated_from if is_mandate else None,
        start_on=content.start_on,
        end_on=content.end_on,
        granted_by_id=by.pk,
        granted_at=at,
    )
    require(ACCESS, Act.GRANT_AUTHORITY, by, authority)
    _refuse_wrong_people(authority, by)
    _refuse_wrong_words(authority)
    if is_mandate:
        _refuse_wrong_mandate(authority)
    authority.save()
    details = {"officer": content.officer.pk, "unit": content.unit.code, "capacity": authority.capacity}
    audit.note(
        act=Act.GRANT_AUTHORITY, actor=by, record=authority, at=at, ground=authority.ground, details=details
    )
    return authority


def _refuse_wrong_people(authority: SigningAuthority, by: Actor) -> None:
    if authority.officer_id == by.pk:
        raise SelfGrant
    if not authority.officer.is_active or authority.officer.username == SYSTEM_NAME:
        raise NoSuchSigner


def _refuse_wrong_words(authority: SigningAuthority) -> None:
    if authority.end_on is not None and authority.end_on <= authority.start_on:
        raise EndsBeforeStart
    if (authority.capacity == Capacity.HEAD) != (not authority.principal):
        raise NoPrincipal
    if authority.capacity in (Capacity.BY_ORDER, Capacity.BY_MANDATE) and not authority.ground:
        raise NoGround


def _refuse_wrong_mandate(authority: SigningAuthority) -> None:
    if authority.end_on is None or not authority.matter:
        raise NoLimit
    source = authority.delegated_from
    is_fit = (
        source is not None
        and source.capacity == Capacity.HEAD
        and source.unit_id == authority.unit_id
        and source.officer_id != authority.officer_id
        and source.is_in_force(on=authority.start_on)
    )
    if not is_fit:
        raise NotFromTheHead


@transaction.atomic
def end_authority(
    *, authority: SigningAuthority, end_on: date, reason: str, by: Actor, at: datetime
) -> SigningAuthority:
    """Let an authority end; `end_on` is the first day on which it is no more. What was signed stays signed.

    Mandates that came from it lapse with it. Raises AlreadyEnded, EndsBeforeStart.
    """
    authority = SigningAuthority.objects.select_for_update().get(pk=authority.pk)
    require(ACCESS, Act.END_AUTHORITY, by, authority)
    if authority.end_on is not None and authority.end_on <= end_on:
        raise AlreadyEnded
    if end_on < authority.start_on:
        raise EndsBeforeStart
    authority.end_on, authority.ended_by_id, authority.end_reason = end_on, by.pk, clean(reason)[:500]
    authority.save(update_fields=["end_on", "ended_by", "end_reason"])
    details = {"end_on": end_on.isoformat()}
    audit.note(
        act=Act.END_AUTHORITY, actor=by, record=authority, at=at, ground=authority.end_reason, details=details
    )
    return authority

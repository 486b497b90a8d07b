"""Every write about officers and the roles they hold."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from dongthuan.apps.accounts.models import SYSTEM_NAME, Officer, RoleHeld
from dongthuan.apps.accounts.rules import ACCESS, Act
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import NotAllowed, require
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.units.models import Agency, Unit


class AlreadyHeld(Exception):
    """The officer holds this role in this unit already."""


class NoAgency(Exception):
    """There is no agency yet, so nobody can hold a role: set one up first."""


class AlreadyFounded(Exception):
    """There is an agency already; this installation serves one."""


class LastAdministrator(Exception):
    """Somebody must remain who can let others in."""


@dataclass(frozen=True, slots=True)
class OfficerContent:
    """What one writes down about an officer."""

    username: str
    full_name: str
    post: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class AgencyContent:
    """What one must know to found the agency in an empty database."""

    code: str
    name: str
    document_code: str
    place: str
    start_on: date
    is_demonstration: bool = False


@transaction.atomic
def found_agency(*, content: AgencyContent, at: datetime, on: date) -> Officer:
    """Make the agency in an empty database, and the officer under whose name jobs act; returns that officer.

    The one act without an actor, because there can be none yet. Raises AlreadyFounded ever after.
    """
    if Unit.objects.exists():
        raise AlreadyFounded
    unit = Unit.objects.create(
        code=content.code,
        name=content.name,
        kind=Unit.Kind.AGENCY,
        start_on=content.start_on,
        is_illustrative=content.is_demonstration,
    )
    Agency.objects.create(
        unit=unit,
        document_code=content.document_code,
        place=content.place,
        is_demonstration=content.is_demonstration,
    )
    system = system_officer(on=on)
    audit.note(act="units.found", actor=system, record=unit, at=at, details={"code": unit.code})
    return system


@transaction.atomic
def system_officer(*, on: date) -> Officer:
    """Return the officer under whose name jobs act; it cannot sign in. Raises NoAgency before set-up."""
    agency = Unit.objects.filter(parent__isnull=True).first()
    if agency is None:
        raise NoAgency
    officer = Officer.objects.filter(username=SYSTEM_NAME).first()
    if officer is None:
        officer = Officer(username=SYSTEM_NAME, full_name="Hệ thống")
        officer.set_unusable_password()
        officer.save()
    RoleHeld.objects.get_or_create(
        officer=officer, role=Role.SYSTEM, unit=agency, end_on=None, defaults={"start_on": agency.start_on}
    )
    return officer.on(on)


@transaction.atomic
def save_officer(
    *, officer: Officer | None, content: OfficerContent, by: Actor, at: datetime, password: str = ""
) -> Officer:
    """Add an officer (`officer` None) or rewrite one; a password is set only where one is given."""
    officer = Officer.objects.select_for_update().get(pk=officer.pk) if officer else Officer()
    require(ACCESS, Act.SAVE, by, officer)
    if officer.username == SYSTEM_NAME:
        raise NotAllowed(Act.SAVE.value)
    officer.username, officer.full_name, officer.post = content.username, content.full_name, content.post
    officer.email, officer.phone = content.email, content.phone
    if password:
        officer.set_password(password)
    elif not officer.password:
        officer.set_unusable_password()
    officer.save()
    audit.note(act=Act.SAVE, actor=by, record=officer, at=at, details={"has_new_password": bool(password)})
    return officer


@transaction.atomic
def give_role(
    *, officer: Officer, role: Role, unit: Unit, start_on: date, by: Actor, at: datetime
) -> RoleHeld:
    """Let an officer hold a role in a unit from a day on; raises AlreadyHeld."""
    require(ACCESS, Act.GIVE_ROLE, by, officer)
    if role == Role.SYSTEM:
        raise NotAllowed(Act.GIVE_ROLE.value)
    held, is_new = RoleHeld.objects.get_or_create(
        officer=officer, role=role, unit=unit, end_on=None, defaults={"start_on": start_on}
    )
    if not is_new:
        raise AlreadyHeld(officer.username, role, unit.code)
    audit.note(act=Act.GIVE_ROLE, actor=by, record=officer, at=at, details={"role": role, "unit": unit.code})
    return held


@transaction.atomic
def end_role(*, held: RoleHeld, end_on: date, by: Actor, at: datetime) -> RoleHeld:
    """End a role; `end_on` is the first day on which it is no longer held."""
    held = RoleHeld.objects.select_for_update().select_related("officer", "unit").get(pk=held.pk)
    require(ACCESS, Act.END_ROLE, by, held.officer)
    if held.role == Role.ADMINISTRATOR and not _other_administrators(held.officer, on=end_on):
        raise LastAdministrator
    held.end_on = end_on
    held.save(update_fields=["end_on"])
    details = {"role": held.role, "unit": held.unit.code, "end_on": end_on.isoformat()}
    audit.note(act=Act.END_ROLE, actor=by, record=held.officer, at=at, details=details)
    return held


@transaction.atomic
def close_account(*, officer: Officer, by: Actor, at: datetime) -> Officer:
    """Let nobody sign in under this name any more; the name stays on what was done."""
    officer = Officer.objects.select_for_update().get(pk=officer.pk)
    require(ACCESS, Act.CLOSE, by, officer)
    is_administrator = officer.roles.in_force(on=by.day).filter(role=Role.ADMINISTRATOR).exists()
    if is_administrator and not _other_administrators(officer, on=by.day):
        raise LastAdministrator
    officer.is_active = False
    officer.save(update_fields=["is_active"])
    audit.note(act=Act.CLOSE, actor=by, record=officer, at=at)
    return officer


def _other_administrators(officer: Officer, *, on: date) -> bool:
    others = RoleHeld.objects.in_force(on=on).filter(role=Role.ADMINISTRATOR, officer__is_active=True)
    return others.exclude(officer=officer).exists()

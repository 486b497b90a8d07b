"""Every write about officers and the roles they hold."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from dongthuan.apps.accounts.models import SYSTEM_NAME, Absence, AbsenceKind, Officer, RoleHeld
from dongthuan.apps.accounts.rules import ACCESS, Act
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import NotAllowed, require
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.common.versions import NoReason, line_of
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
    end_sessions(officer)
    audit.note(act=Act.CLOSE, actor=by, record=officer, at=at)
    return officer


@transaction.atomic
def reset_second_factor(*, officer: Officer, reason: str, by: Actor, at: datetime) -> Officer:
    """Take an officer's second factor and sessions away, so that a new one is set up at the next sign-in.

    reason: how one knows that it is the officer who asks. Raises NoReason without one.
    """
    officer = Officer.objects.select_for_update().get(pk=officer.pk)
    require(ACCESS, Act.RESET_FACTOR, by, officer)
    reason = line_of(reason)
    if not reason:
        raise NoReason
    gone, _each = Authenticator.objects.filter(user_id=officer.pk).delete()
    end_sessions(officer)
    audit.note(act=Act.RESET_FACTOR, actor=by, record=officer, at=at, ground=reason, details={"gone": gone})
    return officer


def end_sessions(officer: Officer) -> None:
    """Sign an officer out wherever he or she is signed in."""
    for session in UserSession.objects.filter(user_id=officer.pk):
        session.end()


def _other_administrators(officer: Officer, *, on: date) -> bool:
    others = RoleHeld.objects.in_force(on=on).filter(role=Role.ADMINISTRATOR, officer__is_active=True)
    return others.exclude(officer=officer).exists()


LONGEST_ABSENCE = timedelta(days=400)


class NoSpan(Exception):
    """An absence ends after it begins, not before today, and lasts LONGEST_ABSENCE at most."""


class AwayAlready(Exception):
    """The officer is away for some of these days; the absence on record is the argument."""

    def __init__(self, absence: Absence) -> None:
        super().__init__(absence)
        self.absence = absence


class SelfStandIn(Exception):
    """Nobody stands in for himself or herself."""


class StandInAway(AwayAlready):
    """The stand-in is away for some of these days; that absence is the argument."""


class StandInGone(Exception):
    """The stand-in holds no role on the first day, or the account is closed."""


class AbsenceSettled(Exception):
    """The absence is over, was withdrawn, or did not begin yet."""


@dataclass(frozen=True, slots=True)
class AbsenceContent:
    """Who is away from when until when (`end_on`: the first day back), and who stands in."""

    officer: Officer
    start_on: date
    end_on: date
    kind: AbsenceKind = AbsenceKind.LEAVE
    stand_in: Officer | None = None


@transaction.atomic
def record_absence(*, content: AbsenceContent, by: Actor, at: datetime) -> Absence:
    """Record that an officer is away; whoever is to stand in must be there on all of these days.

    Raises NoSpan, AwayAlready, SelfStandIn, StandInAway, StandInGone.
    """
    row = Absence(officer=content.officer, recorded_by_id=by.pk, recorded_at=at)
    require(ACCESS, Act.RECORD_ABSENCE, by, row)
    row.start_on, row.end_on, row.kind = content.start_on, content.end_on, content.kind
    if not row.start_on < row.end_on <= row.start_on + LONGEST_ABSENCE or row.end_on <= by.day:
        raise NoSpan
    _lock(content.officer, content.stand_in)
    known = Absence.objects.touching(row.start_on, row.end_on).filter(officer=content.officer).first()
    if known is not None:
        raise AwayAlready(known)
    row.stand_in = _there(content.stand_in, row)
    row.save(force_insert=True)
    _note(row, Act.RECORD_ABSENCE, by, at)
    return row


@transaction.atomic
def name_stand_in(*, absence: Absence, stand_in: Officer | None, by: Actor, at: datetime) -> Absence:
    """Let another stand in from now on, or nobody.

    Raises AbsenceSettled, SelfStandIn, StandInAway, StandInGone.
    """
    row = _open_absence(absence, by)
    _lock(row.officer, stand_in)
    row.stand_in = _there(stand_in, row, since=max(row.start_on, by.day))
    row.save(update_fields=["stand_in"])
    _note(row, Act.RECORD_ABSENCE, by, at)
    return row


@transaction.atomic
def end_absence(*, absence: Absence, back_on: date, by: Actor, at: datetime) -> Absence:
    """Let an absence that began end earlier; `back_on` is the first day back, today at the earliest.

    Raises AbsenceSettled, NoSpan.
    """
    row = _open_absence(absence, by)
    if row.start_on >= by.day:
        raise AbsenceSettled
    if not by.day <= back_on < row.end_on:
        raise NoSpan
    row.end_on = back_on
    row.save(update_fields=["end_on"])
    _note(row, Act.END_ABSENCE, by, at)
    return row


@transaction.atomic
def withdraw_absence(*, absence: Absence, by: Actor, at: datetime) -> Absence:
    """Take an absence back of which no day has passed; raises AbsenceSettled."""
    row = _open_absence(absence, by)
    if row.start_on < by.day:
        raise AbsenceSettled
    row.withdrawn_by_id, row.withdrawn_at = by.pk, at
    row.save(update_fields=["withdrawn_by", "withdrawn_at"])
    _note(row, Act.END_ABSENCE, by, at, is_withdrawn=True)
    return row


def _open_absence(absence: Absence, by: Actor) -> Absence:
    rows = Absence.objects.select_for_update(of=("self",)).select_related("officer")
    row = rows.get(pk=absence.pk)
    require(ACCESS, Act.END_ABSENCE, by, row)
    if row.withdrawn_at is not None or row.end_on <= by.day:
        raise AbsenceSettled
    return row


def _lock(*officers: Officer | None) -> None:
    """Let two who record absences of the same people wait for each other, always in the same order."""
    keys = [one.pk for one in officers if one is not None]
    list(Officer.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


def _there(stand_in: Officer | None, row: Absence, *, since: date | None = None) -> Officer | None:
    if stand_in is None:
        return None
    if stand_in.pk == row.officer_id:
        raise SelfStandIn
    first = since or row.start_on
    if not stand_in.is_active or not stand_in.roles.in_force(on=first).exists():
        raise StandInGone
    away = Absence.objects.touching(first, row.end_on).filter(officer=stand_in).first()
    if away is not None:
        raise StandInAway(away)
    return stand_in


def _note(row: Absence, act: Act, by: Actor, at: datetime, *, is_withdrawn: bool = False) -> None:
    details = {
        "officer": row.officer_id,
        "from": row.start_on.isoformat(),
        "back": row.end_on.isoformat(),
        "stand_in": row.stand_in_id,
        "is_withdrawn": is_withdrawn,
    }
    audit.note(act=act, actor=by, record=row.officer, at=at, details=details)

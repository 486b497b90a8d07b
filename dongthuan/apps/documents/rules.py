"""Who may do what with official documents, signing authorities and registers."""

from enum import Enum
from typing import Any

from dongthuan.apps.accounts.oversight import holds_at_the_top, oversees
from dongthuan.apps.common.access import Rule, all_of, any_of, holds, is_of_same_unit, is_officer
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.documents.lifecycle import DocumentState
from dongthuan.apps.documents.models.authorities import SigningAuthority
from dongthuan.apps.units.models import Unit


class Act(Enum):
    """What can be done; the record is the document (or one not yet saved that names the unit)."""

    READ = "documents.read"
    DRAW_UP = "documents.draw_up"
    EDIT = "documents.edit"
    SUBMIT = "documents.submit"
    SEND_BACK = "documents.send_back"
    SIGN = "documents.sign"
    ISSUE = "documents.issue"
    CANCEL = "documents.cancel"
    CANCEL_SIGNED = "documents.cancel_signed"
    READ_AUTHORITIES = "documents.read_authorities"
    GRANT_AUTHORITY = "documents.grant_authority"
    END_AUTHORITY = "documents.end_authority"
    OPEN_REGISTER = "documents.open_register"


WRITERS = frozenset(
    {
        Role.COORDINATOR,
        Role.LEADER,
        Role.UNIT_OFFICER,
        Role.SPOKESPERSON,
        Role.INFORMATION_OFFICER,
        Role.POLICY_DRAFTER,
        Role.LEGAL_OFFICER,
    }
)


def writes_for_the_unit(officer: Actor, record: Any) -> bool:
    """Say whether the officer draws up documents in the record's unit."""
    return any(unit == record.unit_id and role in WRITERS for role, unit in officer.held_roles())


def is_not_author(officer: Actor, record: Any) -> bool:
    """Say whether the officer neither drew up, edited nor submitted the document: two pairs of eyes."""
    if officer.pk in (record.author_id, record.submitted_by_id):
        return False
    return record.pk is None or not record.editors.filter(pk=officer.pk).exists()


def has_authority(officer: Actor, record: Any) -> bool:
    """Say whether an authority of the officer reaches the document on the officer's day."""
    if not record.issuer_id:
        return False
    reaching = SigningAuthority.objects.covering(issuer_id=record.issuer_id, kind=record.kind)
    return reaching.in_force(on=officer.day).filter(officer_id=officer.pk).exists()


def is_asked_to_sign(officer: Actor, record: Any) -> bool:
    """Say whether the document waits for a signature that the officer may give, or bears his or hers."""
    is_waiting = bool(record.state == DocumentState.SUBMITTED)
    return (is_waiting and has_authority(officer, record)) or bool(
        record.signed_by_id and record.signed_by_id == officer.pk
    )


def leads_its_unit(officer: Actor, record: Any) -> bool:
    """Say whether the officer leads the record's unit, or some unit where none is chosen yet."""
    led = [unit for role, unit in officer.held_roles() if role == Role.LEADER]
    return record.unit_id in led if record.unit_id else bool(led)


def leads_the_agency(officer: Actor, _record: object = None) -> bool:
    """Say whether the officer leads the agency itself; who leads a unit of it answers for that unit alone."""
    led = [unit for role, unit in officer.held_roles() if role == Role.LEADER]
    return bool(led) and Unit.objects.filter(pk__in=led, parent__isnull=True).exists()


def is_issued_by_its_unit(_officer: Actor, record: Any) -> bool:
    """Say whether the unit that drew the document up also issues it."""
    return bool(record.unit_id == record.issuer_id)


_OFFICE = holds_at_the_top(Role.COORDINATOR)
_WRITERS = any_of(writes_for_the_unit, _OFFICE, holds(Role.SYSTEM))
_LEADERS = any_of(leads_its_unit, leads_the_agency)
_KEEPERS = any_of(_LEADERS, _OFFICE, holds(Role.ADMINISTRATOR, Role.SYSTEM))

ACCESS: dict[Act, Rule] = {
    Act.READ: any_of(oversees, is_of_same_unit, is_asked_to_sign),
    Act.DRAW_UP: _WRITERS,
    Act.EDIT: _WRITERS,
    Act.SUBMIT: _WRITERS,
    # Who may judge: the Office, leaders, and whoever may sign; never who wrote it. No override.
    Act.SEND_BACK: all_of(is_not_author, any_of(_OFFICE, _LEADERS, has_authority)),
    Act.SIGN: all_of(is_not_author, has_authority),
    Act.ISSUE: any_of(_OFFICE, all_of(is_issued_by_its_unit, writes_for_the_unit)),
    Act.CANCEL: _WRITERS,
    Act.CANCEL_SIGNED: any_of(_OFFICE, _LEADERS),
    Act.READ_AUTHORITIES: is_officer,
    Act.GRANT_AUTHORITY: _KEEPERS,
    Act.END_AUTHORITY: _KEEPERS,
    Act.OPEN_REGISTER: _OFFICE,
}


ACCESS_TO_AUTHORITIES: dict[Act, Rule] = {
    act: ACCESS[act] for act in (Act.READ_AUTHORITIES, Act.GRANT_AUTHORITY, Act.END_AUTHORITY)
}
ACCESS_TO_REGISTERS: dict[Act, Rule] = {Act.OPEN_REGISTER: ACCESS[Act.OPEN_REGISTER]}


def may_draw_up_something(officer: Actor, _record: Any) -> bool:
    """Say whether there is a unit for which the officer may draw up documents."""
    wanted = WRITERS | {Role.SYSTEM}
    return any(role in wanted for role, _unit in officer.held_roles())

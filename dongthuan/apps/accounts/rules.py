"""Who may do what with officers and their roles."""

from enum import Enum
from typing import Any

from dongthuan.apps.accounts.models import RoleHeld
from dongthuan.apps.common.access import Rule, all_of, any_of, holds, is_officer
from dongthuan.apps.common.roles import Actor, Role


class Act(Enum):
    """What can be done with an officer; the absence acts ask about the absence, also one not yet saved."""

    LIST = "accounts.list"
    READ = "accounts.read"
    SAVE = "accounts.save"
    GIVE_ROLE = "accounts.give_role"
    END_ROLE = "accounts.end_role"
    CLOSE = "accounts.close"
    LIST_ABSENCES = "accounts.list_absences"
    RECORD_ABSENCE = "accounts.record_absence"
    END_ABSENCE = "accounts.end_absence"
    ADD_FACTOR = "accounts.add_factor"
    REMOVE_FACTOR = "accounts.remove_factor"
    FAIL_FACTOR = "accounts.fail_factor"
    RESET_FACTOR = "accounts.reset_factor"


def is_oneself(officer: Actor, record: Any) -> bool:
    """Say whether the record is the officer."""
    return bool(officer.pk == record.pk)


def is_ones_own(officer: Actor, record: Any) -> bool:
    """Say whether the absence is the officer's own, who holds a role."""
    return bool(record.officer_id == officer.pk and officer.held_roles())


def is_somebody_else(officer: Actor, record: Any) -> bool:
    """Say whether the record is another officer; one not yet let in is nobody yet."""
    return record is not None and bool(officer.pk != record.pk)


def leads_who_is_away(officer: Actor, record: Any) -> bool:
    """Say whether the officer leads the agency, or a unit in which whoever is away holds a role."""
    if Role.LEADER in officer.held_at_the_top():
        return True
    led = [unit for role, unit in officer.held_roles() if role == Role.LEADER]
    theirs = RoleHeld.objects.in_force(on=officer.day).filter(officer_id=record.officer_id)
    return bool(led) and theirs.filter(unit_id__in=led).exists()


_KEEPERS = holds(Role.ADMINISTRATOR, Role.SYSTEM)
_ON_ABSENCE = any_of(is_ones_own, leads_who_is_away, holds(Role.ADMINISTRATOR))

ACCESS: dict[Act, Rule] = {
    Act.LIST: is_officer,
    Act.READ: any_of(is_oneself, is_officer),
    Act.SAVE: _KEEPERS,
    Act.GIVE_ROLE: _KEEPERS,
    Act.END_ROLE: _KEEPERS,
    Act.CLOSE: _KEEPERS,
    Act.LIST_ABSENCES: is_officer,
    Act.RECORD_ABSENCE: _ON_ABSENCE,
    Act.END_ABSENCE: _ON_ABSENCE,
    Act.ADD_FACTOR: is_oneself,
    Act.REMOVE_FACTOR: is_oneself,
    Act.FAIL_FACTOR: is_oneself,
    Act.RESET_FACTOR: all_of(holds(Role.ADMINISTRATOR), is_somebody_else),
}
ON_OFFICER = {
    act: ACCESS[act]
    for act in (Act.LIST, Act.READ, Act.SAVE, Act.GIVE_ROLE, Act.END_ROLE, Act.CLOSE, Act.RESET_FACTOR)
}

"""Who may do what with officers and their roles."""

from enum import Enum
from typing import Any

from dongthuan.apps.common.access import Rule, any_of, holds, is_officer
from dongthuan.apps.common.roles import Actor, Role


class Act(Enum):
    """What can be done with an officer."""

    LIST = "accounts.list"
    READ = "accounts.read"
    SAVE = "accounts.save"
    GIVE_ROLE = "accounts.give_role"
    END_ROLE = "accounts.end_role"
    CLOSE = "accounts.close"


def is_oneself(officer: Actor, record: Any) -> bool:
    """Say whether the record is the officer."""
    return bool(officer.pk == record.pk)


_KEEPERS = holds(Role.ADMINISTRATOR, Role.SYSTEM)

ACCESS: dict[Act, Rule] = {
    Act.LIST: is_officer,
    Act.READ: any_of(is_oneself, is_officer),
    Act.SAVE: _KEEPERS,
    Act.GIVE_ROLE: _KEEPERS,
    Act.END_ROLE: _KEEPERS,
    Act.CLOSE: _KEEPERS,
}

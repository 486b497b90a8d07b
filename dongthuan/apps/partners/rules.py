"""Who may do what with partners: a unit's officers keep its own, the Office's coordinators all."""

from enum import Enum
from typing import Any

from dongthuan.apps.accounts.oversight import holds_at_the_top, oversees
from dongthuan.apps.common.access import Rule, any_of, holds, is_of_same_unit, is_officer
from dongthuan.apps.common.roles import Actor, Role

KEEPERS = frozenset({Role.UNIT_OFFICER, Role.COORDINATOR})
keeps_all = holds_at_the_top(Role.COORDINATOR)


class Act(Enum):
    """What can be done; the record is the partner or the agreement."""

    LIST = "partners.list"
    READ = "partners.read"
    KEEP = "partners.keep"
    CLOSE = "partners.close"
    KEEP_AGREEMENT = "partners.keep_agreement"
    END_AGREEMENT = "partners.end_agreement"


def keeps_own(officer: Actor, record: Any) -> bool:
    """Say whether the officer keeps the partners of the record's unit."""
    return any(role in KEEPERS and unit == record.unit_id for role, unit in officer.held_roles())


# Says whether there is a unit whose partners the officer keeps.
keeps_somewhere = holds(*KEEPERS)

_KEEPS = any_of(keeps_own, keeps_all)
ACCESS: dict[Act, Rule] = {
    Act.LIST: is_officer,
    Act.READ: any_of(oversees, is_of_same_unit),
    Act.KEEP: _KEEPS,
    Act.CLOSE: _KEEPS,
    Act.KEEP_AGREEMENT: _KEEPS,
    Act.END_AGREEMENT: _KEEPS,
}

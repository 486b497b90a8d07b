"""Who sees what every unit does: one rule for plans, documents, reports and clocks.

The system and administrators do, wherever they hold the role. Leaders and coordinators do where they
hold it in the agency itself or in its Office (`Officer.held_at_the_top`); elsewhere they see what
their own unit has a part in, as everybody does.
"""

from typing import Any

from dongthuan.apps.common.access import Rule
from dongthuan.apps.common.roles import Actor, Role

EVERYWHERE = frozenset({Role.SYSTEM, Role.ADMINISTRATOR})
AT_THE_TOP = frozenset({Role.LEADER, Role.COORDINATOR})


def oversees(officer: Actor, _record: object = None) -> bool:
    """Say whether the officer sees what every unit does; a rule of access, so the record is not asked."""
    if any(role in EVERYWHERE for role, _unit in officer.held_roles()):
        return True
    return not AT_THE_TOP.isdisjoint(officer.held_at_the_top())


def holds_there_or_at_the_top(*roles: Role) -> Rule:
    """Return a rule: the officer holds one of `roles` in the record's unit, in the agency or its Office."""
    wanted = frozenset(roles)

    def rule(officer: Actor, record: Any) -> bool:
        if not wanted.isdisjoint(officer.held_at_the_top()):
            return True
        return any(role in wanted and unit == record.unit_id for role, unit in officer.held_roles())

    return rule


def holds_at_the_top(*roles: Role) -> Rule:
    """Return a rule: the officer holds one of `roles` in the agency itself or in its Office."""
    wanted = frozenset(roles)
    return lambda officer, _record: not wanted.isdisjoint(officer.held_at_the_top())

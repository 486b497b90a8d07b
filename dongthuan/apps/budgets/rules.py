"""Who may do what with money: silence means no. The Office keeps the lines; a unit promises from its own."""

from enum import Enum
from typing import Any

from dongthuan.apps.accounts.oversight import holds_at_the_top, holds_there_or_at_the_top, oversees
from dongthuan.apps.common.access import Rule, is_officer
from dongthuan.apps.common.roles import Actor, Role


class Act(Enum):
    """What can be done; the record is the line, also one not yet saved that names its unit."""

    LIST = "budgets.list_lines"
    READ = "budgets.read_line"
    OPEN = "budgets.open_line"
    REWRITE = "budgets.rewrite_line"
    ESTIMATE = "budgets.estimate"
    ALLOCATE = "budgets.allocate"
    COMMIT = "budgets.commit"
    PAY = "budgets.pay"
    RELEASE = "budgets.release"
    RECOVER = "budgets.recover"
    CLOSE = "budgets.close_line"
    CARRY = "budgets.carry_line"


def reads_line(officer: Actor, record: Any) -> bool:
    """Say whether the officer may read a line: his unit's, or every one for who oversees all."""
    return oversees(officer) or any(unit == record.unit_id for _role, unit in officer.held_roles())


def commits_somewhere(officer: Actor, _record: object = None) -> bool:
    """Say whether the officer may promise money of some line."""
    wanted = {Role.COORDINATOR, Role.UNIT_OFFICER}
    return any(role in wanted for role, _unit in officer.held_roles())


_OFFICE = holds_at_the_top(Role.COORDINATOR)
_SPENDS = holds_there_or_at_the_top(Role.COORDINATOR)

ACCESS: dict[Act, Rule] = {
    Act.LIST: is_officer,
    Act.READ: reads_line,
    Act.OPEN: _OFFICE,
    Act.REWRITE: _OFFICE,
    Act.ESTIMATE: _OFFICE,
    Act.ALLOCATE: _OFFICE,
    Act.COMMIT: lambda officer, record: (
        _SPENDS(officer, record) or (Role.UNIT_OFFICER, record.unit_id) in officer.held_roles()
    ),
    Act.PAY: _SPENDS,
    Act.RELEASE: _SPENDS,
    Act.RECOVER: _SPENDS,
    Act.CLOSE: _OFFICE,
    Act.CARRY: _OFFICE,
}

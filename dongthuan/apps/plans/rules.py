"""Who may do what with directives and plans."""

from enum import Enum
from typing import Any

from dongthuan.apps.common.access import Rule, any_of, holds, is_of_same_unit
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.plans.models.directives import SEES_ALL


class Act(Enum):
    """What can be done with a plan; the record is the plan, or one not yet saved that names the unit."""

    READ = "plans.read"
    READ_DIRECTIVE = "plans.read_directive"
    SAVE_DRAFT = "plans.save_draft"
    CORRECT = "plans.correct"
    DISCARD = "plans.discard"


def does_the_units_communication(officer: Actor, record: Any) -> bool:
    """Say whether the officer does communication in the record's unit."""
    return (Role.UNIT_OFFICER, record.unit_id) in officer.held_roles()


_RUNS_PLANS = any_of(holds(Role.COORDINATOR, Role.SYSTEM), does_the_units_communication)

ACCESS: dict[Act, Rule] = {
    Act.READ: any_of(holds(*SEES_ALL), is_of_same_unit),
    Act.READ_DIRECTIVE: _RUNS_PLANS,
    Act.SAVE_DRAFT: _RUNS_PLANS,
    Act.CORRECT: _RUNS_PLANS,
    Act.DISCARD: _RUNS_PLANS,
}


def may_read_some_directive(officer: Actor, _record: Any) -> bool:
    """Say whether there is a unit for which the officer may hand in a directive."""
    return any(
        role in (Role.COORDINATOR, Role.SYSTEM, Role.UNIT_OFFICER) for role, _unit in officer.held_roles()
    )

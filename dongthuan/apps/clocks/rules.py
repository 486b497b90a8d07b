"""Who may do what with clocks, officers' rules and the working calendar."""

from enum import Enum
from typing import Any

from dongthuan.apps.accounts.oversight import holds_at_the_top, holds_there_or_at_the_top, oversees
from dongthuan.apps.clocks.models.clocks import SERVES_ALL
from dongthuan.apps.common.access import Rule, all_of, any_of, holds, is_of_same_unit, is_officer
from dongthuan.apps.common.roles import Actor, Role

WORKS_WITH_LIMITS = frozenset(
    {
        Role.UNIT_OFFICER,
        Role.SPOKESPERSON,
        Role.INFORMATION_OFFICER,
        Role.POLICY_DRAFTER,
        Role.LEGAL_OFFICER,
    }
)
STARTS = WORKS_WITH_LIMITS | {Role.COORDINATOR}


class Act(Enum):
    """What can be done; the record is the clock, also one not yet saved, or what was proposed."""

    READ = "clocks.read"
    START = "clocks.start"
    PAUSE = "clocks.pause"
    RESUME = "clocks.resume"
    EXTEND = "clocks.extend"
    FINISH = "clocks.finish"
    CANCEL = "clocks.cancel"
    READ_RULES = "clocks.read_rules"
    PROPOSE_RULE = "clocks.propose_rule"
    APPROVE_RULE = "clocks.approve_rule"
    REJECT_RULE = "clocks.reject_rule"
    READ_CALENDAR = "clocks.read_calendar"
    PROPOSE_DAYS = "clocks.propose_days"
    SIGN_OFF_DAYS = "clocks.sign_off_days"
    REJECT_DAYS = "clocks.reject_days"
    REDATE = "clocks.redate"


def works_with_limits_there(officer: Actor, record: Any) -> bool:
    """Say whether the officer handles matters with legal limits in the record's unit."""
    return any(role in WORKS_WITH_LIMITS and unit == record.unit_id for role, unit in officer.held_roles())


def is_another(officer: Actor, record: Any) -> bool:
    """Say whether somebody else proposed it: two pairs of eyes."""
    return bool(record.proposed_by_id != officer.pk)


# The Office and the legal officer answer for every unit's limits.
_LEGAL = holds(Role.LEGAL_OFFICER)
_RUNS = any_of(
    works_with_limits_there, _LEGAL, holds_there_or_at_the_top(Role.COORDINATOR), holds(Role.SYSTEM)
)
_LEADS = holds_there_or_at_the_top(Role.LEADER)
# Rules and days off bind the whole agency: the head of one unit does not decide on them.
_DECIDES_RULES = all_of(any_of(_LEGAL, holds_at_the_top(Role.LEADER)), is_another)
_DECIDES_DAYS = all_of(any_of(_LEGAL, holds_at_the_top(Role.LEADER, Role.COORDINATOR)), is_another)

ACCESS: dict[Act, Rule] = {
    Act.READ: any_of(oversees, _LEGAL, is_of_same_unit, holds_at_the_top(*SERVES_ALL)),
    Act.START: _RUNS,
    Act.PAUSE: _RUNS,
    Act.RESUME: _RUNS,
    # A longer limit is asked for by whoever works on it, or given by who signs the notice.
    Act.EXTEND: any_of(_RUNS, _LEADS),
    Act.FINISH: _RUNS,
    # A unit does not let its own limit fall away.
    Act.CANCEL: any_of(_LEGAL, _LEADS, holds_there_or_at_the_top(Role.COORDINATOR), holds(Role.SYSTEM)),
    Act.READ_RULES: is_officer,
    Act.PROPOSE_RULE: _LEGAL,
    Act.APPROVE_RULE: _DECIDES_RULES,
    Act.REJECT_RULE: _DECIDES_RULES,
    Act.READ_CALENDAR: is_officer,
    Act.PROPOSE_DAYS: any_of(_LEGAL, holds_at_the_top(Role.COORDINATOR)),
    Act.SIGN_OFF_DAYS: _DECIDES_DAYS,
    Act.REJECT_DAYS: _DECIDES_DAYS,
    Act.REDATE: any_of(_LEGAL, holds_at_the_top(Role.LEADER, Role.COORDINATOR), holds(Role.SYSTEM)),
}


def may_start_somewhere(officer: Actor, _record: Any) -> bool:
    """Say whether there is a unit for which the officer may open a clock."""
    return any(role in STARTS or role == Role.SYSTEM for role, _unit in officer.held_roles())


# The acts on one clock, for the buttons of its page.
ON_CLOCK = {act: ACCESS[act] for act in (Act.READ, Act.PAUSE, Act.RESUME, Act.EXTEND, Act.FINISH, Act.CANCEL)}
ON_RULE = {act: ACCESS[act] for act in (Act.APPROVE_RULE, Act.REJECT_RULE)}
ON_DAYS = {act: ACCESS[act] for act in (Act.SIGN_OFF_DAYS, Act.REJECT_DAYS)}

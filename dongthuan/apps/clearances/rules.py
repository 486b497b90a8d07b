"""Who may do what with clearances: silence means no."""

from enum import Enum
from typing import Any

from dongthuan.apps.accounts.oversight import holds_there_or_at_the_top, oversees
from dongthuan.apps.common.access import Rule, all_of, any_of, holds, is_of_same_unit, is_officer
from dongthuan.apps.common.roles import Actor, Role


class Act(Enum):
    """What can be done; the record is the clearance (also one not yet saved) or, from DECIDE on, its step."""

    READ_OWN = "clearances.read_own"
    READ = "clearances.read"
    REQUEST = "clearances.request"
    WITHDRAW = "clearances.withdraw"
    SUPERSEDE = "clearances.supersede"
    URGE = "clearances.urge"
    DECIDE = "clearances.decide"
    OVERRIDE = "clearances.override"
    HAND_OVER = "clearances.hand_over"
    SEND_LINK = "clearances.send_link"
    DECIDE_BY_LINK = "clearances.decide_by_link"


STEP_ACTS = frozenset({Act.DECIDE, Act.OVERRIDE, Act.HAND_OVER, Act.SEND_LINK, Act.DECIDE_BY_LINK})


def requested_or_wrote(officer: Actor, record: Any) -> bool:
    """Say whether the officer asked for the clearance or wrote its text."""
    return bool(record.requested_by_id == officer.pk or is_author(officer, record))


def is_author(officer: Actor, clearance: Any) -> bool:
    """Say whether the officer wrote or edited the text."""
    return clearance.pk is not None and officer.pk in {one.pk for one in clearance.authors.all()}


def answers_for_the_matter(officer: Actor, clearance: Any) -> bool:
    """Say whether the officer is accountable for what the text is about, and holds a role."""
    return bool(officer.pk in clearance.answerable and officer.held_roles())


def is_asked(officer: Actor, record: Any) -> bool:
    """Say whether a part of the clearance is asked of the officer, also as stand-in."""
    return any(officer.pk in (step.officer_id, step.stand_in_id) for step in record.steps.all())


def is_asked_for_this(officer: Actor, step: Any) -> bool:
    """Say whether the part is asked of the officer, also as stand-in; the operation asks since when."""
    return officer.pk in (step.officer_id, step.stand_in_id)


def did_not_write_it(officer: Actor, step: Any) -> bool:
    """Say whether the officer neither wrote nor requested it: two pairs of eyes, without exception."""
    return not requested_or_wrote(officer, step.clearance)


def _of_the_clearance(rule: Rule) -> Rule:
    return lambda officer, step: rule(officer, step.clearance)


_OFFICE = holds_there_or_at_the_top(Role.COORDINATOR)
_LEADS = holds_there_or_at_the_top(Role.LEADER)

ACCESS: dict[Act, Rule] = {
    Act.READ_OWN: is_officer,
    Act.READ: any_of(oversees, is_of_same_unit, requested_or_wrote, is_asked),
    # The app of the text asks first who may work on it; here only that the request comes from its side.
    Act.REQUEST: any_of(
        is_of_same_unit, oversees, holds(Role.COORDINATOR, Role.SPOKESPERSON), answers_for_the_matter
    ),
    Act.WITHDRAW: any_of(requested_or_wrote, _OFFICE),
    # Whoever changes the text ends its clearance: more caution is asked of nobody.
    Act.SUPERSEDE: any_of(is_officer, requested_or_wrote),
    Act.URGE: holds(Role.SYSTEM),
    Act.DECIDE: all_of(is_asked_for_this, did_not_write_it),
    # The leader answers for it with a reason that stays; who wrote it cannot, leader or not.
    Act.OVERRIDE: all_of(_of_the_clearance(_LEADS), did_not_write_it),
    Act.HAND_OVER: any_of(is_asked_for_this, _of_the_clearance(_OFFICE)),
    Act.SEND_LINK: any_of(_of_the_clearance(requested_or_wrote), _of_the_clearance(_OFFICE)),
    Act.DECIDE_BY_LINK: holds(Role.SYSTEM),
}

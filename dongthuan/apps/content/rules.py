"""Who may do what with texts: silence means no."""

from enum import Enum
from typing import Any

from dongthuan.apps.accounts.oversight import holds_at_the_top, holds_there_or_at_the_top, oversees
from dongthuan.apps.common.access import Rule, any_of, holds, is_of_same_unit, is_officer
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.content.models.texts import READ_ALL


class Act(Enum):
    """What can be done; the record is the text, also one not yet saved that names its unit."""

    LIST = "content.list"
    READ = "content.read"
    WRITE = "content.write"
    PUT_FOR_CLEARANCE = "content.put_for_clearance"
    EMBARGO = "content.embargo"
    SCHEDULE = "content.schedule"
    UNSCHEDULE = "content.unschedule"
    PUBLISH = "content.publish"
    CORRECT = "content.correct"
    PUBLISH_CORRECTION = "content.publish_correction"
    WITHDRAW = "content.withdraw"
    POST = "content.post"
    VERIFY = "content.verify"
    MAIL = "content.mail"
    RESEND = "content.resend"
    DELIVER = "content.deliver"


WRITERS = frozenset(
    {
        Role.LEADER,
        Role.UNIT_OFFICER,
        Role.SPOKESPERSON,
        Role.INFORMATION_OFFICER,
        Role.POLICY_DRAFTER,
    }
)


def wrote_it(officer: Actor, record: Any) -> bool:
    """Say whether the officer drew the text up or edited it."""
    if record.author_id == officer.pk:
        return True
    return record.pk is not None and record.editors.filter(pk=officer.pk).exists()


def writes_there(officer: Actor, record: Any) -> bool:
    """Say whether the officer writes for the text's unit."""
    return any(unit == record.unit_id and role in WRITERS for role, unit in officer.held_roles())


_WRITERS = any_of(writes_there, holds_there_or_at_the_top(Role.COORDINATOR, Role.SPOKESPERSON))
# What leaves the house is let out by the press side of the unit, by its leader, or by the Office.
_PUBLISHERS = any_of(
    holds_there_or_at_the_top(Role.LEADER, Role.COORDINATOR, Role.SPOKESPERSON), holds(Role.SYSTEM)
)

ACCESS: dict[Act, Rule] = {
    Act.LIST: is_officer,
    Act.READ: any_of(oversees, holds_at_the_top(*READ_ALL), is_of_same_unit, wrote_it),
    Act.WRITE: _WRITERS,
    Act.PUT_FOR_CLEARANCE: _WRITERS,
    Act.EMBARGO: _PUBLISHERS,
    Act.SCHEDULE: _PUBLISHERS,
    Act.UNSCHEDULE: _PUBLISHERS,
    Act.PUBLISH: _PUBLISHERS,
    Act.CORRECT: _WRITERS,
    Act.PUBLISH_CORRECTION: _PUBLISHERS,
    Act.WITHDRAW: _PUBLISHERS,
    Act.POST: any_of(_WRITERS, _PUBLISHERS),
    Act.VERIFY: holds(Role.SYSTEM),
    Act.MAIL: _PUBLISHERS,
    Act.RESEND: _PUBLISHERS,
    Act.DELIVER: holds(Role.SYSTEM),
}


def may_write_something(officer: Actor, _record: object = None) -> bool:
    """Say whether there is a unit for which the officer may draw up a text."""
    wanted = WRITERS | {Role.COORDINATOR}
    return any(role in wanted for role, _unit in officer.held_roles())

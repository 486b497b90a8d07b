"""Who may do what about staff, training and drills: silence means no.

The head of a unit for its own people, the Office for all, an officer for what is one's own. Nobody assesses,
marks or certifies oneself.
"""

from enum import Enum
from typing import Any

from dongthuan.apps.accounts.oversight import holds_at_the_top, holds_there_or_at_the_top, oversees
from dongthuan.apps.common.access import Rule, all_of, any_of, holds, is_officer
from dongthuan.apps.common.roles import Actor, Role

KEEPERS = frozenset({Role.LEADER, Role.COORDINATOR})


class Act(Enum):
    """What can be done; the record is the person, the plan, course, session, certificate or drill."""

    LIST = "capacity.list_members"
    READ = "capacity.read_member"
    ENTER = "capacity.enter_member"
    REWRITE = "capacity.rewrite_member"
    END = "capacity.end_member"
    ASSESS = "capacity.assess_skills"
    SET_LEVEL = "capacity.set_level_needed"
    STATE_NEED = "capacity.state_need"
    DROP_NEED = "capacity.drop_need"
    KEEP_PLAN = "capacity.keep_plan"
    KEEP_COURSE = "capacity.keep_course"
    INVITE = "capacity.invite"
    NOTE_ATTENDANCE = "capacity.note_attendance"
    NOTE_RESULT = "capacity.note_result"
    CERTIFY = "capacity.certify"
    REVOKE = "capacity.revoke_certificate"
    GIVE_FEEDBACK = "capacity.give_feedback"
    DRAW_UP_CONTACTS = "capacity.draw_up_contacts"
    READ_DRILL = "capacity.read_drill"
    KEEP_DRILL = "capacity.keep_drill"
    PLAY = "capacity.act_in_drill"


def is_oneself(officer: Actor, record: Any) -> bool:
    """Say whether the record is the officer's own: the entry as staff, or what hangs on it."""
    member = getattr(record, "member", record)
    return member.officer_id is not None and bool(member.officer_id == officer.pk)


def is_another(officer: Actor, record: Any) -> bool:
    """Say whether the record is about somebody else."""
    return not is_oneself(officer, record)


def reads_member(officer: Actor, record: Any) -> bool:
    """Say whether the officer may read about a person: of the own unit, oneself, or for who oversees all."""
    if oversees(officer) or is_oneself(officer, record):
        return True
    return any(unit == record.unit_id for _role, unit in officer.held_roles())


def reads_drill(officer: Actor, record: Any) -> bool:
    """Say whether the officer may see a drill: of the own unit, one takes part in it, or oversees all."""
    if oversees(officer) or any(unit == record.unit_id for _role, unit in officer.held_roles()):
        return True
    return takes_part(officer, record)


def takes_part(officer: Actor, record: Any) -> bool:
    """Say whether the officer takes part in a drill."""
    return bool(record.pk and record.parts.filter(officer_id=officer.pk).exists())


# Says whether there is a unit whose people the officer keeps.
keeps_somewhere = holds(*KEEPERS)

_KEEPS = holds_there_or_at_the_top(*KEEPERS)

ACCESS: dict[Act, Rule] = {
    Act.LIST: is_officer,
    Act.READ: reads_member,
    Act.ENTER: _KEEPS,
    Act.REWRITE: _KEEPS,
    Act.END: _KEEPS,
    Act.ASSESS: all_of(_KEEPS, is_another),
    Act.SET_LEVEL: _KEEPS,  # the record names no unit where it is for every unit: the Office alone
    Act.STATE_NEED: any_of(_KEEPS, is_oneself),
    Act.DROP_NEED: any_of(_KEEPS, is_oneself),
    Act.KEEP_PLAN: _KEEPS,
    Act.KEEP_COURSE: _KEEPS,
    Act.INVITE: _KEEPS,
    Act.NOTE_ATTENDANCE: _KEEPS,
    Act.NOTE_RESULT: _KEEPS,
    Act.CERTIFY: _KEEPS,
    Act.REVOKE: _KEEPS,
    Act.GIVE_FEEDBACK: is_oneself,
    Act.DRAW_UP_CONTACTS: holds_at_the_top(Role.COORDINATOR),
    Act.READ_DRILL: reads_drill,
    Act.KEEP_DRILL: _KEEPS,
    Act.PLAY: takes_part,
}

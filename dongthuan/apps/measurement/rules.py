"""Who may do what with campaigns and the lists behind the targets: silence means no.

A unit keeps its own campaigns, the Office those of all; a text read by the public is counted by nobody's act.
"""

from enum import Enum
from typing import Any

from dongthuan.apps.accounts.oversight import holds_there_or_at_the_top, oversees
from dongthuan.apps.common.access import Rule, holds, is_officer
from dongthuan.apps.common.roles import Actor, Role


class Act(Enum):
    """What can be done; the record is the campaign or the task of science, also one not yet saved."""

    LIST = "measurement.list"
    READ = "measurement.read"
    PREPARE = "measurement.prepare_campaign"
    SET_OBJECTIVE = "measurement.set_objective"
    DROP_OBJECTIVE = "measurement.drop_objective"
    START = "measurement.start_campaign"
    NOTE_RESULT = "measurement.note_result"
    CHECK_MESSAGE = "measurement.check_message"
    CLOSE = "measurement.close_campaign"
    DRAW_UP = "measurement.draw_up_result"
    READ_SCIENCE = "measurement.read_science_task"
    KEEP_SCIENCE = "measurement.keep_science_task"


KEEPERS = frozenset({Role.COORDINATOR, Role.UNIT_OFFICER})
_OFFICE = holds_there_or_at_the_top(Role.COORDINATOR)


def reads(officer: Actor, record: Any) -> bool:
    """Say whether the officer may read it: his unit's, or every one for who oversees all."""
    return oversees(officer) or any(unit == record.unit_id for _role, unit in officer.held_roles())


def keeps(officer: Actor, record: Any) -> bool:
    """Say whether the officer keeps it: the unit's communications officer, or the Office."""
    return _OFFICE(officer, record) or (Role.UNIT_OFFICER, record.unit_id) in officer.held_roles()


# Says whether there is a unit whose campaigns the officer keeps.
keeps_somewhere = holds(*KEEPERS)

ACCESS: dict[Act, Rule] = {
    Act.LIST: is_officer,
    Act.READ: reads,
    Act.PREPARE: keeps,
    Act.SET_OBJECTIVE: keeps,
    Act.DROP_OBJECTIVE: keeps,
    Act.START: keeps,
    Act.NOTE_RESULT: keeps,
    Act.CHECK_MESSAGE: keeps,
    Act.CLOSE: keeps,
    Act.DRAW_UP: keeps,
    Act.READ_SCIENCE: reads,
    Act.KEEP_SCIENCE: keeps,
}

"""Who may do what with briefings: the Office for all, a head for the own unit, readers their own."""

from enum import Enum
from typing import Any

from dongthuan.apps.accounts.oversight import holds_there_or_at_the_top, oversees
from dongthuan.apps.awareness.lifecycle import BriefingState
from dongthuan.apps.common.access import Rule, holds, is_officer
from dongthuan.apps.common.roles import Actor, Role

KEEPERS = frozenset({Role.LEADER, Role.COORDINATOR})
_KEEPS = holds_there_or_at_the_top(*KEEPERS)


class Act(Enum):
    """What can be done; the record is the briefing, or the reading of one reader."""

    LIST = "awareness.list"
    READ = "awareness.read"
    WRITE = "awareness.write"
    SEND = "awareness.send"
    WITHDRAW = "awareness.withdraw"
    CONFIRM = "awareness.confirm"
    ANSWER = "awareness.answer"
    REPORT = "awareness.report"


def reads(officer: Actor, record: Any) -> bool:
    """Say whether the officer may open a briefing: keeps it, is asked to read it, or it is in the library."""
    if oversees(officer) or _KEEPS(officer, record):
        return True
    if record.state != BriefingState.SENT:
        return False
    if record.is_material and is_officer(officer, record):
        return True
    return bool(record.pk and record.readings.filter(officer_id=officer.pk).exists())


def is_reader(officer: Actor, record: Any) -> bool:
    """Say whether the reading is the officer's own."""
    return bool(record.officer_id == officer.pk)


# Says whether there is a unit for which the officer may brief.
writes_somewhere = holds(*KEEPERS)

ACCESS: dict[Act, Rule] = {
    Act.LIST: is_officer,
    Act.READ: reads,
    Act.WRITE: _KEEPS,
    Act.SEND: _KEEPS,
    Act.WITHDRAW: _KEEPS,
    Act.CONFIRM: is_reader,
    Act.ANSWER: is_reader,
    Act.REPORT: _KEEPS,
}

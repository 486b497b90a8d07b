"""Who may do what with notices, messages and one's own preferences."""

from enum import Enum
from typing import Any

from dongthuan.apps.common.access import Rule, any_of, holds
from dongthuan.apps.common.roles import Actor, Role


class Act(Enum):
    """What can be done with notices."""

    READ = "notices.read"
    PREFER = "notices.prefer"
    READ_OUTBOX = "notices.read_outbox"
    RETRY = "notices.retry"
    GIVE_UP = "notices.give_up"
    NOTE_BOUNCE = "notices.note_bounce"
    PURGE = "notices.purge"
    TELL_STAND_INS = "notices.tell_stand_ins"


def is_recipient(officer: Actor, record: Any) -> bool:
    """Say whether the notice is for this officer."""
    return bool(record.recipient_id == officer.pk)


def is_oneself(officer: Actor, record: Any) -> bool:
    """Say whether the preference is the officer's own."""
    return bool(record.officer_id == officer.pk)


may_read_outbox: Rule = holds(Role.COORDINATOR, Role.ADMINISTRATOR)

ACCESS: dict[Act, Rule] = {
    Act.READ: is_recipient,
    Act.PREFER: is_oneself,
    Act.READ_OUTBOX: may_read_outbox,
    Act.RETRY: may_read_outbox,
    Act.GIVE_UP: may_read_outbox,
    Act.NOTE_BOUNCE: any_of(may_read_outbox, holds(Role.SYSTEM)),  # the mailbox is read by the machine
    Act.PURGE: holds(Role.SYSTEM),
    Act.TELL_STAND_INS: holds(Role.SYSTEM),
}

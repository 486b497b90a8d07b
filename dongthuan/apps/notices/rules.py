"""Who may do what with notices."""

from enum import Enum
from typing import Any

from dongthuan.apps.common.access import Rule, any_of, holds
from dongthuan.apps.common.roles import Actor, Role


class Act(Enum):
    """What can be done with notices."""

    READ = "notices.read"
    READ_OUTBOX = "notices.read_outbox"


def is_recipient(officer: Actor, record: Any) -> bool:
    """Say whether the notice is for this officer."""
    return bool(record.recipient_id == officer.pk)


may_read_outbox: Rule = holds(Role.COORDINATOR, Role.ADMINISTRATOR)

ACCESS: dict[Act, Rule] = {
    Act.READ: any_of(is_recipient, may_read_outbox),
    Act.READ_OUTBOX: may_read_outbox,
}

"""Who may read the audit record."""

from enum import Enum

from dongthuan.apps.common.access import Rule, holds
from dongthuan.apps.common.roles import Role


class Act(Enum):
    """What can be done with the record: read it."""

    READ = "audit.read"


may_read: Rule = holds(Role.LEADER, Role.COORDINATOR, Role.ADMINISTRATOR, Role.LEGAL_OFFICER)

ACCESS: dict[Act, Rule] = {Act.READ: may_read}

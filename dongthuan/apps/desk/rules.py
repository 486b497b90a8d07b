"""Who may open which page of the desk."""

from enum import Enum

from dongthuan.apps.common.access import Rule, holds, is_officer
from dongthuan.apps.common.roles import Role


class Act(Enum):
    """The pages of the desk."""

    READ_DESK = "desk.read"
    READ_LEADER = "desk.read_leader"


may_read_leader: Rule = holds(Role.LEADER, Role.COORDINATOR, Role.SPOKESPERSON)

ACCESS: dict[Act, Rule] = {Act.READ_DESK: is_officer, Act.READ_LEADER: may_read_leader}

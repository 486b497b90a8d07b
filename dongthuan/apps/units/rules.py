"""Who may do what with units."""

from enum import Enum

from dongthuan.apps.common.access import Rule, holds, is_officer
from dongthuan.apps.common.roles import Role


class Act(Enum):
    """What can be done with a unit."""

    READ = "units.read"
    SAVE = "units.save"
    END = "units.end"


_KEEPERS = holds(Role.ADMINISTRATOR, Role.COORDINATOR, Role.SYSTEM)

ACCESS: dict[Act, Rule] = {Act.READ: is_officer, Act.SAVE: _KEEPERS, Act.END: _KEEPERS}

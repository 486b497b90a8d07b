"""Who may do what with attachments; who may read or add one is asked of its record, by the app above."""

from enum import Enum

from dongthuan.apps.common.access import Rule, holds, is_officer
from dongthuan.apps.common.roles import Role


class Act(Enum):
    """What can be done with attachments."""

    KEEP = "files.keep"
    PURGE = "files.purge"
    LET_GO = "files.let_go"


ACCESS: dict[Act, Rule] = {
    Act.KEEP: is_officer,
    Act.PURGE: holds(Role.SYSTEM),
    Act.LET_GO: is_officer,
}

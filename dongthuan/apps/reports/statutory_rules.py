"""Who may do what with the annual report of Decree 244; its figures reach over all units."""

from enum import Enum
from typing import Any

from dongthuan.apps.accounts.oversight import holds_at_the_top, oversees
from dongthuan.apps.common.access import Rule, all_of, any_of, holds
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.documents import rules as documents


class Act(Enum):
    """What can be done; the record is the report, or None; to draw it up, the agency's unit stands for it."""

    READ = "reports.read_statutory"
    PREPARE = "reports.prepare_statutory"
    DRAW_UP = "reports.draw_up_statutory"
    SEND = "reports.send_statutory"
    TAKE_BACK = "reports.take_back_statutory"


_PRESS = holds(Role.SPOKESPERSON, Role.LEGAL_OFFICER)
_PREPARES = any_of(holds(Role.SPOKESPERSON, Role.SYSTEM), holds_at_the_top(Role.COORDINATOR, Role.LEADER))

ACCESS: dict[Act, Rule] = {
    Act.READ: any_of(oversees, _PRESS),
    Act.PREPARE: _PREPARES,
    Act.DRAW_UP: all_of(_PREPARES, documents.ACCESS[documents.Act.DRAW_UP]),
    Act.SEND: _PREPARES,
    Act.TAKE_BACK: _PREPARES,
}


def may_read(officer: Actor, _record: Any) -> bool:
    """Say whether the officer may read the annual report; for the navigation."""
    return ACCESS[Act.READ](officer, None)

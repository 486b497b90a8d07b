"""Who may open which page of the desk."""

from enum import Enum
from typing import Any

from dongthuan.apps.common.access import Rule, holds, is_officer
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.monitoring import rules as monitoring
from dongthuan.apps.plans import rules as plans
from dongthuan.apps.plans.lifecycle import TaskState


class Act(Enum):
    """The pages of the desk."""

    READ_DESK = "desk.read"
    READ_LEADER = "desk.read_leader"


TAKES_EVIDENCE = frozenset({TaskState.ACCEPTED, TaskState.IN_PROGRESS, TaskState.SUBMITTED})


def may_choose_item(officer: Actor, task: Any) -> bool:
    """Say whether the officer may put a collected item forward as evidence for a task, as it stands."""
    reads_items = monitoring.ACCESS[monitoring.Act.READ](officer, None)
    adds = plans.ACCESS[plans.Act.ADD_EVIDENCE]
    return task.state in TAKES_EVIDENCE and reads_items and adds(officer, task)


may_read_leader: Rule = holds(Role.LEADER, Role.COORDINATOR, Role.SPOKESPERSON)

ACCESS: dict[Act, Rule] = {Act.READ_DESK: is_officer, Act.READ_LEADER: may_read_leader}

"""Who may do what on the portal: only the system writes here, for people without an account and for jobs."""

from enum import Enum

from dongthuan.apps.common.access import Rule, holds
from dongthuan.apps.common.roles import Role


class Act(Enum):
    """What can be done; the record is the row, or None for work over all rows."""

    INDEX = "portal.index"
    ASK_SUBSCRIPTION = "portal.ask_subscription"
    CONFIRM_SUBSCRIPTION = "portal.confirm_subscription"
    END_SUBSCRIPTION = "portal.end_subscription"
    TELL_SUBSCRIBERS = "portal.tell_subscribers"
    FORGET_SUBSCRIBERS = "portal.forget_subscribers"


ACCESS: dict[Act, Rule] = {act: holds(Role.SYSTEM) for act in Act}

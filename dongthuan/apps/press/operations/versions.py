"""What every write about a register row that two people may edit begins with."""

from dongthuan.apps.common.versions import ChangedMeanwhile, NoReason, locked

__all__ = ["AheadOfTime", "ChangedMeanwhile", "NoReason", "locked"]


class AheadOfTime(Exception):
    """What is said to have happened lies in the future."""

"""Tables of clearances."""

from dongthuan.apps.clearances.models import clearances

__all__ = ["clearances"]

"""Tables of staff, training and drills."""

from dongthuan.apps.capacity.models import drills, staff, training

__all__ = ["drills", "staff", "training"]

"""The tables of plans; Django asks that this one `__init__` import its modules."""

from dongthuan.apps.plans.models import campaigns, directives, tasks

__all__ = ["campaigns", "directives", "tasks"]

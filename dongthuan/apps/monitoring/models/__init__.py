"""The tables of monitoring; Django asks that this one `__init__` import its modules."""

from dongthuan.apps.monitoring.models import briefs, importing, items, signals, sources, stories, topics

__all__ = ["briefs", "importing", "items", "signals", "sources", "stories", "topics"]

"""The tables of monitoring; Django asks that this one `__init__` import its modules."""

from dongthuan.apps.monitoring.models import (
    alerts,
    briefs,
    importing,
    items,
    learning,
    signals,
    sources,
    stories,
    topics,
    trend_reports,
    warnings,
)

__all__ = [
    "alerts",
    "briefs",
    "importing",
    "items",
    "learning",
    "signals",
    "sources",
    "stories",
    "topics",
    "trend_reports",
    "warnings",
]

"""How records of other apps are called and found on the page of a matter."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.urls import NoReverseMatch, reverse

_PAGES = {
    "monitoring.signal": "monitoring:signal",
    "monitoring.item": "monitoring:item",
    "monitoring.story": "monitoring:story",
    "monitoring.topic": "monitoring:topic",
    "plans.task": "plans:task",
    "press.inquiry": "press:inquiry",
    "documents.officialdocument": "documents:document",
}


def title_of(record: Model) -> str:
    """Return what a record is called."""
    namer = _TITLES.get(record._meta.label_lower)
    return namer(record) if namer else str(record)


def address_of(record: Model) -> str:
    """Return the address of a record's page, "" where it has none."""
    page = getattr(record, "get_absolute_url", None)
    if page is not None:
        return str(page())
    try:
        return reverse(_PAGES[record._meta.label_lower], args=[record.pk])
    except (KeyError, NoReverseMatch):
        return ""


def _signal(record: Any) -> str:
    return f"{record.topic.name}: {record.get_series_display()}"


def _item(record: Any) -> str:
    return str(record.title)


_TITLES: dict[str, Callable[[Any], str]] = {"monitoring.signal": _signal, "monitoring.item": _item}

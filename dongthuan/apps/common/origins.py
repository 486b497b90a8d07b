"""The page of the record that something was made from, whatever app it is of, for whoever may see it."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError

from dongthuan.apps.common.roles import Actor


@dataclass(frozen=True, slots=True)
class Origin:
    """A record of another app: its kind, its name, its page."""

    kind: str
    name: str
    url: str


def origin_of(record_type: str, record_key: str, *, seen_by: Actor) -> Origin | None:
    """Return the record that a kind and a key name, if it has a page and the officer may see it."""
    try:
        rows: Any = apps.get_model(record_type)._meta.default_manager
    except (LookupError, ValueError):
        return None
    seen = rows.visible_to(seen_by) if hasattr(rows, "visible_to") else rows.all()
    try:
        record = seen.filter(pk=record_key).first()
    except (ValueError, ValidationError, OverflowError):
        return None
    if record is None or not hasattr(record, "get_absolute_url"):
        return None
    return Origin(str(record._meta.verbose_name), str(record)[:200], record.get_absolute_url())

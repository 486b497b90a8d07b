"""Reads of the audit record."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.timezone import make_aware

from dongthuan.apps.audit.models import Entry, EntryQuerySet
from dongthuan.apps.audit.wording import acts_called, kinds_called


def entries_matching(wanted: dict[str, Any]) -> EntryQuerySet:
    """Return the entries that pass a filter (keys of EntryFilterForm; empty ones let everything pass)."""
    entries: EntryQuerySet = Entry.objects.select_related("actor")
    if wanted.get("act"):
        codes = acts_called(wanted["act"])
        entries = entries.filter(Q(act__in=codes) | Q(act__icontains=wanted["act"]))
    if wanted.get("actor"):
        entries = entries.filter(actor__full_name__icontains=wanted["actor"])
    if wanted.get("record"):
        entries = entries.filter(record_type__in=kinds_called(wanted["record"]))
    if wanted.get("start_on"):
        entries = entries.filter(at__gte=_midnight(wanted["start_on"]))
    if wanted.get("end_on"):
        entries = entries.filter(at__lt=_midnight(wanted["end_on"] + timedelta(days=1)))
    return entries


def record_of(kind: str, key: str) -> Model | None:
    """Return the row an entry speaks of, or None when its kind or the row itself is no more."""
    try:
        rows: QuerySet[Model] = QuerySet(apps.get_model(kind))
        return rows.filter(pk=key).first()
    except (LookupError, ValueError, ValidationError, OverflowError):
        return None


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))

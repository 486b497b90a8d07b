"""Reads of the audit record."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.timezone import make_aware

from dongthuan.apps.audit.models import Entry, EntryQuerySet


def entries_matching(wanted: dict[str, Any]) -> EntryQuerySet:
    """Return the entries that pass a filter (keys of EntryFilterForm; empty ones let everything pass)."""
    entries: EntryQuerySet = Entry.objects.select_related("actor")
    if wanted.get("act"):
        entries = entries.filter(act__icontains=wanted["act"])
    if wanted.get("actor"):
        entries = entries.filter(actor__full_name__icontains=wanted["actor"])
    if wanted.get("record"):
        entries = entries.filter(record_type__icontains=wanted["record"])
    if wanted.get("start_on"):
        entries = entries.filter(at__gte=_midnight(wanted["start_on"]))
    if wanted.get("end_on"):
        entries = entries.filter(at__lt=_midnight(wanted["end_on"] + timedelta(days=1)))
    return entries


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))

"""Reads of notices, reminders and messages."""

from django.db.models import Model, QuerySet

from dongthuan.apps.notices.models import Reminder


def reminders_of(record: Model) -> QuerySet[Reminder]:
    """Return the reminders about a record, the newest first, each with its recipient and notice."""
    return Reminder.objects.of_record(record).select_related("recipient", "notice")

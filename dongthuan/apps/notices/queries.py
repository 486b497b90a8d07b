"""Reads of notices, reminders and messages."""

from datetime import date, datetime, time
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.timezone import make_aware

from dongthuan.apps.common.roles import Actor
from dongthuan.apps.notices.models import Message, Notice, NoticeQuerySet, Reminder
from dongthuan.apps.notices.wording import GROUPS, OTHER

MOST_COUNTED = 100


def reminders_of(record: Model) -> QuerySet[Reminder]:
    """Return the reminders about a record, the newest first, each with its recipient and notice."""
    return Reminder.objects.of_record(record).select_related("recipient", "notice")


def of_group(notices: NoticeQuerySet, group: str) -> NoticeQuerySet:
    """Return the notices of a group of kinds (a key of wording.GROUPS, "other", or "" for all)."""
    if group in GROUPS:
        return notices.filter(kind__startswith=f"{group}.")
    if group == OTHER.code:
        return notices.exclude(reduce(or_, (Q(kind__startswith=f"{one}.") for one in GROUPS)))
    return notices


def unread_count(officer: Actor) -> int:
    """Return how many notices the officer has not read, counted up to MOST_COUNTED."""
    return Notice.objects.visible_to(officer).unread().order_by()[:MOST_COUNTED].count()


def reminders_matching(wanted: dict[str, Any]) -> QuerySet[Reminder]:
    """Return the reminders that pass a filter (keys of ReminderFilterForm), for paging by `at`."""
    reminders = Reminder.objects.select_related("recipient", "notice")
    for name in ("step", "state"):
        if wanted.get(name):
            reminders = reminders.filter(**{name: wanted[name]})
    if wanted.get("words"):
        reminders = reminders.filter(title__icontains=wanted["words"])
    if wanted.get("start_on"):
        reminders = reminders.filter(at__gte=_midnight(wanted["start_on"]))
    return reminders


def messages_matching(wanted: dict[str, Any]) -> QuerySet[Message]:
    """Return the messages that pass a filter (keys of MessageFilterForm), for paging by `queued_at`."""
    messages: QuerySet[Message] = Message.objects.select_related("recipient").defer("body")
    if wanted.get("state"):
        messages = messages.filter(state=wanted["state"])
    if wanted.get("recipient"):
        named = Q(recipient__full_name__icontains=wanted["recipient"]) | Q(to__icontains=wanted["recipient"])
        messages = messages.filter(named)
    if wanted.get("start_on"):
        messages = messages.filter(queued_at__gte=_midnight(wanted["start_on"]))
    return messages


def troubled_count() -> int:
    """Return how many messages reached nobody and wait for somebody to see to them, up to MOST_COUNTED."""
    return Message.objects.troubled().order_by()[:MOST_COUNTED].count()


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))

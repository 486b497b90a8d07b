"""Who was urged on about a record, and the words for what notices keep as codes. `{% load noticing %}`."""

from typing import Any

from django import template
from django.db.models import Model
from django.template import Context
from django.utils.safestring import SafeString

from dongthuan.apps.common.templatetags.parts import mark
from dongthuan.apps.notices import queries
from dongthuan.apps.notices.models import Message, Notice, Reminder
from dongthuan.apps.notices.reminding import AUDIENCE_WORDS, STEP_WORDS, Audience
from dongthuan.apps.notices.wording import FAULTS, REMINDER_TONES, STATE_TONES, group_of

MOST_REMINDERS = 60

register = template.Library()


@register.inclusion_tag("notices/parts/reminders.html", takes_context=True)
def reminders_of(context: Context, record: Model) -> dict[str, Any]:
    """List who was urged on about a record, and when; one query. The page has asked who may read it."""
    rows = list(queries.reminders_of(record)[: MOST_REMINDERS + 1])
    return {"rows": rows[:MOST_REMINDERS], "has_more": len(rows) > MOST_REMINDERS, "now": context.get("now")}


@register.filter
def step_words(reminder: Reminder) -> str:
    """Say which step a reminder is."""
    return str(STEP_WORDS.get(reminder.step, reminder.step))


@register.filter
def audience_words(reminder: Reminder) -> str:
    """Say as whom the recipient was told."""
    return str(AUDIENCE_WORDS.get(Audience(reminder.audience), reminder.audience))


@register.simple_tag
def reminder_mark(reminder: Reminder) -> SafeString:
    """Show what became of a reminder."""
    return mark(reminder.get_state_display(), REMINDER_TONES[reminder.state])


@register.simple_tag
def message_mark(message: Message) -> SafeString:
    """Show where a message stands."""
    return mark(message.get_state_display(), STATE_TONES[message.state])


@register.filter
def fault_words(message: Message) -> str:
    """Say what kept a message back, and what to do; "" where nothing did."""
    return str(FAULTS.get(message.fault, message.fault))


@register.filter
def group_icon(notice: Notice) -> str:
    """Name the icon of a notice's kind."""
    return group_of(notice.kind).icon


@register.filter
def group_label(notice: Notice) -> str:
    """Name the kind of a notice."""
    return str(group_of(notice.kind).label)

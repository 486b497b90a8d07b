"""Clocks on the pages of other apps: `{% load clocking %}`, `{% clocks_of record %}`."""

from datetime import datetime

from django import template
from django.db.models import Model
from django.template import Context

from dongthuan.apps.clocks.queries.calendars import working_calendar
from dongthuan.apps.clocks.queries.clocks import clocks_on
from dongthuan.apps.clocks.wording import conditions_words, left_of, limit_words
from dongthuan.law.model import Rule
from dongthuan.law.wording import end_words

register = template.Library()


@register.inclusion_tag("clocks/of_record.html", takes_context=True)
def clocks_of(context: Context, record: Model) -> dict[str, object]:
    """Show the clocks of a record with the time left, each with the way to why it ends on that day."""
    request, now = context["request"], context["now"]
    clocks = clocks_on(record, request.user)
    calendar = working_calendar() if clocks else None
    rows = [(clock, left_of(clock, at=now, calendar=calendar)) for clock in clocks if calendar]
    return {"rows": rows, "now": now}


@register.simple_tag
def limit(amount: int | None, unit: str | None) -> str:
    """Write a limit: "15 working days", "at once"."""
    return limit_words(amount, unit or "")


@register.filter
def conditions(rule: Rule) -> list[str]:
    """Return in words for which cases a rule holds."""
    return conditions_words(rule.channel, rule.complexity, rule.agency_kind)


@register.filter
def as_end(at: datetime) -> str:
    """Write when a limit ends, the midnight after its last day as 24:00 of that day."""
    return end_words(at)

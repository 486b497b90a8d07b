"""How pages of reports write days, figures and outcomes. `{% load reporting %}`."""

from datetime import date, timedelta
from decimal import Decimal

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

from dongthuan.apps.reports.lifecycle import Outcome
from dongthuan.apps.reports.tokens import plain_number, token

register = template.Library()


@register.filter
def day_before(day: date) -> date:
    """Return the day before: the last day of a span, which are kept half-open."""
    return day - timedelta(days=1)


@register.filter
def number_of(value: Decimal) -> str:
    """Write a stated figure as documents print it."""
    return plain_number(value)


@register.filter
def outcome(code: str) -> str:
    """Return the words of how a task stood."""
    return str(Outcome(str(code)).label)


@register.filter
def control_hinted(field: BoundField, hint: str) -> SafeString:
    """Render a field's widget with a hint inside it."""
    return field.as_widget(attrs={"class": "form-control", "placeholder": hint})


@register.filter
def sign(key: str) -> str:
    """Return the sign by which prose names a figure."""
    return token(key)

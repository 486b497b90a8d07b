"""What a trend report keeps as codes, in words. `{% load monitoring_trends %}`."""

from datetime import date

from django import template
from django.utils.formats import date_format

from dongthuan.apps.monitoring.lifecycle import HandlingState
from dongthuan.apps.monitoring.models.signals import Series
from dongthuan.docgen.wording import points

register = template.Library()


@register.filter
def share_points(change: float | None) -> str:
    """Write the change of a share in points of a percentage; a dash where it is unknown."""
    return points(change)


@register.filter
def handling_word(code: str) -> str:
    """Say how an item is handled."""
    return str(dict(HandlingState.choices).get(code, "–"))


@register.filter
def series_word(code: str) -> str:
    """Say which count is meant."""
    return str(dict(Series.choices).get(code, "–"))


@register.filter
def day_word(written: str) -> str:
    """Write a day that was kept as 2026-03-05."""
    return date_format(date.fromisoformat(written), "DATE_FORMAT")

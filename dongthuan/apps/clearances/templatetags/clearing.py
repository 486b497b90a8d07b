"""Clearances on the pages of other apps: `{% load clearing %}`, `{% clearance_of record %}`."""

from django import template
from django.db.models import Model
from django.template import Context

from dongthuan.apps.clearances.queries.clearances import latest_clearance
from dongthuan.apps.clearances.rules import ACCESS, Act
from dongthuan.apps.clearances.wording import TONES

register = template.Library()


@register.inclusion_tag("clearances/of_record.html", takes_context=True)
def clearance_of(context: Context, record: Model, as_card: bool = False) -> dict[str, object]:
    """Show how far the clearance of a record is, part by part, with the way to it; nothing where none is.

    as_card: in a card with its heading.
    """
    found = latest_clearance(record)
    may_open = found is not None and ACCESS[Act.READ](context["request"].user, found)
    return {"clearance": found, "may_open": may_open, "now": context.get("now"), "as_card": as_card}


@register.filter
def clearance_tone(state: str) -> str:
    """Return the tone of a state or decision."""
    return TONES.get(state, "bad" if state else "neutral")

"""Texts on the pages of other apps: `{% load texts %}`, `{% texts_of record %}`."""

from django import template
from django.db.models import Model
from django.template import Context

from dongthuan.apps.content.channels import CHANNELS
from dongthuan.apps.content.checks import Finding
from dongthuan.apps.content.models.posts import Publication
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.queries.texts import standing_of
from dongthuan.apps.content.queries.texts import texts_of as belonging
from dongthuan.apps.content.wording import TONES
from dongthuan.apps.content.wording import finding_words as words_of

register = template.Library()
MOST = 50


@register.inclusion_tag("content/of_record.html", takes_context=True)
def texts_of(context: Context, record: Model) -> dict[str, object]:
    """Show the texts that belong to a record, each with where it stands; those the officer may see."""
    now, officer = context["now"], context["request"].user
    seen = Text.objects.visible_to(officer).values("pk")
    rows = belonging(record).filter(pk__in=seen).light()[:MOST]
    return {"rows": [(text, standing_of(text, at=now)) for text in rows], "now": now}


@register.simple_tag
def channel_label(code: str) -> str:
    """Return the name of a channel."""
    return str(CHANNELS[code].label) if code in CHANNELS else code


@register.filter
def is_served(publication: Publication) -> bool:
    """Say whether the portal serves the channel by itself."""
    return publication.channel in CHANNELS and CHANNELS[publication.channel].is_automatic


@register.filter
def tone_of(state: str) -> str:
    """Return the tone of a state."""
    return TONES.get(state, "neutral")


@register.filter
def found_words(finding: Finding) -> str:
    """Say what the checks found."""
    return words_of(finding)

"""Reads about misinformation cards."""

from typing import Any

from dongthuan.analysis.text import fold
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.matters.models.cards import MisinformationCard, MisinformationCardQuerySet
from dongthuan.apps.monitoring.models.items import Item


def cards_matching(wanted: dict[str, Any], *, seen_by: Actor) -> MisinformationCardQuerySet:
    """Return the cards an officer may read that pass a filter, with unit and matter."""
    cards = MisinformationCard.objects.visible_to(seen_by).select_related("unit", "matter")
    for name in ("kind", "state", "response"):
        if wanted.get(name):
            cards = cards.filter(**{name: wanted[name]})
    if wanted.get("q"):
        cards = cards.filter(folded__contains=fold(wanted["q"]))
    return cards.defer("folded", "evidence", "explanation", "effect")


def card_on(item: Item, *, seen_by: Actor) -> MisinformationCard | None:
    """Return the newest open card on an item that the officer may read."""
    cards = MisinformationCard.objects.visible_to(seen_by).open().filter(item=item)
    return cards.order_by("-pk").first()

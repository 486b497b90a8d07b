"""Reads about misinformation cards."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from dongthuan.analysis.text import fold
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.matters.models.cards import MisinformationCard, MisinformationCardQuerySet
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.policies.dossiers_rules import GIVES_OPINIONS
from dongthuan.apps.policies.models.dossiers import PolicyDossier
from dongthuan.apps.policies.models.dossiers_parts import InternalOpinion
from dongthuan.apps.policies.queries.dossiers import dossiers_listed
from dongthuan.apps.units.models import Unit


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


def awaits_answer(card: MisinformationCard) -> bool:
    """Say whether the card's criticism awaits its answer in a dossier that is still worked on."""
    return card.opinion is not None and not card.opinion.verdict and card.opinion.dossier.is_open


@dataclass(frozen=True, slots=True)
class OpinionShown:
    """What became of handed-on criticism. url: the page of the dossier, "" = the officer may not read it."""

    opinion: InternalOpinion
    url: str


def opinion_of(card: MisinformationCard, *, seen_by: Actor) -> OpinionShown | None:
    """Return the opinion as which criticism was handed on, with its answer; None = it was not."""
    if card.opinion_id is None:
        return None
    parts = ("dossier", "unit", "given_by", "answered_by")
    opinion = InternalOpinion.objects.select_related(*parts).get(pk=card.opinion_id)
    may_read = PolicyDossier.objects.visible_to(seen_by).filter(pk=opinion.dossier_id).exists()
    return OpinionShown(opinion, f"{opinion.dossier.get_absolute_url()}#gop-y" if may_read else "")


def dossiers_to_choose(words: str, *, seen_by: Officer, on: date, most: int = 20) -> list[PolicyDossier]:
    """Return the drafts in hand that an officer may read and that hold the words, the latest moved first."""
    return list(dossiers_listed(seen_by, {"q": words}, on=on)[:most])


def units_to_speak_for(officer: Actor) -> QuerySet[Unit]:
    """Return the units in whose name an officer gives opinions on drafts, by name."""
    keys = [unit for role, unit in officer.held_roles() if role in GIVES_OPINIONS]
    return Unit.objects.filter(pk__in=keys).order_by("name")

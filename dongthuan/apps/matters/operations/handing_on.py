"""Criticism goes to those who draft the policy it is about, as an opinion that they answer; once."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.matters.lifecycle import CardKind, CardState
from dongthuan.apps.matters.models.cards import MisinformationCard
from dongthuan.apps.matters.operations.cards import HandedOn
from dongthuan.apps.matters.operations.locking import locked_card
from dongthuan.apps.matters.operations.refusals import NotInThatState
from dongthuan.apps.matters.rules import ACCESS, Act
from dongthuan.apps.policies.dossiers_lifecycle import OpinionKind
from dongthuan.apps.policies.models.dossiers import PolicyDossier
from dongthuan.apps.policies.models.dossiers_parts import InternalOpinion
from dongthuan.apps.policies.operations.opinions import OpinionContent, give_opinion
from dongthuan.apps.units.models import Unit


class OnlyCriticism(Exception):
    """What is false is refuted; only criticism goes to those who draft."""


@transaction.atomic
def hand_on_criticism(
    *, card: MisinformationCard, version: int, dossier: PolicyDossier, unit: Unit, by: Actor, at: datetime
) -> InternalOpinion:
    """Hand criticism on to those who draft a policy, in the name of a unit; they are told and answer there.

    Raises ChangedMeanwhile, OnlyCriticism, HandedOn, NotInThatState (the card is closed), and what
    `give_opinion` raises.
    """
    card = locked_card(card, version=version)
    require(ACCESS, Act.HAND_ON, by, card)
    if card.kind != CardKind.CRITICISM:
        raise OnlyCriticism
    if card.opinion_id is not None:
        raise HandedOn
    if card.state == CardState.CLOSED:
        raise NotInThatState(card.state)
    content = OpinionContent(unit, OpinionKind.CRITICISM, words_of(card), record=card)
    opinion = give_opinion(dossier=dossier, content=content, by=by, at=at)
    card.opinion = opinion
    card.version += 1
    card.save(update_fields=["opinion", "version"])
    details = {"dossier": dossier.pk, "opinion": opinion.pk}
    audit.note(act=Act.HAND_ON, actor=by, record=card, at=at, details=details)
    return opinion


def words_of(card: MisinformationCard) -> str:
    """Return the criticism as those who draft read it: its words, where and when it was seen."""
    seen = timezone.localtime(card.seen_at)
    source = f"Nguồn: {card.source_name}, {seen:%H:%M %d/%m/%Y}"
    address = f" ({card.source_url})" if card.source_url else ""
    return f"{card.claim.strip()}\n\n{source}{address}."

"""The effect of a response is counted when its time has come: before, one day after, three days after."""

from datetime import datetime, timedelta

from django.db import transaction

from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.matters.lifecycle import MOOD_HOURS
from dongthuan.apps.matters.models.cards import CardEffect, MisinformationCard
from dongthuan.apps.matters.queries.effects import told
from dongthuan.apps.matters.rules import ACCESS, Act


@transaction.atomic
def measure_effect(*, card: MisinformationCard, by: Actor, at: datetime) -> list[CardEffect]:
    """Count what is due of a card and not counted yet; returns the new counts."""
    require(ACCESS, Act.MEASURE, by, card)
    if card.responded_at is None or card.item is None:
        return []
    made = []
    for hours in MOOD_HOURS:
        end = card.responded_at + timedelta(hours=hours)
        if end <= at:
            effect, is_new = CardEffect.objects.get_or_create(
                card=card, hours=hours, defaults={**told(card, end=end), "counted_at": at}
            )
            made += [effect] if is_new else []
    return made

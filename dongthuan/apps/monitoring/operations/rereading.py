"""Stored items are read anew by the heads in use, from their stored meaning; the counts follow."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np
from django.db import transaction

from dongthuan.analysis.polarity import judge
from dongthuan.analysis.understanding_heads import POLARITIES, Heads
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.monitoring.lifecycle import Origin, Stage
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.learning import Rereading
from dongthuan.apps.monitoring.operations.grouping import count_items, refresh_stories
from dongthuan.apps.monitoring.operations.understanding import meaning_of, text_of
from dongthuan.apps.monitoring.queries.learning import answered_step
from dongthuan.apps.monitoring.rules import ACCESS, Act

FIELDS = ["polarity", "polarity_confidence", "negative_score", "positive_score", "model_id"]


@transaction.atomic
def reread_next(*, heads: Heads, limit: int, by: Actor, at: datetime) -> bool:
    """Read the next stored items anew; returns whether any are left.

    Labels, counts and the pointer move in one transaction, so it may be killed and go on. A rereading for
    heads that are no longer in use ends.
    """
    require(ACCESS, Act.UNDERSTAND, by, None)
    running = Rereading.objects.select_for_update().filter(ended_at=None).first()
    if running is None:
        return False
    items: list[Item] = []
    if running.model_id == heads.model_id:
        items = _next_items(running, heads, limit)
    if not items:
        running.ended_at = at
        running.save(update_fields=["ended_at"])
        return False
    running.changed_count += _relabel(items, heads)
    running.read_count += len(items)
    running.through = items[-1].pk
    running.save(update_fields=["changed_count", "read_count", "through"])
    return True


def _next_items(running: Rereading, heads: Heads, limit: int) -> list[Item]:
    encoder = heads.model_id.partition("+")[0]  # a vector of another encoder means nothing to these heads
    wanted = Item.objects.filter(pk__gt=running.through, meaning__model_id__startswith=encoder)
    locked = wanted.exclude(stage=Stage.RECEIVED).select_for_update(of=("self",))
    return list(locked.select_related("meaning", "full_text").order_by("pk")[:limit])


def _relabel(items: Sequence[Item], heads: Heads) -> int:
    least = answered_step().least
    texts = [text_of(item).head for item in items]
    shares = heads.polarity.predict(texts, np.stack([meaning_of(item) for item in items]))
    judged = [judge(dict(zip(POLARITIES, row, strict=True)), least) for row in shares.tolist()]
    pairs = list(zip(items, judged, strict=True))
    moved = [i for i, (label, _sure) in pairs if i.polarity_origin != Origin.HUMAN and i.polarity != label]
    counted = [item for item in moved if item.stage == Stage.COUNTED]
    count_items(counted, by=-1)
    for (item, (label, confidence)), row in zip(pairs, shares.tolist(), strict=True):
        if item.polarity_origin != Origin.HUMAN:
            item.polarity = label
        item.polarity_confidence, item.model_id = confidence, heads.model_id
        item.negative_score, item.positive_score = row[0], row[2]
    Item.objects.bulk_update(items, FIELDS)
    count_items(counted)
    refresh_stories({item.story_id for item in counted if item.story_id is not None})
    return len(moved)

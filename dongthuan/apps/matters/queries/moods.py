"""How people speak of a matter's topic: counts of 24 hours, and which matters wait to be measured."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import F, Sum

from dongthuan.apps.matters.lifecycle import MOOD_HOURS
from dongthuan.apps.matters.models.matters import Matter, MatterQuerySet
from dongthuan.apps.monitoring.lifecycle import Polarity, Stage
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.topics import Topic, TopicHour

DAY = timedelta(hours=24)
PATIENCE = timedelta(hours=6)  # what waits longer has something wrong with it, and holds nothing up
LONGEST = timedelta(hours=max(MOOD_HOURS)) + timedelta(days=30)  # so long a scheduler may stand still


def counted(topic: Topic, *, end: datetime) -> dict[str, int]:
    """Return the items of a topic by polarity in the 24 whole hours that end in the hour of `end`.

    Copies count too: they reach readers as well.
    """
    last = end.replace(minute=0, second=0, microsecond=0)
    hours = TopicHour.objects.filter(topic=topic, hour__gte=last - DAY, hour__lt=last)
    sums = hours.values("polarity").annotate(items=Sum(F("original_count") + F("copy_count")))
    found = {row["polarity"]: row["items"] for row in sums.order_by("polarity")}
    return {polarity.value: found.get(polarity.value, 0) for polarity in Polarity}


def was_watched(topic: Topic, *, end: datetime, at: datetime) -> bool:
    """Say whether the topic was counted by then, and nothing that came in of late still waits to be counted.

    Where nobody looked, or nobody has read yet what came in, nothing is no figure.
    """
    waits = Item.objects.exclude(stage=Stage.COUNTED).filter(
        published_at__lt=end, first_seen_at__gt=at - PATIENCE
    )
    return TopicHour.objects.filter(topic=topic, hour__lt=end).exists() and not waits.exists()


def to_measure(*, at: datetime) -> Iterator[Matter]:
    """Return the matters whose mood may be due: opened or first spoken on within the last month."""
    recent = _recent(Matter.objects.filter(topic__isnull=False), at)
    yield from recent.select_related("topic").order_by("pk").iterator(chunk_size=200)


def _recent(matters: MatterQuerySet, at: datetime) -> MatterQuerySet:
    since = at - LONGEST
    return matters.filter(opened_at__gte=since) | matters.filter(first_statement_at__gte=since)

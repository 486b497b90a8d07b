"""What changed in how people speak of topics around one instant: days of 24 hours before and after it."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Min, Q, Sum

from dongthuan.analysis.interruption import Effect, effect_of
from dongthuan.apps.monitoring.lifecycle import Polarity
from dongthuan.apps.monitoring.models.topics import Topic, TopicHour

DAY = timedelta(hours=24)
MOST_DAYS = 14


def effect_around(topics: Collection[Topic], begin: datetime, *, until: datetime) -> Effect | None:
    """Compare the days before `begin` with those from it up to `until`, at most MOST_DAYS on a side.

    Originals only: reprints are no independent items. None while fewer than three full days lie on a side.
    """
    hours = TopicHour.objects.filter(topic__in=topics)
    first = hours.aggregate(first=Min("hour"))["first"]
    known = 0 if first is None else max(0, (begin - first) // DAY)
    before = [_counted(topics, begin - DAY * step) for step in range(min(known, MOST_DAYS), 0, -1)]
    passed = max(0, (until - begin) // DAY)
    after = [_counted(topics, begin + DAY * step) for step in range(min(passed, MOST_DAYS))]
    return effect_of(before, after)


def _counted(topics: Collection[Topic], start: datetime) -> tuple[int, int]:
    hours = TopicHour.objects.filter(topic__in=topics, hour__gte=start, hour__lt=start + DAY)
    sums = hours.aggregate(
        negative=Sum("original_count", filter=Q(polarity=Polarity.NEGATIVE)),
        total=Sum("original_count", filter=~Q(polarity=Polarity.UNCLEAR)),
    )
    return sums["negative"] or 0, sums["total"] or 0

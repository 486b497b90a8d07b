"""The hours of topics as they were first seen: what an early warning may know, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from django.db.models import Case, Count, F, FloatField, Q, Sum, When
from django.db.models.functions import Coalesce, Trunc
from django.utils.timezone import localtime

from dongthuan.analysis.warning.features import TopicHours
from dongthuan.analysis.warning.line import DAY, running_sum
from dongthuan.apps.monitoring.lifecycle import Polarity
from dongthuan.apps.monitoring.models.topics import Mention, Topic

HOUR = timedelta(hours=1)
NEWS_FOR = timedelta(hours=24)  # what was published longer before it was seen is history, not news


@dataclass(frozen=True, slots=True)
class Seen:
    """Topics hour by hour, those of [start, end); firsts: the column of each topic's first item, or None."""

    topics: list[Topic]
    hours: TopicHours
    firsts: list[int | None]
    start: datetime

    def cut(self, first: int) -> TopicHours:
        """Return the hours from column `first` on."""
        whole = self.hours
        return TopicHours(
            whole.unfavourable[:, first:],
            whole.total[:, first:],
            whole.outlets[:, first:],
            whole.hostility[:, first:],
            (whole.first_hour + first) % DAY,
        )


def seen_hours(topics: Sequence[Topic], *, start: datetime, end: datetime) -> Seen:
    """Return originals of [start, end) by the hour in which they were first seen.

    An item seen more than a day after its publication (an imported archive, a late backfill) is put where it
    was published: it belongs to the past and is no news of the hour it came. One query.
    """
    places = {topic.pk: row for row, topic in enumerate(topics)}
    shape = (len(topics), int((end - start) / HOUR))
    bad, total, hostile = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    by_outlet: dict[str, np.ndarray[tuple[int, int], np.dtype[np.bool_]]] = {}
    for row in _counts(list(places), start, end):
        place = places[row["topic_id"]], int((row["hour"] - start) / HOUR)
        bad[place] += row["bad"]
        total[place] += row["every"]
        hostile[place] += row["hostile"]
        if row["bad"]:
            by_outlet.setdefault(row["item__source__outlet"], np.zeros(shape, bool))[place] = True
    outlets = np.zeros(shape)
    for spoke in by_outlet.values():
        outlets += running_sum(spoke.astype(float), DAY) > 0
    hours = TopicHours(bad, total, outlets, hostile, localtime(start).hour)
    return Seen(list(topics), hours, [_first(row) for row in total], start)


def _first(counts: np.ndarray[tuple[int], np.dtype[np.float64]]) -> int | None:
    found = np.flatnonzero(counts)
    return int(found[0]) if len(found) else None


def _counts(topics: list[int], start: datetime, end: datetime) -> Sequence[Mapping[str, Any]]:
    found = (
        Mention.objects.filter(topic_id__in=topics, item__copy_of__isnull=True)
        .filter(item__published_at__gte=start - NEWS_FOR, item__published_at__lt=end + NEWS_FOR)
        .exclude(item__polarity="")
        .annotate(
            counted_at=Case(
                When(
                    item__first_seen_at__gt=F("item__published_at") + NEWS_FOR, then=F("item__published_at")
                ),
                default=F("item__first_seen_at"),
            )
        )
        .filter(counted_at__gte=start, counted_at__lt=end, item__first_seen_at__lt=end)
        .annotate(hour=Trunc("counted_at", "hour"))
    )
    return list(
        found.values("topic_id", "hour", "item__source__outlet").annotate(
            bad=Count("pk", filter=Q(item__polarity=Polarity.NEGATIVE)),
            every=Count("pk"),
            hostile=Coalesce(Sum("item__hostility"), 0.0, output_field=FloatField()),
        )
    )

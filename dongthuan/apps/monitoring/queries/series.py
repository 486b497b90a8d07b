"""The hourly counts of a topic as series without holes, as detectors and forecasters want them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.timezone import localtime
from numpy.typing import NDArray

from dongthuan.apps.monitoring.lifecycle import Polarity
from dongthuan.apps.monitoring.models.signals import Series
from dongthuan.apps.monitoring.models.topics import Topic, TopicHour

HOUR = timedelta(hours=1)
_POLARITIES = {
    Series.VOLUME: list(Polarity),
    Series.NEGATIVE: [Polarity.NEGATIVE],
    Series.POSITIVE: [Polarity.POSITIVE],
}


@dataclass(frozen=True, slots=True)
class HourlySeries:
    """Originals per hour (copies left out), oldest first, one value for every hour of [start, end)."""

    start: datetime
    values: NDArray[np.float64]

    @property
    def times(self) -> list[datetime]:
        """The hours, one for each value, in the agency's time zone: people's days and nights shape counts."""
        start = localtime(self.start)
        return [start + HOUR * step for step in range(len(self.values))]


def hourly(topic: Topic, series: Series, *, start: datetime, end: datetime) -> HourlySeries:
    """Return the hourly originals of a topic in [start, end); it begins with the topic's first count.

    Before the first count nothing was listened to, so those hours are left out rather than called 0.
    """
    rows = TopicHour.objects.filter(topic=topic, hour__gte=start, hour__lt=end)
    sums = dict(
        rows.filter(polarity__in=_POLARITIES[series])
        .values_list("hour")
        .annotate(total=Coalesce(models.Sum("original_count"), 0))
    )
    first = rows.aggregate(first=models.Min("hour"))["first"]
    if first is None:
        return HourlySeries(start, np.zeros(0))
    length = int((end - first) / HOUR)
    values = np.zeros(length)
    for hour, total in sums.items():
        values[int((hour - first) / HOUR)] = total
    return HourlySeries(first, values)

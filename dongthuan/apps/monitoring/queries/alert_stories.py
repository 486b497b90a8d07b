"""When a rule fires on a story of its topic, or on an early warning, rather than on the topic's counts."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

import numpy as np
from django.db.models import Count
from django.utils.timezone import localtime
from numpy.typing import NDArray

from dongthuan.analysis.detection.score import Score
from dongthuan.apps.monitoring.models.alerts import AlertKind, AlertRule
from dongthuan.apps.monitoring.models.signals import COPIES_MODEL, STORY_MODEL, WARNING_MODEL
from dongthuan.apps.monitoring.models.topics import Mention
from dongthuan.apps.monitoring.models.warnings import EarlyWarning
from dongthuan.apps.monitoring.queries.firing import Firing
from dongthuan.apps.monitoring.queries.series import HOUR

DAY_HOURS = 24
DAY = DAY_HOURS * HOUR
HORIZON_HOURS = 12
Hours = list[tuple[datetime, int]]


def story_firings(rule: AlertRule, *, start: datetime, end: datetime) -> Iterator[Firing]:
    """Yield the hours of [start, end) in which a story's items, or copies, of 24 hours reach the rule's line.

    The usual: the mean over the topic's stories of that time; how unlikely: the share that grew as large.
    """
    if rule.line is None:
        return
    stories = _hours_of_stories(rule, start, end)
    sizes = np.sort(np.array([sum(n for _hour, n in hours) for hours in stories.values()], float))
    model = COPIES_MODEL if rule.kind == AlertKind.COPIES else STORY_MODEL
    found = [
        (hour, story, count)
        for story, hours in stories.items()
        for hour, count in _reached(hours, rule.line)
        if hour >= start
    ]
    for hour, story, count in sorted(found):
        yield Firing(hour, _score(sizes, count), f"{model}/{rule.line}/{story}", story=story)


def _hours_of_stories(rule: AlertRule, start: datetime, end: datetime) -> dict[int, Hours]:
    rows = Mention.objects.filter(
        topic_id=rule.topic_id,
        item__counted_hour__gte=start - DAY,
        item__counted_hour__lt=end,
        item__story__isnull=False,
        item__copy_of__isnull=rule.kind != AlertKind.COPIES,
    )
    counts = rows.values_list("item__story", "item__counted_hour").annotate(n=Count("pk"))
    stories: dict[int, Hours] = defaultdict(list)
    for story, hour, count in counts.order_by("item__counted_hour"):
        stories[story].append((hour, count))
    return stories


def _reached(hours: Hours, line: int) -> list[tuple[datetime, int]]:
    """Return the hours at which the sum of 24 hours comes from below the line to it or above, with the sum.

    hours: those with items, the earliest first.

    >>> first = datetime(2026, 3, 1)
    >>> [(at.hour, n) for at, n in _reached([(first, 2), (first + HOUR, 1), (first + 2 * HOUR, 5)], 3)]
    [(1, 3)]
    """
    times = np.array([hour.timestamp() for hour, _n in hours]) / HOUR.total_seconds()
    sums = np.concatenate([[0], np.cumsum([n for _hour, n in hours])])
    now = sums[1:] - sums[np.searchsorted(times, times - DAY_HOURS, side="right")]
    before = sums[:-1] - sums[np.searchsorted(times, times - DAY_HOURS - 1, side="right")]
    return [(hours[place][0], int(now[place])) for place in np.flatnonzero((now >= line) & (before < line))]


def _score(sizes: NDArray[np.float64], count: int) -> Score:
    share = (len(sizes) - int(np.searchsorted(sizes, count))) / len(sizes)
    return Score(
        1 - share / 2, True, float(sizes.mean()), float(np.quantile(sizes, 0.99)), float(count), share
    )


def warning_firings(rule: AlertRule, *, start: datetime, end: datetime) -> Iterator[Firing]:
    """Yield the hours of [start, end) in which the chance of twelve hours rises to what the rule names.

    A line that is crossed already warns of nothing. How unlikely: the share of chances as high until then.
    """
    if rule.chance_percent is None:
        return
    least, below = rule.chance_percent / 100, True
    chances: list[float] = []
    for one in _warnings(rule, start, end):
        chances.append(one.probability)
        is_high = one.probability >= least and not one.is_above
        if is_high and below and one.at - HOUR >= start:
            share = float(np.mean(np.array(chances) >= one.probability))
            held = Score(one.probability, True, one.line, one.line, one.held, share)
            yield Firing(
                localtime(one.at - HOUR), held, f"{WARNING_MODEL}/{rule.chance_percent}", warning=one.pk
            )
        below = not is_high


def _warnings(rule: AlertRule, start: datetime, end: datetime) -> Sequence[EarlyWarning]:
    """Return the topic's warnings of twelve hours, one an hour, with a week before `start`."""
    rows = EarlyWarning.objects.filter(
        topic_id=rule.topic_id, horizon_hours=HORIZON_HOURS, at__gt=start - 7 * DAY, at__lte=end
    )
    by_hour = {one.at: one for one in rows.order_by("at", "pk")}  # a newly adopted model may have issued two
    return list(by_hour.values())

"""When a rule fires on a topic's counts: asked by the hourly watch, and by the preview of 90 days."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

import numpy as np
from django.urls import reverse
from django.utils.timezone import localtime
from numpy.typing import NDArray

from dongthuan.analysis.detection.methods import make_detector
from dongthuan.analysis.detection.score import Score, Settings
from dongthuan.apps.monitoring.links import items_url
from dongthuan.apps.monitoring.models.alerts import AlertKind, AlertRule
from dongthuan.apps.monitoring.models.signals import LINE_MODEL, Series, window_hours
from dongthuan.apps.monitoring.models.stories import Story
from dongthuan.apps.monitoring.queries.alert_stories import story_firings, warning_firings
from dongthuan.apps.monitoring.queries.firing import Firing
from dongthuan.apps.monitoring.queries.series import HOUR, HourlySeries, hourly
from dongthuan.apps.monitoring.spans import Span
from dongthuan.apps.notices.hours import is_quiet

HISTORY = timedelta(days=70)  # what a detector reads before it may judge
PREVIEW = timedelta(days=90)
DAY_HOURS = 24


def firings(rule: AlertRule, *, start: datetime, end: datetime) -> list[Firing]:
    """Return the hours of [start, end) in which the rule fires, the cool-down kept; `end` is a whole hour.

    Each hour is judged by the hours before it only.
    """
    kind = AlertKind(rule.kind)
    if kind in (AlertKind.STORY, AlertKind.COPIES):
        found = story_firings(rule, start=start, end=end)
    elif kind == AlertKind.WARNING:
        found = warning_firings(rule, start=start, end=end)
    else:
        past = hourly(rule.topic, kind.series, start=start - HISTORY, end=end)
        found = _line(rule, past.times, past.values) if kind == AlertKind.LINE else _unusual(rule, past)
    return list(_cooled((one for one in found if one.hour >= start), rule))


def _cooled(found: Iterator[Firing], rule: AlertRule) -> Iterator[Firing]:
    """Keep the cool-down; each story cools down by itself, for a second one is other news."""
    last: dict[int | None, datetime] = {}
    for one in found:
        if one.story not in last or one.hour - last[one.story] >= timedelta(hours=rule.cool_down_hours):
            last[one.story] = one.hour
            yield one


def _unusual(rule: AlertRule, past: HourlySeries) -> Iterator[Firing]:
    settings = Settings(minimum_count=rule.minimum_count, false_alarms_per_week=rule.false_alarms_per_week)
    watch = make_detector(step=HOUR, settings=settings)
    for hour, value in zip(past.times, past.values, strict=True):
        score = watch.update(hour, value)
        if score.is_alert:
            yield Firing(hour, score, watch.model_id)


def _line(rule: AlertRule, times: Sequence[datetime], values: NDArray[np.float64]) -> Iterator[Firing]:
    """Yield the hours in which the sum of 24 hours comes from below the line to it or above.

    How unlikely: the share of the earlier sums that were as high; the usual: their mean.
    """
    if rule.line is None or not len(values):
        return
    sums = np.convolve(values, np.ones(DAY_HOURS))[: len(values)]
    for place in np.flatnonzero(sums >= rule.line).tolist():
        if place and sums[place - 1] >= rule.line:
            continue
        before = sums[:place]
        usual = float(before.mean()) if place else 0.0
        high = float(np.quantile(before, 0.99)) if place else 0.0
        share = (float((before >= sums[place]).sum()) + 1) / (place + 1)
        score = Score(min(1.0, 1 - share / 2), True, usual, high, float(sums[place]), share)
        yield Firing(times[place], score, f"{LINE_MODEL}/{rule.line}")


@dataclass(frozen=True, slots=True)
class Past:
    """An alert that a rule would have raised. is_quiet: in its quiet hours, so told at their end.

    subject: the story it would have been about; chance: the probability it would have stood on.
    """

    hour: datetime
    observed: float
    usual: float
    is_quiet: bool
    url: str
    subject: str = ""
    chance: float | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a rule would have done. since: the day from which there are counts; None = none at all."""

    found: Sequence[Past]
    since: datetime | None
    days: int

    @property
    def per_week(self) -> float:
        """Alerts a week."""
        return len(self.found) * 7 / self.days if self.days else 0.0

    @property
    def quiet_count(self) -> int:
        """How many would have waited for the end of the quiet hours."""
        return sum(one.is_quiet for one in self.found)


def preview(rule: AlertRule, *, at: datetime) -> Preview:
    """Return the alerts that the rule, stored or not, would have raised in the last 90 days.

    Read over the counts as they are known now: what came late then is in them.
    """
    end = localtime(at).replace(minute=0, second=0, microsecond=0)
    start = end - PREVIEW
    known = hourly(rule.topic, AlertKind(rule.kind).series, start=start, end=end)
    if not len(known.values):
        return Preview([], None, 0)
    since = known.times[0]
    fired = firings(rule, start=start, end=end)
    titles = dict(Story.objects.filter(pk__in={one.story for one in fired}).values_list("pk", "title"))
    found = [_past(rule, one, titles) for one in fired]
    return Preview(found, since, max(1, (end - since).days))


def _past(rule: AlertRule, firing: Firing, titles: Mapping[int, str]) -> Past:
    series = AlertKind(rule.kind).series
    hours = window_hours(firing.model_id)
    span = Span(localtime(firing.hour) - (hours - 1) * HOUR, localtime(firing.hour) + HOUR)
    wanted = {} if series == Series.VOLUME else {"polarity": series.value}
    url = items_url(span, topic=rule.topic_id, copies="no", **wanted)
    return Past(
        localtime(firing.hour),
        firing.score.observed,
        firing.score.baseline,
        in_quiet(rule, firing.hour + HOUR),
        reverse("monitoring:story", args=[firing.story]) if firing.story is not None else url,
        titles.get(firing.story or 0, ""),
        firing.score.score if firing.warning is not None else None,
    )


@dataclass(frozen=True, slots=True)
class _Quiet:
    quiet_from: time
    quiet_to: time
    digest_hour: int = 0


def in_quiet(rule: AlertRule, at: datetime) -> bool:
    """Say whether an instant lies in the rule's quiet hours."""
    return is_quiet(localtime(at).time(), _Quiet(rule.quiet_from, rule.quiet_to))


def told_from(rule: AlertRule, at: datetime) -> datetime:
    """Return when an alert raised at an instant may be told: at once, or at the end of the quiet hours."""
    if not in_quiet(rule, at):
        return at
    local = localtime(at)
    end = local.replace(hour=rule.quiet_to.hour, minute=rule.quiet_to.minute, second=0, microsecond=0)
    return end if end > local else end + timedelta(days=1)

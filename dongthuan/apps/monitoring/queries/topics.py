"""Reads about topics: how much is said of each, and how favourable it is."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Sum
from django.db.models.functions import TruncDay

from dongthuan.apps.monitoring.models.signals import Forecast, Series
from dongthuan.apps.monitoring.models.topics import Topic, TopicHour
from dongthuan.apps.monitoring.spans import Span, last_days

SPARK_DAYS = 14


@dataclass
class TopicRow:
    """One topic with the originals of the last seven days, and a line of the last fourteen."""

    topic: Topic
    total: int = 0
    negative: int = 0
    positive: int = 0
    favourable: int = 0
    unfavourable: int = 0
    line: list[int] = field(default_factory=list)


def topic_rows(*, at: datetime) -> list[TopicRow]:
    """Return all topics: the one that holds everything first, then the most spoken of; two queries."""
    span = last_days(SPARK_DAYS, at=at)
    week = last_days(7, at=at).start
    rows = {topic.pk: TopicRow(topic) for topic in Topic.objects.select_related("unit")}
    daily: dict[int, dict[datetime, int]] = defaultdict(lambda: defaultdict(int))
    for found in _daily(span):
        daily[found["topic"]][found["at"]] += found["originals"]
        if found["at"] >= week:
            _add(rows[found["topic"]], found)
    days = [span.start + timedelta(days=number) for number in range(SPARK_DAYS)]
    for key, row in rows.items():
        row.line = [daily[key][day] for day in days]
    return sorted(rows.values(), key=lambda row: (row.topic.kind != Topic.Kind.EVERYTHING, -row.total))


def _daily(span: Span) -> list[dict[str, Any]]:
    hours = TopicHour.objects.filter(hour__gte=span.start, hour__lt=span.end)
    grouped = hours.annotate(at=TruncDay("hour")).values("topic", "at", "polarity")
    sums = grouped.annotate(
        originals=Sum("original_count"), favour=Sum("favourable_count"), against=Sum("unfavourable_count")
    )
    return [dict(row) for row in sums.order_by()]


def _add(row: TopicRow, found: dict[str, Any]) -> None:
    count = found["originals"]
    row.total += count
    row.negative += count * (found["polarity"] == "negative")
    row.positive += count * (found["polarity"] == "positive")
    row.favourable += found["favour"]
    row.unfavourable += found["against"]


@dataclass(frozen=True, slots=True)
class StanceCounts:
    """How many originals of a topic speak for and against its goal."""

    favourable: int
    unfavourable: int


def stances(topic: Topic, span: Span) -> StanceCounts:
    """Return the favourable and unfavourable originals of a topic in a span."""
    hours = TopicHour.objects.filter(topic=topic, hour__gte=span.start, hour__lt=span.end)
    sums = hours.aggregate(favour=Sum("favourable_count"), against=Sum("unfavourable_count"))
    return StanceCounts(sums["favour"] or 0, sums["against"] or 0)


def latest_forecast(topic: Topic, series: Series, step: Forecast.Step) -> Forecast | None:
    """Return the newest forecast of a topic's series, or None."""
    found = Forecast.objects.filter(topic=topic, series=series, step=step)
    return found.order_by("-start_at").first()


@dataclass(frozen=True, slots=True)
class Scorecard:
    """How the issued forecasts of a topic turned out so far; shares 0 to 1."""

    scored: int
    coverage_80: float
    coverage_95: float
    absolute_error: float


def forecast_scorecard(topic: Topic, step: Forecast.Step, *, limit: int = 200) -> Scorecard | None:
    """Return the mean score of the last scored forecasts; None where none is scored yet."""
    scored = Forecast.objects.filter(topic=topic, step=step, scored_at__isnull=False).order_by("-start_at")
    scores = list(scored.values_list("score", flat=True)[:limit])
    if not scores:
        return None
    means = {
        name: sum(score[name] for score in scores) / len(scores)
        for name in ("coverage_80", "coverage_95", "absolute_error")
    }
    return Scorecard(len(scores), **means)

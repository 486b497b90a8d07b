"""Reads for the overview: figures come from the hourly counts, never from counting items."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum
from django.db.models.functions import Trunc

from dongthuan.apps.monitoring.lifecycle import Origin, Polarity
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.signals import Signal
from dongthuan.apps.monitoring.models.sources import DropCount, Source, SourceHour
from dongthuan.apps.monitoring.models.topics import Topic, TopicHour
from dongthuan.apps.monitoring.queries.items import ItemFilter, filtered, with_row_parts
from dongthuan.apps.monitoring.queries.sources_health import ORDER, Health, health_of
from dongthuan.apps.monitoring.queries.sources_wording import drop_words
from dongthuan.apps.monitoring.spans import Span


@dataclass(frozen=True, slots=True)
class Counts:
    """Originals by polarity, and the copies apart."""

    negative: int = 0
    neutral: int = 0
    positive: int = 0
    unclear: int = 0
    copies: int = 0

    @property
    def total(self) -> int:
        """How many originals there are."""
        return self.negative + self.neutral + self.positive + self.unclear

    def share(self, polarity: str) -> float | None:
        """Return the share (0 to 1) of one polarity among the originals; None where there are none."""
        return float(getattr(self, polarity)) / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Volume:
    """The counts of a span and of its steps; None for an earlier span of which nothing is known."""

    span: Span
    now: Counts
    steps: Sequence[tuple[Span, Counts]]
    month_ago: Counts | None
    month_ago_steps: Sequence[int | None]
    year_ago: Counts | None
    year_ago_steps: Sequence[int | None]


def volume_of(topic: Topic, span: Span) -> Volume:
    """Return what the counts say of a topic in a span, a month before and a year before.

    An earlier span is known only where counting began before a tenth of it had passed, and something
    was counted within it.
    """
    first = first_hour()
    now = _stepwise(topic, span)
    month, year = span.months_before(1), span.months_before(12)
    month_steps = _stepwise(topic, month) if _is_known(month, first) else None
    year_steps = _stepwise(topic, year) if _is_known(year, first) else None
    return Volume(
        span=span,
        now=_sum(now),
        steps=now,
        month_ago=_sum(month_steps) if month_steps else None,
        month_ago_steps=_beside(month_steps, len(now)),
        year_ago=_sum(year_steps) if year_steps else None,
        year_ago_steps=_beside(year_steps, len(now)),
    )


def _beside(steps: Sequence[tuple[Span, Counts]] | None, length: int) -> list[int | None]:
    """Return the totals of earlier steps, one for each of `length` later ones; None where there is none."""
    totals: list[int | None] = [counts.total for _step, counts in steps or ()]
    return (totals + [None] * length)[:length]


def first_hour() -> datetime | None:
    """Return the first hour in which anything was counted, or None."""
    return TopicHour.objects.order_by("hour").values_list("hour", flat=True).first()


def last_hour(topic: Topic) -> datetime | None:
    """Return the last hour in which anything was counted under a topic, or None."""
    return TopicHour.objects.filter(topic=topic).order_by("-hour").values_list("hour", flat=True).first()


def _is_known(span: Span, first: datetime | None) -> bool:
    if first is None or first >= span.start + (span.end - span.start) / 10:
        return False
    return TopicHour.objects.filter(hour__gte=span.start, hour__lt=span.end).exists()


def _stepwise(topic: Topic, span: Span) -> list[tuple[Span, Counts]]:
    hours = TopicHour.objects.filter(topic=topic, hour__gte=span.start, hour__lt=span.end)
    rows = hours.annotate(at=Trunc("hour", span.step)).values("at", "polarity")
    found: dict[datetime, dict[str, int]] = {}
    for row in rows.annotate(originals=Sum("original_count"), copied=Sum("copy_count")).order_by():
        step = found.setdefault(row["at"], {"copies": 0})
        step[row["polarity"]] = row["originals"]
        step["copies"] += row["copied"]
    return [(step, Counts(**found.get(span.floor(step.start), {}))) for step in span.steps()]


def _sum(steps: Sequence[tuple[Span, Counts]]) -> Counts:
    names = [*(polarity.value for polarity in Polarity), "copies"]
    return Counts(**{name: sum(getattr(counts, name) for _step, counts in steps) for name in names})


def collected_count(span: Span) -> int:
    """Return how many items of all sources were counted in a span, copies and irrelevant ones included."""
    hours = SourceHour.objects.filter(hour__gte=span.start, hour__lt=span.end)
    sums = hours.aggregate(originals=Sum("original_count"), copied=Sum("copy_count"))
    return (sums["originals"] or 0) + (sums["copied"] or 0)


def confirmed_count(topic: Topic, span: Span) -> int:
    """Return how many originals of a topic in a span bear a label that a person gave."""
    wanted = ItemFilter(topic=topic.pk, origin=Origin.HUMAN, copies="no", start=span.start, end=span.end)
    return filtered(Item.objects.all(), wanted).count()


def latest_unfavourable(topic: Topic, span: Span, *, limit: int = 8) -> list[Item]:
    """Return the newest negative originals of a topic in a span, with source and story."""
    wanted = ItemFilter(
        topic=topic.pk, polarity=Polarity.NEGATIVE, copies="no", start=span.start, end=span.end
    )
    return list(with_row_parts(filtered(Item.objects.all(), wanted)).newest()[:limit])


def latest_signals(topic: Topic, span: Span, *, limit: int = 5) -> list[Signal]:
    """Return the newest signals in a span; those of one topic, unless it is the one that holds everything."""
    signals = Signal.objects.filter(hour__gte=span.start, hour__lt=span.end).select_related("topic")
    if topic.kind != Topic.Kind.EVERYTHING:
        signals = signals.filter(topic=topic)
    return list(signals.order_by("-hour", "-score")[:limit])


@dataclass(frozen=True, slots=True)
class HealthCount:
    """How many sources fare alike; `code` is the filter of the list of sources."""

    code: str
    words: str
    tone: str
    count: int


def source_health(*, at: datetime) -> list[HealthCount]:
    """Return how the sources that are read from the net fare at `at`, the worst first; three queries."""
    sources = list(Source.objects.kept().exclude(url=""))
    counts = Counter(health.code for health in health_of(sources, at=at).values())
    found = [(Health(code), counts[code]) for code in ORDER if counts[code]]
    return [HealthCount(health.code, health.word, health.tone, count) for health, count in found]


@dataclass(frozen=True, slots=True)
class Dropped:
    """How many entries were not taken for one reason."""

    reason: str
    count: int


def dropped_entries(span: Span) -> list[Dropped]:
    """Return what was not taken on the days of a span, by reason, the most frequent first."""
    drops = DropCount.objects.filter(day__gte=span.start.date(), day__lte=span.end.date())
    rows = drops.values("reason").annotate(sum=Sum("count")).order_by("-sum", "reason")
    return [Dropped(drop_words(row["reason"]), row["sum"]) for row in rows]


def watched_topics() -> list[Topic]:
    """Return the topics that are counted: the one that holds everything first, then by name."""
    topics = list(Topic.objects.watched().only("pk", "name", "kind", "slug"))
    return sorted(topics, key=lambda topic: topic.kind != Topic.Kind.EVERYTHING)

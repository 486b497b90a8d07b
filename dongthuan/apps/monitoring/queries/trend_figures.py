"""What a trend report counts, asked by a frozen question, so that it can be asked again and compared.

A question and its answer are plain data (what JSON can say): both are stored with the report.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Sum
from django.utils.timezone import localtime

from dongthuan.apps.monitoring.lifecycle import Polarity
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.signals import Forecast, Series, Signal
from dongthuan.apps.monitoring.models.topics import Topic, TopicHour
from dongthuan.apps.monitoring.queries.items import ItemFilter, filtered
from dongthuan.apps.monitoring.queries.overview import Counts, volume_of
from dongthuan.apps.monitoring.spans import Span, of_days

QUERY_VERSION = 1
MOST_TOPICS, MOST_ITEMS, MOST_SIGNALS = 10, 40, 20
Plain = dict[str, Any]


def ask(first: date, last: date, *, topic: Topic, at: datetime) -> Plain:
    """Return the question of a report over the days from `first` to `last`, as it is frozen with it."""
    return {
        "version": QUERY_VERSION,
        "first_on": first.isoformat(),
        "last_on": last.isoformat(),
        "topic": topic.pk,
        "known_at": at.isoformat(),
        "most_topics": MOST_TOPICS,
        "most_items": MOST_ITEMS,
        "most_signals": MOST_SIGNALS,
    }


def span_of(query: Plain) -> Span:
    """Return the days of a question."""
    return of_days(date.fromisoformat(query["first_on"]), date.fromisoformat(query["last_on"]))


def answer(query: Plain) -> Plain:
    """Return the figures of a question, counted now: originals only, copies apart."""
    span, topic = span_of(query), Topic.objects.get(pk=query["topic"])
    volume = volume_of(topic, span)
    return {
        "shares": {
            "now": _plain(volume.now),
            "month_ago": _plain(volume.month_ago),
            "year_ago": _plain(volume.year_ago),
        },
        **_topics(span, most=query["most_topics"]),
        "unfavourable": _unfavourable(topic, span, most=query["most_items"]),
        "signals": _signals(span, most=query["most_signals"]),
        "forecasts": [
            _forecast(topic, series, known_at=datetime.fromisoformat(query["known_at"]))
            for series in (Series.VOLUME, Series.NEGATIVE)
        ],
    }


def _plain(counts: Counts | None) -> Plain | None:
    if counts is None:
        return None
    names = [*(polarity.value for polarity in Polarity), "copies"]
    return {name: getattr(counts, name) for name in names} | {"total": counts.total}


def _topics(span: Span, *, most: int) -> Plain:
    """Return the topics most spoken of, and those that rose most against the same days a month before."""
    now, before = _totals(span), _totals(span.months_before(1))
    named = Topic.objects.exclude(kind=Topic.Kind.EVERYTHING).filter(pk__in=now)
    rows: list[Plain] = [
        {
            "topic": topic.pk,
            "name": topic.name,
            **now[topic.pk],
            "month_ago": before.get(topic.pk, {}).get("total", 0),
        }
        for topic in named.order_by("name", "pk")
    ]
    rows = [row for row in rows if row["total"]]
    rising = [row for row in rows if row["total"] > row["month_ago"]]
    return {
        "top": sorted(rows, key=lambda row: (-row["total"], row["name"]))[:most],
        "rising": sorted(rising, key=lambda row: (row["month_ago"] - row["total"], row["name"]))[:most],
    }


def _totals(span: Span) -> dict[int, dict[str, int]]:
    hours = TopicHour.objects.filter(hour__gte=span.start, hour__lt=span.end)
    sums = hours.order_by().values("topic", "polarity").annotate(count=Sum("original_count"))
    found: dict[int, dict[str, int]] = {}
    for row in sums:
        totals = found.setdefault(row["topic"], {"total": 0, "negative": 0, "positive": 0})
        totals["total"] += row["count"]
        if row["polarity"] in totals:
            totals[row["polarity"]] += row["count"]
    return found


def _unfavourable(topic: Topic, span: Span, *, most: int) -> list[Plain]:
    """Return the negative originals that were printed again most, the newest first among equals."""
    wanted = ItemFilter(
        topic=topic.pk, polarity=Polarity.NEGATIVE, copies="no", start=span.start, end=span.end
    )
    items = filtered(Item.objects.select_related("source"), wanted).annotate(copied=Count("copies"))
    chosen = list(items.order_by("-copied", "-published_at", "-pk")[:most])
    copied = dict(items.filter(pk__in=[one.pk for one in chosen]).values_list("pk", "copied"))
    return [
        {
            "item": item.pk,
            "title": item.title,
            "url": item.url,
            "outlet": item.source.outlet,
            "published_at": localtime(item.published_at).isoformat(),
            "copies": copied[item.pk],
            "handling": item.handling,
            "origin": item.polarity_origin,
        }
        for item in chosen
    ]


def _signals(span: Span, *, most: int) -> list[Plain]:
    signals = Signal.objects.filter(hour__gte=span.start, hour__lt=span.end).select_related("topic")
    return [
        {
            "signal": signal.pk,
            "topic": signal.topic.name,
            "series": signal.series,
            "hour": localtime(signal.hour).isoformat(),
            "items": signal.item_count,
            "state": signal.state,
        }
        for signal in signals.order_by("-score", "hour", "pk")[:most]
    ]


def _forecast(topic: Topic, series: Series, *, known_at: datetime) -> Plain | None:
    """Return the newest daily forecast that was there when the report was compiled."""
    found = Forecast.objects.filter(
        topic=topic, series=series, step=Forecast.Step.DAY, made_at__lte=known_at
    ).order_by("-start_at", "-made_at", "-pk")
    forecast = found.first()
    if forecast is None:
        return None
    first = localtime(forecast.start_at).date()
    return {
        "series": series.value,
        "method": forecast.method,
        "model": forecast.model_id,
        "items": forecast.history_count,
        "is_naive_better": forecast.is_naive_better,
        "days": [
            {
                "day": (first + timedelta(days=step)).isoformat(),
                "mean": round(mean, 2),
                "low_80": round(forecast.low_80[step], 2),
                "high_80": round(forecast.high_80[step], 2),
                "low_95": round(forecast.low_95[step], 2),
                "high_95": round(forecast.high_95[step], 2),
            }
            for step, mean in enumerate(forecast.mean)
        ],
    }


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that counts otherwise today. path: where it stands, as "shares.now.negative"."""

    path: str
    then: Any
    now: Any


def differences(then: Any, now: Any, path: str = "") -> Iterator[Difference]:
    """Yield each figure in which two answers differ, in the order of the report."""
    if isinstance(then, dict) and isinstance(now, dict):
        for key in dict.fromkeys([*then, *now]):
            yield from differences(then.get(key), now.get(key), f"{path}.{key}" if path else str(key))
    elif isinstance(then, list) and isinstance(now, list):
        for place in range(max(len(then), len(now))):
            one, other = (rows[place] if place < len(rows) else None for rows in (then, now))
            yield from differences(one, other, f"{path}.{place + 1}")
    elif then != now:
        yield Difference(path, then, now)

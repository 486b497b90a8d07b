"""Find what is unusual in a topic's counts and explain it; what people then do is in `signal_steps.py`."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from dongthuan.analysis.detection.methods import make_detector
from dongthuan.analysis.detection.score import Settings
from dongthuan.analysis.keywords import distinctive_terms
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.monitoring.lifecycle import Polarity, SourceState
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.signals import Series, Signal, window_hours
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.monitoring.operations.counting import hour_of
from dongthuan.apps.monitoring.queries.firing import Firing
from dongthuan.apps.monitoring.queries.series import HOUR, hourly
from dongthuan.apps.monitoring.rules import ACCESS, Act

HISTORY = timedelta(days=70)
LOOK_BACK = timedelta(hours=24)  # late items change past hours, so these are judged again
BACKGROUND = timedelta(days=14)
BACKGROUND_LIMIT = 1500
MOST_ITEMS = 500
SILENT_AFTER = timedelta(hours=12)


def detect(*, topic: Topic, series: Series, by: Actor, at: datetime) -> list[Signal]:
    """Judge the hours of the last day that are over, and store each new signal with its explanation.

    An hour is judged by the hours before it only. Doing it again stores no signal twice.
    """
    require(ACCESS, Act.DETECT, by, topic)
    end = hour_of(at)
    past = hourly(topic, series, start=end - HISTORY, end=end)
    settings = Settings(minimum_count=topic.minimum_count, false_alarms_per_week=topic.false_alarms_per_week)
    watch = make_detector(step=HOUR, settings=settings)
    scores = [watch.update(hour, value) for hour, value in zip(past.times, past.values, strict=True)]
    alerts = [
        (hour, score)
        for hour, score in zip(past.times, scores, strict=True)
        if score.is_alert and hour >= end - LOOK_BACK
    ]
    return [
        kept[0]
        for hour, score in alerts
        if (kept := keep_signal(topic, series, Firing(hour, score, watch.model_id), at=at))[1]
    ]


@transaction.atomic
def keep_signal(topic: Topic, series: Series, found: Firing, *, at: datetime) -> tuple[Signal, bool]:
    """Store a signal with its explanation, and say whether it is new; the same one is stored once.

    For `detect` and the rules of alerts, which have asked the table of access.
    """
    hour, score = found.hour, found.score
    signal, is_new = Signal.objects.get_or_create(
        topic=topic,
        series=series,
        hour=hour,
        model_id=found.model_id,
        defaults={
            "detected_at": at,
            "observed": score.observed,
            "baseline": score.baseline,
            "expected_high": score.expected_high,
            "p_value": score.p_value,
            "score": score.score,
            "story_id": found.story,
            "warning_id": found.warning,
            **_explain(topic, series, found, at),
        },
    )
    return signal, is_new


def _explain(topic: Topic, series: Series, firing: Firing, at: datetime) -> dict[str, Any]:
    hour, hours = firing.hour, window_hours(firing.model_id)
    window = (hour - (hours - 1) * HOUR, hour + HOUR)  # sparse topics alert on six hours together
    found = items_of(topic, series, *window).select_related("source").order_by("published_at", "id")
    items = list((found if firing.story is None else found.filter(story=firing.story))[:MOST_ITEMS])
    originals = [item for item in items if item.copy_of_id is None]
    outlets = Counter(item.source.outlet for item in items)
    before = items_of(topic, Series.VOLUME, hour - BACKGROUND, window[0])
    background = before.order_by("-published_at").values_list("title", "lead")[:BACKGROUND_LIMIT]
    terms = distinctive_terms(
        [f"{item.title}. {item.lead}" for item in originals],
        [f"{title}. {lead}" for title, lead in background],
        limit=10,
    )
    return {
        "item_count": len(items),
        "copy_count": len(items) - len(originals),
        "outlets": outlets.most_common(10),
        "terms": [[term.text, term.count] for term in terms],
        "silent_sources": silent_sources(at=at),
        "first_item": items[0] if items else None,
        "is_illustrative": any(item.is_illustrative for item in items),
    }


def items_behind(signal: Signal) -> Any:
    """Return the items that a signal stands on, by their sources."""
    found = items_of(signal.topic, Series(signal.series), signal.span.start, signal.span.end)
    return found if signal.story_id is None else found.filter(story=signal.story_id)


def items_of(topic: Topic, series: Series, start: datetime, end: datetime) -> Any:
    """Return the counted items of a topic's series in the hours of [start, end)."""
    items = Item.objects.counted().between(start, end).filter(mentions__topic=topic)
    if series == Series.VOLUME:
        return items
    return items.filter(polarity=Polarity(series.value))


def silent_sources(*, at: datetime) -> list[str]:
    """Return the names of watched sources that have not answered for half a day: what we could not see."""
    watched = Source.objects.kept().exclude(url="").exclude(state=SourceState.PAUSED)
    silent = watched.filter(last_success_at__lt=at - SILENT_AFTER).order_by("name")
    return list(silent.values_list("name", flat=True)[:20])

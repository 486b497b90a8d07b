"""A topic with a calm past, and a burst of negative items in its last full hour."""

import hashlib
from datetime import UTC, datetime, timedelta

from dongthuan.apps.monitoring.lifecycle import Polarity, Stage
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.monitoring.models.topics import Mention, Topic, TopicHour

NOW = datetime(2026, 3, 30, 5, 20, tzinfo=UTC)  # 12:20 in Hà Nội
HOUR = timedelta(hours=1)
LAST = NOW.replace(minute=0) - HOUR


def calm_topic() -> Topic:
    """Return a topic with four weeks of two items every hour by day, none at night."""
    topic = Topic.objects.create(slug="ve-tinh", name="Vệ tinh", phrases=["vệ tinh"])
    hours = [LAST - HOUR * step for step in range(24 * 28)]
    TopicHour.objects.bulk_create(
        TopicHour(topic=topic, hour=hour, polarity=Polarity.NEUTRAL, original_count=2)
        for hour in hours
        if 1 <= hour.hour <= 14
    )
    return topic


def burst_in(topic: Topic, *, hour: datetime = LAST, count: int = 12) -> list[Item]:
    """Store negative items by two outlets in one hour, counted."""
    sources = [
        Source.objects.get_or_create(name=name, defaults={"outlet": name, "url": f"https://{word}.example/"})[
            0
        ]
        for name, word in (("Báo A", "a"), ("Báo B", "b"))
    ]
    items = [
        Item.objects.create(
            source=sources[number % 2],
            url=f"https://bao.example/{hour:%d%H}-{number}",
            url_key=hashlib.sha256(f"{hour}{number}".encode()).digest(),
            title=f"Vệ tinh chậm tiến độ, lãng phí thiết bị lần {number}",
            published_at=hour + timedelta(minutes=number),
            published_origin="feed",
            first_seen_at=hour,
            counted_hour=hour,
            stage=Stage.COUNTED,
            polarity=Polarity.NEGATIVE,
            model_id="thu",
        )
        for number in range(count)
    ]
    Mention.objects.bulk_create(
        Mention(topic=topic, item=item, confidence=1, matched_by="vệ tinh") for item in items
    )
    TopicHour.objects.create(topic=topic, hour=hour, polarity=Polarity.NEGATIVE, original_count=count)
    return items

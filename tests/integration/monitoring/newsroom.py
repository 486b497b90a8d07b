"""Items and stories made for tests, counted as the pipeline counts them."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from django.db import connection

from dongthuan.apps.monitoring.lexemes import vector_of
from dongthuan.apps.monitoring.models.items import Item, ItemVector
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.monitoring.models.stories import Story
from dongthuan.apps.monitoring.models.topics import Mention, Topic
from dongthuan.apps.monitoring.operations.counting import hour_of
from dongthuan.apps.monitoring.operations.grouping import copy_text, count_items, refresh_stories

_NUMBERS = count(1)


@dataclass
class Newsroom:
    """Publishes items; `everything` is the topic of all relevant news."""

    at: datetime
    everything: Topic = field(init=False)
    topic: Topic = field(init=False)

    def __post_init__(self) -> None:
        self.everything, _made = Topic.objects.get_or_create(
            kind=Topic.Kind.EVERYTHING, defaults={"slug": "tat-ca", "name": "Tất cả"}
        )
        self.topic, _made = Topic.objects.get_or_create(slug="bao-lu", defaults={"name": "Bão lũ"})

    def source(self, outlet: str = "Báo A") -> Source:
        """Return the outlet's source."""
        return Source.objects.get_or_create(
            name=outlet, defaults={"outlet": outlet, "url": f"https://a.example/{next(_NUMBERS)}"}
        )[0]

    def publish(self, title: str = "Tin", *, ago: timedelta = timedelta(hours=1), **more: object) -> Item:
        """Return a counted item; more: outlet, polarity, copy_of, story, lead, topics, is_relevant, ..."""
        outlet, topics = str(more.pop("outlet", "Báo A")), more.pop("topics", [])
        vector, is_relevant = more.pop("vector", None), more.pop("is_relevant", True)
        at = self.at - ago
        values = {"polarity": "neutral", "polarity_confidence": 0.7, "model_id": "thử", "stage": "counted"}
        key = hashlib.sha256(str(next(_NUMBERS)).encode()).digest()
        item = Item.objects.create(
            source=self.source(outlet),
            url=f"https://a.example/{key.hex()}",
            url_key=key,
            title=title,
            published_at=at,
            first_seen_at=at,
            published_origin="stated",
            counted_hour=hour_of(at),
            **(values | more),
        )
        for topic in [*topics, *([self.everything] if is_relevant else [])]:  # type: ignore[misc]
            Mention.objects.create(topic=topic, item=item, confidence=0.8, matched_by="bão")
        if vector is not None:
            ItemVector.objects.create(item=item, model_id="thử", vector=vector)
        with connection.cursor() as cursor:
            cursor.execute(
                "update monitoring_item set search = %s::tsvector where id = %s",
                [vector_of(copy_text(item)), item.pk],
            )
        count_items([item])
        return item

    def story(self, *titles: str, **more: object) -> Story:
        """Return a story of one item for each title, the first the earliest."""
        story = Story.objects.create(title=titles[0], first_at=self.at, last_at=self.at)
        for number, title in enumerate(titles):
            self.publish(title, ago=timedelta(hours=len(titles) - number), story=story, **more)
        refresh_stories([story.pk])
        story.refresh_from_db()
        return story

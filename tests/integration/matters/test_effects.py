"""The effect of a response is the number of items that told the claim's story, before and after."""

from datetime import datetime, timedelta

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.matters import jobs
from dongthuan.apps.matters.lifecycle import CardKind, Response
from dongthuan.apps.matters.operations.cards import CardContent, Reply, note_card, respond_to_claim
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.monitoring.models.stories import Story
from dongthuan.apps.units.models import Unit
from tests.integration.matters.conftest import AT

HOUR = timedelta(hours=1)


def told(number: int, at: datetime, story: Story, source: Source, polarity: str = "negative") -> Item:
    """Return a counted item of a story."""
    return Item.objects.create(
        source=source,
        url=f"https://bao.example/{number}",
        url_key=number.to_bytes(32, "big"),
        title=f"Tin {number}",
        published_at=at,
        published_origin="feed",
        first_seen_at=at,
        counted_hour=at.replace(minute=0, second=0, microsecond=0),
        stage="counted",
        polarity=polarity,
        polarity_confidence=0.9,
        relevance=0.9,
        model_id="thu",
        story=story,
    )


def test_items_of_the_story_are_counted_day_by_day(
    agency: Unit, speaker: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = Source.objects.create(name="Báo Minh hoạ", outlet="Báo Minh hoạ", url="https://bao.example/rss")
    story = Story.objects.create(first_at=AT - 30 * HOUR, last_at=AT, title="Tin đồn")
    other = Story.objects.create(first_at=AT - 30 * HOUR, last_at=AT, title="Chuyện khác")
    hours_of = [(-30, story), (-20, story), (-2, story), (-2, other), (3, story), (50, story), (71, story)]
    items = [
        told(number, AT + hours * HOUR, of, source, "neutral" if hours == 71 else "negative")
        for number, (hours, of) in enumerate(hours_of, start=1)
    ]
    claim = CardContent(
        agency, "Tin đồn", "Báo Minh hoạ", AT - 30 * HOUR, CardKind.FALSE, evidence="Số liệu", item=items[0]
    )
    card = note_card(content=claim, by=speaker, at=AT)
    respond_to_claim(card=card, version=1, reply=Reply(Response.DEBUNK, "Sai"), by=speaker, at=AT)
    for hours in (1, 30, 73):
        monkeypatch.setattr(jobs, "now", lambda hours=hours: AT + hours * HOUR)
        jobs.measure()
    found = [(one.hours, one.item_count, one.negative) for one in card.effects.all()]
    assert found == [(0, 2, 2), (24, 1, 1), (72, 2, 1)]

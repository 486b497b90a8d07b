"""The mood is counted when its time has come, from what monitoring counted, and only once."""

from datetime import datetime, timedelta

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.matters import jobs
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.matters.models.moods import MoodMark
from dongthuan.apps.matters.operations.moods import measure_mood
from dongthuan.apps.matters.queries.interruption import effect_of_statement
from dongthuan.apps.matters.queries.picture import mood_chart
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.monitoring.models.topics import Topic, TopicHour
from tests.integration.matters.conftest import AT

HOUR = timedelta(hours=1)


def hear(topic: Topic, at: datetime, polarity: str, originals: int, copies: int = 0) -> None:
    """Count items of an hour as monitoring would."""
    TopicHour.objects.create(
        topic=topic, hour=at, polarity=polarity, original_count=originals, copy_count=copies
    )


@pytest.fixture
def heard(topic: Topic) -> None:
    """Ten negative items before, four after a day, one after three."""
    hear(topic, AT - 25 * HOUR, "negative", 99)  # before the window
    hear(topic, AT - 24 * HOUR, "negative", 8, 2)
    hear(topic, AT - HOUR, "neutral", 5)
    hear(topic, AT, "negative", 3, 1)
    hear(topic, AT + 50 * HOUR, "negative", 1)
    hear(topic, AT + 60 * HOUR, "positive", 3)


@pytest.mark.usefixtures("heard")
def test_each_mark_counts_its_own_day(
    matter: Matter, system: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for hours in (1, 2, 24, 25, 73, 80):
        monkeypatch.setattr(jobs, "now", lambda hours=hours: AT + hours * HOUR)
        jobs.measure()
    marks = [(mark.hours, mark.negative, mark.neutral, mark.positive) for mark in MoodMark.objects.all()]
    assert marks == [(0, 10, 5, 0), (24, 4, 0, 0), (72, 1, 0, 3)]
    assert all(mark.since == "opened" for mark in MoodMark.objects.all())
    assert MoodMark.objects.get(hours=72).negative_share == 0.25


@pytest.mark.usefixtures("heard")
def test_it_is_measured_from_the_first_statement_too(matter: Matter, system: Officer) -> None:
    Matter.objects.filter(pk=matter.pk).update(first_statement_at=AT + 40 * HOUR)
    matter.refresh_from_db()
    measure_mood(matter=matter, by=system.on(AT.date()), at=AT + 65 * HOUR)
    found = {(mark.since, mark.hours): mark.negative for mark in MoodMark.objects.all()}
    assert found == {("opened", 0): 10, ("opened", 24): 4, ("statement", 0): 0, ("statement", 24): 1}


@pytest.mark.usefixtures("heard")
def test_nothing_is_measured_while_what_came_in_waits_to_be_counted(matter: Matter, system: Officer) -> None:
    """A first look at a new source brings weeks at once: a mark taken too early would say 0 for good."""
    given = {"url": "https://bao.example/1", "url_key": b"1", "title": "Tin", "published_origin": "feed"}
    source = Source.objects.create(name="Báo", outlet="Báo", url="https://bao.example", next_fetch_at=AT)
    came_in = AT + 24 * HOUR
    Item.objects.create(source=source, published_at=AT - HOUR, first_seen_at=came_in, **given)
    by = system.on(AT.date())
    assert measure_mood(matter=matter, by=by, at=came_in + 2 * HOUR) == []
    assert len(measure_mood(matter=matter, by=by, at=came_in + 7 * HOUR)) == 2  # stuck, it holds nothing up


def test_nobody_counts_by_hand(matter: Matter, speaker: Officer) -> None:
    with pytest.raises(NotAllowed):
        measure_mood(matter=matter, by=speaker, at=AT + 80 * HOUR)


@pytest.mark.usefixtures("heard")
def test_the_picture_holds_every_item_once(matter: Matter) -> None:
    chart = mood_chart(matter, at=AT + 70 * HOUR)
    assert chart is not None
    negative = next(series for series in chart.series if series.role == "negative")
    assert sum(value or 0 for value in negative.values) == 99 + 10 + 4 + 1
    assert [mark.label for mark in chart.marks]
    matter.topic = None
    assert mood_chart(matter, at=AT) is None


def test_the_first_statement_has_an_effect_with_bounds(matter: Matter, topic: Topic) -> None:
    for day in range(-5, 4):
        hear(topic, AT + 24 * day * HOUR, "negative", 9 if day < 0 else 2, copies=40)
        hear(topic, AT + 24 * day * HOUR + HOUR, "neutral", 10)
    assert effect_of_statement(matter, at=AT) is None
    matter.first_statement_at = AT + timedelta(minutes=20)
    early = effect_of_statement(matter, at=AT + 71 * HOUR)
    assert early is not None
    assert early.effect is None
    found = effect_of_statement(matter, at=AT + 97 * HOUR)
    assert found is not None
    assert found.effect is not None
    assert (found.effect.days_before, found.effect.days_after, found.effect.observed) == (5, 4, 8)
    assert found.effect.share_change.high < 0
    assert not found.effect.was_moving

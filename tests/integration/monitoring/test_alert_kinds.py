"""Alerts of a growing story, a flood of copies and an early warning, through the rules of all alerts."""

from datetime import time, timedelta

import pytest
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.monitoring.models.alerts import Alert, AlertKind, AlertRule
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.stories import Story
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.monitoring.models.warnings import EarlyWarning
from dongthuan.apps.monitoring.operations.alert_rules import NoLine, RuleContent, save_rule
from dongthuan.apps.monitoring.operations.alerting import escalate, raise_alerts, tell_due
from dongthuan.apps.monitoring.queries.alert_firings import preview
from dongthuan.apps.notices.models import Notice
from tests.integration.monitoring.watched import HOUR, LAST, NOW, burst_in, calm_topic

TITLE = "Vệ tinh chậm tiến độ"


@pytest.fixture
def topic(db: None) -> Topic:
    """A topic with two small stories of last week, and one that grows now: 8 originals, 4 copies."""
    topic = calm_topic()
    for days, size in ((6, 2), (5, 3)):
        _story(f"Chuyện cũ {days}", burst_in(topic, hour=LAST - timedelta(days=days), count=size))
    items = burst_in(topic)
    _story(TITLE, items)
    Item.objects.filter(pk__in=[item.pk for item in items[8:]]).update(copy_of=items[0])
    return topic


def _story(title: str, items: list[Item]) -> Story:
    first, last = items[0].published_at, items[-1].published_at
    story = Story.objects.create(title=title, first_at=first, last_at=last, item_count=len(items))
    Item.objects.filter(pk__in=[item.pk for item in items]).update(story=story)
    return story


def rule_of(topic: Topic, by: Officer, to: Officer, kind: AlertKind, **more: int) -> AlertRule:
    """A rule that has listened for long and is never quiet."""
    content = RuleContent("Quy tắc", topic, kind, quiet_to=time(22), recipients=(to,), **more)
    return save_rule(rule=None, content=content, version=0, by=by, at=NOW - timedelta(days=200))


def chance(topic: Topic, hours_ago: int, probability: float, *, is_above: bool = False) -> EarlyWarning:
    """An early warning of twelve hours that was issued some hours ago."""
    return EarlyWarning.objects.create(
        topic=topic,
        at=LAST + HOUR - HOUR * hours_ago,
        horizon_hours=12,
        probability=probability,
        persistence=0.1,
        line=5,
        held=3,
        is_above=is_above,
        reasons=["fullness"],
        model_id="thu",
        item_count=60,
    )


@pytest.mark.parametrize(
    ("kind", "line", "observed", "words"),
    [
        (AlertKind.STORY, 8, 8, f"chùm tin “{TITLE}” có 8 tin gốc trong 24 giờ"),
        (AlertKind.COPIES, 4, 4, f"chùm tin “{TITLE}” được đăng lại 4 lần trong 24 giờ"),
    ],
)
def test_a_story_that_reaches_the_line_is_told_once_and_owned(
    kind: AlertKind, line: int, observed: int, words: str, topic: Topic, coordinator: Officer,
    spokesperson: Officer, system: Officer, client: Client,
) -> None:  # fmt: skip
    rule = rule_of(topic, coordinator, spokesperson, kind, line=line)
    (alert,) = raise_alerts(rule=rule, by=system, at=NOW)
    assert raise_alerts(rule=rule, by=system, at=NOW + HOUR) == []
    signal = alert.signal
    assert (signal.story.title if signal.story else "", signal.observed) == (TITLE, observed)
    assert signal.item_count == 12
    assert tell_due(by=system, at=NOW) == 1
    assert words in Notice.objects.get(recipient=spokesperson, kind="monitoring.alert").body
    assert escalate(by=system, at=NOW + 2 * HOUR) == 1
    (past,) = preview(rule, at=NOW).found
    assert (past.subject, past.observed, past.hour) == (TITLE, observed, LAST)
    assert preview(AlertRule(topic=topic, kind=kind, line=line + 1), at=NOW).found == []
    client.force_login(coordinator)
    page = client.get(f"/giam-sat/tin-hieu/{signal.pk}/").content.decode()
    assert f'href="/giam-sat/chum-tin/{signal.story_id}/"' in page
    assert TITLE in client.get(f"/giam-sat/canh-bao/{rule.pk}/").content.decode()


def test_two_stories_rise_in_one_hour_and_each_is_told(
    topic: Topic, coordinator: Officer, spokesperson: Officer, system: Officer
) -> None:
    rule = rule_of(topic, coordinator, spokesperson, AlertKind.STORY, line=3)
    items = list(Item.objects.filter(story__title=TITLE).order_by("pk"))
    _story("Chuyện thứ hai", items[:4])
    assert {alert.signal.story.title for alert in raise_alerts(rule=rule, by=system, at=NOW)} == {
        TITLE,
        "Chuyện thứ hai",
    }
    assert raise_alerts(rule=rule, by=system, at=NOW) == []


def test_a_chance_that_rises_is_told_and_its_truth_is_shown(
    topic: Topic, coordinator: Officer, spokesperson: Officer, system: Officer, client: Client
) -> None:
    rule = rule_of(topic, coordinator, spokesperson, AlertKind.WARNING, chance_percent=30)
    chance(topic, 40, 0.5)
    chance(topic, 39, 0.5)  # it stays high: no second alert
    chance(topic, 20, 0.9, is_above=True)  # already crossed: it warns of nothing
    chance(topic, 2, 0.29)
    assert raise_alerts(rule=rule, by=system, at=NOW) == []
    now = chance(topic, 0, 0.31)
    (alert,) = raise_alerts(rule=rule, by=system, at=NOW)
    assert (alert.signal.warning, alert.signal.hour, alert.signal.score) == (now, LAST, 0.31)
    assert tell_due(by=system, at=NOW) == 1
    assert "trong 12 giờ tới: 31,00%" in Notice.objects.get(recipient=spokesperson).body
    assert [past.chance for past in preview(rule, at=NOW).found] == [0.5, 0.31]
    now.crossed, now.scored_at = True, NOW
    now.save()
    client.force_login(coordinator)
    page = client.get(f"/giam-sat/tin-hieu/{alert.signal_id}/").content.decode()
    assert "Trong thời gian đó đã vượt ngưỡng." in page
    assert "số tin 24 giờ qua đã gần ngưỡng" in page


@pytest.mark.parametrize("kind", [AlertKind.WARNING, AlertKind.STORY, AlertKind.COPIES])
def test_a_rule_without_its_number_is_not_saved(
    kind: AlertKind, topic: Topic, coordinator: Officer, client: Client
) -> None:
    with pytest.raises(NoLine):
        rule_of(topic, coordinator, coordinator, kind)
    client.force_login(coordinator)
    page = client.get("/giam-sat/canh-bao/moi/").content.decode()
    assert f'value="{kind}"' in page
    assert not Alert.objects.exists()

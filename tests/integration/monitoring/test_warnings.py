"""Early warnings: issued from what was seen, stored once, scored by the truth, judged, learned from."""

import hashlib
from datetime import timedelta
from itertools import count

import pytest
from django.test import Client

from dongthuan.analysis.warning.model import shipped_model
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.monitoring.lifecycle import Polarity, Stage
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.monitoring.models.topics import Mention, Topic
from dongthuan.apps.monitoring.models.warnings import EarlyWarning
from dongthuan.apps.monitoring.operations import warnings
from dongthuan.apps.monitoring.queries.warnings import outlooks, scorecard
from dongthuan.apps.monitoring.queries.warnings_seen import seen_hours
from tests.integration.monitoring.watched import HOUR, NOW

END = NOW.replace(minute=0)
NUMBERS = count()


def tell(topic: Topic, hours_ago: float, polarity: Polarity, *, late: timedelta = timedelta(0)) -> Item:
    """Store one item of the topic published some hours before END and seen `late` after."""
    name = f"Báo {next(NUMBERS) % 3}"
    source, _new = Source.objects.get_or_create(
        name=name, defaults={"outlet": name, "url": f"https://{name[-1]}.example/"}
    )
    key, at = f"tin-{next(NUMBERS)}", END - HOUR * hours_ago
    item = Item.objects.create(
        source=source,
        url=f"https://bao.example/{key}",
        url_key=hashlib.sha256(key.encode()).digest(),
        title="Vệ tinh chậm tiến độ",
        published_at=at,
        published_origin="feed",
        first_seen_at=at + late,
        counted_hour=at.replace(minute=0),
        stage=Stage.COUNTED,
        polarity=polarity,
        model_id="thu",
    )
    Mention.objects.create(topic=topic, item=item, confidence=1, matched_by="vệ tinh")
    return item


@pytest.fixture
def topic(db: None) -> Topic:
    """A topic with five weeks of one neutral item a day."""
    made = Topic.objects.create(slug="ve-tinh", name="Vệ tinh", phrases=["vệ tinh"])
    for day in range(35):
        tell(made, 24 * day + 6, Polarity.NEUTRAL)
    return made


@pytest.fixture
def rising(topic: Topic) -> Topic:
    """Three unfavourable items in the last hours."""
    for hours_ago in (0.2, 0.5, 1.5):
        tell(topic, hours_ago, Polarity.NEGATIVE)
    return topic


def of_twelve(made: list[EarlyWarning]) -> EarlyWarning:
    """Return the warning of twelve hours."""
    (found,) = (one for one in made if one.horizon_hours == 12)
    return found


def test_chances_are_issued_once_with_their_grounds(rising: Topic, system: Officer) -> None:
    made = warnings.issue_warnings(by=system, at=NOW)
    assert [one.horizon_hours for one in made] == [6, 12, 24]
    shown = of_twelve(made)
    assert (shown.at, shown.held, shown.line, shown.crossed) == (END, 3, 4, None)
    assert shown.model_id == shipped_model().model_id
    assert shown.reasons
    assert shown.probability > 0.05
    warnings.issue_warnings(by=system, at=NOW + timedelta(minutes=20))
    assert EarlyWarning.objects.count() == 3


def test_what_is_seen_later_is_not_known(topic: Topic, system: Officer) -> None:
    before = of_twelve(warnings.issue_warnings(by=system, at=NOW)).probability
    EarlyWarning.objects.all().delete()
    for _ in range(5):
        tell(topic, 1, Polarity.NEGATIVE, late=timedelta(hours=3))
    assert of_twelve(warnings.issue_warnings(by=system, at=NOW)).probability == before


def test_an_old_item_that_comes_late_belongs_to_its_own_hour(topic: Topic) -> None:
    tell(topic, 72, Polarity.NEGATIVE, late=timedelta(hours=71))
    seen = seen_hours([topic], start=END - timedelta(days=5), end=END)
    assert seen.hours.unfavourable[0].nonzero()[0].tolist() == [5 * 24 - 72]


def test_a_young_topic_has_not_enough(db: None, system: Officer) -> None:
    young = Topic.objects.create(slug="moi", name="Mới", phrases=["mới"])
    tell(young, 24 * 5, Polarity.NEGATIVE)
    assert warnings.issue_warnings(by=system, at=NOW) == []
    (shown,) = outlooks([young], at=NOW)
    assert shown.main is None


def test_the_truth_scores_what_was_issued(rising: Topic, system: Officer) -> None:
    warnings.issue_warnings(by=system, at=NOW)
    EarlyWarning.objects.filter(horizon_hours=12).update(is_alert=True)
    assert warnings.score_warnings(by=system, at=NOW + HOUR) == 0
    tell(rising, -2.5, Polarity.NEGATIVE)
    assert warnings.score_warnings(by=system, at=NOW + HOUR * 13) == 2
    shown = EarlyWarning.objects.get(horizon_hours=12)
    assert (shown.crossed, shown.crossed_at) == (True, END + HOUR * 3)
    card = scorecard()
    assert (card.right, card.wrong, card.caught, card.missed, card.lead_hours) == (1, 0, 1, 0, 3.0)
    assert EarlyWarning.objects.get(horizon_hours=24).crossed is None


def test_a_chance_that_came_to_nothing_is_scored_so(rising: Topic, system: Officer) -> None:
    warnings.issue_warnings(by=system, at=NOW)
    EarlyWarning.objects.filter(horizon_hours=12).update(is_alert=True)
    warnings.score_warnings(by=system, at=NOW + HOUR * 25)
    card = scorecard()
    assert (card.right, card.wrong, card.caught, card.missed, card.precision) == (0, 1, 0, 0, 0.0)


def test_people_judge_an_alert(
    rising: Topic, system: Officer, coordinator: Officer, outsider: Officer
) -> None:
    shown = of_twelve(warnings.issue_warnings(by=system, at=NOW))
    shown.is_alert = False
    shown.save()
    with pytest.raises(warnings.NotAnAlert):
        warnings.judge_warning(warning=shown, was_right=True, by=coordinator, at=NOW)
    shown.is_alert = True
    shown.save()
    with pytest.raises(NotAllowed):
        warnings.judge_warning(warning=shown, was_right=True, by=outsider, at=NOW)
    assert not Entry.objects.filter(act="monitoring.judge_warning").exists()
    judged = warnings.judge_warning(warning=shown, was_right=False, by=coordinator, at=NOW)
    assert (judged.verdict, judged.judged_by) == ("false", coordinator)
    assert Entry.objects.filter(act="monitoring.judge_warning").count() == 1
    assert scorecard().false == 1


def test_too_few_crossings_learn_no_model(rising: Topic, system: Officer) -> None:
    assert warnings.recalibrate(by=system, at=NOW) is None
    assert warnings.model_in_use() == shipped_model()


def test_pages_say_what_is_known(
    rising: Topic, system: Officer, coordinator: Officer, client: Client
) -> None:
    client.force_login(coordinator)
    assert "Chưa đủ dữ liệu" in client.get("/giam-sat/canh-bao-som/").content.decode()
    made = warnings.issue_warnings(by=system, at=NOW)
    EarlyWarning.objects.filter(horizon_hours=12).update(is_alert=True)
    page = client.get("/giam-sat/canh-bao-som/").content.decode()
    assert "Cảnh báo sớm" in page
    assert "Vệ tinh" in page
    answer = client.post(f"/giam-sat/canh-bao-som/{of_twelve(made).pk}/nhan-dinh/", {"verdict": "true"})
    assert answer.status_code == 302
    assert EarlyWarning.objects.get(horizon_hours=12).verdict == "true"

"""Pages of topics and signals: figures, forecasts that tell themselves apart, forms that answer."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.monitoring.models.signals import Forecast, Series, Signal
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.monitoring.operations.counting import hour_of
from tests.integration.monitoring.newsroom import Newsroom


@pytest.fixture
def newsroom(system: Officer) -> Newsroom:
    return Newsroom(clock.now())


@pytest.fixture
def keeper(client: Client, coordinator: Officer) -> Client:
    client.force_login(coordinator)
    return client


def typed(**more: object) -> dict[str, object]:
    """Return what an officer types for a topic."""
    plain = {"name": "Động đất", "phrases": "động đất\nsóng thần\nđộng đất", "version": 1}
    return plain | {"minimum_count": 4, "false_alarms_per_week": "0,5", "is_active": "on"} | more


def forecast(topic: Topic, series: Series, step: Forecast.Step) -> Forecast:
    """Return a stored forecast of three steps."""
    start = hour_of(clock.now())
    flat = {name: [1.0, 2.0, 3.0] for name in ("mean", "low_80", "high_80", "low_95", "high_95")}
    return Forecast.objects.create(
        topic=topic,
        series=series,
        step=step,
        start_at=start,
        made_at=start,
        method="thử",
        model_id="thử",
        history_count=9,
        backtest={"origins": 2, "wis": 0.4, "naive_wis": 0.5, "coverage": {"80": 0.8}},
        **flat,
    )


def test_the_list_counts_the_week(newsroom: Newsroom, keeper: Client) -> None:
    newsroom.publish("Bão số 3", topics=[newsroom.topic], polarity="negative")
    newsroom.publish("Bão cũ", topics=[newsroom.topic], ago=timedelta(days=9))
    page = keeper.get("/giam-sat/chu-de/").content.decode()
    row = page[page.index("Bão lũ") :]
    assert re.search(r'data-label="Tin bài">1<', row)
    assert "/giam-sat/chu-de/moi/" in page


def test_a_topic_is_added_and_queued_for_counting(newsroom: Newsroom, keeper: Client) -> None:
    newsroom.publish("Động đất hôm qua")
    answer = keeper.post("/giam-sat/chu-de/moi/", typed())
    topic = Topic.objects.get(slug="dong-dat")
    assert answer.status_code == 302
    assert topic.phrases == ["động đất", "sóng thần"]
    assert (topic.false_alarms_per_week, topic.recounted_through) == (0.5, 0)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"phrases": "  \n "}, "ít nhất một cụm từ"),
        ({"name": "Bão lũ"}, "Đã có chủ đề mang tên này"),
        ({"minimum_count": "0"}, "lớn hơn hoặc bằng 1"),
        ({"false_alarms_per_week": "9"}, "nhỏ hơn hoặc bằng 7"),
        ({"phrases": "x" * 121}, "dài nhất 120"),
        ({"version": str(2**63)}, "nhỏ hơn hoặc bằng"),
    ],
)
def test_a_form_says_what_is_wrong(
    newsroom: Newsroom, keeper: Client, more: dict[str, str], said: str
) -> None:
    answer = keeper.post("/giam-sat/chu-de/moi/", typed(**more))
    assert answer.status_code == 200
    assert said in answer.content.decode()


def test_the_slower_of_two_officers_is_told(newsroom: Newsroom, keeper: Client) -> None:
    path = f"/giam-sat/chu-de/{newsroom.topic.pk}/sua/"
    assert keeper.post(path, typed(name="Bão")).status_code == 302
    answer = keeper.post(path, typed(name="Bão khác"))
    assert "vừa lưu chủ đề này" in answer.content.decode()


def test_one_who_may_not_save_sees_no_button(
    newsroom: Newsroom, client: Client, unit_officer: Officer
) -> None:
    client.force_login(unit_officer)
    assert "/giam-sat/chu-de/moi/" not in client.get("/giam-sat/chu-de/").content.decode()
    assert client.get("/giam-sat/chu-de/moi/").status_code == 403
    assert client.get(f"/giam-sat/chu-de/{newsroom.topic.pk}/").status_code == 200


def test_each_forecast_has_a_chart_of_its_own(newsroom: Newsroom, keeper: Client) -> None:
    newsroom.publish("Bão số 3", topics=[newsroom.topic])
    made = [
        forecast(newsroom.topic, Series.VOLUME, Forecast.Step.HOUR),
        forecast(newsroom.topic, Series.NEGATIVE, Forecast.Step.HOUR),
        forecast(newsroom.topic, Series.VOLUME, Forecast.Step.DAY),
    ]
    page = keeper.get(f"/giam-sat/chu-de/{newsroom.topic.pk}/").content.decode()
    for one in made:
        assert page.count(f'id="{one.chart_id}-data"') == 1
    assert "Thử trên 2 thời điểm quá khứ" in page


def test_a_topic_without_a_forecast_says_so(newsroom: Newsroom, keeper: Client) -> None:
    page = keeper.get(f"/giam-sat/chu-de/{newsroom.topic.pk}/").content.decode()
    assert "Chưa có dự báo" in page


@pytest.fixture
def signal(newsroom: Newsroom) -> Signal:
    """A signal of five items, one of them a copy."""
    items = [
        newsroom.publish(f"Bão số {n}", topics=[newsroom.topic], ago=timedelta(hours=1)) for n in range(4)
    ]
    newsroom.publish("Bão số 0", topics=[newsroom.topic], outlet="Báo B", copy_of=items[0])
    return Signal.objects.create(
        topic=newsroom.topic,
        series=Series.VOLUME,
        hour=items[0].counted_hour,
        detected_at=newsroom.at,
        observed=4,
        baseline=0.2,
        expected_high=1.5,
        p_value=0.001,
        score=0.9,
        model_id="thử",
        item_count=5,
        copy_count=1,
        outlets=[["Báo A", 4], ["Báo B", 1]],
        terms=[["bão số", 4]],
        first_item=items[0],
    )


def test_a_signal_page_tells_why(signal: Signal, keeper: Client) -> None:
    page = keeper.get(f"/giam-sat/tin-hieu/{signal.pk}/").content.decode()
    for words in ("có 5 tin (4 tin gốc)", "thường khung giờ này có 0,20 tin", "bão số (4)", "Báo B (1)"):
        assert words in page


def test_a_signal_is_taken_closed_and_scored(signal: Signal, keeper: Client) -> None:
    path = f"/giam-sat/tin-hieu/{signal.pk}/"
    keeper.post(path + "nhan/")
    answer = keeper.post(path + "dong/", {"was_real": "0", "note": "Tin cũ"}, follow=True)
    assert "Đã đóng: báo nhầm" in answer.content.decode()
    again = keeper.post(path + "dong/", {"was_real": "1"}, follow=True)
    assert "Người khác đã thao tác trước" in again.content.decode()
    assert "0 đúng, 1 nhầm" in keeper.get("/giam-sat/tin-hieu/").content.decode()


def test_an_outsider_sees_no_signal(signal: Signal, client: Client, outsider: Officer) -> None:
    client.force_login(outsider)
    assert client.get(f"/giam-sat/tin-hieu/{signal.pk}/").status_code == 403
    assert client.post(f"/giam-sat/tin-hieu/{signal.pk}/nhan/").status_code == 403


def test_signals_are_filtered_and_a_junk_page_is_the_first(signal: Signal, keeper: Client) -> None:
    for query, is_there in (("state=new", True), ("state=closed_true", False), ("page=%00x", True)):
        page = keeper.get(f"/giam-sat/tin-hieu/?{query}").content.decode()
        assert (f"/giam-sat/tin-hieu/{signal.pk}/" in page) == is_there

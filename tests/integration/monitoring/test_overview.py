"""The overview: figures open lists that count the same; what is unknown is said, not shown as nought."""

import re
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils.timezone import localtime
from django.utils.translation import override

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.common.figures import Figure
from dongthuan.apps.monitoring.lifecycle import Polarity
from dongthuan.apps.monitoring.models.sources import DropCount
from dongthuan.apps.monitoring.operations.correcting import correct_label
from dongthuan.apps.monitoring.queries import overview as queries
from dongthuan.apps.monitoring.spans import Span, last_days, last_hours, of_days
from dongthuan.apps.monitoring.tiles import figures_of, points
from tests.integration.monitoring.newsroom import Newsroom

PAGE = "/giam-sat/"


@pytest.fixture
def newsroom(system: Officer) -> Newsroom:
    return Newsroom(clock.now())


@pytest.fixture
def reader(client: Client, coordinator: Officer) -> Client:
    client.force_login(coordinator)
    return client


def fill(newsroom: Newsroom) -> None:
    """Two negative, one positive, three neutral originals; a copy, an irrelevant one, one of last week."""
    for polarity, number in (("negative", 2), ("positive", 1), ("neutral", 3)):
        for hours in range(1, number + 1):
            newsroom.publish(f"Tin {polarity}", polarity=polarity, ago=timedelta(hours=hours))
    original = newsroom.publish("Tin gốc", topics=[newsroom.topic], polarity="unclear")
    newsroom.publish("Tin gốc", outlet="Báo B", polarity="unclear", copy_of=original)
    newsroom.publish("Bóng đá", is_relevant=False, polarity="negative")
    newsroom.publish("Cũ", ago=timedelta(days=12), polarity="negative")


def listed(client: Client, url: str) -> int:
    """Return how many items the list behind a figure says it holds."""
    answer = client.get(url)
    assert answer.status_code == 200
    found = re.search(r"<h2>\s*([\d.]+) tin", answer.content.decode())
    return int(found[1].replace(".", "")) if found else 0


@pytest.mark.parametrize("period", ["24h", "7d", "30d"])
def test_each_figure_opens_a_list_that_counts_the_same(
    newsroom: Newsroom, reader: Client, period: str
) -> None:
    fill(newsroom)
    answer = reader.get(PAGE, {"period": period})
    figures: list[Figure] = answer.context["figures"]
    volume: queries.Volume = answer.context["volume"]
    assert listed(reader, figures[0].url) == volume.now.total == (8 if period == "30d" else 7)
    for figure, polarity in zip(figures[1:5], ("negative", "neutral", "positive", "unclear"), strict=True):
        assert listed(reader, figure.url) == getattr(volume.now, polarity)
    assert listed(reader, figures[5].url) == volume.now.copies == 1
    for address, count in (("guessed_url", "guessed"), ("confirmed_url", "confirmed")):
        assert listed(reader, answer.context[address]) == answer.context[count]
    assert listed(reader, answer.context["collected_url"]) == answer.context["collected"]


def test_each_bar_opens_its_own_items(newsroom: Newsroom, reader: Client) -> None:
    fill(newsroom)
    chart = reader.get(PAGE, {"period": "7d"}).context["chart"]
    sums = [sum(series.values[place] for series in chart.series) for place in range(len(chart.moments))]
    assert sum(sums) == 7
    assert [listed(reader, url) for url in chart.urls] == sums


def test_a_topic_cuts_everything_down(newsroom: Newsroom, reader: Client) -> None:
    fill(newsroom)
    answer = reader.get(PAGE, {"topic": newsroom.topic.pk})
    assert answer.context["volume"].now.total == 1
    assert listed(reader, answer.context["figures"][0].url) == 1


def test_what_was_not_collected_is_said_and_never_nought(newsroom: Newsroom, reader: Client) -> None:
    fill(newsroom)
    answer = reader.get(PAGE, {"period": "24h"})
    assert answer.context["volume"].month_ago is None
    assert answer.context["compared"] is None
    assert "cùng kỳ tháng trước: chưa có số liệu" in unescape(answer.content.decode())


def test_shares_change_in_points(newsroom: Newsroom) -> None:
    span = last_hours(24, at=newsroom.at)
    month, year = (newsroom.at - span.months_before(count).end for count in (1, 12))
    for ago, negative in ((timedelta(), 3), (month, 1), (year, 4)):
        for number in range(4):
            polarity = "negative" if number < negative else "positive"
            newsroom.publish(ago=ago + timedelta(hours=2 + number), polarity=polarity)
    newsroom.publish(ago=year + timedelta(hours=23, minutes=30), polarity="negative")
    volume = queries.volume_of(newsroom.everything, span)
    negative = figures_of(volume, newsroom.everything)[1]
    with override("vi"):
        said = [change.words for change in negative.changes]
    assert said == [
        "tăng 50,0 điểm % so với cùng kỳ tháng trước",
        "giảm 25,0 điểm % so với cùng kỳ năm trước",
    ]
    assert [change.tone for change in negative.changes] == ["bad", "good"]


@pytest.mark.parametrize(
    ("value", "earlier", "tone"), [(5.0, 5.0, ""), (6.0, 5.0, "bad"), (4.0, 5.0, "good"), (4.0, None, "")]
)
def test_points_judge_by_what_is_wished(value: float, earlier: float | None, tone: str) -> None:
    assert points(value, earlier, words="so", unknown="chưa", wish="less").tone == tone


def test_a_correction_moves_the_figures(newsroom: Newsroom, coordinator: Officer, reader: Client) -> None:
    item = newsroom.publish(polarity="negative")
    correct_label(item=item, polarity=Polarity.POSITIVE, by=coordinator, at=newsroom.at)
    answer = reader.get(PAGE)
    volume = answer.context["volume"]
    assert (volume.now.negative, volume.now.positive) == (0, 1)
    assert (answer.context["confirmed"], answer.context["guessed"]) == (1, 0)
    assert not answer.context["unfavourable"]


def test_an_empty_period_leads_to_the_last_items(newsroom: Newsroom, reader: Client) -> None:
    newsroom.publish(ago=timedelta(days=100))
    page = reader.get(PAGE).content.decode()
    first = re.search(r'href="([^"]*period=custom[^"]*)"', page)
    assert first is not None
    assert reader.get(unescape(first[1])).context["volume"].now.total == 1


def test_without_any_topic_the_page_says_what_to_do(system: Officer, reader: Client) -> None:
    assert "Chưa theo dõi chủ đề nào" in reader.get(PAGE).content.decode()


def test_drops_and_rising_stories_show(newsroom: Newsroom, reader: Client) -> None:
    newsroom.story("Động đất mạnh", "Động đất, thiệt hại lớn", "Động đất: cứu hộ")
    DropCount.objects.create(
        source=newsroom.source(), day=localtime(newsroom.at).date(), reason="no-date", count=7
    )
    answer = reader.get(PAGE)
    assert [rise.recent for rise in answer.context["rising"]] == [3]
    assert [(row.reason, row.count) for row in answer.context["dropped"]] == [("no-date", 7)]


@pytest.mark.parametrize(
    "asked",
    [
        {"period": "1y"},
        {"period": "custom", "first": "hôm qua"},
        {"period": "custom", "first": "2026-05-02", "last": "2026-05-01"},
        {"period": "custom", "first": "1900-01-01", "last": "2026-05-01"},
        {"period": "custom", "first": "2010-01-01", "last": "2026-05-01"},
        {"topic": str(2**63)},
        {"topic": "x\x00"},
    ],
)
def test_a_bad_choice_is_answered_in_words(newsroom: Newsroom, reader: Client, asked: dict[str, str]) -> None:
    answer = reader.get(PAGE, asked)
    assert answer.status_code == 400
    assert answer.context["form"].errors


def test_who_holds_no_role_sees_nothing(client: Client, outsider: Officer) -> None:
    client.force_login(outsider)
    assert client.get(PAGE).status_code == 403


def test_the_page_asks_as_often_for_one_item_as_for_many(
    newsroom: Newsroom, reader: Client, django_assert_max_num_queries: object
) -> None:
    for number in range(30):
        newsroom.story(f"Sự việc {number}", f"Thêm {number}", polarity="negative")
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        reader.get(PAGE)


def test_spans_are_whole_hours_and_months_end_where_they_can() -> None:
    noon = datetime.fromisoformat("2026-03-31T12:20:00+07:00")
    span = last_days(7, at=noon)
    assert [localtime(at).isoformat() for at in (span.start, span.end)] == [
        "2026-03-25T00:00:00+07:00",
        "2026-03-31T13:00:00+07:00",
    ]
    assert localtime(span.months_before(1).end).isoformat() == "2026-02-28T13:00:00+07:00"
    assert len(span.steps()) == 7
    assert len(last_hours(24, at=noon).steps()) == 24
    year = of_days(noon.date() - timedelta(days=364), noon.date())
    assert (year.step, len(year.steps())) == ("month", 12)
    assert Span(year.start, year.start).steps() == []

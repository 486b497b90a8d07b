"""Signals and forecasts: found once, explained, taken up, judged; forecasts stored and scored."""

from datetime import timedelta

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.monitoring.lifecycle import Polarity, SignalState
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.signals import Forecast, Series, Signal
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.monitoring.models.topics import Topic, TopicHour
from dongthuan.apps.monitoring.operations import signal_steps, signals
from dongthuan.apps.monitoring.operations.forecasting import forecast_topic, score_forecast
from dongthuan.apps.monitoring.queries.series import hourly
from tests.integration.monitoring.watched import HOUR, LAST, NOW, burst_in, calm_topic


@pytest.fixture
def topic(db: None) -> Topic:
    """A topic with four weeks of calm."""
    return calm_topic()


@pytest.fixture
def burst(topic: Topic) -> list[Item]:
    """Twelve negative items by two outlets in the last full hour."""
    return burst_in(topic)


@pytest.fixture
def signal(topic: Topic, burst: list[Item], system: Officer) -> Signal:
    """The signal of the burst."""
    (found,) = signals.detect(topic=topic, series=Series.NEGATIVE, by=system, at=NOW)
    return found


def test_calm_raises_nothing(topic: Topic, system: Officer) -> None:
    assert signals.detect(topic=topic, series=Series.VOLUME, by=system, at=NOW) == []


def test_a_signal_explains_itself(signal: Signal, burst: list[Item]) -> None:
    assert (signal.hour, signal.observed, signal.item_count) == (LAST, 12, 12)
    assert signal.baseline < 1
    assert signal.expected_high < 12
    assert signal.p_value < 0.01
    assert dict(map(tuple, signal.outlets)) == {"Báo A": 6, "Báo B": 6}
    assert any("tiến độ" in text for text, _count in signal.terms)
    assert signal.first_item == burst[0]


def test_looking_again_finds_nothing_new(signal: Signal, topic: Topic, system: Officer) -> None:
    assert signals.detect(topic=topic, series=Series.NEGATIVE, by=system, at=NOW + timedelta(minutes=9)) == []
    assert Signal.objects.count() == 1


def test_the_hour_that_runs_is_not_judged(topic: Topic, system: Officer) -> None:
    TopicHour.objects.create(
        topic=topic, hour=NOW.replace(minute=0), polarity=Polarity.NEGATIVE, original_count=50
    )
    assert signals.detect(topic=topic, series=Series.NEGATIVE, by=system, at=NOW) == []


def test_silent_sources_are_named(topic: Topic, burst: list[Item], system: Officer) -> None:
    Source.objects.create(
        name="Báo C", outlet="Báo C", url="https://c.example/rss", last_success_at=NOW - timedelta(hours=30)
    )
    (found,) = signals.detect(topic=topic, series=Series.NEGATIVE, by=system, at=NOW)
    assert found.silent_sources == ["Báo C"]


def test_a_signal_is_taken_and_judged(signal: Signal, coordinator: Officer) -> None:
    taken = signal_steps.take_signal(signal=signal, by=coordinator, at=NOW)
    assert (taken.state, taken.taken_by) == (SignalState.ACKNOWLEDGED, coordinator)
    closed = signal_steps.close_signal(signal=signal, was_real=False, note="Tin cũ", by=coordinator, at=NOW)
    assert (closed.state, closed.closing_note) == (SignalState.CLOSED_FALSE, "Tin cũ")
    assert Entry.objects.latest("id").details == {"was_real": False}
    with pytest.raises(signal_steps.NoSuchStep):
        signal_steps.close_signal(signal=signal, was_real=True, note="", by=coordinator, at=NOW)


def test_an_outsider_takes_no_signal(signal: Signal, outsider: Officer) -> None:
    with pytest.raises(NotAllowed):
        signal_steps.take_signal(signal=signal, by=outsider, at=NOW)
    signal.refresh_from_db()
    assert signal.state == SignalState.NEW


def test_a_series_has_no_holes_and_begins_with_the_first_count(topic: Topic) -> None:
    series = hourly(topic, Series.VOLUME, start=LAST - timedelta(days=60), end=LAST + HOUR)
    assert len(series.times) == len(series.values)
    assert series.values[0] == 2
    assert series.times[-1] == LAST
    assert set(series.values) == {0.0, 2.0}


@pytest.mark.parametrize(("step", "length"), [(Forecast.Step.HOUR, 48), (Forecast.Step.DAY, 7)])
def test_a_forecast_is_issued_once_with_its_back_test(
    topic: Topic, system: Officer, step: Forecast.Step, length: int
) -> None:
    first = forecast_topic(topic=topic, series=Series.VOLUME, step=step, by=system, at=NOW)
    again = forecast_topic(topic=topic, series=Series.VOLUME, step=step, by=system, at=NOW)
    assert first is not None
    assert first == again
    assert len(first.mean) == length
    assert first.history_count > 0
    assert first.method
    assert first.backtest["origins"] > 0
    bounds = zip(first.low_95, first.low_80, first.mean, first.high_80, first.high_95, strict=True)
    assert all(list(row) == sorted(row) for row in bounds)


def test_a_topic_without_a_past_is_not_forecast(system: Officer) -> None:
    empty = Topic.objects.create(slug="moi", name="Mới", phrases=["mới"])
    step = Forecast.Step.DAY
    assert forecast_topic(topic=empty, series=Series.VOLUME, step=step, by=system, at=NOW) is None


def test_a_forecast_is_scored_when_the_truth_is_there(topic: Topic, system: Officer) -> None:
    begin = NOW - timedelta(days=5)
    issued = forecast_topic(topic=topic, series=Series.VOLUME, step=Forecast.Step.HOUR, by=system, at=begin)
    assert issued is not None
    assert score_forecast(forecast=issued, by=system, at=begin + timedelta(days=1)) is None
    scored = score_forecast(forecast=issued, by=system, at=NOW)
    assert scored is not None
    assert scored.scored_at == NOW
    assert scored.score["observed"] == 56
    assert 0 <= scored.score["coverage_80"] <= scored.score["coverage_95"] <= 1

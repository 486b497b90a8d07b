"""What every detector promises, and the drills that must not cry wolf."""

import math
import pickle
from collections.abc import Callable
from datetime import datetime, timedelta

import numpy as np
import pytest

from dongthuan.analysis.detection.methods import DETECTORS, make_detector, scan
from dongthuan.analysis.detection.score import Settings
from dongthuan.analysis.detection.watch import OutOfOrder

HOUR = timedelta(hours=1)
START = datetime(2026, 1, 5)  # noqa: DTZ001  wall-clock time of an invented world
DAYS = 42
BY_HOUR = 1 + 0.8 * np.sin((np.arange(24) - 8) / 24 * 2 * np.pi)


def topic(rate: float = 6.0, seed: int = 0) -> list[float]:
    random = np.random.default_rng(seed)
    return random.poisson(rate * np.tile(BY_HOUR, DAYS)).astype(float).tolist()


def hours(count: int) -> list[datetime]:
    return [START + HOUR * hour for hour in range(count)]


def alerts(values: list[float], method: str = "consensus", **settings: float) -> list[int]:
    found = scan(hours(len(values)), values, step=HOUR, method=method, settings=Settings(**settings))
    return [hour for hour, score in enumerate(found) if score.is_alert]


def says_the_same_twice(method: str) -> None:
    assert repr(scan(hours(500), topic()[:500], step=HOUR, method=method)) == repr(
        scan(hours(500), topic()[:500], step=HOUR, method=method)
    )


def uses_no_later_row(method: str) -> None:
    values = topic()
    whole = scan(hours(700), values[:700], step=HOUR, method=method)
    assert repr(whole[:600]) == repr(scan(hours(600), values[:600], step=HOUR, method=method))


def survives_pickling(method: str) -> None:
    values, times = topic(), hours(400)
    watch = make_detector(step=HOUR, method=method)
    for at, value in zip(times[:399], values[:399], strict=True):
        watch.update(at, value)
    copy = pickle.loads(pickle.dumps(watch))
    assert copy.update(times[399], 90.0) == watch.update(times[399], 90.0)


def catches_a_flash(method: str) -> None:
    values = topic()
    values[800:804] = [45.0, 60.0, 50.0, 40.0]
    assert any(800 <= hour < 804 for hour in alerts(values, method))


def keeps_scores_in_range(method: str) -> None:
    for score in scan(hours(900), topic(0.3)[:900], step=HOUR, method=method):
        assert 0 <= score.score <= 1
        assert 0 <= score.p_value <= 1
        assert math.isnan(score.baseline) or score.expected_high >= score.baseline


def says_alarm_in_score_and_mark_alike(method: str) -> None:
    for rate, lowest in ((6.0, 4.0), (0.2, 5.0)):
        values = topic(rate)
        values[800:804] = [45.0, 60.0, 50.0, 40.0]
        settings = Settings(minimum_count=lowest)
        for score in scan(hours(len(values)), values, step=HOUR, method=method, settings=settings):
            assert (score.score >= 0.5) == score.is_alert


def stays_calm_over_gaps(method: str) -> None:
    values = topic()
    values[800:815] = [math.nan] * 15
    assert not [hour for hour in alerts(values, method) if 800 <= hour < 815]


def refuses_rows_out_of_order(method: str) -> None:
    watch = make_detector(step=HOUR, method=method)
    watch.update(START, 1.0)
    with pytest.raises(OutOfOrder):
        watch.update(START, 1.0)


def stands_any_number(method: str) -> None:
    for value in (0.0, -3.5, 1e15, 0.001):
        found = scan(hours(400), [value] * 399 + [value * 2 + 1], step=HOUR, method=method)
        assert all(math.isfinite(score.score) for score in found)


PROMISES: list[Callable[[str], None]] = [
    says_the_same_twice,
    uses_no_later_row,
    survives_pickling,
    catches_a_flash,
    keeps_scores_in_range,
    says_alarm_in_score_and_mark_alike,
    stays_calm_over_gaps,
    refuses_rows_out_of_order,
    stands_any_number,
]


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)
@pytest.mark.parametrize("method", DETECTORS)
def test_promise(method: str, promise: Callable[[str], None]) -> None:
    promise(method)


def drill_late_backfill(values: list[float]) -> None:
    held = sum(values[800:812])
    values[800:812] = [math.nan] * 12
    values[812] += held


def drill_silent_source(values: list[float]) -> None:
    values[800:812] = [0.0] * 12


def drill_zone_flip(values: list[float]) -> None:
    values[800:] = values[807:] + values[800:807]


def drill_tet(values: list[float]) -> None:
    values[672:840] = [float(round(value * 0.6)) for value in values[672:840]]


DRILLS = [
    drill_late_backfill,
    drill_silent_source,
    drill_zone_flip,
    drill_tet,
]


@pytest.mark.parametrize("drill", DRILLS)
def test_drill_raises_no_more_alerts_than_a_quiet_stream(drill: Callable[[list[float]], None]) -> None:
    quiet = raised = 0
    for seed in range(6):
        values = topic(seed=seed)
        quiet += len([hour for hour in alerts(values) if hour >= 800])
        drill(values)
        raised += len([hour for hour in alerts(values) if hour >= 800])
    assert raised <= quiet + 1


def test_hold_keeps_one_event_to_one_alert() -> None:
    values = topic()
    values[800:806] = [60.0] * 6
    assert len([hour for hour in alerts(values) if 800 <= hour < 824]) == 1


def test_too_few_items_never_alert() -> None:
    values = [0.0] * 900
    values[850] = 3.0
    assert alerts(values, minimum_count=4) == []
    values[850] = 9.0
    assert alerts(values, minimum_count=4) == [850]


def test_empty_topic_never_alerts() -> None:
    assert alerts([0.0] * 900) == []


def test_five_minute_rows_decide_once_an_hour() -> None:
    random = np.random.default_rng(2)
    times = [START + timedelta(minutes=5 * row) for row in range(288 * 21)]
    values = random.poisson(4, len(times)).astype(float)
    values[5000:5024] += 60
    found = scan(times, values.tolist(), step=timedelta(minutes=5))
    rows = [row for row, score in enumerate(found) if score.is_alert]
    assert any(5000 <= row < 5030 for row in rows)
    assert all(times[row].minute == 55 for row in rows)


def test_daily_rows() -> None:
    times = [START + timedelta(days=day) for day in range(90)]
    values = [20.0 + day % 5 for day in range(90)]
    values[70] = 90.0
    found = scan(times, values, step=timedelta(days=1))
    assert [day for day, score in enumerate(found) if score.is_alert] == [70]


@pytest.mark.parametrize("wrong", [{"false_alarms_per_week": 0}, {"hold_hours": -1}, {"minimum_count": -1}])
def test_settings_refuse_nonsense(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="must"):
        Settings(**wrong)


def test_rows_that_come_every_second_cost_no_more_the_more_there_are() -> None:
    watch = make_detector(step=timedelta(seconds=1))
    rows = [(START + timedelta(seconds=second), float(second % 3)) for second in range(3 * 3600)]
    scores = [watch.update(at, value) for at, value in rows]
    assert [score.observed for score in scores[3599::3600]] == [3600.0] * 3
    assert watch.rows_.count == 0
    part = make_detector(step=timedelta(seconds=1))
    again = [part.update(at, value) for at, value in rows[:7000]]
    assert repr(again) == repr(scores[:7000])

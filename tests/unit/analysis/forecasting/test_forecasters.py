"""What every forecaster promises, and what the engine does with hard series."""

import math
from collections.abc import Callable
from datetime import datetime, timedelta

import numpy as np
import pytest

from dongthuan.analysis.forecasting.calendar import Season
from dongthuan.analysis.forecasting.engine import Forecast, forecast_all, forecast_many, forecast_series
from dongthuan.analysis.forecasting.methods import FORECASTERS, SHORT
from dongthuan.analysis.forecasting.share import forecast_share

START = datetime(2026, 1, 5)  # noqa: DTZ001  wall-clock time of an invented world
WEEK = np.array([10, 11, 12, 11, 10, 4, 3.0])
SEASON = Season.of("day", START)


def counts(days: int = 140, series: int = 3) -> np.ndarray:
    random = np.random.default_rng(4)
    return random.poisson(np.tile(np.tile(WEEK, days // 7 + 1)[:days], (series, 1))).astype(float)


def says_the_same_twice(name: str) -> None:
    first, second = (FORECASTERS[name](counts(), [126, 140], season=SEASON, horizon=9) for _ in range(2))
    assert all(
        (a.mean == b.mean).all() and (a.variance == b.variance).all()
        for a, b in zip(first, second, strict=True)
    )


def uses_no_later_slot(name: str) -> None:
    changed = counts()
    changed[:, 126:] = 500
    first = FORECASTERS[name](counts(), [126, 140], season=SEASON, horizon=9)[0]
    second = FORECASTERS[name](changed, [126, 140], season=SEASON, horizon=9)[0]
    assert np.allclose(first.mean, second.mean)
    assert np.allclose(first.variance, second.variance)


def leaves_its_input_alone(name: str) -> None:
    values = counts()
    values[0, 40:44] = np.nan
    before = values.copy()
    FORECASTERS[name](values, [140], season=SEASON, horizon=9)
    assert np.array_equal(values, before, equal_nan=True)


def gives_a_draft_an_origin(name: str) -> None:
    drafts = FORECASTERS[name](counts(), [120, 130, 140], season=SEASON, horizon=9)
    assert [draft.mean.shape for draft in drafts] == [(3, 9)] * 3
    assert all((draft.variance > 0).all() for draft in drafts)


def stands_gaps(name: str) -> None:
    values = counts()
    values[:, 100:120] = np.nan
    values[2, :] = np.nan
    assert all(
        np.isfinite(draft.mean).all() for draft in FORECASTERS[name](values, [140], season=SEASON, horizon=9)
    )


PROMISES: list[Callable[[str], None]] = [
    says_the_same_twice,
    uses_no_later_slot,
    leaves_its_input_alone,
    gives_a_draft_an_origin,
    stands_gaps,
]


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)
@pytest.mark.parametrize("name", FORECASTERS)
def test_promise(name: str, promise: Callable[[str], None]) -> None:
    promise(name)


def days(values: list[float], horizon: int = 14) -> Forecast:
    times = [START + timedelta(days=day) for day in range(len(values))]
    return forecast_series(times, values, step="day", horizon=horizon)


SERIES = {
    "weekly counts": counts()[0].tolist(),
    "all zero": [0.0] * 60,
    "constant": [7.0] * 60,
    "two rows": [3.0, 5.0],
    "one row": [3.0],
    "nothing known": [math.nan] * 5,
    "rare": ([0.0] * 9 + [1.0]) * 12,
    "gaps": [math.nan if day % 9 < 3 else float(day % 7) for day in range(100)],
    "negative and broken": [math.sin(day) * 3.3 - 1 for day in range(100)],
    "large, rising": [1e6 + 1234.5 * day for day in range(100)],
    "one giant": [2.0] * 60 + [1e9] + [2.0] * 20,
    "late start": [math.nan] * 60 + [4.0] * 10,
}


@pytest.mark.parametrize("name", SERIES)
def test_bounds_are_nested_and_hold_the_mean(name: str) -> None:
    found = days(SERIES[name])
    (low80, high80), (low95, high95) = found.intervals[80], found.intervals[95]
    for mean, *bounds in zip(found.mean, low95, low80, high80, high95, strict=True):
        assert all(math.isfinite(bound) for bound in (mean, *bounds))
        assert bounds == sorted(bounds)
        assert bounds[1] <= mean <= bounds[2]
    if all(math.isnan(value) or (value >= 0 and value == int(value)) for value in SERIES[name]):
        assert min(low95) >= 0
    assert found.method in FORECASTERS
    assert len(found.times) == 14
    assert found.times[0] == START + timedelta(days=len(SERIES[name]))


def test_short_past_says_so_and_stays_wide() -> None:
    found = days([3.0, 5.0])
    assert found.method == SHORT
    assert math.isnan(found.backtest.wis)
    assert found.backtest.origins == 0
    assert found.intervals[95][1][0] >= 9


def test_naive_is_used_and_told_where_it_wins() -> None:
    random = np.random.default_rng(0)
    walk = np.repeat(random.normal(0, 10, 20).cumsum(), 7) + np.tile(random.normal(0, 3, 7), 20)
    found = days((walk + 0.5).tolist(), horizon=7)
    assert found.backtest.naive_is_better == (found.method == "seasonal-naive")


def test_week_is_learned() -> None:
    assert np.allclose(days(SERIES["weekly counts"], 7).mean, WEEK, atol=2.5)


def test_one_series_and_many_agree_on_shape_and_order() -> None:
    values = counts(series=5)
    found = forecast_many(values, step="day", horizon=6, levels=(50, 80, 95), start=START)
    assert found.mean.shape == (5, 6)
    assert sorted(found.intervals) == [50, 80, 95]
    assert len(found.methods) == len(found.backtests) == 5


def test_intervals_cover_what_they_claim() -> None:
    values = counts(days=210, series=60)
    found = forecast_many(values[:, :196], step="day", horizon=14, start=START)
    for level, (low, high) in found.intervals.items():
        share = float(((values[:, 196:] >= low) & (values[:, 196:] <= high)).mean())
        assert level / 100 - 0.03 <= share <= level / 100 + 0.1


@pytest.mark.parametrize(("horizon", "levels"), [(0, (80,)), (5, ()), (5, (0,)), (5, (100,))])
def test_nonsense_is_refused(horizon: int, levels: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="horizon"):
        forecast_many(counts(), step="day", horizon=horizon, levels=levels)


def test_no_rows_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one row"):
        days([])


SHARES = [
    pytest.param([8.0] * 30, [2.0] * 30, 0.8, id="steady"),
    pytest.param([0.0] * 30, [0.0] * 30, 0.5, id="nothing seen"),
    pytest.param([math.nan, 3.0], [math.nan, 0.0], 0.8, id="few, pulled to the middle"),
    pytest.param([], [], 0.5, id="empty"),
]


@pytest.mark.parametrize(("positive", "negative", "mean"), SHARES)
def test_share(positive: list[float], negative: list[float], mean: float) -> None:
    found = forecast_share(np.array(positive), np.array(negative))
    assert found.mean == pytest.approx(mean, abs=0.01)
    (low80, high80), (low95, high95) = found.intervals[80], found.intervals[95]
    assert 0 <= low95 <= low80 <= found.mean <= high80 <= high95 <= 1


def test_share_of_few_items_is_less_sure() -> None:
    positive, negative = np.full(40, 8.0), np.full(40, 2.0)
    sure = forecast_share(positive, negative)
    few = forecast_share(positive, negative, expected_count=10)
    assert few.intervals[80][0] < sure.intervals[80][0]


def test_share_refuses_what_cannot_be() -> None:
    with pytest.raises(ValueError, match="same length"):
        forecast_share(np.ones(2), np.ones(3))
    with pytest.raises(ValueError, match="negative"):
        forecast_share(np.array([-1.0]), np.array([1.0]))


def test_many_series_keep_their_order_and_their_own_end() -> None:
    days = [START + timedelta(days=day) for day in range(84)]
    tables = [(days, [9.0] * 84), (days[:70], [50.0] * 70), (days, [2.0] * 84)]
    found = forecast_all(tables, step="day", horizon=3)
    assert [round(one.mean[0]) for one in found] == [9, 50, 2]
    assert [one.times[0] for one in found] == [START + timedelta(days=end) for end in (84, 70, 84)]

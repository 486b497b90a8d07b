"""The forecast of one or many series: recognises the kind, tries methods on the past, keeps the best."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from dongthuan.analysis.forecasting.accuracy import FloatArray, Intervals
from dongthuan.analysis.forecasting.backtest import Trial, try_method
from dongthuan.analysis.forecasting.calendar import STEPS, Season, Step, on_grid
from dongthuan.analysis.forecasting.methods import FOR_ANY, FOR_COUNTS, NAIVE, SHORT

TOGETHER = 1000
CLEARLY = {True: 0.9, False: 0.9}


@dataclass(frozen=True, slots=True)
class Backtest:
    """How the chosen method did on the series' own past; NaN where the past is too short to tell.

    mase, wis, naive_wis: scaled by the mean change over a season (1 = as large as that change).
    coverage: per level, the share of past values inside the interval, 0 to 1. origins: past instants tried.
    """

    mase: float
    wis: float
    coverage: dict[int, float]
    naive_wis: float
    naive_is_better: bool
    origins: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """What comes: for each of `times` a mean, a median and, per level in per cent, a low and a high bound.

    method: the method that did best on the past. For counts no bound is below 0; the mean lies in every
    interval.
    """

    times: list[datetime]
    mean: list[float]
    median: list[float]
    intervals: dict[int, tuple[list[float], list[float]]]
    method: str
    backtest: Backtest


@dataclass(frozen=True, slots=True)
class Forecasts:
    """Forecasts of many series: mean, median and bounds (series, horizon), a method and a back-test each."""

    mean: FloatArray
    median: FloatArray
    intervals: Intervals
    methods: list[str]
    backtests: list[Backtest]

    def one(self, row: int, times: list[datetime]) -> Forecast:
        """Return the forecast of one series, with the times of its slots."""
        return Forecast(
            times,
            self.mean[row].tolist(),
            self.median[row].tolist(),
            {level: (low[row].tolist(), high[row].tolist()) for level, (low, high) in self.intervals.items()},
            self.methods[row],
            self.backtests[row],
        )


def forecast_series(
    times: Sequence[datetime],
    values: Sequence[float],
    *,
    step: Step,
    horizon: int,
    levels: tuple[int, ...] = (80, 95),
) -> Forecast:
    """Return the forecast of the `horizon` slots after the last row.

    times: any order; rows of one slot are summed; NaN or no row = missing. Raises ValueError without rows.

    >>> from datetime import timedelta
    >>> days = [datetime(2026, 3, 2) + timedelta(days=d) for d in range(70)]
    >>> found = forecast_series(days, [9, 9, 9, 9, 9, 2, 2] * 10, step="day", horizon=7)
    >>> [round(mean) for mean in found.mean]
    [9, 9, 9, 9, 9, 2, 2]
    """
    (found,) = forecast_all([(times, values)], step=step, horizon=horizon, levels=levels)
    return found


def forecast_all(
    tables: Sequence[tuple[Sequence[datetime], Sequence[float]]],
    *,
    step: Step,
    horizon: int,
    levels: tuple[int, ...] = (80, 95),
) -> list[Forecast]:
    """Return the forecast of each series, given as times and values; those alike in time are made at once.

    Series with the same first and last slot learn from each other how wide to be; a series is else on its
    own. Raises ValueError as forecast_series does.
    """
    grids = [on_grid(times, values, step) for times, values in tables]
    alike: dict[tuple[datetime, int], list[int]] = {}
    for place, (start, grid) in enumerate(grids):
        alike.setdefault((start, len(grid)), []).append(place)
    found: dict[int, Forecast] = {}
    for (start, length), places in alike.items():
        for first in range(0, len(places), TOGETHER):
            part = places[first : first + TOGETHER]
            values = np.stack([grids[place][1] for place in part])
            many = forecast_many(values, step=step, horizon=horizon, levels=levels, start=start)
            following = start + length * STEPS[step]
            times = [following + ahead * STEPS[step] for ahead in range(horizon)]
            found |= {place: many.one(row, times) for row, place in enumerate(part)}
    return [found[place] for place in range(len(grids))]


def forecast_many(
    values: FloatArray,
    *,
    step: Step,
    horizon: int,
    levels: tuple[int, ...] = (80, 95),
    start: datetime | None = None,
) -> Forecasts:
    """Return the forecasts of many series that end together.

    values: shape (series, slots), oldest first, NaN = missing. start: the first slot (a Monday if None).
    Raises ValueError for a horizon below 1, a level outside 1 to 99, or no slots.
    """
    if horizon < 1 or not levels or not all(0 < level < 100 for level in levels):
        raise ValueError("horizon must be at least 1 and levels between 1 and 99")
    if values.ndim != 2 or not values.shape[1]:
        raise ValueError("values must have the shape (series, slots) and at least one slot")
    season = Season.of(step, start)
    mean = np.zeros((len(values), horizon))
    intervals = {level: (mean.copy(), mean.copy()) for level in sorted(levels)}
    result = Forecasts(mean, mean.copy(), intervals, [""] * len(values), [unknown(levels)] * len(values))
    for is_count, rows in kinds_of(values).items():
        if len(rows):
            _forecast_kind(values[rows], rows, result, season=season, is_count=is_count)
    return result


def kinds_of(values: FloatArray) -> dict[bool, list[int]]:
    """Return which rows are counts (True: whole numbers >= 0, of moderate size) and which are not."""
    known = np.where(np.isnan(values), 0.0, values)
    counts = (known >= 0).all(1) & (known == np.floor(known)).all(1) & (np.median(known, 1) < 500)
    return {kind: np.flatnonzero(counts == kind).tolist() for kind in (True, False)}


def _forecast_kind(
    values: FloatArray, rows: list[int], result: Forecasts, *, season: Season, is_count: bool
) -> None:
    horizon, levels = result.mean.shape[1], tuple(result.intervals)
    enough = values.shape[1] >= 2 * season.short + 2
    names = (FOR_COUNTS if is_count else FOR_ANY) if enough else (SHORT,)
    trials = {
        name: try_method(name, values, season=season, horizon=horizon, levels=levels, is_count=is_count)
        for name in names
    }
    for place, row in enumerate(rows):
        name = chosen(trials, place, CLEARLY[is_count])
        best = trials[name]
        result.mean[row] = best.draft.mean[place]
        result.median[row] = best.median[place]
        for level, (low, high) in best.intervals.items():
            result.intervals[level][0][row] = low[place]
            result.intervals[level][1][row] = high[place]
        result.methods[row] = name
        result.backtests[row] = backtest_of(trials, name, place)


def chosen(trials: dict[str, Trial], place: int, clearly: float) -> str:
    """Return the method with the best past, the usual one unless another is clearly better.

    clearly: the share of the usual one's score that another must stay below, 0 to 1.
    """
    scores = {name: float(trial.wis[place]) for name, trial in trials.items()}
    known = {name: score for name, score in scores.items() if not math.isnan(score)}
    names = list(trials)
    usual = names[1] if len(names) > 1 else names[0]
    if not known or usual not in known:
        return usual
    best = min(known, key=lambda name: known[name])
    return best if known[best] < clearly * known[usual] else usual


def backtest_of(trials: dict[str, Trial], name: str, place: int) -> Backtest:
    """Return the figures of the chosen method for one series beside the naive's."""
    best, naive = trials[name], trials.get(NAIVE, trials[name])
    return Backtest(
        float(best.mase[place]),
        float(best.wis[place]),
        {level: float(share[place]) for level, share in best.coverage.items()},
        float(naive.wis[place]),
        name == NAIVE,
        best.origin_count,
    )


def unknown(levels: tuple[int, ...]) -> Backtest:
    """Return the back-test of a series no method was tried on."""
    return Backtest(math.nan, math.nan, dict.fromkeys(levels, math.nan), math.nan, False, 0)

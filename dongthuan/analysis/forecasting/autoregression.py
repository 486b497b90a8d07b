"""Linear autoregression on near and seasonal lags, fitted to each series by ridge and run forward."""

import numpy as np

from dongthuan.analysis.forecasting.accuracy import FloatArray
from dongthuan.analysis.forecasting.calendar import Season
from dongthuan.analysis.forecasting.draft import LEAST_VARIANCE, Draft, filled
from dongthuan.analysis.forecasting.naive import repeat_season

RIDGE = 1e-2
LONG_SEASONS_KEPT = 8


def lags_of(season: Season, slots: int) -> list[int]:
    """Return the lags a past of `slots` can bear: twice the longest must be there, and a season to fit.

    >>> lags_of(Season.of("day"), 60)
    [1, 2, 3, 7, 8, 14]
    """
    short, long = season.short, season.long
    wanted = {1, 2, 3, short, short + 1, 2 * short, long, long + 1}
    return sorted(lag for lag in wanted if slots >= 2 * lag + 2 * short)


def run_forward(past: FloatArray, season: Season, horizon: int) -> FloatArray:
    """Return `horizon` slots predicted one after another; shape (series, horizon).

    past: shape (series, slots), no NaN. A run that leaves the range of the past is held at it, for an
    unstable fit may grow without bound.
    """
    kept = past[:, -LONG_SEASONS_KEPT * season.long - season.long - 1 :]
    lags = lags_of(season, kept.shape[1])
    if not lags:
        return np.repeat(past[:, -1:], horizon, 1)
    middle, scale = kept.mean(1, keepdims=True), np.maximum(kept.std(1, keepdims=True), 1e-9)
    series = (kept - middle) / scale
    weights = fit(series, lags)
    low, high = series.min(1), series.max(1)
    room = 0.25 * (high - low)
    for _ in range(horizon):
        recent = series[:, [series.shape[1] - lag for lag in lags]]
        following = np.clip((recent * weights).sum(1), low - room, high + room)
        series = np.concatenate([series, following[:, None]], 1)
    return np.asarray(series[:, -horizon:] * scale + middle)


def fit(series: FloatArray, lags: list[int]) -> FloatArray:
    """Return the ridge weights of each lag for each series; shape (series, lags)."""
    first = max(lags)
    slots = series.shape[1]
    past = np.stack([series[:, first - lag : slots - lag] for lag in lags], 2)
    gram = past.transpose(0, 2, 1) @ past / past.shape[1] + RIDGE * np.eye(len(lags))
    target = (past.transpose(0, 2, 1) @ series[:, first:, None]) / past.shape[1]
    return np.asarray(np.linalg.solve(gram, target)[:, :, 0])


def autoregression(values: FloatArray, origins: list[int], *, season: Season, horizon: int) -> list[Draft]:
    """Return the autoregression's drafts; variance as the naive's."""
    drafts = []
    for origin in origins:
        naive = repeat_season(values[:, :origin], season.short, horizon)
        mean = run_forward(filled(values[:, :origin], season.short), season, horizon)
        drafts.append(Draft(mean, np.maximum(naive.variance * 0.7, LEAST_VARIANCE)))
    return drafts

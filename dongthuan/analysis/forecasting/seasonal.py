"""Series in general: the median of several seasonal methods that each miss something else."""

import numpy as np

from dongthuan.analysis.forecasting.accuracy import FloatArray
from dongthuan.analysis.forecasting.autoregression import run_forward
from dongthuan.analysis.forecasting.calendar import Season
from dongthuan.analysis.forecasting.draft import LEAST_VARIANCE, Draft, filled
from dongthuan.analysis.forecasting.naive import repeat_season

DAMPING = 0.9


def window_median(past: FloatArray, season: Season, horizon: int) -> FloatArray:
    """Return the median of the last three seasons at the same place, moved half-way to the present level.

    past: shape (series, slots), no NaN. Returns: shape (series, horizon).
    """
    length = season.long if past.shape[1] >= 3 * season.long else season.short
    rounds = min(3 if length == season.long and length != season.short else 5, past.shape[1] // length)
    if rounds < 1:
        return np.repeat(past[:, -1:], horizon, 1)
    recent = past[:, past.shape[1] - rounds * length :].reshape(len(past), rounds, length)
    usual = np.median(recent, 1)
    gap = (past[:, -season.short :] - usual[:, -season.short :]).mean(1, keepdims=True)
    fade = 0.5 * 0.5 ** (np.arange(horizon) / (2 * season.short))
    return np.asarray(usual[:, np.arange(horizon) % length] + gap * fade)


def decomposition(past: FloatArray, season: Season, horizon: int) -> FloatArray:
    """Return level with damped trend plus the season's average shape; shapes as window_median."""
    length = season.long if past.shape[1] >= 3 * season.long else season.short
    if past.shape[1] < 2 * season.short:
        return np.repeat(past[:, -1:], horizon, 1)
    rounds = min(past.shape[1] // length, 6)
    recent = past[:, past.shape[1] - rounds * length :].reshape(len(past), rounds, length)
    shape = (recent - recent.mean(2, keepdims=True)).mean(1)
    level = past[:, -rounds * length :] - np.tile(shape, rounds)
    tail = level[:, -season.short :].mean(1)
    before = level[:, -2 * season.short : -season.short].mean(1)
    ahead = np.arange(1, horizon + 1) / season.short
    drift = 0.3 * (tail - before)[:, None] * (1 - DAMPING**ahead) / (1 - DAMPING)
    return np.asarray(tail[:, None] + drift + shape[:, np.arange(horizon) % length])


def from_changes(past: FloatArray, season: Season, horizon: int) -> FloatArray:
    """Return the last short season plus the autoregression of what changes from season to season.

    A trend that the levels hide is plain in the changes; shapes as window_median.
    """
    length = season.short
    if past.shape[1] < 3 * length:
        return np.repeat(past[:, -1:], horizon, 1)
    changes = run_forward(past[:, length:] - past[:, :-length], season, horizon)
    found = past[:, -length:].copy()
    for ahead in range(horizon):
        found = np.concatenate([found, (found[:, ahead] + changes[:, ahead])[:, None]], 1)
    return found[:, length:]


def seasonal_median(values: FloatArray, origins: list[int], *, season: Season, horizon: int) -> list[Draft]:
    """Return the median of four: window median, decomposition, autoregression of values and of changes."""
    drafts = []
    for origin in origins:
        past = filled(values[:, :origin], season.short)
        long = season.long if origin >= 2 * season.long else season.short
        naive = repeat_season(values[:, :origin], long, horizon)
        ways = (window_median, decomposition, run_forward, from_changes)
        mean = np.median([way(past, season, horizon) for way in ways], 0)
        drafts.append(Draft(mean, np.maximum(naive.variance * 0.7, LEAST_VARIANCE)))
    return drafts

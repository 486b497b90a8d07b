"""Seasonal naive and its kin: what was last season is what comes."""

import numpy as np

from dongthuan.analysis.forecasting.accuracy import FloatArray
from dongthuan.analysis.forecasting.calendar import Season
from dongthuan.analysis.forecasting.draft import LEAST_VARIANCE, Draft, filled


def seasonal_naive(values: FloatArray, origins: list[int], *, season: Season, horizon: int) -> list[Draft]:
    """Return the last short season repeated; variance from the changes over one season."""
    return [repeat_season(values[:, :origin], season.short, horizon) for origin in origins]


def weekly_naive(values: FloatArray, origins: list[int], *, season: Season, horizon: int) -> list[Draft]:
    """Return the last long season repeated; the short one where the past is shorter."""
    return [
        repeat_season(values[:, :o], season.long if o >= 2 * season.long else season.short, horizon)
        for o in origins
    ]


def repeat_season(past: FloatArray, length: int, horizon: int) -> Draft:
    """Return the last `length` slots repeated over the horizon; one slot where the past is shorter."""
    length = length if past.shape[1] > length else 1
    whole = filled(past, length)
    ahead = np.arange(horizon)
    mean = whole[:, whole.shape[1] - length + ahead % length]
    change = past[:, length:] - past[:, :-length]
    known = ~np.isnan(change)
    squares = np.where(known, change, 0.0) ** 2
    variance = (squares.sum(1) + whole.var(1)) / np.maximum(known.sum(1), 1)
    return Draft(mean, np.maximum(variance[:, None] * (1 + ahead // length), LEAST_VARIANCE))


def level(values: FloatArray, origins: list[int], *, season: Season, horizon: int) -> list[Draft]:
    """Return the mean of the past, as wide as the past was and wider the fewer rows there are."""
    del season
    drafts = []
    for origin in origins:
        past = values[:, :origin]
        known = ~np.isnan(past)
        count = np.maximum(known.sum(1), 1)
        mean = np.where(known, past, 0.0).sum(1) / count
        variance = (np.where(known, past - mean[:, None], 0.0) ** 2).sum(1) / np.maximum(count - 1, 1)
        variance = (variance + np.abs(mean) + 0.25 * (mean**2 + 1) / count) * (1 + 1 / count)
        ones = np.ones((1, horizon))
        drafts.append(Draft(mean[:, None] * ones, np.maximum(variance[:, None] * ones, LEAST_VARIANCE)))
    return drafts

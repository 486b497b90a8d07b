"""The share of favourable or unfavourable items, forecast through its two counts."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from dongthuan.analysis.forecasting.accuracy import FloatArray

HALF_LIFE_DAYS = 21.0


@dataclass(frozen=True, slots=True)
class ShareForecast:
    """The positive share to come: mean and, per level in per cent, bounds; all 0 to 1."""

    mean: float
    intervals: dict[int, tuple[float, float]]


def forecast_share(
    positive: FloatArray,
    negative: FloatArray,
    *,
    levels: tuple[int, ...] = (80, 95),
    half_life: float = HALF_LIFE_DAYS,
    expected_count: float | None = None,
) -> ShareForecast:
    """Return the share positive / (positive + negative) to come, from a beta posterior over the faded past.

    positive, negative: daily counts, same length, oldest first, >= 0, NaN = missing.
    half_life: rows after which a row counts half. expected_count: items the share will be taken of; None =
    the underlying share, without the chance of a finite number. Raises ValueError on unequal lengths or
    negative counts.

    >>> share = forecast_share(np.array([8.0, 9.0, 8.0]), np.array([2.0, 1.0, 2.0]))
    >>> round(share.mean, 2), share.intervals[95][0] < 0.8 < share.intervals[95][1]
    (0.81, True)
    """
    if positive.shape != negative.shape:
        raise ValueError("positive and negative must have the same length")
    if (np.nan_to_num(positive) < 0).any() or (np.nan_to_num(negative) < 0).any():
        raise ValueError("counts must not be negative")
    weight = 0.5 ** (np.arange(len(positive))[::-1] / half_life)
    for_it = 1.0 + float(np.nansum(weight * positive))
    against = 1.0 + float(np.nansum(weight * negative))
    mean = for_it / (for_it + against)
    if expected_count is not None:
        total = for_it + against
        finite = max((total + 1) * max(expected_count, 1e-9) / (total + max(expected_count, 1e-9)) - 1, 0.1)
        for_it, against = mean * finite, (1 - mean) * finite
    intervals = {}
    for level in levels:
        low, high = stats.beta.ppf([(1 - level / 100) / 2, (1 + level / 100) / 2], for_it, against).tolist()
        intervals[level] = (min(low, mean), max(high, mean))
    return ShareForecast(mean, intervals)

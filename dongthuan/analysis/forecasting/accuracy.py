"""How good a forecast was: weighted interval score, coverage, scaled absolute error."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Intervals = dict[int, tuple[FloatArray, FloatArray]]


def interval_score(truth: FloatArray, low: FloatArray, high: FloatArray, level: int) -> FloatArray:
    """Return the width of the interval plus the penalty for truths outside; same shape as `truth`, NaN kept.

    level: coverage the interval claims, per cent.

    >>> interval_score(np.array([5.0, 12.0]), np.array([4.0, 4.0]), np.array([8.0, 8.0]), 80)
    array([ 4., 44.])

    Source: T. Gneiting and A. Raftery (2007), section 6.2.
    """
    alpha = 1 - level / 100
    return high - low + 2 / alpha * (np.maximum(low - truth, 0) + np.maximum(truth - high, 0))


def weighted_interval_score(truth: FloatArray, middle: FloatArray, intervals: Intervals) -> FloatArray:
    """Return the weighted interval score of a middle and its intervals, in the units of `truth`; NaN kept.

    Source: J. Bracher and others (2021), Evaluating epidemic forecasts in an interval format.
    """
    total = 0.5 * np.abs(truth - middle)
    for level, (low, high) in intervals.items():
        total = total + (1 - level / 100) / 2 * interval_score(truth, low, high, level)
    return np.asarray(total / (len(intervals) + 0.5))


def covered(truth: FloatArray, low: FloatArray, high: FloatArray) -> FloatArray:
    """Return 1 where the truth lies in the interval, 0 where not, NaN where the truth is missing."""
    return np.where(np.isnan(truth), np.nan, ((truth >= low) & (truth <= high)).astype(float))


def seasonal_step(values: FloatArray, season: int) -> FloatArray:
    """Return each series' mean absolute change over one season: the unit of a scaled error, > 0.

    values: shape (series, slots), NaN = missing.
    """
    season = season if values.shape[1] > season else 1
    change = np.abs(values[:, season:] - values[:, :-season])
    known = ~np.isnan(change)
    step = np.where(known, change, 0.0).sum(1) / np.maximum(known.sum(1), 1)
    return np.asarray(np.where(step > 0, step, 1.0))

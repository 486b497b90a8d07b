"""The line of a topic, and when its unfavourable count of 24 hours crosses it after calm."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
DAY, MONTH = 24, 28 * 24
LEAST_LINE, TIMES_USUAL = 4.0, 3.0
CALM_HOURS = 24
FEWEST_HOURS = 14 * DAY


def running_sum(values: FloatArray, hours: int) -> FloatArray:
    """Return for each hour the sum of the `hours` that end with it; of fewer at the start.

    values: shape (series, hours).

    >>> running_sum(np.array([[1.0, 2.0, 4.0, 8.0]]), 2).tolist()
    [[1.0, 3.0, 6.0, 12.0]]
    """
    total = np.cumsum(values, 1)
    found = total.copy()
    found[:, hours:] -= total[:, :-hours]
    return found


def lines_of(values: FloatArray) -> FloatArray:
    """Return the line of each hour: the greater of 4 and three times the usual day plus one.

    values: unfavourable items an hour, shape (series, hours). The usual day is the mean of the 28 days that
    end with the hour, or of as many as there are, at least one.

    >>> float(lines_of(np.zeros((1, 30)))[0, -1]), float(lines_of(np.full((1, 700), 0.25))[0, -1])
    (4.0, 19.0)
    """
    seen = np.minimum(np.arange(1, values.shape[1] + 1), MONTH)
    usual = running_sum(values, MONTH) / np.maximum(seen, DAY) * DAY
    return np.maximum(LEAST_LINE, TIMES_USUAL * usual + 1)


def is_above(values: FloatArray) -> BoolArray:
    """Return in which hours the sum of 24 hours has reached the line; shape as `values`."""
    return running_sum(values, DAY) >= lines_of(values) - 1e-9


def is_calm(values: FloatArray) -> BoolArray:
    """Return in which hours neither this hour nor the 23 before were above the line."""
    return running_sum(is_above(values).astype(float), CALM_HOURS) < 0.5


def onsets_of(values: FloatArray) -> BoolArray:
    """Return the hours in which the line is reached after a calm day.

    >>> quiet = np.zeros((1, 800)); quiet[0, 700:704] = 2
    >>> np.flatnonzero(onsets_of(quiet)[0]).tolist()
    [701]
    """
    above, calm = is_above(values), is_calm(values)
    found = np.zeros_like(above)
    found[:, 1:] = above[:, 1:] & calm[:, :-1]
    return found


def crosses_within(values: FloatArray, hours: int) -> BoolArray:
    """Return in which hours an onset follows within the next `hours`; hours too near the end are False."""
    ahead = np.zeros(values.shape)
    onsets = onsets_of(values).astype(float)
    ahead[:, :-1] = onsets[:, 1:]
    padded = np.concatenate([ahead, np.zeros((len(ahead), hours))], 1)
    total = np.cumsum(padded, 1)
    count = total[:, hours - 1 : hours - 1 + values.shape[1]].copy()
    count[:, 1:] -= total[:, : values.shape[1] - 1]
    return count > 0.5

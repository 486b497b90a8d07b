"""What a method says before its intervals are checked against the past: mean and variance."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy import stats

from dongthuan.analysis.forecasting.accuracy import FloatArray, Intervals
from dongthuan.analysis.forecasting.calendar import Season

LEAST_VARIANCE = 1e-9
ROUNDING = 0.02
KINDS = 2**20


@dataclass(frozen=True, slots=True)
class Draft:
    """Mean and variance, each of shape (series, horizon); variance > 0."""

    mean: FloatArray
    variance: FloatArray

    def intervals(self, levels: tuple[int, ...], *, is_count: bool) -> Intervals:
        """Return central intervals: negative-binomial for counts, normal otherwise."""
        found: Intervals = {}
        for level in levels:
            tail = (1 - level / 100) / 2
            found[level] = (self._quantile(tail, is_count), self._quantile(1 - tail, is_count))
        return found

    def median(self, *, is_count: bool) -> FloatArray:
        """Return the middle of the distribution: for counts at most the mean, and often 0."""
        return np.minimum(self._quantile(0.5, is_count), self.mean) if is_count else self.mean

    def _quantile(self, probability: float, is_count: bool) -> FloatArray:
        if not is_count:
            return np.asarray(self.mean + stats.norm.ppf(probability) * np.sqrt(self.variance))
        mean = np.maximum(self.mean, 1e-3)
        excess = np.maximum(self.variance / mean, 1.01)
        return count_quantile(probability, mean, excess)


def count_quantile(probability: float, mean: FloatArray, excess: FloatArray) -> FloatArray:
    """Return the negative-binomial quantile, of the mean and the excess rounded to about a hundredth.

    mean: > 0. excess: variance / mean, > 1, same shape. Rounded, many slots are alike, and the costly
    quantile is found once for all of them.

    >>> count_quantile(0.9, np.array([0.01, 3.0, 40.0]), np.array([1.5, 2.0, 5.0])).tolist()
    [0.0, 6.0, 58.0]
    """
    means = np.rint(np.log(mean) / ROUNDING).astype(np.int64)
    excesses = np.rint(np.log(excess - 1) / ROUNDING).astype(np.int64)
    kinds, place = np.unique(means * KINDS + excesses, return_inverse=True)
    excesses = (kinds + KINDS // 2) % KINDS - KINDS // 2
    mean, excess = np.exp((kinds - excesses) / KINDS * ROUNDING), np.exp(excesses * ROUNDING)
    found = stats.nbinom.ppf(probability, mean / excess, 1 / (1 + excess))
    return np.asarray(found[place.reshape(means.shape)])


class Method(Protocol):
    """A way to forecast many series at once, from several origins."""

    def __call__(
        self, values: FloatArray, origins: list[int], *, season: Season, horizon: int
    ) -> list[Draft]:
        """Return for each origin `o` the draft of slots o … o + horizon - 1, from slots before `o` only.

        values: shape (series, slots), NaN = missing. origins: rising, each at least 2.
        """
        ...


def filled(values: FloatArray, season: int) -> FloatArray:
    """Return `values` with each missing slot taken from one season before, else from the last value, else 0.

    >>> filled(np.array([[1.0, np.nan, 3.0, np.nan]]), 2)
    array([[1., 1., 3., 1.]])
    """
    whole = values.copy()
    for slot in range(values.shape[1]):
        hole = np.isnan(whole[:, slot])
        if hole.any():
            before = whole[:, slot - (season if slot >= season else 1)] if slot else np.zeros(len(whole))
            whole[hole, slot] = before[hole]
    return whole

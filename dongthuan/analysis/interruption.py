"""What changed when something happened: a daily series before and after one instant, with intervals.

An interrupted series shows what was different, never why: other news of the same days counts too.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

FEWEST_DAYS: Final = 3
_Z95: Final = 1.959964
_T95: Final = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228)


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with the bounds between which it lies in 95 of 100 such cases."""

    value: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """Whether the bounds leave out nought: the change is more than the days' usual ups and downs."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class Effect:
    """What was different afterwards.

    share_before, share_after: of the negative among all items, 0 to 1; share_change: after minus before.
    expected: negative items of the days afterwards, had the days before gone on; observed: what they were.
    was_moving: the negative items rose or fell already before, so that going on is no fair comparison.
    """

    days_before: int
    days_after: int
    share_before: float
    share_after: float
    share_change: Interval
    expected: Interval
    observed: int
    was_moving: bool

    @property
    def is_beyond(self) -> bool:
        """Whether what was observed lies outside what was expected."""
        return not self.expected.low <= self.observed <= self.expected.high


def effect_of(before: Sequence[tuple[int, int]], after: Sequence[tuple[int, int]]) -> Effect | None:
    """Compare days before with days after, each as (negative items, all items), oldest first.

    None where there are fewer than three days on a side, or no items on one: then nothing can be said.

    >>> quiet, loud = [(1, 10), (2, 11), (1, 9), (2, 10)], [(8, 12), (9, 11), (7, 10)]
    >>> effect = effect_of(quiet, loud)
    >>> effect.share_change.is_clear, effect.is_beyond, effect.observed
    (True, True, 24)

    Source: interrupted time series, J. Lopez Bernal et al. (2017). Variances are those of counts, made wider
    by how much more the days differ than counts would (quasi-likelihood), never narrower.
    """
    if min(len(before), len(after)) < FEWEST_DAYS:
        return None
    first, second = _columns(before), _columns(after)
    if not first[1].sum() or not second[1].sum():
        return None
    shares = [float(hits.sum() / items.sum()) for hits, items in (first, second)]
    error = math.sqrt(_share_variance(*first) + _share_variance(*second))
    change = shares[1] - shares[0]
    width = _t(len(before) + len(after) - 2) * error
    bounds = Interval(change, max(-1.0, change - width), min(1.0, change + width))
    return Effect(
        len(before),
        len(after),
        shares[0],
        shares[1],
        bounds,
        _expected(first[0], len(after)),
        int(second[0].sum()),
        _was_moving(first[0]),
    )


def _columns(days: Sequence[tuple[int, int]]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    rows = np.asarray(days, dtype=np.float64)
    return rows[:, 0], rows[:, 1]


def _share_variance(hits: NDArray[np.float64], items: NDArray[np.float64]) -> float:
    """Return the variance of a share over days; half an item is added, so that 0 of 5 is not certain."""
    known = items > 0
    total = float(items.sum())
    share = (float(hits.sum()) + 0.5) / (total + 1)
    spread = (hits[known] - items[known] * share) ** 2 / (items[known] * share * (1 - share))
    freedom = max(1, int(known.sum()) - 1)
    return share * (1 - share) / total * max(1.0, float(spread.sum()) / freedom)


def _expected(counts: NDArray[np.float64], days: int) -> Interval:
    """Return the sum of `days` further days at the level of `counts`, with the doubt about that level."""
    mean = max(float(counts.mean()), 0.5 / len(counts))
    spread = float(((counts - mean) ** 2).sum()) / mean / max(1, len(counts) - 1)
    variance = mean * max(1.0, spread) * days * (1 + days / len(counts))
    width = _t(len(counts) - 1) * math.sqrt(variance)
    value = float(counts.mean()) * days
    return Interval(value, max(0.0, value - width), value + width)


def _was_moving(counts: NDArray[np.float64]) -> bool:
    """Say whether a straight line through the days rises or falls more than chance would let it."""
    days = np.arange(len(counts)) - (len(counts) - 1) / 2
    square = float(days @ days)
    slope = float(days @ counts) / square
    rest = counts - counts.mean() - slope * days
    freedom = len(counts) - 2
    floor = max(float(counts.mean()), 0.5)  # counts vary by their mean at least
    variance = max(float(rest @ rest) / freedom if freedom else 0.0, floor) / square
    return abs(slope) > _t(freedom) * math.sqrt(variance)


def _t(freedom: int) -> float:
    """Return Student's 97.5 % point, beyond ten degrees by Fisher's expansion."""
    if 1 <= freedom <= len(_T95):
        return _T95[freedom - 1]
    if freedom < 1:
        return _T95[0]
    return _Z95 + (_Z95**3 + _Z95) / (4 * freedom)

"""What the busiest hours of the last two weeks held: a value often seen at some hour surprises less."""

import math
import statistics
from dataclasses import dataclass

import numpy as np

from dongthuan.analysis.detection.history import FloatArray

OFTEN_SEEN = 0.8
ABOVE_PEAK = 0.3
FEWEST_HOURS = 14
LEAST_SHIFT, CLEARER, FEWEST_A_DAY = 3, 0.2, 72


@dataclass(frozen=True, slots=True)
class Busyness:
    """A high value of any hour and the usual peak of a day; -inf where too little is known.

    >>> usual = Busyness.of(np.tile([1.0, 2.0, 5.0, 2.0], 14), season=4)
    >>> usual.peak, usual.rarity(7.0, common=0.5), usual.rarity(1.0, common=0.5)
    (5.0, 1.0, 0.5)
    """

    often: float
    peak: float

    @classmethod
    def of(cls, hours: FloatArray, season: int) -> "Busyness":
        """Return the busyness of `hours`, whole days oldest first, NaN = missing."""
        ranked = np.sort(hours)
        count = int(ranked.searchsorted(math.nan))
        if count < FEWEST_HOURS:
            return cls(-math.inf, -math.inf)
        daily: list[float] = np.fmax.reduce(hours.reshape(-1, season), 1).tolist()
        peaks = [peak for peak in daily if not math.isnan(peak)]
        return cls(float(ranked[int(OFTEN_SEEN * (count - 1) + 0.5)]), statistics.median(peaks))

    def rarity(self, value: float, *, common: float) -> float:
        """Return 1 for a value clearly above the usual peak of a day, `common` for one often seen."""
        if not math.isfinite(self.often):
            return 1.0
        room = max(ABOVE_PEAK * abs(self.peak) + self.peak - self.often, 1e-9)
        return common + (1 - common) * min(max((value - self.often) / room, 0.0), 1.0) ** 2


def has_moved(hours: FloatArray, season: int) -> bool:
    """Return whether the last day looks much more like the usual day moved by some hours than like itself.

    hours: whole days, oldest first, NaN = missing. So looks a feed that begins to call UTC local time. Below
    FEWEST_A_DAY a day has no shape to tell.

    >>> usual = np.tile(np.r_[np.zeros(12), np.full(12, 9.0)], 14)
    >>> has_moved(usual, 24), has_moved(np.r_[usual[:-24], np.roll(usual[-24:], -7)], 24)
    (False, True)
    """
    days = np.nan_to_num(hours).reshape(-1, season)
    last, usual = days[-1] - days[-1].mean(), days[:-1].mean(0)
    if usual.sum() < FEWEST_A_DAY:
        return False
    usual = usual - usual.mean()
    moved = np.concatenate([usual, usual])
    fits = np.correlate(moved, last)[:season]
    scale = math.sqrt(float(last @ last) * float(usual @ usual))
    return scale > 0 and float(fits[LEAST_SHIFT : season - LEAST_SHIFT + 1].max() - fits[0]) > CLEARER * scale


def six_together(hours: FloatArray) -> FloatArray:
    """Return for each hour the sum of the six that end with it; of fewer at the start, NaN if one is missing.

    >>> six_together(np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0])).tolist()
    [1.0, 3.0, 6.0, 10.0, 15.0, 21.0, 27.0]
    """
    return np.convolve(hours, np.ones(6))[: len(hours)]

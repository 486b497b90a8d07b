"""From surprise to score: the threshold is a quantile of the series' own daily peaks of surprise."""

import math
from collections import deque
from dataclasses import dataclass, field

import numpy as np

USUAL_PEAK, USUAL_SPREAD, PSEUDO_DAYS = 1.15, 0.25, 7
DAYS_KEPT = 56


@dataclass
class Calibration:
    """Learn how high a series' surprise usually rises in a day, and put new surprise on a scale of 0 to 1.

    quantile: share of days whose peak should stay under the threshold, 0 to 1; one alarm a week is 6/7.

    Examples
    --------
    >>> calm, wild = Calibration(6 / 7), Calibration(6 / 7)
    >>> for day in range(28):
    ...     calm.learn(day, 1.0 + day % 3 / 10); wild.learn(day, 2.0 + day % 3 / 10)
    >>> calm.score(1.8) > 0.5 > wild.score(1.8)
    True
    """

    quantile: float
    peaks_: deque[float] = field(default_factory=lambda: deque(maxlen=DAYS_KEPT))
    day_: int | None = None
    peak_: float = -math.inf
    threshold_: float = math.nan
    spread_: float = math.nan

    def learn(self, day: int, surprise: float) -> None:
        """Take in one surprise of `day`; days come in order."""
        if self.day_ is not None and day != self.day_:
            self.peaks_.append(self.peak_)
            self.peak_ = -math.inf
            self._fit()
        self.day_ = day
        self.peak_ = max(self.peak_, surprise)

    def score(self, surprise: float) -> float:
        """Return 0 to 1: 0.5 at the threshold, rising with the distance in the series' own spreads."""
        if math.isnan(self.threshold_):
            self._fit()
        above = (surprise - self.threshold_) / self.spread_
        return 0.5 + 0.5 * above / (3 + abs(above))

    def _fit(self) -> None:
        days = len(self.peaks_)
        peaks = np.array(self.peaks_) if days else np.array([USUAL_PEAK])
        low, middle, high, own = np.quantile(peaks, [0.25, 0.5, 0.75, self.quantile]).tolist()
        weight = days / (days + PSEUDO_DAYS)
        middle = weight * middle + (1 - weight) * USUAL_PEAK
        scale = max(weight * (high - low) / 1.5725 + (1 - weight) * USUAL_SPREAD, 0.08)
        gumbel = middle + scale * (-math.log(-math.log(self.quantile)) - 0.3665)
        self.spread_ = scale
        self.threshold_ = gumbel if days < 14 else (gumbel + max(own, middle)) / 2

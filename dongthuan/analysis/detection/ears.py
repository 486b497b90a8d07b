"""EARS C1 and C2: the same hour, give or take one, of seven previous days, without or with a lag."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from dongthuan.analysis.detection.expectation import Expectation, expectation_of
from dongthuan.analysis.detection.history import Grid, History


@cache
def same_hours(grid: Grid, *, days: int, lag: int = 0, around: int = 1) -> NDArray[np.int64]:
    """Return how far back lie the same hours, `around` slots either side, of `days` days `lag` days ago.

    >>> from datetime import timedelta
    >>> same_hours(Grid.of(timedelta(hours=1)), days=2, around=0).tolist()
    [24, 48]
    """
    sides = np.arange(-around, around + 1) if grid.season > 4 else np.zeros(1, np.int64)
    back = grid.season * np.arange(1 + lag, 1 + lag + days)
    return (back[:, None] - sides).ravel().astype(np.int64)


@dataclass
class Ears:
    """Expect what the same hours of the previous days held, each day alike.

    days, lag: days that count and days left out just before now; C1 is lag 0, C2 lag 2. Unit: days.

    Source: L. Hutwagner and others (2003), the bioterrorism preparedness and response Early Aberration
    Reporting System. Differs from it in: same hours of day, count-like spread.
    """

    days: int = 7
    lag: int = 0

    def expect(self, past: History, slot: int, *, is_count: bool) -> Expectation | None:
        """Return what `slot` should hold; None with fewer than four values in the window."""
        values = past.known(same_hours(past.grid, days=self.days, lag=self.lag), slot)
        if len(values) < 4:
            return None
        return expectation_of(values, [1.0] * len(values), is_count=is_count)

    def learn(self, slot: int, value: float) -> None:
        """Learn nothing: the window is the memory."""

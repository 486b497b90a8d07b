"""Farrington type: the same hour of the fourteen previous days, old peaks counting little."""

import math
import statistics
from dataclasses import dataclass

from dongthuan.analysis.detection.ears import same_hours
from dongthuan.analysis.detection.expectation import Expectation, expectation_of
from dongthuan.analysis.detection.history import History


@dataclass
class Farrington:
    """Expect the weighted mean of the same hours, give or take one, of the previous days.

    days, lag: length of the window, and days left out just before now. Unit: days.
    outlying: spreads above the median from which a past value counts less, as the inverse square.

    Source: A. Noufaily and others (2013), An improved algorithm for outbreak detection. Differs from it in:
    hours of previous days instead of weeks of previous years, and no trend term.
    """

    days: int = 14
    lag: int = 0
    outlying: float = 2.58

    def expect(self, past: History, slot: int, *, is_count: bool) -> Expectation | None:
        """Return what `slot` should hold; None with fewer than six values in the window."""
        values = past.known(same_hours(past.grid, days=self.days, lag=self.lag), slot)
        if len(values) < 6:
            return None
        rough = rough_expectation(values, is_count=is_count)
        roof = rough.above(self.outlying)
        weights = [1.0 if value <= roof else self._weight(rough.z_of(value)) for value in values]
        return expectation_of(values, weights, is_count=is_count)

    def learn(self, slot: int, value: float) -> None:
        """Learn nothing: the window is the memory."""

    def _weight(self, z: float) -> float:
        return (self.outlying / max(z, self.outlying)) ** 2


def rough_expectation(values: list[float], *, is_count: bool) -> Expectation:
    """Return the median and the spread by the median distance from it, which old peaks do not move."""
    middle = statistics.median(values)
    spread = 1.4826 * statistics.median([math.fabs(value - middle) for value in values])
    floor = max(middle, 0.5) if is_count else 1e-12
    return Expectation(middle, max(spread**2, floor), is_count)

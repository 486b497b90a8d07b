"""Farrington type: the same hour of the fourteen previous days, old peaks counting little."""

from dataclasses import dataclass

import numpy as np

from dongthuan.analysis.detection.ears import same_hours
from dongthuan.analysis.detection.expectation import Expectation, expectation_of, present
from dongthuan.analysis.detection.history import History


@dataclass
class Farrington:
    """Expect the weighted mean of the same hours, give or take one, of the previous days.

    days: length of the window. Unit: days.
    outlying: spreads above the median from which a past value counts less, as the inverse square.

    Source: A. Noufaily and others (2013), An improved algorithm for outbreak detection. Differs from it in:
    hours of previous days instead of weeks of previous years, and no trend term.
    """

    days: int = 14
    outlying: float = 2.58

    def expect(self, past: History, slot: int, *, is_count: bool) -> Expectation | None:
        """Return what `slot` should hold; None with fewer than six values in the window."""
        values = present(past.take(same_hours(past.grid, slot, days=self.days)))
        if len(values) < 6:
            return None
        rough = Expectation(float(np.median(values)), self._rough_variance(values, is_count), is_count)
        far = np.array([rough.z_of(value) for value in values.tolist()])
        weights = np.where(far > self.outlying, (self.outlying / np.maximum(far, 1e-9)) ** 2, 1.0)
        return expectation_of(values, weights, is_count=is_count)

    def learn(self, slot: int, value: float) -> None:
        """Learn nothing: the window is the memory."""

    @staticmethod
    def _rough_variance(values: "np.ndarray[tuple[int], np.dtype[np.float64]]", is_count: bool) -> float:
        spread = 1.4826 * float(np.median(np.abs(values - np.median(values))))
        floor = max(float(np.median(values)), 0.5) if is_count else 1e-12
        return max(spread**2, floor)

"""What a rule expects of a slot, and how far an observed value stands above it."""

import math
from dataclasses import dataclass
from operator import mul
from typing import Protocol

from scipy.special import betainc, ndtri

from dongthuan.analysis.detection.history import History

MOST_Z = 1e6
LARGE_COUNT = 1e5
SMALLEST_P = 1e-300


@dataclass(frozen=True, slots=True)
class Expectation:
    """Mean and variance of a slot if nothing is the matter; `is_count` says whole numbers >= 0 are expected.

    >>> usual = Expectation(9.0, 12.0, is_count=True)
    >>> round(usual.z_of(9.0), 1), round(usual.z_of(30.0), 1), round(usual.upper(0.01), 1)
    (0.0, 4.8, 18.2)
    """

    mean: float
    variance: float
    is_count: bool

    def z_of(self, value: float) -> float:
        """Return how many spreads `value` stands above the mean; counts are compared in their 2/3 powers."""
        if not self.is_count:
            return min((value - self.mean) / math.sqrt(self.variance), MOST_Z)
        mean = max(self.mean, 0.01)
        spread = 2 / 3 * math.pow(mean, -1 / 3) * math.sqrt(self.variance)
        return min((math.pow(max(value, 0.0), 2 / 3) - math.pow(mean, 2 / 3)) / spread, MOST_Z)

    def p_of(self, value: float) -> float:
        """Return the chance of `value` or more: negative-binomial for counts, normal otherwise.

        Counts beyond a hundred thousand are taken as normal, which is as good there and far quicker.
        """
        if not self.is_count or max(value, self.mean) > LARGE_COUNT:
            return max(0.5 * math.erfc(self.z_of(value) / math.sqrt(2)), SMALLEST_P)
        if value <= 0:
            return 1.0
        mean = max(self.mean, 0.01)
        excess = max(self.variance / mean, 1.01)
        return max(float(betainc(value, mean / (excess - 1), 1 - 1 / excess)), SMALLEST_P)

    def upper(self, p_value: float) -> float:
        """Return the value that is passed with about the chance `p_value`."""
        return self.above(-float(ndtri(p_value)))

    def above(self, z: float) -> float:
        """Return the value that stands `z` spreads above the mean, the inverse of z_of; z >= 0."""
        if not self.is_count:
            return self.mean + z * math.sqrt(self.variance)
        mean = max(self.mean, 0.01)
        spread = 2 / 3 * math.pow(mean, -1 / 3) * math.sqrt(self.variance)
        return math.pow(math.pow(mean, 2 / 3) + z * spread, 1.5)


class Rule(Protocol):
    """A way to expect the next slot from the past ones; holds what it learned, reads no clock."""

    def expect(self, past: History, slot: int, *, is_count: bool) -> Expectation | None:
        """Return what `slot` should hold, judged from earlier slots only; None = too little past."""
        ...

    def learn(self, slot: int, value: float) -> None:
        """Take in the value of `slot`; NaN = missing."""
        ...


def expectation_of(values: list[float], weights: list[float], *, is_count: bool) -> Expectation:
    """Return the weighted mean and variance of past `values`, with a floor that keeps quiet series quiet.

    values, weights: same length of 2 or more, no NaN, weights > 0. The variance of counts is at least their
    mean. Plain numbers: a window holds some dozens, for which arrays cost more than they save.
    """
    total = sum(weights)
    mean = sum(map(mul, values, weights)) / total
    effective = total * total / sum(map(mul, weights, weights))
    squares = [(value - mean) * (value - mean) for value in values]
    variance = sum(map(mul, squares, weights)) / total * effective / max(effective - 1, 1)
    floor = max(mean, 0.25) if is_count else (0.02 * abs(mean)) ** 2 + 1e-12
    return Expectation(mean, max(variance, floor) * (1 + 1 / effective), is_count)

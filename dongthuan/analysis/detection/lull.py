"""Quiet spells, as the week of Tết: what comes back after one is not news."""

from dataclasses import dataclass, field

import numpy as np

from dongthuan.analysis.detection.expectation import Expectation
from dongthuan.analysis.detection.farrington import Farrington
from dongthuan.analysis.detection.history import History

LOW_SHARE = 0.8
FEWEST_WEEKS = 3
REMEMBERED_DAYS = 14


@dataclass
class Lull:
    """Remember the level before a quiet spell until the spell has left the window of the other rules.

    A spell is a last week with less than LOW_SHARE of the usual week, the median of five. From then until
    REMEMBERED_DAYS after its end the same hours of the three weeks before speak too. A lasting fall becomes
    the usual after three weeks.
    """

    before: Farrington = field(default_factory=lambda: Farrington(days=21, lag=REMEMBERED_DAYS))
    checked_day_: int | None = None
    until_day_: int | None = None

    def raised(self, expected: Expectation, past: History, slot: int) -> Expectation:
        """Return `expected`, or what `slot` should have held before a quiet spell if that is more."""
        day = slot // past.grid.season
        if day != self.checked_day_:
            self.checked_day_ = day
            if is_low(past, slot):
                self.until_day_ = day + REMEMBERED_DAYS
        if self.until_day_ is None or day > self.until_day_:
            return expected
        earlier = self.before.expect(past, slot, is_count=expected.is_count)
        if earlier is None or earlier.mean <= expected.mean:
            return expected
        return earlier


def is_low(past: History, slot: int) -> bool:
    """Return whether the last seven days held clearly less than the usual week; False for too short a past.

    >>> from datetime import timedelta
    >>> from dongthuan.analysis.detection.history import Grid
    >>> past = History(Grid.of(timedelta(days=1)))
    >>> for day in range(35):
    ...     past.learn(day, 10.0 if day < 28 else 6.0)
    >>> is_low(past, 28), is_low(past, 35)
    (False, True)
    """
    if past.grid.week < 7:
        return False
    weeks = past.last(slot, len(past.ring_)).reshape(-1, past.grid.week)
    known = (~np.isnan(weeks)).sum(1)
    full = known * 2 > past.grid.week
    if not full[-1] or full.sum() < FEWEST_WEEKS:
        return False
    means = np.nansum(weeks[full], 1) / known[full]
    return bool(means[-1] < LOW_SHARE * np.median(means))

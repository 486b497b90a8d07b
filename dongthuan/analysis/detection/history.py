"""The last weeks of one series on a regular grid of slots, with what is missing marked."""

import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
EPOCH = datetime(1970, 1, 5)  # noqa: DTZ001  a Monday on the wall clock: slots follow local hours, not instants


@dataclass(frozen=True, slots=True)
class Grid:
    """How time is cut: the slot a decision is made for, and how many slots make a season.

    >>> Grid.of(timedelta(minutes=5)).rows_per_slot, Grid.of(timedelta(days=1)).season
    (12, 1)
    """

    slot: timedelta
    season: int
    week: int
    rows_per_slot: int

    @classmethod
    def of(cls, step: timedelta) -> "Grid":
        """Return the grid for rows that come every `step`: rows within an hour are taken together."""
        if step <= timedelta(0):
            raise ValueError("step must be positive")
        slot = max(step, HOUR)
        return cls(slot, max(1, round(DAY / slot)), max(1, round(7 * DAY / slot)), max(1, round(slot / step)))

    def index(self, at: datetime) -> int:
        """Return the number of the slot that holds `at`, by the wall clock of `at`."""
        return (at - EPOCH if at.tzinfo is None else at.replace(tzinfo=None) - EPOCH) // self.slot


@dataclass
class History:
    """A ring of the last `weeks` weeks of slot values; NaN = missing.

    >>> past = History(Grid.of(HOUR))
    >>> past.learn(100, 4.0); past.learn(103, 6.0)
    >>> past.known(np.array([1, 2, 4]), 104)
    [6.0, 4.0]
    """

    grid: Grid
    weeks: int = 5
    last_: int | None = None
    count_: int = 0
    ring_: FloatArray = field(init=False)

    def __post_init__(self) -> None:
        self.ring_ = np.full(max(self.grid.week * self.weeks, 35), np.nan)

    def known(self, back: NDArray[np.int64], slot: int) -> list[float]:
        """Return the values that lie `back` slots before `slot`, without the missing ones."""
        values: list[float] = self.ring_[(slot - back) % len(self.ring_)].tolist()
        return [value for value in values if not math.isnan(value)]

    def last(self, slot: int, count: int) -> FloatArray:
        """Return the `count` slots before `slot`, oldest first; NaN = missing.

        >>> past = History(Grid.of(HOUR))
        >>> past.learn(8, 4.0); past.learn(9, 6.0)
        >>> past.last(10, 3)
        array([nan,  4.,  6.])
        """
        end = slot % len(self.ring_)
        if end >= count:
            return self.ring_[end - count : end]
        return np.concatenate([self.ring_[end - count :], self.ring_[:end]])

    def learn(self, slot: int, value: float) -> None:
        """Store the value of `slot`; slots left out since the last one become missing."""
        size = len(self.ring_)
        if self.last_ is not None:
            for skipped in range(max(self.last_ + 1, slot - size), slot):
                self.ring_[skipped % size] = np.nan
        self.ring_[slot % size] = value
        self.last_ = slot
        self.count_ += not math.isnan(value)

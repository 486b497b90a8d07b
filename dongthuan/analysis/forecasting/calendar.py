"""Rows with times put on a regular grid, and the season a grid has."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import numpy as np

from dongthuan.analysis.forecasting.accuracy import FloatArray

Step = Literal["hour", "day"]
STEPS: dict[Step, timedelta] = {"hour": timedelta(hours=1), "day": timedelta(days=1)}
MOST_SLOTS: dict[Step, int] = {"hour": 24 * 7 * 12, "day": 7 * 104}
MONDAY = datetime(1970, 1, 5)  # noqa: DTZ001  wall clock: seasons follow local hours, not instants


@dataclass(frozen=True, slots=True)
class Season:
    """The seasons of a grid, short (a day of hours, a week of days) and long, and where slot 0 falls.

    short, long: lengths in slots. phase: place of slot 0 in the long season, 0 to long - 1.
    """

    short: int
    long: int
    phase: int = 0

    @classmethod
    def of(cls, step: Step, start: datetime | None = None) -> "Season":
        """Return the season of hours or days that begin at `start` (a Monday midnight if None).

        >>> Season.of("day", datetime(2026, 3, 4))
        Season(short=7, long=7, phase=2)
        """
        short, long = (24, 168) if step == "hour" else (7, 7)
        phase = 0 if start is None else (start.replace(tzinfo=None) - MONDAY) // STEPS[step] % long
        return cls(short, long, phase)


def on_grid(times: Sequence[datetime], values: Sequence[float], step: Step) -> tuple[datetime, FloatArray]:
    """Return the start and the values of the regular grid: sums within a slot, NaN where no row is.

    times: any order, all with or all without a zone; values: NaN = missing. Keeps the last MOST_SLOTS slots.
    Raises ValueError if there are no rows.

    >>> days = [datetime(2026, 3, 2), datetime(2026, 3, 4), datetime(2026, 3, 4, 12)]
    >>> on_grid(days, [1, 2, 3], "day")[1]
    array([ 1., nan,  5.])
    """
    if not len(times):
        raise ValueError("a series needs at least one row")
    start = min(times)
    start = start.replace(minute=0, second=0, microsecond=0, hour=start.hour if step == "hour" else 0)
    end = max(times)
    first = max(0, math.floor((end - start) / STEPS[step]) + 1 - MOST_SLOTS[step])
    start += first * STEPS[step]
    grid = np.full((end - start) // STEPS[step] + 1, np.nan)
    for at, value in zip(times, values, strict=True):
        if at >= start and not math.isnan(value):
            place = (at - start) // STEPS[step]
            grid[place] = value if math.isnan(grid[place]) else grid[place] + value
    return start, grid

"""The table of detectors, and the scan of a whole series with one of them."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from dongthuan.analysis.detection.ears import Ears
from dongthuan.analysis.detection.expectation import Rule
from dongthuan.analysis.detection.farrington import Farrington
from dongthuan.analysis.detection.history import Grid
from dongthuan.analysis.detection.profile import Profile
from dongthuan.analysis.detection.score import MODEL_VERSION, Score, Settings
from dongthuan.analysis.detection.watch import Watch

DETECTORS: dict[str, Callable[[Grid], list[Rule]]] = {
    "consensus": lambda grid: [Farrington(), Profile(grid.season)],
    "ears-c1": lambda grid: [Ears()],
    "ears-c2": lambda grid: [Ears(lag=2)],
    "farrington": lambda grid: [Farrington()],
}
DEFAULT = "consensus"


def make_detector(*, step: timedelta, settings: Settings | None = None, method: str = DEFAULT) -> Watch:
    """Return a detector that has seen nothing yet; `method` is a key of DETECTORS."""
    rules = DETECTORS[method](Grid.of(step))
    return Watch(f"{method}/{MODEL_VERSION}", rules, step, settings or Settings())


def scan(
    times: Sequence[datetime],
    values: Sequence[float],
    *,
    step: timedelta,
    settings: Settings | None = None,
    method: str = DEFAULT,
) -> list[Score]:
    """Return the score of each row, each judged by the rows before it and itself only.

    times: rising; rows may be missing. values: same length; NaN = the source was down.

    >>> from datetime import timedelta
    >>> hours = [datetime(2026, 3, 2) + timedelta(hours=h) for h in range(24 * 21)]
    >>> mentions = [5.0 + h % 3 for h in range(len(hours))]
    >>> mentions[400] = 60.0
    >>> [i for i, s in enumerate(scan(hours, mentions, step=timedelta(hours=1))) if s.is_alert]
    [400]
    """
    watch = make_detector(step=step, settings=settings, method=method)
    return [watch.update(at, value) for at, value in zip(times, values, strict=True)]

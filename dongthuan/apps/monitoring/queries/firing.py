"""One hour in which something fires, whatever it is that fires."""

from dataclasses import dataclass
from datetime import datetime

from dongthuan.analysis.detection.score import Score


@dataclass(frozen=True, slots=True)
class Firing:
    """An hour in which a rule fires, with the figures that explain it.

    story: the story it is about, where it is about one. warning: the early warning it stands on.
    """

    hour: datetime
    score: Score
    model_id: str
    story: int | None = None
    warning: int | None = None

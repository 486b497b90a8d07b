"""How sure the reader must be to answer: measured steps from "answer always" to "answer the surest half"."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

SHARES: Final = (1.0, 0.95, 0.9, 0.8, 0.7, 0.5)
USUAL_SHARE: Final = 0.95
BINS: Final = 7  # of confidence, from a third (three labels) to one
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Step:
    """Answering a share of the items. least: confidence wanted for that. right: share of answers."""

    answered: float
    least: float
    right: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of like confidence: its mean, the share that is right, and the share of all answers."""

    confidence: float
    right: float
    share: float


@dataclass(frozen=True, slots=True)
class Sureness:
    """What was measured with whole fields left out of the learning. steps: the most answers first."""

    model_id: str
    steps: tuple[Step, ...]
    bins: tuple[Bin, ...]

    def step(self, answered: float) -> Step:
        """Return the step nearest to a wished share of answers."""
        return min(self.steps, key=lambda step: abs(step.answered - answered))


@cache
def shipped_sureness() -> Sureness:
    """Return what was measured of the shipped heads (data/understanding/sureness.json)."""
    place = resources.files("dongthuan.analysis") / "data" / "understanding" / "sureness.json"
    found = json.loads(place.read_text(encoding="utf-8"))
    return Sureness(
        found["model_id"],
        tuple(Step(**step) for step in found["steps"]),
        tuple(Bin(**one) for one in found["bins"]),
    )


def save_sureness(sureness: Sureness, path: Path) -> None:
    """Write it as JSON."""
    path.write_text(json.dumps(asdict(sureness), indent=1) + "\n", encoding="utf-8")


def measure_sureness(
    model_id: str, confidence: Numbers, is_right: npt.NDArray[np.bool_], weights: Numbers
) -> Sureness:
    """Return steps and bins of answers; weights: how much each answer stands for."""
    order = np.argsort(-confidence, kind="stable")
    sure, right = confidence[order], is_right[order]
    through = np.cumsum(weights[order]) / weights.sum()
    steps = []
    for share in SHARES:
        count = min(len(order), int(np.searchsorted(through, share - 1e-9)) + 1)
        least = 0.0 if share == 1 else float(sure[count - 1])
        kept = weights[order][:count]
        steps.append(Step(share, round(least, 3), _mean(right[:count], kept)))
    return Sureness(model_id, tuple(steps), reliability(confidence, is_right, weights))


def reliability(confidence: Numbers, is_right: npt.NDArray[np.bool_], weights: Numbers) -> tuple[Bin, ...]:
    """Return the answers in bins of confidence; empty bins are left out."""
    edges = np.linspace(1 / 3, 1, BINS + 1)
    places = np.clip(np.searchsorted(edges, confidence, side="right") - 1, 0, BINS - 1)
    bins = []
    for place in np.unique(places):
        held = places == place
        share = round(float(weights[held].sum() / weights.sum()), 3)
        bins.append(Bin(_mean(confidence[held], weights[held]), _mean(is_right[held], weights[held]), share))
    return tuple(bins)


def expected_error(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error: how far confidence and being right lie apart, by share."""
    return round(sum(one.share * abs(one.confidence - one.right) for one in bins), 3)


def _mean(values: npt.NDArray[np.generic], weights: Numbers) -> float:
    return round(float(np.average(values.astype(np.float64), weights=weights)), 3)

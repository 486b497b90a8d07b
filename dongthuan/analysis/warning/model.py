"""The warning model: a logistic regression for each horizon, held to shipped weights by a prior."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from scipy.special import expit

from dongthuan.analysis.warning.features import HORIZONS, TopicHours, features_of
from dongthuan.analysis.warning.line import (
    DAY,
    FEWEST_HOURS,
    BoolArray,
    FloatArray,
    crosses_within,
    is_calm,
    lines_of,
    running_sum,
)

MODEL_VERSION = "2026.11.1"
SHIPPED = Path(__file__).parent / "weights.json"
PRIOR_WEIGHT = 10.0
STEPS, FAR = 60, 6.0
FEWEST_ONSETS = 20
MOST_REASONS = 4
RAISES_WHEN_SMALL = frozenset({"lacking", "line"})
EITHER_SIDE = frozenset({"hour_sine", "hour_cosine"})


class NotEnough(ValueError):
    """The past holds too few onsets to learn from."""


@dataclass(frozen=True, slots=True)
class Head:
    """One horizon: features are moved by `middle`, divided by `spread`, held to FAR, and weighed."""

    names: tuple[str, ...]
    middle: FloatArray
    spread: FloatArray
    weights: FloatArray
    intercept: float

    def parts(self, features: Mapping[str, FloatArray], where: Any) -> FloatArray:
        """Return what each feature adds to the log odds; shape (rows, features)."""
        columns = np.stack([features[name][where] for name in self.names], 1)
        return np.asarray(standard(columns, self.middle, self.spread) * self.weights)


@dataclass(frozen=True, slots=True)
class Chance:
    """The chance that a topic's unfavourable count crosses its line within `horizon` hours, and why.

    probability: 0 to 1. line: items in 24 hours. held: such items now. is_above: the line was reached
    within the last day; then no warning is due. reasons: feature names, the weightiest
    first, of those that raise the chance above the usual.
    """

    horizon: int
    probability: float
    line: float
    held: float
    is_above: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WarningModel:
    """Heads by horizon in hours; `origin` says in a word what it was learned from."""

    heads: dict[int, Head]
    origin: str

    @property
    def model_id(self) -> str:
        """Version, origin and the first figures of the hash of the weights."""
        digest = hashlib.sha256(json.dumps(self.as_dict(), sort_keys=True).encode()).hexdigest()
        return f"warning/{MODEL_VERSION}/{self.origin}+{digest[:8]}"

    def chances(self, hours: TopicHours, horizon: int) -> FloatArray:
        """Return the chance for each topic and hour, shape (topics, hours), from no later hours."""
        head = self.heads[horizon]
        everywhere = np.ones(hours.total.shape, bool)
        parts = head.parts(features_of(hours, horizon), everywhere)
        return np.asarray(expit(parts.sum(1) + head.intercept).reshape(hours.total.shape))

    def warn(self, hours: TopicHours) -> list[list[Chance]]:
        """Return for each topic its chances at the last hour, nearest horizon first.

        A longer horizon is never less likely than a shorter. Raises NotEnough below FEWEST_HOURS hours.
        """
        if hours.total.shape[1] < FEWEST_HOURS:
            raise NotEnough(f"{hours.total.shape[1]} of {FEWEST_HOURS} hours")
        bad = hours.unfavourable
        held, line = running_sum(bad, DAY)[:, -1], lines_of(bad)[:, -1]
        above = ~is_calm(bad)[:, -1]
        found: list[list[Chance]] = [[] for _ in bad]
        for horizon, head in sorted(self.heads.items()):
            parts = head.parts(features_of(hours, horizon), np.s_[:, -1])
            chances = expit(parts.sum(1) + head.intercept)
            for topic, mine in enumerate(found):
                chance = max([float(chances[topic]), *(one.probability for one in mine)])
                figures = (float(line[topic]), float(held[topic]), bool(above[topic]))
                mine.append(Chance(horizon, chance, *figures, reasons_of(head, parts[topic])))
        return found

    def as_dict(self) -> dict[str, Any]:
        """Return the model as JSON holds it."""
        return {
            "origin": self.origin,
            "heads": {
                str(horizon): {
                    "names": list(head.names),
                    "middle": head.middle.tolist(),
                    "spread": head.spread.tolist(),
                    "weights": head.weights.tolist(),
                    "intercept": head.intercept,
                }
                for horizon, head in sorted(self.heads.items())
            },
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "WarningModel":
        """Return the model that `stored` describes; raises KeyError or ValueError if it describes none."""
        heads = {
            int(horizon): Head(
                tuple(head["names"]),
                np.array(head["middle"], float),
                np.array(head["spread"], float),
                np.array(head["weights"], float),
                float(head["intercept"]),
            )
            for horizon, head in stored["heads"].items()
        }
        return cls(heads, str(stored["origin"]))


def reasons_of(head: Head, parts: FloatArray) -> tuple[str, ...]:
    """Return the names of the parts that raise the chance most, those above a tenth only.

    Left out is what raises it by lying on the other side than its name says: no share is "greater than usual"
    because it is small.
    """
    found = []
    for place in np.argsort(-parts).tolist():
        name, weight = head.names[place], head.weights[place]
        is_as_named = name in EITHER_SIDE or (weight < 0) == (name in RAISES_WHEN_SMALL)
        if parts[place] > 0.1 and is_as_named:
            found.append(name)
    return tuple(found[:MOST_REASONS])


def standard(columns: FloatArray, middle: FloatArray, spread: FloatArray) -> FloatArray:
    """Return the columns on their learned scale, held to FAR spreads, for a new world may lie far off."""
    return np.asarray(np.clip((columns - middle) / spread, -FAR, FAR))


@cache
def shipped_model() -> WarningModel:
    """Return the model that comes with the product, learned on made-up streams."""
    return WarningModel.from_dict(json.loads(SHIPPED.read_text(encoding="utf-8")))


def learn(
    hours: TopicHours, *, origin: str, prior: WarningModel | None = None, every: int = 2
) -> WarningModel:
    """Return a model learned from the past of topics.

    every: hours between two rows that are learned from. prior: weights to stay near, so that a short past
    moves them little; its scales are kept. Raises NotEnough below FEWEST_ONSETS rows that cross.
    """
    last = hours.total.shape[1] - max(HORIZONS)
    rows = np.zeros(hours.total.shape, bool)
    rows[:, FEWEST_HOURS : max(last, 0) : every] = True
    rows &= is_calm(hours.unfavourable)
    heads = {}
    for horizon in HORIZONS:
        crossed = crosses_within(hours.unfavourable, horizon)[rows]
        if crossed.sum() < FEWEST_ONSETS:
            raise NotEnough(f"{int(crossed.sum())} of {FEWEST_ONSETS} hours before a crossing")
        heads[horizon] = fit(
            features_of(hours, horizon), rows, crossed, prior.heads[horizon] if prior else None
        )
    return WarningModel(heads, origin)


def fit(features: Mapping[str, FloatArray], rows: BoolArray, crossed: BoolArray, prior: Head | None) -> Head:
    """Return the head that fits the rows best while its weights stay near the prior's (or near none).

    Source: Newton's steps for the penalised likelihood, T. Hastie and others (2009), section 4.4.1.
    """
    names = prior.names if prior else tuple(features)
    columns = np.stack([features[name][rows] for name in names], 1)
    middle = prior.middle if prior else columns.mean(0)
    spread = prior.spread if prior else np.maximum(columns.std(0), 1e-6)
    known = np.hstack([standard(columns, middle, spread), np.ones((len(columns), 1))])
    start = np.append(prior.weights, prior.intercept) if prior else np.zeros(len(names) + 1)
    if not prior:
        start[-1] = np.log(crossed.mean() / (1 - crossed.mean()))
    pull = np.append(np.full(len(names), PRIOR_WEIGHT), 0.01)
    weights = start.copy()
    for _ in range(STEPS):
        chance = expit(known @ weights)
        slope = known.T @ (crossed - chance) - pull * (weights - start)
        curve = (known * (chance * (1 - chance))[:, None]).T @ known + np.diag(pull)
        step = np.linalg.solve(curve, slope)
        weights = weights + step * min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-12))
        if np.abs(step).max() < 1e-6:
            break
    return Head(names, middle, spread, weights[:-1], float(weights[-1]))


def brier_skill(chances: FloatArray, crossed: BoolArray, usual: float) -> float:
    """Return by what share the mean squared error is below that of always saying `usual`; at most 1.

    >>> brier_skill(np.array([1.0, 0.0]), np.array([True, False]), 0.5)
    1.0
    """
    error = float(np.square(chances - crossed).mean())
    reference = float(np.square(usual - crossed).mean())
    return 1 - error / reference if reference else 0.0


def average_precision(chances: FloatArray, crossed: BoolArray) -> float:
    """Return the area under precision and recall; NaN where nothing crossed. Ties count as one.

    >>> average_precision(np.array([0.9, 0.8, 0.1]), np.array([True, False, True])).__round__(3)
    0.833
    """
    if not crossed.any():
        return float("nan")
    order = np.argsort(-chances, kind="stable")
    ranked, hits = chances[order], np.cumsum(crossed[order])
    ends = np.append(np.flatnonzero(np.diff(ranked)), len(ranked) - 1)
    precision = hits[ends] / (ends + 1)
    gained = np.diff(np.append(0, hits[ends]))
    return float((precision * gained).sum() / crossed.sum())

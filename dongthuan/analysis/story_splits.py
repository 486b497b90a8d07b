"""Stories that may have drifted into two events, for a person to look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dongthuan.analysis.encoder_weights import FloatArray
from dongthuan.analysis.stories import StorySettings
from dongthuan.analysis.story_pairs import likeness
from dongthuan.analysis.story_terms import TermWeights, proper_names, story_terms

FEWEST: Final = 3  # items that a half must have
ROUNDS: Final = 10
UNLIKE: Final = 0.19  # halves less alike than this may be two events; see docs/quality.md


@dataclass(frozen=True, slots=True)
class Member:
    """An original item of a story: its text, its vector (length one) and when it was published, in hours."""

    key: int
    text: str
    vector: FloatArray
    at: float


@dataclass(frozen=True, slots=True)
class Split:
    """A story whose items `leaving`, the later half, may be another event. similarity: of the halves."""

    story: int
    leaving: tuple[int, ...]
    similarity: float


def likely_splits(
    stories: Mapping[int, Sequence[Member]], *, most: int, settings: StorySettings | None = None
) -> list[Split]:
    """Return the stories whose two halves are least alike, the least alike first.

    Halves that name a person, place or body in common are left together, however their words differ.
    """
    rules = settings or StorySettings()
    weights = TermWeights()
    for members in stories.values():
        weights.weigh(story_terms(" ".join(one.text for one in members)))
    tried = (_split(key, members, weights, rules) for key, members in stories.items())
    found = [one for one in tried if one is not None]
    return sorted(found, key=lambda one: (one.similarity, one.story))[:most]


def _split(story: int, members: Sequence[Member], weights: TermWeights, rules: StorySettings) -> Split | None:
    if len(members) < 2 * FEWEST:
        return None
    is_second = _halves(np.stack([one.vector for one in members]))
    halves = [
        [one for one, second in zip(members, is_second, strict=True) if second == side] for side in (0, 1)
    ]
    halves.sort(key=lambda half: min((one.at, one.key) for one in half) if half else (0.0, 0))
    if min(map(len, halves)) < FEWEST or _share_a_name(*halves):
        return None
    alike = _alike(halves[0], halves[1], weights, rules)
    if alike >= UNLIKE:
        return None
    return Split(story, tuple(sorted(one.key for one in halves[1])), round(alike, 4))


def _halves(vectors: FloatArray) -> NDArray[np.bool_]:
    """Return which rows belong to the second of two groups, begun at the two rows that are farthest apart."""
    far = np.unravel_index(int(np.argmin(vectors @ vectors.T)), (len(vectors), len(vectors)))
    centres = vectors[list(far)]
    is_second = np.zeros(len(vectors), bool)
    for _ in range(ROUNDS):
        nearness = vectors @ centres.T
        is_second = nearness[:, 1] > nearness[:, 0]
        if is_second.all() or not is_second.any():
            break
        centres = np.stack([_middle(vectors[~is_second]), _middle(vectors[is_second])])
    return is_second


def _middle(vectors: FloatArray) -> FloatArray:
    total = vectors.sum(axis=0)
    return np.asarray(total / max(float(np.linalg.norm(total)), 1e-9), np.float32)


def _share_a_name(one: Sequence[Member], other: Sequence[Member]) -> bool:
    names = [set().union(*(proper_names(member.text) for member in half)) for half in (one, other)]
    return bool(names[0] & names[1])


def _alike(
    one: Sequence[Member], other: Sequence[Member], weights: TermWeights, rules: StorySettings
) -> float:
    """Return how alike two halves are; the time between them is left out, for a story may pause."""
    terms = [weights.weigh(story_terms(" ".join(member.text for member in half))) for half in (one, other)]
    shared = sum(weight * terms[1].get(term, 0.0) for term, weight in terms[0].items())
    middles = [_middle(np.stack([member.vector for member in half])) for half in (one, other)]
    return likeness(float(middles[0] @ middles[1]), shared, 0.0, rules)

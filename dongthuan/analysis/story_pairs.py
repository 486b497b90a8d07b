"""Pairs of stories that may tell of one event, for a person to confirm: the grouper is strict on purpose."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from dongthuan.analysis.encoder_weights import FloatArray
from dongthuan.analysis.stories import StorySettings
from dongthuan.analysis.story_terms import TermWeights, proper_names, story_terms

BELOW: Final = 0.05  # so far under the threshold of grouping a pair is still worth a look
NEIGHBOURS: Final = 5


@dataclass(frozen=True, slots=True)
class Told:
    """A story: its texts, the mean of its vectors (length one, or zeros), first and last item in hours."""

    key: int
    texts: tuple[str, ...]
    vector: FloatArray
    first_at: float
    last_at: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two stories, the older one first, and how alike they are (0 to 1)."""

    key: int
    other: int
    similarity: float


def likely_pairs(stories: Sequence[Told], *, most: int, settings: StorySettings | None = None) -> list[Pair]:
    """Return the likeliest pairs, the likeliest first; each story is compared with its nearest in meaning.

    Stories that both name people, places or bodies and have none in common are never proposed: entities veto.
    """
    rules = settings or StorySettings()
    if len(stories) < 2:
        return []
    weights = TermWeights()
    terms = [weights.weigh(story_terms(" ".join(one.texts))) for one in stories]
    names = [set().union(*(proper_names(text) for text in one.texts)) for one in stories]
    matrix = np.stack([one.vector for one in stories])
    cosines = matrix @ matrix.T
    np.fill_diagonal(cosines, -1)
    found: dict[tuple[int, int], Pair] = {}
    for place, row in enumerate(cosines):
        for near in np.argsort(row)[-NEIGHBOURS:].tolist():
            if near == place:
                continue
            one, other = sorted((place, near), key=lambda at: (stories[at].first_at, stories[at].key))
            if names[one] and names[other] and not names[one] & names[other]:
                continue
            shared = sum(weight * terms[other].get(term, 0.0) for term, weight in terms[one].items())
            alike = likeness(float(row[near]), shared, gap_between(stories[one], stories[other]), rules)
            if alike >= rules.threshold - BELOW:
                key, second = stories[one].key, stories[other].key
                found[key, second] = Pair(key, second, round(alike, 4))
    return sorted(found.values(), key=lambda pair: (-pair.similarity, pair.key, pair.other))[:most]


def likeness(cosine: float, shared: float, gap: float, rules: StorySettings) -> float:
    """Return how alike two stories are, 0 to 1: by meaning, by the words they share, by nearness."""
    if gap > rules.window_hours:
        return 0.0
    nearness = min(1.0, max(0.0, (cosine - rules.low) / (rules.high - rules.low)))
    mixed = (1 - rules.term_share) * nearness + rules.term_share * shared
    return mixed * math.exp(-gap / rules.decay_hours)


def gap_between(one: Told, other: Told) -> float:
    """Return the hours between two stories; 0 where they overlap."""
    return max(0.0, other.first_at - one.last_at, one.first_at - other.last_at)

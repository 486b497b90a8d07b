"""Groups items into stories as they come: the same event, told in other words."""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from dongthuan.analysis.encoder_weights import FloatArray
from dongthuan.analysis.story_terms import TermWeights, proper_names, story_terms

COMMON: Final = 60  # a term in more live stories than this nominates none of them
_SPARSE: Final = (0.1, 0.7)  # the cosines that count as 0 and 1 for n-gram vectors
NOMINATED: Final = 48  # stories whose shared terms are counted in full
TERMS_OF_STORY: Final = 400
CROWD: Final = 6


@dataclass(frozen=True, slots=True)
class StoryMatch:
    """The story an item belongs to, its likeness to it (0 to 1; of a new story: to the nearest other)."""

    story: int
    similarity: float
    is_new: bool


@dataclass(frozen=True, slots=True)
class StorySettings:
    """How strict grouping is.

    threshold: likeness from which an item joins; .04 lower chains stories together, .04 higher costs little.
    term_share: weight of shared words against nearness of meaning, 0 to 1.
    decay_hours: after this time without news likeness counts 1/e. window_hours: idle stories are retired.
    low, high: the cosines that count as 0 and as 1. name_penalty: taken off where all proper names differ.
    crowd_penalty: taken off for each doubling of a story beyond CROWD items: what many tell has words in
    common with everything, and would swallow its neighbours.
    """

    threshold: float = 0.29
    term_share: float = 0.5
    decay_hours: float = 72.0
    window_hours: float = 96.0
    low: float = 0.80
    high: float = 1.0
    name_penalty: float = 0.06
    crowd_penalty: float = 0.04
    capacity: int = 50_000


@dataclass(slots=True)
class _Story:
    row: int
    last_at: float
    terms: dict[str, float] = field(default_factory=dict)
    square: float = 0.0
    names: Counter[str] = field(default_factory=Counter)
    count: int = 0


class Background:
    """How near two unrelated vectors are: .8 with a neural encoder, .1 with n-grams."""

    def __init__(self, dimension: int) -> None:
        self._sum = np.zeros(dimension)
        self._count = 0

    def add(self, vector: FloatArray) -> None:
        """Learn one vector of length one."""
        self._sum += vector
        self._count += 1

    @property
    def is_dense(self) -> bool:
        """Whether vectors lie close together, as a neural encoder's do; so taken until two have come."""
        pairs = self._count * (self._count - 1)
        return pairs == 0 or (float(self._sum @ self._sum) - self._count) / pairs > 0.5


class StoryClusterer:
    """Give each item the story it belongs to, one pass, in about the order of time.

    settings: how strict. next_key: where new stories get their numbers; by default 1, 2, 3, …

    Source: single-pass clustering with TF-IDF and dense centroids, J. Allan et al. (1998), Miranda et al.
    (2018). Differs: a decay with time and a penalty where the proper names have nothing in common.
    """

    def __init__(
        self,
        settings: StorySettings | None = None,
        next_key: Callable[[], int] | None = None,
        dimension: int = 384,
    ) -> None:
        self.settings = settings or StorySettings()
        self._last_key = 0
        self._next_key = next_key or self._count_up
        self._weights = TermWeights()
        self._stories: dict[int, _Story] = {}
        self._postings: defaultdict[str, set[int]] = defaultdict(set)
        self._sums = np.zeros((1024, dimension), np.float32)
        self._centroids = np.zeros((1024, dimension), np.float32)
        self._keys = np.zeros(1024, np.int64)
        self._last = np.full(1024, -np.inf)
        self._free: list[int] = list(range(1023, -1, -1))
        self._background = Background(dimension)
        self._newest = -math.inf
        self._swept = -math.inf

    def __len__(self) -> int:
        """Return how many stories are live."""
        return len(self._stories)

    def add(
        self, text: str, vector: FloatArray, at_hours: float, new_key: Callable[[], int] | None = None
    ) -> StoryMatch:
        """Return the story of an item; a new one if none is near enough.

        vector: of length one, or zeros where there is none. at_hours: hours since an epoch; items may come
        somewhat out of order. new_key: where this item's story gets its number, if it begins one.
        """
        self._retire(at_hours)
        terms = self._weights.weigh(story_terms(text))
        names = proper_names(text)
        key, similarity = self._nearest(terms, names, vector, at_hours)
        is_new = key is None or similarity < self.settings.threshold
        if key is None or is_new:
            key = (new_key or self._next_key)()
            self._open(key, at_hours)
        self._join(key, terms, names, vector, at_hours)
        return StoryMatch(key, round(max(0.0, similarity), 4), is_new)

    def seed(self, story: int, texts: Iterable[str], vectors: Sequence[FloatArray], last_at: float) -> None:
        """Rebuild a stored story from its items; last_at: hours, of its newest item."""
        self._last_key = max(self._last_key, story)
        if story not in self._stories:
            self._open(story, last_at)
        for text, vector in zip(texts, vectors, strict=True):
            terms = self._weights.weigh(story_terms(text))
            self._join(story, terms, proper_names(text), vector, last_at)

    def _count_up(self) -> int:
        self._last_key += 1
        return self._last_key

    def _nearest(
        self, terms: dict[str, float], names: set[str], vector: FloatArray, at: float
    ) -> tuple[int | None, float]:
        if not self._stories:
            return None, 0.0
        settings = self.settings
        low, high = (settings.low, settings.high) if self._background.is_dense else _SPARSE
        nearness = (self._centroids @ vector - low) / (high - low)
        scores = (1 - settings.term_share) * np.clip(nearness, 0, 1)
        for key, shared in self._shared_terms(terms).items():
            scores[self._stories[key].row] += settings.term_share * shared
        scores *= np.exp(-np.abs(at - self._last) / settings.decay_hours)
        scores[np.abs(at - self._last) > settings.window_hours] = -1
        return self._best(scores, names)

    def _best(self, scores: FloatArray, names: set[str]) -> tuple[int | None, float]:
        """Return the likeliest of the five nearest once stories with quite other names are marked down."""
        best_key, best = None, 0.0
        for row in np.argsort(scores)[-5:][::-1]:
            key, score = int(self._keys[row]), float(scores[row])
            if score <= 0 or key not in self._stories:
                continue
            story = self._stories[key]
            if names and story.names and not any(name in story.names for name in names):
                score -= self.settings.name_penalty
            if story.count > CROWD:
                score -= self.settings.crowd_penalty * math.log2(story.count / CROWD)
            if best_key is None or score > best:
                best_key, best = key, score
        return best_key, best

    def _shared_terms(self, terms: dict[str, float]) -> dict[int, float]:
        """Return the cosine over terms for the stories that share at least one rare term."""
        found: dict[int, float] = {}
        common = []
        for term, weight in terms.items():
            holders = self._postings.get(term, ())
            if len(holders) > COMMON:
                common.append((term, weight))
                continue
            for key in holders:
                found[key] = found.get(key, 0.0) + weight * self._stories[key].terms[term]
        cosines = {}
        for key in heapq.nlargest(NOMINATED, found, key=found.__getitem__):
            story = self._stories[key]
            rest = sum(weight * story.terms.get(term, 0.0) for term, weight in common)
            cosines[key] = (found[key] + rest) / math.sqrt(story.square or 1.0)
        return cosines

    def _open(self, key: int, at: float) -> None:
        if not self._free:
            self._grow()
        row = self._free.pop()
        self._sums[row] = self._centroids[row] = 0
        self._keys[row] = key
        self._last[row] = at
        self._stories[key] = _Story(row, at)

    def _join(
        self, key: int, terms: dict[str, float], names: set[str], vector: FloatArray, at: float
    ) -> None:
        story = self._stories[key]
        for term, weight in terms.items():
            if term not in story.terms and len(story.terms) >= TERMS_OF_STORY:
                continue
            before = story.terms.get(term, 0.0)
            story.terms[term] = before + weight
            story.square += (before + weight) ** 2 - before**2
            self._postings[term].add(key)
        story.names.update(names)
        story.count += 1
        story.last_at = max(story.last_at, at)
        self._newest = max(self._newest, at)
        self._last[story.row] = story.last_at
        self._background.add(vector)
        self._sums[story.row] += vector
        length = float(np.linalg.norm(self._sums[story.row]))
        self._centroids[story.row] = self._sums[story.row] / (length or 1.0)

    def _retire(self, at: float) -> None:
        """Forget stories that have been idle; looked for once an hour, and when there are too many."""
        self._newest = max(self._newest, at)
        is_full = len(self._stories) >= self.settings.capacity
        if self._newest - self._swept < 1 and not is_full:
            return
        self._swept = self._newest
        limit = self._newest - self.settings.window_hours
        idle = [key for key, story in self._stories.items() if story.last_at < limit]
        if len(self._stories) - len(idle) >= self.settings.capacity:
            by_age = sorted(self._stories, key=lambda key: self._stories[key].last_at)
            idle = by_age[: max(1, self.settings.capacity // 10)]
        for key in idle:
            self._forget(key)

    def _forget(self, key: int) -> None:
        story = self._stories.pop(key)
        self._last[story.row] = -np.inf
        self._centroids[story.row] = 0
        self._free.append(story.row)
        for term in story.terms:
            holders = self._postings[term]
            holders.discard(key)
            if not holders:
                del self._postings[term]

    def _grow(self) -> None:
        size = len(self._keys)
        self._sums = np.vstack([self._sums, np.zeros_like(self._sums)])
        self._centroids = np.vstack([self._centroids, np.zeros_like(self._centroids)])
        self._keys = np.append(self._keys, np.zeros(size, np.int64))
        self._last = np.append(self._last, np.full(size, -np.inf))
        self._free.extend(range(2 * size - 1, size - 1, -1))

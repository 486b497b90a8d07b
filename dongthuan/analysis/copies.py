"""Finds copies: the same article printed again, whole, cut or with another headline."""

import heapq
import zlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

from dongthuan.analysis.text import tokens

Key = int | str
Shingles = npt.NDArray[np.uint32]
HASHES: Final = 128
ROWS: Final = 3
BANDS: Final = HASHES // ROWS
SHORT_WORDS: Final = 120  # up to here a text is a title and a lead, above it an article
LONGEST_WORDS: Final = 1_500
FEWEST_WORDS: Final = 6
LEAST_SHORT: Final = 0.45
LEAST_LONG: Final = 0.30
SEED: Final = 407


@dataclass(frozen=True, slots=True)
class CopyMatch:
    """The original an item repeats, and the share of word sequences they have in common (0 to 1)."""

    key: Key
    similarity: float


@dataclass(slots=True)
class _Original:
    at: float
    shingles: Shingles
    bands: list[tuple[int, int]] = field(default_factory=list)


class CopyIndex:
    """Remember the originals of the last hours and tell of each new text whether it repeats one.

    window_hours: how far apart in time a copy and its original may be. Unit: hours, > 0.
    capacity: originals kept at most; beyond it the oldest are forgotten first.

    Examples
    --------
    >>> index = CopyIndex()
    >>> index.add(1, "Bộ Xây dựng công bố quy chuẩn mới về nhà ở xã hội từ tháng sau", at=0)
    >>> index.add(2, "Bộ Xây dựng công bố quy chuẩn mới về nhà ở xã hội", at=3600).key
    1

    Source: MinHash, A. Broder (1997), with bands; candidates are verified with the exact Jaccard ratio.
    """

    def __init__(self, window_hours: float = 96.0, capacity: int = 60_000) -> None:
        self.window_hours = window_hours
        self.capacity = capacity
        self._originals: dict[Key, _Original] = {}
        self._bands: defaultdict[tuple[int, int], set[Key]] = defaultdict(set)
        self._by_age: list[tuple[float, int, Key]] = []
        self._count = 0
        self._newest = float("-inf")

    def __len__(self) -> int:
        """Return how many originals are remembered."""
        return len(self._originals)

    def __contains__(self, key: Key) -> bool:
        """Tell whether an original is still remembered."""
        return key in self._originals

    def add(self, key: Key, text: str, at: float) -> CopyMatch | None:
        """Return the original that `text` repeats, the most similar; None and remember it if it is one.

        key: the item's own key; adding it twice never makes it a copy of itself. at: seconds since an epoch.
        A text of fewer than six words is never a copy: too many unrelated items are called the same.
        """
        shingles, is_long = shingles_of(text)
        if not len(shingles):
            return None
        bands = _bands(shingles, is_long)
        found = self._nearest(key, shingles, bands, at)
        least = LEAST_LONG if is_long else LEAST_SHORT
        if found is not None and found.similarity >= least:
            return found
        self._remember(key, _Original(at, shingles, bands))
        return None

    def seed(self, items: Iterable[tuple[Key, str, float]]) -> None:
        """Remember stored originals, as (key, text, seconds), without asking whether they are copies."""
        for key, text, at in items:
            shingles, is_long = shingles_of(text)
            if len(shingles):
                self._remember(key, _Original(at, shingles, _bands(shingles, is_long)))

    def _nearest(
        self, key: Key, shingles: Shingles, bands: list[tuple[int, int]], at: float
    ) -> CopyMatch | None:
        nominated: set[Key] = set()
        for band in bands:
            nominated |= self._bands.get(band, set())
        best: CopyMatch | None = None
        for other in nominated - {key}:
            original = self._originals[other]
            if abs(at - original.at) > self.window_hours * 3600:
                continue
            similarity = jaccard(shingles, original.shingles)
            if best is None or (similarity, str(best.key)) > (best.similarity, str(other)):
                best = CopyMatch(other, similarity)
        return best

    def _remember(self, key: Key, original: _Original) -> None:
        self._forget(key)
        self._originals[key] = original
        for band in original.bands:
            self._bands[band].add(key)
        self._count += 1
        heapq.heappush(self._by_age, (original.at, self._count, key))
        self._newest = max(self._newest, original.at)
        self._forget_old()

    def _forget_old(self) -> None:
        limit = self._newest - self.window_hours * 3600
        while self._by_age and (self._by_age[0][0] < limit or len(self._originals) > self.capacity):
            at, _count, key = heapq.heappop(self._by_age)
            if key in self._originals and self._originals[key].at == at:
                self._forget(key)

    def _forget(self, key: Key) -> None:
        original = self._originals.pop(key, None)
        for band in original.bands if original else ():
            members = self._bands[band]
            members.discard(key)
            if not members:
                del self._bands[band]


def shingles_of(text: str) -> tuple[Shingles, bool]:
    """Return the word sequences of a text as sorted codes, none if it is short, and whether it is long."""
    words = tokens(text[: LONGEST_WORDS * 12])[:LONGEST_WORDS]
    if len(words) < FEWEST_WORDS:
        return np.empty(0, np.uint32), False
    is_long = len(words) > SHORT_WORDS
    size = 3 if is_long else 2
    found = {zlib.crc32(" ".join(words[i : i + size]).encode()) for i in range(len(words) - size + 1)}
    return np.fromiter(sorted(found), np.uint32, len(found)), is_long


def sketch_of(shingles: Shingles) -> list[int]:
    """Return the MinHash of word sequences: HASHES numbers below 2 to the power of 32."""
    sketch = RMinHash(num_perm=HASHES, seed=SEED)
    sketch.update([str(code) for code in shingles])
    return list(sketch.digest())


def _bands(shingles: Shingles, is_long: bool) -> list[tuple[int, int]]:
    digest = sketch_of(shingles)
    kind = BANDS if is_long else 0
    return [(kind + i, hash(tuple(digest[i * ROWS : (i + 1) * ROWS]))) for i in range(BANDS)]


def jaccard(one: Shingles, other: Shingles) -> float:
    """Return the share of word sequences two texts have in common, 0 to 1; neither is empty."""
    common = len(np.intersect1d(one, other, assume_unique=True))
    return common / (len(one) + len(other) - common)

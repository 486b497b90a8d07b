"""Groups comments that say the same: equal words, nearly equal words, and who may be alike in meaning.

Equal words are certain. Nearly equal ones are put together only where no number and no word that turns a
sentence round (không, chưa, phản đối …) differs; likeness in meaning is only ever a suggestion.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from dongthuan.analysis.copies import Shingles, jaccard, shingles_of, sketch_of
from dongthuan.analysis.text import tokens

MODEL: Final = "comments-minhash-1"
ROWS: Final = 6
BANDS: Final = 21
LEAST: Final = 0.8  # share of word pairs in common
LIKE_MEANING: Final = 0.90
CANDIDATES: Final = 8  # of one band; a band that many share tells nothing
BLOCK: Final = 1_024
READ_AT_ONCE: Final = 8_192  # texts whose words are kept while they are compared
_TURNS: Final = frozenset(
    tokens(
        "không chưa chẳng chả đừng cấm bỏ bãi trái ngược phản tán nhất trí đồng ý giảm tăng ít nhiều hơn kém"
        " giữ thêm bớt nên cần phải được trừ ngoài trước sau nếu khỏi miễn hủy"
    )
)
_FIGURE: Final = re.compile(r"\d")

Sketch = npt.NDArray[np.uint64]  # shape (BANDS,)
Sketches = npt.NDArray[np.uint64]  # shape (texts, BANDS)


def normal_form(text: str) -> str:
    """Return the words of a comment without case, punctuation and spacing; marks stay.

    >>> normal_form("Tôi  ĐỒNG Ý!") == normal_form("tôi đồng ý.")
    True
    """
    return " ".join(tokens(text)) or " ".join(text.split())


def text_key(text: str) -> str:
    """Return the SHA-256 of the normal form: comments with one key are the same comment."""
    return hashlib.sha256(normal_form(text).encode()).hexdigest()


def bands_of(text: str) -> Sketch | None:
    """Return what a text is looked up by among nearly equal ones; None where it is too short for that."""
    shingles = _read(text).shingles
    if not len(shingles):
        return None
    digest = np.asarray(sketch_of(shingles)[: ROWS * BANDS], np.uint64).reshape(BANDS, ROWS)
    mixed = np.full(BANDS, 0x9E3779B97F4A7C15, np.uint64)
    for row in range(ROWS):
        mixed = (mixed ^ digest[:, row]) * np.uint64(0x100000001B3)
        mixed ^= mixed >> np.uint64(29)
    return mixed


def nearness(one: str, other: str) -> float | None:
    """Return the share of word pairs two comments have in common; None where they must not be put together.

    Equal kind only: of two where a number or a turning word differs, one may say the opposite.

    >>> nearness("Tôi đồng ý với quy định tại Điều 5", "Tôi không đồng ý với quy định tại Điều 5") is None
    True
    """
    mine, its = _read(one), _read(other)
    if mine.turns != its.turns or mine.is_long != its.is_long or not len(mine.shingles):
        return None
    if not len(its.shingles):
        return None
    found = jaccard(mine.shingles, its.shingles)
    return found if found >= LEAST else None


@dataclass(frozen=True, slots=True)
class _Reading:
    turns: tuple[str, ...]
    shingles: Shingles
    is_long: bool


@lru_cache(maxsize=READ_AT_ONCE)
def _read(text: str) -> _Reading:
    shingles, is_long = shingles_of(text)
    turns = tuple(word for word in tokens(text) if word in _TURNS or _FIGURE.search(word))
    return _Reading(turns, shingles, is_long)


def candidates_of(known: Sketches, new: Sketches) -> list[list[int]]:
    """Return for each new sketch the rows, known first and new after, before it that share a band.

    Nothing but sorted columns is held: memory grows with the rows, not with the pairs. At most CANDIDATES
    of a band are named, so a band that thousands share does not make the work quadratic.
    """
    whole = np.concatenate([known, new]) if len(known) else new
    first = len(known)
    found: list[dict[int, int]] = [{} for _ in range(len(new))]
    for band in range(BANDS):
        column = whole[:, band]
        order = np.argsort(column, kind="stable")
        starts = np.searchsorted(column[order], column[first:], side="left")
        for place, start in enumerate(starts):
            for row in order[start : start + CANDIDATES]:
                if row >= first + place or column[row] != column[first + place]:
                    break
                found[place][int(row)] = found[place].get(int(row), 0) + 1
    return [[row for row, _bands in Counter(rows).most_common()] for rows in found]


def alike_in_meaning(
    vectors: npt.NDArray[np.float32], new_from: int, *, least: float = LIKE_MEANING
) -> Iterator[tuple[int, int, float]]:
    """Yield (row, the earlier row most alike, cosine) for rows from `new_from` on, block by block.

    vectors: unit length, shape (texts, size). Only suggestions are made of them.
    """
    for start in range(new_from, len(vectors), BLOCK):
        block = vectors[start : start + BLOCK]
        likeness = block @ vectors[: start + len(block)].T
        for place, line in enumerate(likeness):
            row = start + place
            if row == 0:
                continue
            best = int(np.argmax(line[:row]))
            if line[best] >= least:
                yield row, best, min(1.0, float(line[best]))


@dataclass(frozen=True, slots=True)
class Place:
    """One provision as comments may name it: what it is cited as, and its words."""

    key: int
    article: str
    clause: str
    point: str
    words: str


@dataclass(frozen=True, slots=True)
class Named:
    """The provision that a comment speaks of, why one thinks so, and how sure (0 to 1)."""

    key: int
    ground: str
    confidence: float


_CITED: Final = re.compile(
    r"(?:điểm\s+(?P<d>[a-zđ])\s*,?\s*)?(?:khoản\s+(?P<k>\d{1,2}[a-zđ]?)\s*,?\s*)?điều\s+(?P<a>\d{1,3}[a-zđ]?)\b"
    # An article of another text is not ours: "Điều 5 của Luật Đất đai".
    r"(?!\s*(?:của\s+)?(?:luật|bộ luật|hiến pháp|nghị định số|thông tư số|pháp lệnh|nghị quyết số))",
    re.IGNORECASE,
)
LEAST_WORDS: Final = 0.25


class PlaceFinder:
    """Say which provision a comment speaks of: the one it cites, else the article nearest in words.

    Built once for a version; words of many articles count less (the logarithm of how few have them).
    """

    def __init__(self, places: Sequence[Place]) -> None:
        self._by_name = {(p.article, p.clause, p.point): p for p in places}
        self._articles = [p for p in places if not p.clause and not p.point]
        self._words: dict[str, list[int]] = {}
        for row, place in enumerate(self._articles):
            for word in set(_pairs(place.words)):
                self._words.setdefault(word, []).append(row)

    def find(self, text: str) -> Named | None:
        """Return the provision a comment names or speaks of; None where nothing says so."""
        cited = {(m["a"], m["k"] or "", m["d"] or ""): m[0] for m in _CITED.finditer(text.lower())}
        known = [(self._by_name[name], words) for name, words in cited.items() if name in self._by_name]
        if len(known) == 1:
            place, words = known[0]
            return Named(place.key, " ".join(words.split()), 0.95)
        if known:
            return None  # it speaks of several: a person says which
        return self._nearest(text)

    def _nearest(self, text: str) -> Named | None:
        pairs = set(_pairs(text))
        if len(pairs) < 4 or not self._articles:
            return None
        weights = np.zeros(len(self._articles))
        whole = 0.0
        for pair in pairs:
            rows = self._words.get(pair, ())
            weight = float(np.log(1 + len(self._articles) / (1 + len(rows))))
            whole += weight
            for row in rows:
                weights[row] += weight
        order = np.argsort(weights)[::-1]
        best = weights[order[0]] / whole if whole else 0.0
        runner = weights[order[1]] / whole if len(order) > 1 and whole else 0.0
        if best < LEAST_WORDS or best < 1.3 * runner:
            return None
        return Named(self._articles[int(order[0])].key, "", round(min(0.8, best), 3))


def _pairs(text: str) -> list[str]:
    words = tokens(text)
    return [f"{one} {other}" for one, other in pairwise(words)]

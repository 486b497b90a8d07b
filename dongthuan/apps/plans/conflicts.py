"""How like two duties are by their words; no tables, no clock.

The measure: the words of each text and their pairs of neighbours (`story_terms`), without marks, without the
days they name, without words that every duty has. Likeness is the Dice coefficient of the two sets: twice
what they share over what they hold together, 0 to 1. Texts that name different numbers ("tháng 3" beside
"tháng 4", "quý I" beside "quý II") are never alike: they are two turns of one recurring duty.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from math import ceil

from dongthuan.analysis.story_terms import story_terms
from dongthuan.analysis.text import fold

ALIKE = 0.6
_DAY = re.compile(
    r"\bngay \d{1,2} thang \d{1,2}(?: nam \d{4})?|\b(?:ngay )?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b"
    r"|\bngay \d{1,2}/\d{1,2}\b"
)
_NUMBER = re.compile(r"\d{1,4}|[ivx]{1,4}")
_EMPTY = frozenset(
    (*("va", "cua", "cac", "cho", "tren", "trong", "voi", "theo", "duoc", "tai", "ve", "den", "tu", "o"),
     *("la", "mot", "nhung", "phai", "truoc", "xong"))
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Terms:
    """What a text is compared by."""

    words: frozenset[str]
    numbers: frozenset[str]


@lru_cache(maxsize=20_000)
def terms_of(text: str) -> Terms:
    """Return the terms and numbers of a text, days left out."""
    bare = _DAY.sub(" ", fold(text[:4_000]))
    words = frozenset(story_terms(" ".join(word for word in bare.split() if word not in _EMPTY)))
    return Terms(words, frozenset(term for term in bare.split() if _NUMBER.fullmatch(term.strip(".,;:"))))


def likeness(one: str, other: str) -> float:
    """Return how like two duties are, 0 to 1.

    >>> likeness("Tổ chức họp báo quý", "Tổ chức họp báo quý trước ngày 15/3/2026")
    1.0
    >>> likeness("Báo cáo kết quả tháng 3", "Báo cáo kết quả tháng 4")
    0.0
    """
    return likeness_of(terms_of(one), terms_of(other))


def likeness_of(one: Terms, other: Terms) -> float:
    """Return the likeness of two texts by their terms."""
    if one.numbers and other.numbers and one.numbers != other.numbers:
        return 0.0
    total = len(one.words) + len(other.words)
    return 2 * len(one.words & other.words) / total if total else 0.0


def alike_pairs(texts: Mapping[int, str], *, least: float = ALIKE) -> list[tuple[int, int, float]]:
    """Return the pairs of keys whose texts are alike, the most alike first.

    Only texts that share one of their rare terms are compared: two sets as like as `least` must
    share one among the rarest part of each (prefix filtering, Chaudhuri et al. 2006); nothing is missed.
    """
    terms = {key: terms_of(text) for key, text in texts.items()}
    counts = Counter(word for one in terms.values() for word in one.words)
    holders: dict[str, list[int]] = {}
    found: dict[tuple[int, int], float] = {}
    for key in sorted(terms):
        seen: set[int] = set()
        for word in _prefix(terms[key].words, counts, least):
            seen.update(holders.get(word, ()))
            holders.setdefault(word, []).append(key)
        for other in seen:
            like = likeness_of(terms[other], terms[key])
            if like >= least:
                found[other, key] = like
    return sorted(((a, b, like) for (a, b), like in found.items()), key=lambda row: (-row[2], row[0], row[1]))


def _prefix(words: frozenset[str], counts: Counter[str], least: float) -> list[str]:
    share = least / (2 - least)  # a Dice of `least` is a Jaccard of this
    size = len(words) - ceil(share * len(words)) + 1
    return sorted(words, key=lambda word: (counts[word], word))[: min(size, len(words))]


def best_match(text: str, others: Mapping[int, str], *, least: float = ALIKE) -> tuple[int, float] | None:
    """Return the key of the text most like `text` and how like it is; None where none is like enough."""
    rated = [(likeness(text, other), -key) for key, other in others.items()]
    like, key = max(rated, default=(0.0, 0))
    return (-key, like) if like >= least else None


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words of two versions: in both ("same"), only in the later ("new") or the earlier ("old")."""

    kind: str
    text: str


def word_changes(earlier: str, later: str) -> list[Piece]:
    """Return how a text became another, word by word.

    >>> [(p.kind, p.text) for p in word_changes("trước 15/3", "trước 30/3")]
    [('same', 'trước'), ('old', '15/3'), ('new', '30/3')]
    """
    old, new = earlier.split()[:2_000], later.split()[:2_000]
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", " ".join(old[a:b])))
            continue
        pieces += [Piece(kind, text) for kind, text in _both(old[a:b], new[c:d]) if text]
    return pieces


def _both(old: Iterable[str], new: Iterable[str]) -> list[tuple[str, str]]:
    return [("old", " ".join(old)), ("new", " ".join(new))]

"""Scores hostility in what people write: insults and threats; a hint to a reader, never a verdict."""

import math
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final

from dongthuan.analysis.text import marked

LONGEST_TEXT: Final = 20_000
USUAL_WORDS: Final = 40.0
_WORD: Final = re.compile(r"[^\W\d_]+")
_DRAWN_OUT: Final = re.compile(r"(.)\1{2,}")
_DOTTED: Final = re.compile(r"(?<=\b\w)[.*_\-](?=\w\b)")
LONGEST_TERM: Final = 4


@cache
def hostile_terms() -> Mapping[str, float]:
    """Return each hostile term with its weight (data/hostility_terms.txt)."""
    place = resources.files("dongthuan.analysis") / "data" / "hostility_terms.txt"
    weights: dict[str, float] = {}
    for line in place.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            weight, terms = line.split(" ", 1)
            for term in terms.split(";"):
                weights.setdefault(marked(term), float(weight))
    return weights


def hostility_of(text: str) -> float:
    """Return how hostile `text` sounds, 0 to 1, by the insults and threats in it and their density.

    Spelling that dodges filters (drawn-out letters, dots between letters) is undone first.

    >>> hostility_of("Sở Y tế thông báo lịch tiêm chủng tháng này")
    0.0
    >>> hostility_of("đồ n.g.u, câm mồm điiii") > 0.6
    True
    """
    plain = _DRAWN_OUT.sub(r"\1", _DOTTED.sub("", marked(text[:LONGEST_TEXT])))
    words = _WORD.findall(plain)
    total = sum(_found_weights(words))
    density = max(1.0, math.sqrt(len(words) / USUAL_WORDS))
    return round(1 - math.exp(-0.43 * total / density), 4)


def _found_weights(words: list[str]) -> list[float]:
    """Return the weight of each hostile term in `words`; the longest term wins where several begin."""
    terms = hostile_terms()
    found, place = [], 0
    while place < len(words):
        for length in range(min(LONGEST_TERM, len(words) - place), 0, -1):
            weight = terms.get(" ".join(words[place : place + length]))
            if weight is not None:
                found.append(weight)
                place += length
                break
        else:
            place += 1
    return found

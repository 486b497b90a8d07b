"""Finds telling phrases: of one item, and of many items against a background ("new words")."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from dongthuan.analysis.story_terms import name_runs
from dongthuan.analysis.text import marked, tokens

LONGEST_TEXT: Final = 3_000
LONGEST_TERM: Final = 3
LEAST_COHESION: Final = 0.25
PRIOR: Final = 0.5
_BREAK: Final = re.compile(r"[,;:!?()\[\]\"“”…|]|[.](?!\d)")


@dataclass(frozen=True, slots=True)
class Term:
    """A phrase. count: foreground texts that hold it. score: how much more it is used there (deviations)."""

    text: str
    count: int
    score: float


@cache
def function_words() -> frozenset[str]:
    """Return the syllables that carry grammar rather than matter."""
    place = resources.files("dongthuan.analysis") / "data" / "function_words.txt"
    lines = place.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def distinctive_terms(foreground: Sequence[str], background: Sequence[str], limit: int) -> list[Term]:
    """Return the phrases by which `foreground` differs from `background`, the most telling first.

    Phrases of one to three syllables that hold together; a phrase inside a longer one that is as frequent is
    left out. Empty where there is nothing to compare.

    Source: log-odds with a prior, Monroe et al. (2008); cohesion by normalised mutual information, G. Bouma
    (2009). Counts texts, not occurrences.
    """
    front, back = _document_counts(foreground), _document_counts(background)
    least = 2 if len(foreground) > 3 else 1
    found = [
        Term(term, count, round(_log_odds(count, len(foreground), back[term], len(background)), 2))
        for term, count in front.items()
        if count >= least and _holds_together(term, front, len(foreground))
    ]
    found = [term for term in found if term.score > 1]
    # Of equals the pair of syllables comes first: it is what a Vietnamese word most often is.
    found.sort(key=lambda term: (-term.score, abs(term.text.count(" ") - 1), term.text))
    return _without_parts(found, limit)


def key_phrases(text: str, limit: int = 6) -> list[str]:
    """Return the phrases that tell what one short text is about: names first, then repeated or long pairs.

    >>> key_phrases("Tăng mức đóng bảo hiểm y tế. Bảo hiểm y tế sẽ chi trả thêm dịch vụ ở Đà Nẵng")
    ['bảo hiểm y tế', 'đà nẵng']
    """
    counts = Counter(_phrases(text[:LONGEST_TEXT], longest=4))
    names = {marked(name) for name in name_runs(text[:LONGEST_TEXT])}
    ranked = {term: count * math.sqrt(term.count(" ") + 1) for term, count in counts.items() if count > 1}
    ranked |= {name: ranked.get(name, 0.0) + 1.5 for name in names if len(name.split()) <= 6}
    ordered = [
        Term(term, 1, score) for term, score in sorted(ranked.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    return [term.text for term in _without_parts(ordered, limit)]


def _document_counts(texts: Sequence[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(set(_phrases(text[:LONGEST_TEXT], LONGEST_TERM)))
    return counts


def _phrases(text: str, longest: int) -> Iterator[str]:
    """Yield the phrases of `text`, none across a comma or full stop."""
    for part in _BREAK.split(text):
        yield from _runs(tokens(part), longest)


def _runs(words: Sequence[str], longest: int) -> Iterator[str]:
    """Yield runs of syllables that neither begin nor end with a function word; single ones only if long."""
    empty = function_words()
    for start, first in enumerate(words):
        if first in empty or len(first) < 2:
            continue
        if len(first) > 3 or any(letter.isdigit() for letter in first):
            yield first
        for end in range(start + 2, min(start + longest, len(words)) + 1):
            if words[end - 1] not in empty:
                yield " ".join(words[start:end])


def _holds_together(term: str, counts: Counter[str], total: int) -> bool:
    """Tell whether the two halves of a phrase meet more often than chance would have it."""
    words = term.split()
    if len(words) < 2:
        return True
    together = counts[term] / total
    halves = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    chances = [
        max(counts[one], counts[term]) * max(counts[other], counts[term]) / total**2 for one, other in halves
    ]
    if together >= 1:
        return True
    return math.log(together / max(chances)) / -math.log(together) >= LEAST_COHESION


def _log_odds(count: int, texts: int, count_back: int, texts_back: int) -> float:
    one = math.log((count + PRIOR) / (texts - count + PRIOR))
    other = math.log((count_back + PRIOR) / (texts_back - count_back + PRIOR))
    return (one - other) / math.sqrt(1 / (count + PRIOR) + 1 / (count_back + PRIOR))


def _without_parts(terms: Sequence[Term], limit: int) -> list[Term]:
    """Return terms, dropping one that lies inside, or around, an earlier one of about the same count."""
    kept: list[Term] = []
    for term in terms:
        if len(kept) >= limit:
            break
        padded = f" {term.text} "
        if not any(f" {other.text} " in padded or padded in f" {other.text} " for other in kept):
            kept.append(term)
    return kept

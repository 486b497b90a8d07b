"""Finds telling phrases: of one item, and of many items against a background ("new words")."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dongthuan.analysis.word_units import function_words, names_in, tells_alone, word_units

LONGEST_TEXT: Final = 3_000
MOST_WORDS: Final = 2
LEAST_COHESION: Final = 0.25
PRIOR: Final = 0.5


@dataclass(frozen=True, slots=True)
class Term:
    """A phrase. count: foreground texts that hold it. score: how much more it is used there (deviations)."""

    text: str
    count: int
    score: float


def distinctive_terms(foreground: Sequence[str], background: Sequence[str], limit: int) -> list[Term]:
    """Return the phrases by which `foreground` differs from `background`, the most telling first.

    A word, or two neighbouring words that hold together; a phrase inside a longer one that is as frequent is
    left out. Empty where there is nothing to compare.

    Source: log-odds with a prior, Monroe et al. (2008); cohesion by normalised mutual information, G. Bouma
    (2009). Counts texts, not occurrences.
    """
    front, back = _document_counts(foreground), _document_counts(background)
    least = 2 if len(foreground) > 3 else 1
    found = [
        Term(
            " ".join(words), count, round(_log_odds(count, len(foreground), back[words], len(background)), 2)
        )
        for words, count in front.items()
        if count >= least and _holds_together(words, front, len(foreground))
    ]
    found = [term for term in found if term.score > 1]
    # Of equals the longer one comes first: it says more.
    found.sort(key=lambda term: (-term.score, -term.text.count(" "), term.text))
    return _without_parts(found, limit)


def key_phrases(text: str, limit: int = 6) -> list[str]:
    """Return the phrases that tell what one short text is about: names, what is repeated, long words.

    >>> key_phrases("Tăng mức đóng bảo hiểm y tế. Bảo hiểm y tế sẽ chi trả thêm dịch vụ ở Đà Nẵng")
    ['bảo hiểm y tế', 'đà nẵng']
    """
    parts = list(word_units(text[:LONGEST_TEXT]))
    counts = Counter(" ".join(words) for words in _phrases(parts))
    words = {word for part in parts for word in part}
    names = names_in(text[:LONGEST_TEXT]) & words
    ranked = {term: count * math.sqrt(term.count(" ") + 1) for term, count in counts.items() if count > 1}
    ranked |= {word: max(ranked.get(word, 0.0), 1.2) for word in words if word.count(" ") > 1}
    ranked |= {name: ranked.get(name, 0.0) + 1.5 for name in names}
    ordered = [
        Term(term, 1, score) for term, score in sorted(ranked.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    return [term.text for term in _without_parts(ordered, limit)]


def _document_counts(texts: Sequence[str]) -> Counter[tuple[str, ...]]:
    counts: Counter[tuple[str, ...]] = Counter()
    for text in texts:
        counts.update(set(_phrases(word_units(text[:LONGEST_TEXT]))))
    return counts


def _phrases(parts: Iterable[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Yield the words that tell something alone, and pairs of neighbours, grammar at neither end."""
    empty = function_words()
    for words in parts:
        for start, first in enumerate(words):
            if tells_alone(first):
                yield (first,)
            if first in empty or first.isdigit():
                continue
            for end in range(start + 2, min(start + MOST_WORDS, len(words)) + 1):
                if words[end - 1] not in empty:
                    yield tuple(words[start:end])


def _holds_together(words: tuple[str, ...], counts: Counter[tuple[str, ...]], total: int) -> bool:
    """Tell whether the words of a pair meet more often than chance would have it."""
    if len(words) < 2:
        return True
    together = counts[words] / total
    if together >= 1:
        return True
    chance = math.prod(max(counts[(word,)], counts[words]) for word in words) / total ** len(words)
    return math.log(together / chance) / -math.log(together) >= LEAST_COHESION


def _log_odds(count: int, texts: int, count_back: int, texts_back: int) -> float:
    one = math.log((count + PRIOR) / (texts - count + PRIOR))
    other = math.log((count_back + PRIOR) / (texts_back - count_back + PRIOR))
    return round((one - other) / math.sqrt(1 / (count + PRIOR) + 1 / (count_back + PRIOR)), 2)


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

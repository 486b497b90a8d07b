"""Where a draft may contradict what was said before: figures, days, negation, opposites; a person decides.

Only sentences on the same subject are held against each other, by the words they share. What is read is
the surface of two sentences, not their meaning: names, places and reasons are not compared. What was
"not yet" or "will" before and is "done" now has moved on and is not flagged; the other way round it is.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from dongthuan.analysis.contradiction_figures import Quantity, Span, differs, quantities_in, spans_in
from dongthuan.analysis.contradiction_words import CLAIMS, EMPTY, HELPERS, NEGATORS, NOT_NEGATING
from dongthuan.analysis.text import marked, tidy, tokens

LONGEST_TEXT = 20_000
MOST_SENTENCES = 200
LEAST_SHARED = 0.5
LEAST_PAIRS = 1
REACH = 4
_END = re.compile(r"(?<=[.!?…])\s+(?=[^\s\d.])|\n+|;\s+")
_CITED = re.compile(r"(?:số\s+)?\d+/(?:\d{4}/)?[a-zđ]+(?:-[a-zđ0-9]+)*(?:\s+ngày\s+\d{1,2}/\d{1,2}/\d{4})?")
_DONE, _OPEN, _AHEAD = frozenset({"đã"}), frozenset({"chưa"}), frozenset({"sẽ"})


class Kind(StrEnum):
    """In what two sentences differ."""

    FIGURE = "figure"
    DAY = "day"
    NEGATION = "negation"
    STAGE = "stage"
    OPPOSITE = "opposite"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two sentences on one subject that differ; `ours` and `theirs` are the words in which they do."""

    kind: Kind
    draft: str
    earlier: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence taken apart. said, denied: words outside and inside the reach of a negation."""

    text: str
    words: tuple[str, ...]
    content: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    denied: frozenset[int]
    quantities: tuple[Quantity, ...]
    spans: tuple[Span, ...]


def contradictions(draft: str, earlier: str) -> list[Contradiction]:
    """Return where the draft may contradict an earlier text, in the order of the draft; [] = not found.

    Of two sentences the strongest difference is told once: figure, day, negation, stage, opposite.

    >>> [found] = contradictions("Viện thu phí thẩm định hồ sơ.", "Viện không thu phí thẩm định hồ sơ.")
    >>> found.kind.value, found.theirs
    ('negation', 'không thu phí')
    """
    theirs = [_taken_apart(text) for text in _sentences(earlier)]
    found = []
    for mine in map(_taken_apart, _sentences(draft)):
        for other in theirs:
            one = _difference(mine, other) if _same_subject(mine, other) else None
            if one is not None:
                found.append(Contradiction(one[0], mine.text, other.text, one[1], one[2]))
    return found


def _sentences(text: str) -> list[str]:
    parts = (part.strip() for part in _END.split(text[:LONGEST_TEXT]))
    return [part for part in parts if part][:MOST_SENTENCES]


def _taken_apart(text: str) -> _Sentence:
    plain = _CITED.sub(" ", marked(text))
    plain = re.sub(NOT_NEGATING, " ", plain)
    words = tuple(tokens(plain))
    content = frozenset(word for word in words if word not in EMPTY and not word[0].isdigit())
    solid = [word for word in words if word not in EMPTY and not word[0].isdigit()]
    return _Sentence(
        text=tidy(text)[:500],
        words=words,
        content=content,
        pairs=frozenset(pairwise(solid)),
        denied=frozenset(_denied(words)),
        quantities=tuple(quantities_in(plain)),
        spans=tuple(spans_in(plain)),
    )


def _denied(words: tuple[str, ...]) -> Iterator[int]:
    """Give the places of the words that a negation reaches."""
    for place, word in enumerate(words):
        if word in NEGATORS:
            yield from range(place + 1, min(len(words), place + 1 + REACH))


def _same_subject(mine: _Sentence, other: _Sentence) -> bool:
    smaller = min(len(mine.content), len(other.content))
    if smaller < 2 or len(mine.pairs & other.pairs) < LEAST_PAIRS:
        return False
    return len(mine.content & other.content) >= max(2, LEAST_SHARED * smaller)


def _difference(mine: _Sentence, other: _Sentence) -> tuple[Kind, str, str] | None:
    """Return the strongest difference of two sentences on one subject, or None."""
    if _of_other_times(mine, other):
        return None
    for kind, look in _LOOKS:
        found = look(mine, other)
        if found is not None:
            return (kind, *found)
    return None


def _figure(mine: _Sentence, other: _Sentence) -> tuple[str, str] | None:
    return differs(mine.quantities, other.quantities)


def _of_other_times(mine: _Sentence, other: _Sentence) -> bool:
    """Say whether the two tell of different periods: a year's figure does not contradict another year's."""
    told = {span.text for span in mine.spans if span.is_period}
    known = {span.text for span in other.spans if span.is_period}
    if not (mine.quantities and other.quantities and told and known):
        return False
    pairs = [(a, b) for a in mine.spans if a.is_period for b in other.spans if b.is_period]
    return not any(a.meets(b) for a, b in pairs)


def _other_day(mine: _Sentence, other: _Sentence) -> tuple[str, str] | None:
    if not mine.spans or not other.spans:
        return None
    if any(a.meets(b) for a in mine.spans for b in other.spans):
        return None
    return mine.spans[0].text, other.spans[0].text


def _negation(mine: _Sentence, other: _Sentence) -> tuple[str, str] | None:
    """Return the predicate that one denies and the other states."""
    for negator, predicate in _predicates_denied(mine):
        if _states(other, predicate):
            return " ".join((negator, *predicate)), " ".join(predicate)
    if _moved_on(mine, other):
        return None
    for negator, predicate in _predicates_denied(other):
        if _states(mine, predicate):
            return " ".join(predicate), " ".join((negator, *predicate))
    return None


def _moved_on(mine: _Sentence, other: _Sentence) -> bool:
    """Say whether the draft states as done what was not yet so before."""
    return bool(_OPEN & set(other.words) and _DONE & set(mine.words))


def _predicates_denied(sentence: _Sentence) -> Iterator[tuple[str, tuple[str, ...]]]:
    for place, word in enumerate(sentence.words):
        if word not in NEGATORS:
            continue
        rest = [other for other in sentence.words[place + 1 : place + 5] if other not in HELPERS]
        if len(rest) >= 2:
            yield word, (rest[0], rest[1])


def _states(sentence: _Sentence, predicate: tuple[str, ...]) -> bool:
    """Say whether the sentence has the predicate outside the reach of any negation."""
    for place, pair in enumerate(pairwise(sentence.words)):
        if pair == predicate and place not in sentence.denied:
            return True
    return False


def _stage(mine: _Sentence, other: _Sentence) -> tuple[str, str] | None:
    """Return the words by which the draft goes back behind what was done before."""
    before = _DONE & set(other.words)
    now = (_AHEAD | _OPEN) & set(mine.words)
    if before and now and not (_DONE & set(mine.words)):
        return next(iter(now)), next(iter(before))
    return None


def _opposite(mine: _Sentence, other: _Sentence) -> tuple[str, str] | None:
    """Return the words of opposite claims, none of them denied."""
    ours, theirs = dict(_claims(mine)), dict(_claims(other))
    for (theme, side), words in ours.items():
        against = theirs.get((theme, -side))
        if against is not None and (theme, side) not in theirs and (theme, -side) not in ours:
            return words, against
    return None


def _claims(sentence: _Sentence) -> Iterator[tuple[tuple[str, int], str]]:
    line = " ".join(sentence.words)
    for words, theme, side in CLAIMS:
        for match in re.finditer(rf"(?<!\S){words}(?!\S)", line):
            place = line.count(" ", 0, match.start())
            if place not in sentence.denied:
                yield (theme, side), words


_LOOKS: tuple[tuple[Kind, Callable[[_Sentence, _Sentence], tuple[str, str] | None]], ...] = (
    (Kind.FIGURE, _figure),
    (Kind.DAY, _other_day),
    (Kind.NEGATION, _negation),
    (Kind.STAGE, _stage),
    (Kind.OPPOSITE, _opposite),
)

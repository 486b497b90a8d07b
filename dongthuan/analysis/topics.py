"""Tells which watched topics an item speaks of, and whether it is good or bad for each topic's goal."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from dongthuan.analysis.encoder import Encoder
from dongthuan.analysis.encoder_weights import FloatArray
from dongthuan.analysis.text import fold, marked, tokens
from dongthuan.analysis.understanding import ItemText

Stance = Literal["favourable", "neutral", "unfavourable", "unclear"]
MEANING: Final = "meaning"
BODY_WORDS: Final = 3_000
CALM: Final = 0.6  # the share of "neutral" from which a text takes no side
TONE_COUNTS: Final = 0.5  # how many margins of nearness one step of the logarithm of tone is worth
LEAST: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Scale:
    """The cosines of one kind of encoder that mean "unrelated", "on the topic", "differing" and "alike"."""

    unrelated: float
    on_topic: float
    margin: float
    alike: float


NEURAL: Final = Scale(unrelated=0.84, on_topic=0.905, margin=0.012, alike=0.93)
NGRAM: Final = Scale(unrelated=0.15, on_topic=0.45, margin=0.05, alike=0.6)


@dataclass(frozen=True, slots=True)
class TopicSpec:
    """A watched topic: phrases that name it or rule it out, statements good and bad for its goal.

    belonging, foreign: texts of which a person said that they speak of it, or that they do not.
    """

    key: int | str
    phrases: tuple[str, ...]
    excluded_phrases: tuple[str, ...] = ()
    favourable_examples: tuple[str, ...] = ()
    unfavourable_examples: tuple[str, ...] = ()
    belonging: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """An item speaks of a topic.

    confidence: that it speaks of it, 0 to 1. matched_by: the phrase found, or "meaning".
    """

    key: int | str
    stance: Stance
    confidence: float
    matched_by: str


@dataclass(frozen=True, slots=True)
class _Examples:
    favourable: FloatArray
    unfavourable: FloatArray


class PhraseTable:
    """Phrases by their first word: one pass over a text finds those of a thousand topics.

    A phrase written with Vietnamese marks is found only with the same marks; one without, with any.
    """

    def __init__(self) -> None:
        self._phrases: dict[str, list[tuple[tuple[str, ...], bool, str, int]]] = defaultdict(list)

    def add(self, phrase: str, number: int) -> None:
        """Add a phrase that stands for `number`; an empty one is passed over."""
        words = tokens(phrase)
        has_marks = fold(phrase) != marked(phrase)
        wanted = tuple(words if has_marks else map(fold, words))
        if wanted:
            self._phrases[fold(words[0])].append((wanted, has_marks, phrase, number))

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, str]]:
        """Yield (number, phrase) for each phrase in `words`, which are lower case with marks."""
        bare = [fold(word) for word in words]
        for place, first in enumerate(bare):
            for wanted, has_marks, phrase, number in self._phrases.get(first, ()):
                source = words if has_marks else bare
                if tuple(source[place : place + len(wanted)]) == wanted:
                    yield number, phrase


class TopicMatcher:
    """Match items with topics by phrases and by nearness to the topics' example statements.

    specs: the topics; encoder: encodes their examples once, here.
    """

    def __init__(self, specs: Sequence[TopicSpec], encoder: Encoder) -> None:
        self._specs = list(specs)
        self._phrases, self._excluded = PhraseTable(), PhraseTable()
        for number, spec in enumerate(self._specs):
            for phrase in spec.phrases:
                self._phrases.add(phrase, number)
            for phrase in spec.excluded_phrases:
                self._excluded.add(phrase, number)
        self._examples = [
            _Examples(encoder.embed(spec.favourable_examples), encoder.embed(spec.unfavourable_examples))
            for spec in self._specs
        ]
        self._scale = NGRAM if encoder.model_id.startswith("ngram") else NEURAL
        self._owners = np.array(
            [number for number, spec in enumerate(self._specs) for _ in _statements(spec)], np.int64
        )
        self._all = encoder.embed([text for spec in self._specs for text in _statements(spec)])
        self._foreign = [encoder.embed(spec.foreign) for spec in self._specs]

    def match(
        self, item: ItemText, vector: FloatArray, scores: Mapping[str, float] | None = None
    ) -> list[TopicMatch]:
        """Return the topics `item` speaks of, in the order of the specs; `vector` is its title and lead.

        scores: what the reader holds of its polarity, where that is known; a calm text takes no side, and
        praise or blame of those at work mostly goes with or against a topic's goal.
        """
        found = self._by_meaning(vector)
        found.update(self._by_phrase(item))
        for number in self._ruled_out(item) | self._said_foreign(found, vector):
            found.pop(number, None)
        return [
            TopicMatch(
                self._specs[number].key, self.stance(number, vector, scores), round(confidence, 3), how
            )
            for number, (confidence, how) in sorted(found.items())
        ]

    def _by_phrase(self, item: ItemText) -> dict[int, tuple[float, str]]:
        found: dict[int, tuple[float, str]] = {}
        body = tokens(item.text[: BODY_WORDS * 8])[:BODY_WORDS]
        for words, confidence in ((tokens(item.title), 0.95), (tokens(item.lead), 0.85), (body, 0.6)):
            for number, phrase in self._phrases.find(words):
                found.setdefault(number, (confidence, phrase))
        return found

    def _ruled_out(self, item: ItemText) -> set[int]:
        words = tokens(f"{item.title} . {item.lead}")
        return {number for number, _phrase in self._excluded.find(words)}

    def _said_foreign(self, found: Iterable[int], vector: FloatArray) -> set[int]:
        """Return the topics of which a person said that texts like this one do not belong to them."""
        return {number for number in found if self._is_foreign(number, vector)}

    def _is_foreign(self, number: int, vector: FloatArray) -> bool:
        foreign = self._foreign[number] @ vector
        own = self._all[self._owners == number] @ vector
        return bool(
            foreign.size and foreign.max() >= self._scale.alike and foreign.max() > own.max(initial=0)
        )

    def _by_meaning(self, vector: FloatArray) -> dict[int, tuple[float, str]]:
        if not len(self._all):
            return {}
        cosines = self._all @ vector
        near = np.flatnonzero(cosines >= self._scale.on_topic)
        found: dict[int, tuple[float, str]] = {}
        for place in near[np.argsort(cosines[near])]:
            above = (float(cosines[place]) - self._scale.on_topic) / (1 - self._scale.on_topic)
            found[int(self._owners[place])] = (0.5 + 0.45 * min(1.0, above), MEANING)
        return found

    def stance(self, number: int, vector: FloatArray, scores: Mapping[str, float] | None) -> Stance:
        """Say how a text stands to the goal of a topic, by its number; arguments as for `match`."""
        good = _nearness(self._examples[number].favourable, vector)
        bad = _nearness(self._examples[number].unfavourable, vector)
        if good is None or bad is None:
            return "unclear"
        if scores is not None:
            return _side((good - bad) / self._scale.margin, scores)
        if abs(good - bad) >= self._scale.margin:
            return "favourable" if good > bad else "unfavourable"
        return "neutral" if max(good, bad) < self._scale.unrelated else "unclear"


def _side(nearer: float, scores: Mapping[str, float]) -> Stance:
    """Say the stance by how much nearer a text is to the good statements, in margins, and by its polarity."""
    if scores["neutral"] > CALM:
        return "neutral"
    tone = math.log(scores["positive"] + LEAST) - math.log(scores["negative"] + LEAST)
    whole = nearer + TONE_COUNTS * tone
    if abs(whole) < TONE_COUNTS:
        return "unclear"
    return "favourable" if whole > 0 else "unfavourable"


def _statements(spec: TopicSpec) -> tuple[str, ...]:
    return spec.favourable_examples + spec.unfavourable_examples + spec.belonging


def _nearness(examples: FloatArray, vector: FloatArray) -> float | None:
    """Return the mean of the two largest cosines, None where there are no examples."""
    return float(np.sort(examples @ vector)[-2:].mean()) if len(examples) else None

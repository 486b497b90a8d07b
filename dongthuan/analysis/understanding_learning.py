"""Learns heads from the shipped examples and from corrections; compares on texts kept apart."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from dongthuan.analysis.encoder import Encoder
from dongthuan.analysis.encoder_weights import FloatArray
from dongthuan.analysis.text import fold
from dongthuan.analysis.understanding_examples import Example, labelled_examples, with_bare_titles
from dongthuan.analysis.understanding_heads import POLARITIES, Heads, learn_heads, shipped_vectors
from dongthuan.analysis.understanding_quality import calibration_error, f1_by_label

LOCKED_IN: Final = 4  # one text in four is locked: never learned from, only compared on
REPEATED: Final = 3  # a corrected text counts as much as three invented ones: it is of this agency's news
RELEVANT_FROM: Final = 0.5
FIELD: Final = "người sửa"


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a person said of a text. polarity: None where the text does not concern the agency's matters."""

    title: str
    lead: str
    polarity: str | None

    @property
    def example(self) -> Example:
        """The text as an example to learn from."""
        return Example(self.title, self.lead, self.polarity, FIELD)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How heads do on locked texts. f1, by_label: 0 to 1. confusion: rows are the truth, as POLARITIES.

    items: those with a polarity. told_apart: how many of all are rightly held relevant or not, 0 to 1.
    """

    items: int
    told_apart: float
    f1: float
    by_label: dict[str, float]
    calibration: float
    confusion: list[list[int]]


def is_locked(title: str, lead: str) -> bool:
    """Say whether a text belongs to the locked sample; the same text always does or never does.

    >>> is_locked("Hoà Bình", "") == is_locked("hòa bình", "")
    True
    """
    digest = hashlib.sha256(fold(f"{title}\n{lead}").encode()).digest()
    return digest[0] % LOCKED_IN == 0


def refit(encoder: Encoder, corrected: Sequence[Corrected], mark: str) -> Heads:
    """Return heads learned from the shipped examples and `corrected`; locked texts are left out.

    mark: ends the `model_id`, so that each item says which heads read it.
    """
    shipped = with_bare_titles(labelled_examples())
    taught = tuple(c.example for c in corrected if not is_locked(c.title, c.lead))
    examples = shipped + taught * REPEATED
    own = encoder.embed([example.text for example in taught])
    heads = learn_heads(examples, np.concatenate([shipped_vectors(encoder), *[own] * REPEATED]), encoder)
    return replace(heads, model_id=f"{heads.model_id}.{mark}")


def compare(heads: Heads, examples: Sequence[Example], vectors: FloatArray) -> Comparison:
    """Return how `heads` do on examples with these vectors: polarity on relevant ones, relevance on all."""
    is_relevant = np.array([example.is_relevant for example in examples])
    relevance = heads.relevance.predict(vectors)[:, 1] >= RELEVANT_FROM
    kept = [place for place, example in enumerate(examples) if example.is_relevant]
    truth = [str(examples[place].polarity) for place in kept]
    shares = heads.polarity.predict([examples[place].text for place in kept], vectors[kept])
    answers = [POLARITIES[place] for place in shares.argmax(axis=1)]
    by_label = f1_by_label(truth, answers, POLARITIES)
    present = [by_label[label] for label in POLARITIES if label in truth]
    pairs = list(zip(truth, answers, strict=True))
    is_right = np.array([true == answer for true, answer in pairs])
    return Comparison(
        items=len(truth),
        told_apart=round(float((relevance == is_relevant).mean()), 3),
        f1=round(sum(present) / len(present), 3),
        by_label={label: round(score, 3) for label, score in by_label.items()},
        calibration=calibration_error(shares.max(axis=1), is_right),
        confusion=[[pairs.count((true, answer)) for answer in POLARITIES] for true in POLARITIES],
    )

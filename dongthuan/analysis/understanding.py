"""Reads items: polarity, relevance, hostility, citations, keywords, and the vector all else stands on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dongthuan.analysis.citations import find_citations, fold_citations
from dongthuan.analysis.encoder import Encoder
from dongthuan.analysis.encoder_weights import FloatArray
from dongthuan.analysis.hostility import hostility_of
from dongthuan.analysis.keywords import key_phrases
from dongthuan.analysis.polarity import LEAST_CONFIDENCE, Polarity, judge
from dongthuan.analysis.text import tidy
from dongthuan.analysis.understanding_examples import joined
from dongthuan.analysis.understanding_heads import POLARITIES, Heads, load_heads

PART_READ = 20_000  # characters of a text in which citations are looked for
OPENING = 400  # characters that stand for the lead where there is none


@dataclass(frozen=True, slots=True)
class ItemText:
    """What there is to read of an item; any part may be empty."""

    title: str
    lead: str = ""
    text: str = ""

    @property
    def head(self) -> str:
        """The title with the lead, or with the opening of the text where there is no lead."""
        return joined(
            tidy(self.title[:PART_READ]), tidy((self.lead or self.text)[: OPENING * 4])[: OPENING * 2]
        )


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was read in an item.

    vector: of length one. polarity: toward the agency or its policy; "unclear" where the reader abstains.
    polarity_scores: negative, neutral, positive; sum 1. polarity_confidence, relevance, hostility: 0 to 1.
    citations: canonical, in order, each once. model_id: encoder and heads.
    """

    vector: FloatArray
    polarity: Polarity
    polarity_scores: Mapping[str, float]
    polarity_confidence: float
    relevance: float
    hostility: float
    citations: list[str]
    keywords: list[str]
    model_id: str


class Reader:
    """Understand items with an encoder and the heads that belong to it: `heads`, or those shipped.

    least: the confidence below which polarity is "unclear".
    """

    def __init__(self, encoder: Encoder, heads: Heads | None = None, least: float = LEAST_CONFIDENCE) -> None:
        self._encoder, self.least = encoder, least
        self._heads = heads or load_heads(encoder)
        self.model_id = self._heads.model_id

    def understand(self, items: Sequence[ItemText]) -> list[Understanding]:
        """Return what was read in each item, in their order."""
        vectors = self._encoder.embed([item.head for item in items])
        return [self._understand_one(item, vector) for item, vector in zip(items, vectors, strict=True)]

    def _understand_one(self, item: ItemText, vector: FloatArray) -> Understanding:
        shares = self._heads.polarity.predict([item.head], vector[None, :])[0]
        scores = dict(zip(POLARITIES, map(float, shares), strict=True))
        polarity, confidence = judge(scores, self.least, has_words=bool(item.head.strip()))
        body = item.text[:PART_READ]
        return Understanding(
            vector=vector,
            polarity=polarity,
            polarity_scores=scores,
            polarity_confidence=confidence,
            relevance=float(self._heads.relevance.predict(vector)[0][1]),
            hostility=hostility_of(f"{item.title}\n{item.lead}\n{body}"),
            citations=_citations(f"{item.title[:PART_READ]}\n{item.lead[:PART_READ]}\n{body}"),
            keywords=key_phrases(item.head),
            model_id=self.model_id,
        )


def _citations(text: str) -> list[str]:
    return list(dict.fromkeys(citation.canonical for citation in fold_citations(find_citations(text))))

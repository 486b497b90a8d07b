"""The learned heads of understanding: shipped for the house's encoder, learned at once for any other."""

import io
import os
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Final

import numpy as np
from scipy.special import softmax

from dongthuan.analysis.encoder import Encoder
from dongthuan.analysis.encoder_head import Numbers
from dongthuan.analysis.encoder_memory import MemoryHead, learn_memory, memory_from_arrays
from dongthuan.analysis.encoder_weights import FloatArray
from dongthuan.analysis.encoder_words import WordHead, learn_words, words_from_arrays
from dongthuan.analysis.understanding_examples import Example, labelled_examples, with_bare_titles

VERSION: Final = "u5"
POLARITIES: Final = ("negative", "neutral", "positive")
RELEVANCES: Final = ("irrelevant", "relevant")
USUAL: Final = (0.3, 0.4, 0.3)  # of POLARITIES in the news; the examples hold less that is neutral
STRENGTH: Final = {"polarity": 2.0, "relevance": 0.7, "words": 4.0}
WORDS_COUNT: Final = 0.5  # how much the words count beside the meaning
LEAST: Final = 1e-9
_VECTORS: Final[dict[str, FloatArray]] = {}


@dataclass(frozen=True, slots=True)
class PolarityHead:
    """Polarity by meaning and by words, set for the usual shares of the polarities in the news."""

    meaning: MemoryHead
    words: WordHead

    def predict(self, texts: Sequence[str], vectors: FloatArray) -> Numbers:
        """Return the probability of each of POLARITIES, shape (texts, 3); `vectors` are those of `texts`."""
        meaning = np.log(self.meaning.predict(vectors) + LEAST)
        words = np.log(self.words.predict(texts) + LEAST)
        return np.asarray(softmax(meaning + WORDS_COUNT * words + np.log(USUAL), axis=1))


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads that belong to one encoder; `model_id` names encoder and heads."""

    model_id: str
    polarity: PolarityHead
    relevance: MemoryHead


def load_heads(encoder: Encoder) -> Heads:
    """Return the heads for `encoder`: the shipped ones if they were learned on it, else learned here.

    Learning reads the labelled set once through the encoder: seconds with a neural one.
    """
    shipped = _shipped()
    if shipped is not None and shipped.model_id == name_heads(encoder.model_id):
        return shipped
    words = shipped.polarity.words if shipped else None
    return learn_heads(with_bare_titles(labelled_examples()), shipped_vectors(encoder), encoder, words)


def shipped_vectors(encoder: Encoder) -> FloatArray:
    """Return the vectors of the labelled set with its bare titles; a process reads it only once."""
    if encoder.model_id not in _VECTORS:
        texts = [example.text for example in with_bare_titles(labelled_examples())]
        _VECTORS[encoder.model_id] = encoder.embed(texts)
    return _VECTORS[encoder.model_id]


def name_heads(encoder_id: str) -> str:
    """Return the `model_id` of the shipped heads on an encoder; those learned from officers add a mark."""
    return f"{encoder_id}+{VERSION}"


def heads_bytes(heads: Heads) -> bytes:
    """Return heads as the bytes of an .npz file of plain numbers."""
    arrays = (
        heads.polarity.meaning.as_arrays("polarity")
        | heads.polarity.words.as_arrays("polarity.words")
        | heads.relevance.as_arrays("relevance")
    )
    file = io.BytesIO()
    np.savez_compressed(file, model_id=np.array(heads.model_id), **arrays)  # type: ignore[arg-type]  # stubs want one type of array
    return file.getvalue()


def heads_from_bytes(content: bytes) -> Heads:
    """Return the heads that `heads_bytes` wrote; raises ValueError or KeyError if they are not such."""
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        return Heads(
            str(arrays["model_id"]),
            PolarityHead(memory_from_arrays(arrays, "polarity"), words_from_arrays(arrays, "polarity.words")),
            memory_from_arrays(arrays, "relevance"),
        )


def learn_heads(
    examples: tuple[Example, ...], vectors: FloatArray, encoder: Encoder, words: WordHead | None = None
) -> Heads:
    """Return heads learned from `examples`, with their vectors; words: learned before."""
    return Heads(
        name_heads(encoder.model_id),
        learn_polarity(examples, vectors, words),
        learn_relevance(examples, vectors),
    )


def learn_polarity(
    examples: tuple[Example, ...], vectors: FloatArray, words: WordHead | None = None
) -> PolarityHead:
    """Return a head for polarity, learned from the relevant examples; words: learned before."""
    kept = [place for place, example in enumerate(examples) if example.is_relevant]
    labels = [str(examples[place].polarity) for place in kept]
    texts = [examples[place].text for place in kept]
    return PolarityHead(
        learn_memory(vectors[kept], labels, POLARITIES, STRENGTH["polarity"]),
        words or learn_words(texts, labels, POLARITIES, STRENGTH["words"]),
    )


def learn_relevance(examples: tuple[Example, ...], vectors: FloatArray) -> MemoryHead:
    """Return a head for relevance: by meaning alone, words added nothing."""
    labels = [RELEVANCES[example.is_relevant] for example in examples]
    return learn_memory(vectors, labels, RELEVANCES, STRENGTH["relevance"])


def save_heads(heads: Heads, path: Path) -> None:
    """Write heads as an .npz file of plain numbers, whole or not at all."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.write_bytes(heads_bytes(heads))
    fresh.replace(path)


def _shipped() -> Heads | None:
    place = resources.files("dongthuan.analysis") / "data" / "understanding" / "heads.npz"
    try:
        return heads_from_bytes(place.read_bytes()) if place.is_file() else None
    except KeyError:  # of an earlier form: learned anew by whoever asks
        return None

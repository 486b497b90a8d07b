"""The learned heads of understanding: shipped for the house's encoder, learned at once for any other."""

import io
import os
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Final

import numpy as np

from dongthuan.analysis.encoder import Encoder
from dongthuan.analysis.encoder_head import Head, head_from_arrays, learn_head
from dongthuan.analysis.encoder_memory import MemoryHead, learn_memory, memory_from_arrays
from dongthuan.analysis.encoder_weights import FloatArray
from dongthuan.analysis.understanding_examples import Example, labelled_examples, with_bare_titles

VERSION: Final = "u4"
POLARITIES: Final = ("negative", "neutral", "positive")
RELEVANCES: Final = ("irrelevant", "relevant")
RELEVANT_SHARE: Final = 0.45  # of what is collected: general feeds (one in four) and feeds on policy
STRENGTH: Final = {"polarity": 2.0, "relevance": 0.7}
TEMPERATURE: Final = (
    1.0  # of polarity: chosen out of fold by `dongthuan evaluate`, with whole fields left out
)


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads that belong to one encoder; `model_id` names encoder and heads."""

    model_id: str
    polarity: MemoryHead
    relevance: Head


def load_heads(encoder: Encoder) -> Heads:
    """Return the heads for `encoder`: the shipped ones if they were learned on it, else learned here.

    Learning reads the labelled set once through the encoder: seconds with a neural one.
    """
    shipped = _shipped()
    if shipped is not None and shipped.model_id == _named(encoder):
        return shipped
    examples = with_bare_titles(labelled_examples())
    return learn_heads(examples, encoder.embed([example.text for example in examples]), encoder)


def heads_bytes(heads: Heads) -> bytes:
    """Return heads as the bytes of an .npz file of plain numbers."""
    arrays = heads.polarity.as_arrays("polarity") | heads.relevance.as_arrays("relevance")
    file = io.BytesIO()
    np.savez_compressed(file, model_id=np.array(heads.model_id), **arrays)  # type: ignore[arg-type]  # stubs want one type of array
    return file.getvalue()


def heads_from_bytes(content: bytes) -> Heads:
    """Return the heads that `heads_bytes` wrote; raises ValueError or KeyError if they are not such."""
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        return Heads(
            str(arrays["model_id"]),
            memory_from_arrays(arrays, "polarity"),
            head_from_arrays(arrays, "relevance"),
        )


def learn_heads(examples: tuple[Example, ...], vectors: FloatArray, encoder: Encoder) -> Heads:
    """Return heads learned from `examples`, whose vectors are the rows of `vectors`."""
    return Heads(_named(encoder), learn_polarity(examples, vectors), learn_relevance(examples, vectors))


def learn_polarity(examples: tuple[Example, ...], vectors: FloatArray) -> MemoryHead:
    """Return a head for polarity, learned from the relevant examples."""
    kept = [place for place, example in enumerate(examples) if example.is_relevant]
    labels = [str(examples[place].polarity) for place in kept]
    return learn_memory(vectors[kept], labels, POLARITIES, STRENGTH["polarity"])


def learn_relevance(examples: tuple[Example, ...], vectors: FloatArray) -> Head:
    """Return a head for relevance, set for the share of relevant items in the press, not in the examples."""
    labels = [RELEVANCES[example.is_relevant] for example in examples]
    head = learn_head(vectors, labels, RELEVANCES, STRENGTH["relevance"])
    usual = np.log([1 - RELEVANT_SHARE, RELEVANT_SHARE]).astype(np.float32)
    return replace(head, shift=head.shift + usual)


def save_heads(heads: Heads, path: Path) -> None:
    """Write heads as an .npz file of plain numbers, whole or not at all."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.write_bytes(heads_bytes(heads))
    fresh.replace(path)


def _shipped() -> Heads | None:
    place = resources.files("dongthuan.analysis") / "data" / "understanding" / "heads.npz"
    return heads_from_bytes(place.read_bytes()) if place.is_file() else None


def _named(encoder: Encoder) -> str:
    return f"{encoder.model_id}+{VERSION}"

"""The encoder of last resort: hashed syllables, pairs of syllables and letters; knows words, not meaning."""

import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from dongthuan.analysis.encoder_weights import FloatArray
from dongthuan.analysis.text import fold, tokens

LONGEST_TEXT: Final = 6_000


class NgramEncoder:
    """Hash word and letter n-grams into a vector: needs no model, and says so in its `model_id`.

    Examples
    --------
    >>> texts = ["tăng học phí đại học", "học phí đại học tăng", "thời tiết hôm nay"]
    >>> fees, again, weather = NgramEncoder().embed(texts)
    >>> bool(fees @ again > fees @ weather)
    True

    Source: feature hashing with signs, Weinberger et al. (2009).
    """

    model_id = "ngram-384-1"
    dimension = 384

    def embed(self, texts: Sequence[str]) -> FloatArray:
        """Return one row of length one for each text, shape (texts, 384); an empty text is a row of zeros."""
        rows = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for part, weight in _parts(text):
                code = zlib.crc32(part.encode("utf-8", "replace"))
                row[code % self.dimension] += weight if code & 0x80000000 else -weight
        rows = np.sign(rows) * np.sqrt(np.abs(rows))
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.where(lengths == 0, 1, lengths), np.float32)


def _parts(text: str) -> Iterator[tuple[str, float]]:
    words = tokens(text[:LONGEST_TEXT])
    for word in words:
        yield word, 1.0
    for first, second in pairwise(words):
        yield f"{first} {second}", 1.5
    letters = fold(" ".join(words))
    for start in range(max(0, len(letters) - 3)):
        yield "#" + letters[start : start + 4], 0.3

"""An encoder that lives elsewhere, behind the OpenAI-compatible address of embeddings."""

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

import numpy as np

from dongthuan.analysis.encoder_weights import FloatArray
from dongthuan.analysis.endpoint import Endpoint, EndpointDown

DIMENSION: Final = 384  # what the database keeps; longer vectors are brought to it, likeness nearly kept
AT_ONCE: Final = 64
LONGEST: Final = 4_000  # characters of a text that are sent


class EndpointEncoder:
    """Turns texts into vectors by a model elsewhere; `embed` raises EndpointDown where that fails."""

    dimension = DIMENSION

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self.model_id = f"endpoint-{endpoint.model}"[:100]

    def embed(self, texts: Sequence[str]) -> FloatArray:
        """Return one row of length one for each text, shape (texts, 384)."""
        parts = [self._embed(texts[start : start + AT_ONCE]) for start in range(0, len(texts), AT_ONCE)]
        return np.concatenate(parts) if parts else np.zeros((0, DIMENSION), np.float32)

    def _embed(self, texts: Sequence[str]) -> FloatArray:
        # Some servers refuse an empty text, and a blank means as little.
        asked = [text[:LONGEST] or " " for text in texts]
        answer = self._endpoint.ask("embeddings", {"input": asked, "encoding_format": "float"})
        try:
            rows = sorted(answer["data"], key=lambda row: int(row["index"]))
            found = np.array([row["embedding"] for row in rows], np.float32)
        except (KeyError, TypeError, ValueError) as odd:
            raise EndpointDown(f"no vectors in the answer: {odd}"[:200]) from odd
        if found.ndim != 2 or len(found) != len(texts) or not np.isfinite(found).all():
            raise EndpointDown(f"{len(found)} vectors for {len(texts)} texts")
        return fitted(found)


def fitted(vectors: FloatArray, dimension: int = DIMENSION) -> FloatArray:
    """Return vectors of length one and of `dimension` numbers; shape (rows, dimension).

    Shorter ones are filled with zeros, which keeps every cosine; longer ones are projected by a fixed
    orthogonal matrix, which keeps cosines to about .04 (Johnson and Lindenstrauss, 1984).

    >>> fitted(np.array([[3.0, 4.0]], np.float32), 3).round(1).tolist()
    [[0.6000000238418579, 0.800000011920929, 0.0]]
    """
    width = vectors.shape[1]
    if width > dimension:
        vectors = vectors @ _projection(width, dimension)
    else:
        vectors = np.pad(vectors, ((0, 0), (0, dimension - width)))
    lengths = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return np.asarray(vectors / lengths, np.float32)


@cache
def _projection(width: int, dimension: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    square = np.random.default_rng(width).normal(size=(width, dimension))
    return np.asarray(np.linalg.qr(square)[0])

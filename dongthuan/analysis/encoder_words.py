"""A small classifier on words and pairs of words, beside the one on meaning: what a vector blurs it reads."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax

from dongthuan.analysis.encoder_head import Numbers
from dongthuan.analysis.encoder_weights import FloatArray
from dongthuan.analysis.text import tokens

PLACES: Final = 1 << 16
LONGEST_TEXT: Final = 6_000
HalfArray = npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class WordHead:
    """Multinomial logistic regression on hashed words and pairs of words, rare ones counting more.

    weights: shape (places, labels). shift: shape (labels,). rarity: shape (places,). Half floats: small.

    Source: feature hashing, Weinberger et al. (2009); inverse document frequency, Spärck Jones (1972).
    """

    labels: tuple[str, ...]
    weights: HalfArray
    shift: FloatArray
    rarity: HalfArray

    def predict(self, texts: Sequence[str]) -> Numbers:
        """Return the probability of each label, shape (texts, labels); a row sums to 1."""
        rows = np.zeros((len(texts), len(self.labels)))
        for row, text in zip(rows, texts, strict=True):
            places = _places(text)
            if places.size:
                values = self.rarity[places].astype(np.float64)
                row += values @ self.weights[places].astype(np.float64) / np.linalg.norm(values)
        return np.asarray(softmax(rows + self.shift, axis=1))

    def as_arrays(self, name: str) -> dict[str, npt.NDArray[Any]]:
        """Return the head as arrays for an .npz file, under `name`."""
        return {
            f"{name}.labels": np.array(self.labels),
            f"{name}.weights": self.weights,
            f"{name}.shift": self.shift,
            f"{name}.rarity": self.rarity,
        }


def words_from_arrays(arrays: Mapping[str, npt.NDArray[Any]], name: str) -> WordHead:
    """Return the head that `as_arrays` wrote under `name`; raises KeyError if there is none."""
    labels = tuple(map(str, arrays[f"{name}.labels"]))
    return WordHead(labels, *(arrays[f"{name}.{part}"] for part in ("weights", "shift", "rarity")))


def learn_words(
    texts: Sequence[str], labels: Sequence[str], order: Sequence[str], strength: float
) -> WordHead:
    """Return the head that tells `labels` apart, each label counting as much as the others.

    order: the labels, as the columns shall stand. strength: how little weights are held down, > 0.
    """
    inputs, rarity = _inputs([_places(text) for text in texts])
    chosen = np.array([order.index(label) for label in labels])
    truth = np.eye(len(order))[chosen]
    weight = 1.0 / np.maximum(truth.sum(axis=0), 1)[chosen] * len(labels) / len(order)
    used = np.flatnonzero(np.asarray(inputs.sum(axis=0)).ravel())
    inputs = inputs[:, used]
    shape = (len(used) + 1, len(order))

    def loss(flat: Numbers) -> tuple[float, Numbers]:
        matrix = flat.reshape(shape)
        raw = inputs @ matrix[:-1] + matrix[-1]
        error = (softmax(raw, axis=1) - truth) * weight[:, None]
        slope = np.vstack([inputs.T @ error + matrix[:-1] / strength, error.sum(axis=0)])
        cost = -(log_softmax(raw, axis=1) * truth).sum(axis=1) @ weight
        return float(cost + (matrix[:-1] ** 2).sum() / (2 * strength)), slope.ravel()

    found = minimize(loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    matrix = found.x.reshape(shape)
    weights = np.zeros((PLACES, len(order)), np.float16)
    weights[used] = matrix[:-1]
    return WordHead(tuple(order), weights, matrix[-1].astype(np.float32), rarity)


def _inputs(rows: Sequence[npt.NDArray[np.int64]]) -> tuple[Any, HalfArray]:
    """Return one sparse row of length one for each text, and how rare each place is."""
    counts = np.bincount(np.concatenate([*rows, np.zeros(0, np.int64)]), minlength=PLACES)
    rarity = (np.log((1 + len(rows)) / (1 + counts)) + 1).astype(np.float16)
    values = [rarity[row].astype(np.float64) for row in rows]
    lengths = [value / np.linalg.norm(value) if value.size else value for value in values]
    ends = np.cumsum([0, *(row.size for row in rows)])
    parts = (np.concatenate([*lengths, np.zeros(0)]), np.concatenate([*rows, np.zeros(0, np.int64)]), ends)
    return sparse.csr_matrix(parts, shape=(len(rows), PLACES)), rarity


def _places(text: str) -> npt.NDArray[np.int64]:
    words = tokens(text[:LONGEST_TEXT])
    parts = {*words, *(f"{first} {second}" for first, second in pairwise(words))}
    return np.unique([zlib.crc32(part.encode("utf-8", "replace")) % PLACES for part in parts]).astype(
        np.int64
    )

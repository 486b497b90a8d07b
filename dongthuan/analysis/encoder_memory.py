"""A head that also remembers: a linear head and the nearest of its examples, half and half."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy.special import softmax

from dongthuan.analysis.encoder_head import Head, Numbers, head_from_arrays, learn_head
from dongthuan.analysis.encoder_weights import FloatArray

SHARPNESS: Final = 25.0  # how much a nearer example counts; of 15 to 30 it made the least difference
STEPS: Final = 127.0
LEAST: Final = 1e-9


@dataclass(frozen=True, slots=True)
class MemoryHead:
    """A linear head and kernel-weighted neighbours, joined by the geometric mean of their probabilities.

    A line alone misses what lies apart (a commendation reads like an appointment); neighbours alone are too
    sure. memory: directions of the examples in steps of 1/127, shape (examples, dimension), int8.
    classes: place of each example's label in `linear.labels`.

    Source: kernel regression, Nadaraya and Watson (1964); logarithmic opinion pool, Genest and Zidek (1986).
    """

    linear: Head
    memory: npt.NDArray[np.int8]
    classes: npt.NDArray[np.int64]

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels, as the columns stand."""
        return self.linear.labels

    def predict(self, vectors: FloatArray) -> Numbers:
        """Return the probability of each label, shape (vectors, labels); a row sums to 1."""
        both = np.log(self.linear.predict(vectors) + LEAST) + np.log(self._near(vectors) + LEAST)
        return np.asarray(softmax(both / 2, axis=1))

    def _near(self, vectors: FloatArray) -> Numbers:
        known = self.memory.astype(np.float32) / STEPS
        closeness = _directions(np.atleast_2d(vectors), self.linear.centre) @ known.T
        weights = np.exp(SHARPNESS * (closeness.astype(np.float64) - 1))
        sums = np.stack(
            [weights[:, self.classes == place].sum(axis=1) for place in range(len(self.labels))], axis=1
        )
        shares = sums / np.maximum(np.bincount(self.classes, minlength=len(self.labels)), 1)
        return np.asarray((shares + LEAST**2) / (shares + LEAST**2).sum(axis=1, keepdims=True))

    def as_arrays(self, name: str) -> dict[str, npt.NDArray[Any]]:
        """Return the head as arrays for an .npz file, under `name`."""
        own = {f"{name}.memory": self.memory, f"{name}.classes": self.classes.astype(np.int8)}
        return self.linear.as_arrays(name) | own


def memory_from_arrays(arrays: Mapping[str, npt.NDArray[Any]], name: str) -> MemoryHead:
    """Return the head that `as_arrays` wrote under `name`; raises KeyError if there is none."""
    classes = arrays[f"{name}.classes"].astype(np.int64)
    return MemoryHead(head_from_arrays(arrays, name), arrays[f"{name}.memory"], classes)


def learn_memory(
    vectors: FloatArray, labels: Sequence[str], order: Sequence[str], strength: float
) -> MemoryHead:
    """Return the head that tells `labels` apart; arguments as `learn_head` takes them."""
    linear = learn_head(vectors, labels, order, strength)
    memory = np.rint(_directions(vectors, linear.centre) * STEPS).astype(np.int8)
    return MemoryHead(linear, memory, np.array([order.index(label) for label in labels], np.int64))


def _directions(vectors: FloatArray, centre: FloatArray) -> FloatArray:
    away = vectors - centre
    return np.asarray(away / np.maximum(np.linalg.norm(away, axis=1, keepdims=True), LEAST), np.float32)

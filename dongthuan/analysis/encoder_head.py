"""A small classifier on top of an encoder's vectors: learned in a moment, stored as plain numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax

from dongthuan.analysis.encoder_weights import FloatArray

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Head:
    """Multinomial logistic regression.

    weights: shape (dimension, labels). shift: shape (labels,). centre: shape (dimension,).
    """

    labels: tuple[str, ...]
    weights: FloatArray
    shift: FloatArray
    centre: FloatArray

    def predict(self, vectors: FloatArray) -> Numbers:
        """Return the probability of each label, shape (vectors, labels); a row sums to 1."""
        raw = (np.atleast_2d(vectors) - self.centre) @ self.weights + self.shift
        return np.asarray(softmax(raw.astype(np.float64), axis=1))

    def as_arrays(self, name: str) -> dict[str, npt.NDArray[Any]]:
        """Return the head as arrays for an .npz file, under `name`."""
        return {
            f"{name}.labels": np.array(self.labels),
            f"{name}.weights": self.weights,
            f"{name}.shift": self.shift,
            f"{name}.centre": self.centre,
        }


def head_from_arrays(arrays: Mapping[str, npt.NDArray[Any]], name: str) -> Head:
    """Return the head that `as_arrays` wrote under `name`; raises KeyError if there is none."""
    labels = tuple(map(str, arrays[f"{name}.labels"]))
    return Head(labels, *(arrays[f"{name}.{part}"] for part in ("weights", "shift", "centre")))


def learn_head(vectors: FloatArray, labels: Sequence[str], order: Sequence[str], strength: float) -> Head:
    """Return the head that tells `labels` apart, each label counting as much as the others.

    vectors: shape (examples, dimension), rows of length one. order: the labels, as the columns shall stand.
    strength: how little weights are held down (the C of other libraries), > 0; vectors are first spread so
    that their mean length is one.
    """
    centre = vectors.mean(axis=0)
    spread = float(np.linalg.norm(vectors - centre, axis=1).mean()) or 1.0
    inputs = ((vectors - centre) / spread).astype(np.float64)
    chosen = np.array([order.index(label) for label in labels])
    truth = np.eye(len(order))[chosen]
    weight = 1.0 / np.maximum(truth.sum(axis=0), 1)[chosen] * len(labels) / len(order)
    shape = (inputs.shape[1] + 1, len(order))

    def loss(flat: Numbers) -> tuple[float, Numbers]:
        matrix = flat.reshape(shape)
        raw = inputs @ matrix[:-1] + matrix[-1]
        error = (softmax(raw, axis=1) - truth) * weight[:, None]
        slope = np.vstack([inputs.T @ error + matrix[:-1] / strength, error.sum(axis=0)])
        cost = -(log_softmax(raw, axis=1) * truth).sum(axis=1) @ weight
        return float(cost + (matrix[:-1] ** 2).sum() / (2 * strength)), slope.ravel()

    found = minimize(loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    matrix = found.x.reshape(shape)
    as_float = np.float32
    return Head(
        tuple(order),
        (matrix[:-1] / spread).astype(as_float),
        matrix[-1].astype(as_float),
        centre.astype(as_float),
    )

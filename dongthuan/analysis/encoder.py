"""Turns texts into vectors of meaning; the neural encoder where it is built, n-grams where it is not."""

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol

from dongthuan.analysis.encoder_ngram import NgramEncoder
from dongthuan.analysis.encoder_onnx import (
    MODEL_FILE,
    MODEL_ID,
    OnnxEncoder,
    UnusableModel,
    model_id_of,
)
from dongthuan.analysis.encoder_weights import FloatArray


class Encoder(Protocol):
    """What turns texts into vectors. Vectors of different `model_id` must not be compared."""

    model_id: str
    dimension: int

    def embed(self, texts: Sequence[str]) -> FloatArray:
        """Return one row of length one for each text, shape (texts, dimension)."""


def build_encoder(folder: Path, report: Callable[[str], None]) -> None:
    """Build the encoder under `folder` unless a whole one is there; say through `report` what is done.

    An agency's own ONNX model directly in `folder` is left as it is. A damaged or older encoder is rebuilt.
    Raises BadWeights if the carried weights are missing, NotFaithful if the result is not as it must be.
    """
    if (folder / MODEL_FILE).is_file():
        report(f"encoder: the model in {folder}")
        return
    # Only set-up builds; workers must not carry the builder's libraries in memory.
    builder = import_module("dongthuan.analysis.encoder_build")
    if not builder.is_whole(folder / MODEL_ID):
        report("encoder: building (once, some seconds)")
        builder.build_model(folder / MODEL_ID, report)


def encoder_id_of(folder: Path) -> str:
    """Return the `model_id` of the encoder that lies under `folder`, without loading it."""
    for place in (folder, folder / MODEL_ID):
        if (place / MODEL_FILE).is_file():
            return model_id_of(place)
    return NgramEncoder.model_id


def load_encoder(folder: Path, threads: int = 1) -> Encoder:
    """Return the encoder that lies under `folder`, or the n-gram encoder where there is none that runs.

    threads: processor threads for one text; workers want 1.
    """
    for place in (folder, folder / MODEL_ID):
        if (place / MODEL_FILE).is_file():
            try:
                return OnnxEncoder(place, threads)
            except UnusableModel:
                continue
    return NgramEncoder()

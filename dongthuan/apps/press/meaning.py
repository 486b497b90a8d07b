"""The encoder of the press desk: one a process, loaded on first use, n-grams where none is built."""

from functools import cache
from pathlib import Path

from django.conf import settings

from dongthuan.analysis.encoder import Encoder, load_encoder

LONGEST = 4_000


@cache
def _encoder(folder: str) -> Encoder:
    return load_encoder(Path(folder))


def encoder() -> Encoder:
    """Return the encoder of this process."""
    return _encoder(str(settings.MODEL_FOLDER))


def vector_of(text: str) -> list[float]:
    """Return what a text means as 384 floats; of a long text its beginning."""
    return [float(value) for value in encoder().embed([text[:LONGEST]])[0]]

"""Runs an encoder that lies in a folder as ONNX: ours, or any other with model.onnx and tokenizer.json."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as runtime_errors
from tokenizers import Tokenizer

from dongthuan.analysis.encoder_text import LONGEST_PIECES, prepare_text
from dongthuan.analysis.encoder_weights import FloatArray

MODEL_ID: Final = "e5-small-vi-int8-1"
MODEL_FILE: Final = "model.onnx"
TOKENIZER_FILE: Final = "tokenizer.json"
ABOUT_FILE: Final = "model.json"
CANNOT_LOAD: Final = (
    OSError,
    ValueError,
    KeyError,
    runtime_errors.Fail,
    runtime_errors.InvalidArgument,
    runtime_errors.InvalidGraph,
    runtime_errors.InvalidProtobuf,
    runtime_errors.NoModel,
    runtime_errors.NoSuchFile,
    runtime_errors.NotImplemented,
    runtime_errors.RuntimeException,
)


class UnusableModel(ValueError):
    """The folder holds no encoder that can be run; the text says what is wrong with it."""


class OnnxModel:
    """A model from a folder with `model.onnx`, `tokenizer.json` and, of ours, `model.json`.

    `model.json` holds `model_id`, `prefix` and `replacements` (single characters, by code point); a foreign
    folder may leave it out. Raises UnusableModel if the folder cannot be used.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        try:
            self._load(folder, threads)
        except CANNOT_LOAD as problem:
            raise UnusableModel(f"{folder.name}: {problem}") from problem

    def _load(self, folder: Path, threads: int) -> None:
        about = _read_about(folder)
        self.model_id = model_id_of(folder)
        self._prefix = str(about.get("prefix", ""))
        self._replacements = {int(code): str(text) for code, text in about.get("replacements", {}).items()}
        self._tokenizer = _read_tokenizer(folder / TOKENIZER_FILE)
        self._tokenizer.enable_truncation(LONGEST_PIECES)
        self._tokenizer.no_padding()
        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads = threads
        settings.inter_op_num_threads = 1
        settings.log_severity_level = 3
        path = str(folder / MODEL_FILE)
        self._session = onnxruntime.InferenceSession(path, settings, providers=["CPUExecutionProvider"])
        self._inputs = {entry.name for entry in self._session.get_inputs()}

    def run(self, text: str) -> FloatArray:
        """Return the first output for one text, the batch of one taken off."""
        prepared = self._prefix + prepare_text(text, self._replacements)
        numbers = np.array([self._tokenizer.encode(prepared).ids], np.int64)
        given = {
            "input_ids": numbers,
            "attention_mask": np.ones_like(numbers),
            "token_type_ids": np.zeros_like(numbers),
        }
        asked = {name: value for name, value in given.items() if name in self._inputs}
        return np.asarray(self._session.run(None, asked)[0][0], np.float32)


class OnnxEncoder(OnnxModel):
    """An encoder; texts are read one at a time, so that a vector does not depend on its neighbours."""

    def _load(self, folder: Path, threads: int) -> None:
        super()._load(folder, threads)
        self.dimension = int(self.embed([""]).shape[1])

    def embed(self, texts: Sequence[str]) -> FloatArray:
        """Return one row of length one for each text, shape (texts, dimension)."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        return np.stack([self._embed_one(text) for text in texts])

    def _embed_one(self, text: str) -> FloatArray:
        output = self.run(text)
        vector = output.mean(axis=0) if output.ndim == 2 else output
        return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), np.float32)


def model_id_of(folder: Path) -> str:
    """Return the `model_id` of the encoder in `folder`; raises ValueError if it cannot be read."""
    return str(_read_about(folder).get("model_id") or f"onnx-{folder.name}")


def _read_tokenizer(path: Path) -> Tokenizer:
    text = path.read_text(encoding="utf-8")
    try:
        return Tokenizer.from_str(text)
    except Exception as problem:
        raise UnusableModel(f"{path.name}: {problem}") from problem


def _read_about(folder: Path) -> dict[str, Any]:
    path = folder / ABOUT_FILE
    about = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    if not isinstance(about, dict):
        raise UnusableModel(f"{ABOUT_FILE} is not an object")
    return about

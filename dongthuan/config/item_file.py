"""Reads and writes files of items, a JSON object a line, plain or gzip; bad lines are told, not fatal."""

import gzip
import json
import math
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Never, cast

from dongthuan.analysis.times import VIETNAM
from dongthuan.analysis.understanding import ItemText
from dongthuan.config.cli import BadInput
from dongthuan.config.whole_file import refuse_stream, written_whole

LONGEST_LINE = 32 * 1024 * 1024
NAMED_LINES = 20


class BadLine(ValueError):
    """A line is not an item; the text says why."""


@dataclass(frozen=True, slots=True)
class FileItem:
    """One item of a file: what stands on its line, and its number there (from 1)."""

    line: int
    fields: dict[str, Any]

    @property
    def text(self) -> ItemText:
        """What there is to read; `summary` is taken where there is no `lead`."""
        lead = self._words("lead") or self._words("summary")
        return ItemText(self._words("title"), lead, self._words("text"))

    @property
    def published(self) -> datetime | None:
        """The time of publication with its zone (Vietnam's where none is given); None if there is none."""
        try:
            moment = datetime.fromisoformat(self._words("published"))
            moment = moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
            return moment if moment.year > 1970 and moment.timestamp() > 0 else None
        except (ValueError, OverflowError):
            return None

    def _words(self, name: str) -> str:
        value = self.fields.get(name)
        return value if isinstance(value, str) else ""


@dataclass
class ItemFile:
    """A file of items, read as a stream. `bad` counts the lines that were passed over.

    Raises BadInput, with one line, where the file cannot be read at all.
    """

    path: Path
    bad: int = 0
    good: int = 0
    _told: set[int] = field(default_factory=set)

    def read(self) -> Iterator[FileItem]:
        """Yield the items in the order of the file; name the bad lines on standard error, once each."""
        self.bad = self.good = 0
        for number, raw in enumerate(self._lines(), start=1):
            if not raw.strip():
                continue
            try:
                item = FileItem(number, parse_line(raw, is_first=number == 1))
            except BadLine as problem:
                self._tell(number, str(problem))
            else:
                self.good += 1
                yield item

    def check(self) -> None:
        """Raise BadInput now, rather than in the middle, where the file is missing or cannot be opened."""
        refuse_stream(self.path)
        next(self._lines(), b"")

    def summary(self) -> None:
        """Say how many lines were passed over, if any; raises BadInput where not one could be read."""
        if self.bad and not self.good:
            raise BadInput(f"{self.path}: none of its {self.bad} lines is an item")
        if self.bad:
            print(f"dongthuan: {self.path.name}: {self.bad} bad lines passed over", file=sys.stderr)

    def _lines(self) -> Iterator[bytes]:
        try:
            with _open(self.path) as file:
                while raw := file.readline(LONGEST_LINE):
                    yield raw
        except (OSError, EOFError, zlib.error) as problem:
            raise BadInput(f"{self.path}: {_reason(problem)}") from problem

    def _tell(self, number: int, reason: str) -> None:
        self.bad += 1
        if number not in self._told and len(self._told) < NAMED_LINES:
            self._told.add(number)
            print(f"dongthuan: {self.path.name}, line {number}: {reason}", file=sys.stderr)


def parse_line(raw: bytes, *, is_first: bool = False) -> dict[str, Any]:
    """Return the object on one line; raises BadLine if there is none with a title, lead or text."""
    try:
        value = json.loads(
            raw.decode("utf-8-sig" if is_first else "utf-8"), parse_constant=_refuse, parse_float=_finite
        )
    except UnicodeDecodeError as problem:
        raise BadLine("not UTF-8") from problem
    except (ValueError, RecursionError) as problem:
        raise BadLine("not JSON") from problem
    if not isinstance(value, dict):
        raise BadLine("not an object")
    if not any(isinstance(value.get(name), str) for name in ("title", "lead", "summary", "text")):
        raise BadLine("no title, lead or text")
    return value


def write_items(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Write one JSON object a line; the file appears whole, when all rows are there."""
    try:
        with written_whole(path) as draft, draft.open("wb") as file:
            for row in rows:
                file.write(as_line(row))
    except OSError as problem:
        raise BadInput(f"{path}: {_reason(problem)}") from problem


def as_line(row: dict[str, Any]) -> bytes:
    """Return an object as a line of UTF-8; half surrogates, which UTF-8 cannot hold, stay escaped."""
    try:
        return (json.dumps(row, ensure_ascii=False) + "\n").encode()
    except UnicodeEncodeError:
        return (json.dumps(row) + "\n").encode()


def _refuse(name: str) -> Never:
    raise ValueError(name)


def _finite(digits: str) -> float:
    """Refuse 1e400, which would be written back as Infinity, and that is not JSON."""
    value = float(digits)
    return value if math.isfinite(value) else _refuse(digits)


def _open(path: Path) -> IO[bytes]:
    with path.open("rb") as file:
        is_packed = file.read(2) == b"\x1f\x8b"
    return cast(IO[bytes], gzip.open(path, "rb")) if is_packed else path.open("rb")


def _reason(problem: Exception) -> str:
    if isinstance(problem, OSError) and problem.strerror:
        return problem.strerror.lower()
    return "not a whole gzip file"

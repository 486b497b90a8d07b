"""Archives of items: JSON lines, plain or gzipped, read one line at a time."""

import gzip
import hashlib
import io
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from dongthuan.apps.monitoring.intake.entries import MAX_NAME, Draft, Entry, Reason, entry_of
from dongthuan.apps.monitoring.intake.json_feeds import words
from dongthuan.apps.monitoring.intake.plain import plain_line

MAX_LINE = 2_000_000
NOWHERE = "https://archive.invalid/"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an archive: its entry with the name of its source, or the reason why it makes none.

    number: counted from 1. `source` is empty where the line names none.
    """

    number: int
    entry: Entry | None = None
    source: str = ""
    reason: Reason | None = None
    example: str = ""


def read_archive(path: Path, *, skip: int = 0) -> Iterator[Line]:
    """Yield the lines of a .jsonl or .jsonl.gz file after the first `skip`, in order, blank ones left out.

    A line is {id?, title, lead or summary?, text?, url?, source?, category?, author?, published?}. A line
    without url is known by its source and id, or by its source, title and time. Bad lines are yielded with
    their reason and the reading goes on; a gzip file that is cut off ends with one. Memory: one line.
    """
    with path.open("rb") as raw:
        is_packed = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        stream = cast(BinaryIO, gzip.GzipFile(fileobj=raw)) if is_packed else raw
        yield from _lines(io.BufferedReader(cast(io.RawIOBase, stream), 1 << 18), skip)


def _lines(stream: io.BufferedReader, skip: int) -> Iterator[Line]:
    number = 0
    while True:
        number += 1
        try:
            line = stream.readline(MAX_LINE)
            whole = _rest_is_short(stream, line)
        except (EOFError, zlib.error, gzip.BadGzipFile) as cut:
            yield Line(number, reason=Reason.CUT_OFF, example=str(cut)[:MAX_NAME])
            return
        if not line:
            return
        if number <= skip or not line.strip():
            continue
        yield (
            read_line(line, number)
            if whole
            else Line(
                number, reason=Reason.LONG_LINE, example=plain_line(line[:80].decode("utf-8", "replace"), 80)
            )
        )


def _rest_is_short(stream: io.BufferedReader, line: bytes) -> bool:
    """Return whether `line` was read whole; the rest of an endless one is read away."""
    if len(line) < MAX_LINE or line.endswith(b"\n"):
        return True
    while True:
        more = stream.readline(MAX_LINE)
        if not more or more.endswith(b"\n"):
            return False


def read_line(line: bytes, number: int) -> Line:
    """Return what one line of an archive holds."""
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return Line(
            number, reason=Reason.NOT_JSON, example=plain_line(line[:80].decode("utf-8", "replace"), 80)
        )
    if not isinstance(value, dict):
        return Line(number, reason=Reason.NOT_AN_ENTRY, example=plain_line(str(value)[:80], 80))
    source = plain_line(words(value.get("source")), MAX_NAME)
    outcome = entry_of(_draft(value, source), base="")
    if isinstance(outcome, Reason):
        return Line(number, source=source, reason=outcome, example=plain_line(words(value.get("title")), 80))
    return Line(number, entry=outcome, source=source)


def _draft(value: dict[str, Any], source: str) -> Draft:
    guid = words(value.get("id"))
    title = words(value.get("title"))
    published = words(value.get("published"))
    return Draft(
        guid=guid,
        link=words(value.get("url"))
        or words(value.get("link"))
        or _stand_in(source, guid or title + published),
        title=title,
        lead=words(value.get("lead")) or words(value.get("summary")),
        text=words(value.get("text")),
        published=published,
        author=words(value.get("author")),
        category=words(value.get("category")),
    )


def _stand_in(*names: str) -> str:
    """Return an address that can never exist, so that an item without one still has an identity."""
    return NOWHERE + hashlib.sha256("\n".join(names).encode()).hexdigest()[:40]

"""Exports of social listening vendors and of comment sections: a table whose columns a person has named.

No column may be named for the author: who wrote a comment is not kept.
"""

import codecs
import csv
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from itertools import islice
from typing import Any, Self

from dongthuan.apps.monitoring.intake.archive import Line
from dongthuan.apps.monitoring.intake.entries import MAX_NAME, MAX_TITLE, Draft, Entry, Reason, entry_of
from dongthuan.apps.monitoring.intake.export_dates import Order, read_moment
from dongthuan.apps.monitoring.intake.plain import plain_line
from dongthuan.apps.monitoring.intake.times import Origin

FIELDS = ("title", "text", "url", "published", "outlet", "key")
SEPARATORS = (",", ";", "\t", "|")
ENCODINGS = ("utf-8-sig", "utf-16", "cp1258", "cp1252")
LONGEST_CELL = 1_000_000
SAMPLE = 256 * 1024
csv.field_size_limit(LONGEST_CELL)


class UnreadableExport(Exception):
    """The file is no table of words in the form that was named."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """How a file is read. columns: for each of FIELDS the name of a column, "" = none.

    form: "csv" or "jsonl". order: how dates are meant. source: the name under which rows without an outlet
    are kept. page_url: the address of rows that have none, such as the comments under one video.
    """

    form: str
    encoding: str
    separator: str
    columns: dict[str, str]
    order: Order
    source: str
    page_url: str = ""

    def to_plain(self) -> dict[str, Any]:
        """Return it as what JSON can say."""
        return asdict(self) | {"order": self.order.value}

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Self:
        """Return what `to_plain` wrote."""
        return cls(**plain | {"order": Order(plain["order"])})


@dataclass(frozen=True, slots=True)
class Found:
    """What a file seems to be, from its beginning, for a person to confirm."""

    form: str
    encoding: str
    separator: str
    header: tuple[str, ...]


def look_at(beginning: bytes) -> Found:
    """Return form, encoding, separator and columns of a file; raises UnreadableExport."""
    encoding = _encoding_of(beginning)
    text = _decoded([beginning], encoding, is_whole=False)
    first = next((line for line in "".join(text).splitlines() if line.strip()), "")
    if not first or "\x00" in first:
        raise UnreadableExport
    if first.lstrip().startswith("{"):
        return Found("jsonl", encoding, ",", tuple(_flat(_object(first))))
    separator = max(SEPARATORS, key=first.count)
    header = next(csv.reader([first], delimiter=separator), [])
    names = tuple(plain_line(name, MAX_NAME) for name in header)
    if len([name for name in names if name]) < 2:
        raise UnreadableExport
    return Found("csv", encoding, separator, names)


def _encoding_of(beginning: bytes) -> str:
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(beginning)
    except UnicodeDecodeError:
        return "cp1258"
    return "utf-8-sig"


def _decoded(pieces: Iterable[bytes], encoding: str, *, is_whole: bool = True) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for piece in pieces:
        yield decoder.decode(piece)
    if is_whole:
        yield decoder.decode(b"", final=True)


def _lines(pieces: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a text that comes in pieces, each with its end; memory: one line."""
    rest = ""
    for piece in pieces:
        *lines, rest = (rest + piece).split("\n")
        yield from (f"{line}\n" for line in lines)
        if len(rest) > LONGEST_CELL * 4:
            raise UnreadableExport
    if rest:
        yield rest


def read_export(pieces: Iterable[bytes], mapping: Mapping, *, skip: int = 0) -> Iterator[Line]:
    """Yield the rows of a file after the first `skip`, in order; what makes no item with its reason.

    Raises UnreadableExport where the file is no such table. Memory: one row.
    """
    rows = _rows(pieces, mapping)
    for number, row in islice(enumerate(rows, start=1), skip, None):
        yield row if isinstance(row, Line) else _line(number, row, mapping)


def cells_of(pieces: Iterable[bytes], mapping: Mapping, column: str, *, most: int) -> list[str]:
    """Return what stands in one column of the first rows; raises UnreadableExport."""
    rows = islice(_rows(pieces, mapping), most)
    return [row.get(column, "") for row in rows if not isinstance(row, Line)]


def _rows(pieces: Iterable[bytes], mapping: Mapping) -> Iterator[dict[str, str] | Line]:
    if mapping.form == "csv":
        yield from _csv_rows(pieces, mapping)
    else:
        yield from _json_rows(pieces, mapping)


def _csv_rows(pieces: Iterable[bytes], mapping: Mapping) -> Iterator[dict[str, str]]:
    lines = _lines(_decoded(pieces, mapping.encoding))
    reader = csv.reader(lines, delimiter=mapping.separator)
    try:
        header = [plain_line(name, MAX_NAME) for name in next(reader)]
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield dict(zip(header, cells, strict=False))
    except (csv.Error, StopIteration) as fault:
        raise UnreadableExport(str(fault)) from fault


def _json_rows(pieces: Iterable[bytes], mapping: Mapping) -> Iterator[dict[str, str] | Line]:
    for number, line in enumerate(_lines(_decoded(pieces, mapping.encoding)), start=1):
        if line.strip():
            row = _object(line)
            yield _flat(row) if row else Line(number, reason=Reason.NOT_JSON, example=plain_line(line, 80))


def _object(line: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _flat(row: dict[str, Any]) -> dict[str, str]:
    """Return the words and figures of an object; those of an object within it as "outer.inner"."""
    flat: dict[str, str] = {}
    for name, value in row.items():
        inner = value.items() if isinstance(value, dict) else [("", value)]
        for part, cell in inner:
            if isinstance(cell, str | int | float) and not isinstance(cell, bool):
                flat[f"{name}.{part}" if part else name] = str(cell)
    return flat


def _line(number: int, row: dict[str, str], mapping: Mapping) -> Line:
    cells = {name: row.get(column, "").strip() for name, column in mapping.columns.items() if column}
    source = plain_line(cells.get("outlet", ""), MAX_NAME) or mapping.source
    told = _entry(cells, mapping)
    if isinstance(told, Reason):
        example = plain_line(cells.get("title") or cells.get("text") or " ".join(row.values()), 80)
        return Line(number, source=source, reason=told, example=example)
    return Line(number, entry=told, source=source)


def _entry(cells: dict[str, str], mapping: Mapping) -> Entry | Reason:
    published = read_moment(cells.get("published", ""), mapping.order)
    if published is None:
        return Reason.BAD_DATE  # counted as of today it would look like news
    text, key = cells.get("text", ""), cells.get("key", "")
    title = cells.get("title") or plain_line(text, MAX_TITLE)
    lead = text if cells.get("title") or len(text) > MAX_TITLE else ""
    address = cells.get("url") or mapping.page_url
    made = entry_of(Draft(guid=key, link=address, title=title, lead=lead), base="")
    if isinstance(made, Reason):
        return made
    told = replace(made, published_claimed=published, published_origin=Origin.STATED, author="")
    if key:  # comments under one page have its address: each is known by its own key
        told = replace(told, url_key=hashlib.sha256(f"{made.url}#{key}".encode()).hexdigest())
    return told

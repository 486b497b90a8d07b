"""Text as an officer types it, and the blocks it means; one line is one paragraph or heading.

Recognised without a sign: "I. …", "Chương …" (level 1), "1. …" (level 2), "a) …" (level 3) where the line is
short and does not end as a sentence; before the first heading "Căn cứ …". Signs for the rest: "# ", "## ",
"### " make a heading, "> " a basis, "\\" a plain paragraph whatever it looks like. Tables: typed_tables.py.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dongthuan.apps.documents.typed_tables import Marker, cells_of, is_row, lines_of, marker_of, table_of
from dongthuan.docgen.official import Block, Heading, Paragraph, Table
from dongthuan.docgen.wording import clean

LONGEST_HEADING = 200
_LEVELS = (
    (
        1,
        re.compile(r"(?:[IVXL]{1,6}\.|(?:PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục)\s+(?:[IVXL]{1,6}|\d{1,2})\b)\s*\S"),
    ),
    (2, re.compile(r"\d{1,2}\.\s+\S")),
    (3, re.compile(r"[a-zđ]\)\s+\S")),
)
_BASIS = re.compile(r"(?:căn cứ|(?:theo|xét) đề nghị của)\s", re.IGNORECASE)
_SIGN = re.compile(r"(#{1,3}|>)\s+(?=\S)")
_SENTENCE_END = (".", ";", ",", "…", "!", "?")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was read from a text. left_out: the numbers of the tables that the text no longer names."""

    blocks: tuple[Block, ...]
    left_out: tuple[int, ...]


def as_typed(blocks: Iterable[Block]) -> str:
    """Return the blocks as text to type over; `read_typed` with their tables gives the same blocks back."""
    lines: list[str] = []
    table_count, is_opening = 0, True
    for block in blocks:
        if isinstance(block, Table):
            table_count += 1
            lines += lines_of(block, table_count)
        else:
            lines.append(_line(block, is_opening))
            is_opening = is_opening and not isinstance(block, Heading)
    return "\n".join(lines)


def _line(block: Heading | Paragraph, is_opening: bool) -> str:
    words = clean(block.words)
    if _read(words, is_opening) == block and not marker_of(words) and not is_row(words):
        return words
    if isinstance(block, Heading):
        return f"{'#' * block.level} {words}"
    return f"> {words}" if block.is_basis else f"\\{words}"


class _Reader:
    """What was read so far; a table stays open until a line that is none of its rows."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self.blocks: list[Block] = []
        self.named: set[int] = set()
        self._tables = tables
        self._marker: Marker | None = None
        self._rows: list[tuple[str, ...]] = []
        self._is_opening = True

    def take(self, words: str) -> None:
        """Read one line."""
        if is_row(words):
            self._rows.append(cells_of(words))
            return
        if words or self._rows:
            self.end_table()
        if marker := marker_of(words):
            self._marker = marker
        elif words:
            block = _read(words, self._is_opening)
            self.blocks.append(block)
            self._is_opening = self._is_opening and not isinstance(block, Heading)

    def end_table(self) -> None:
        """Put the open table, if there is one, into its place."""
        marker, rows = self._marker, self._rows
        self._marker, self._rows = None, []
        if marker is not None or rows:
            self.blocks.append(table_of(marker, rows, self._tables))
        if marker is not None:
            self.named.add(marker.number)


def read_typed(text: str, tables: Sequence[Table] = ()) -> Typed:
    """Return the blocks that a text means; its table lines stand for `tables`, numbered from 1.

    Raises CannotBeTyped for tables that cannot be understood. A table named twice stands twice.
    """
    reader = _Reader(tables)
    for line in text.splitlines():
        reader.take(clean(line))
    reader.end_table()
    left_out = tuple(number for number in range(1, len(tables) + 1) if number not in reader.named)
    return Typed(tuple(reader.blocks), left_out)


def _read(words: str, is_opening: bool) -> Heading | Paragraph:
    if words.startswith("\\") and len(words) > 1:
        return Paragraph(words[1:].strip())
    if sign := _SIGN.match(words):
        rest = words[sign.end() :]
        return Paragraph(rest, is_basis=True) if sign[1] == ">" else Heading(rest, len(sign[1]))
    if is_opening and _BASIS.match(words):
        return Paragraph(words, is_basis=True)
    level = _level(words)
    return Heading(words, level) if level else Paragraph(words)


def _level(words: str) -> int:
    if len(words) > LONGEST_HEADING:
        return 0
    found = next((level for level, pattern in _LEVELS if pattern.match(words)), 0)
    return 0 if found > 1 and words.endswith(_SENTENCE_END) else found

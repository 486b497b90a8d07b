"""Text as an officer types it, and the blocks it means; one line is one paragraph or heading.

Recognised without a sign: "I. …", "Chương …" (level 1), "1. …" (level 2), "a) …" (level 3) where the line is
short and does not end as a sentence; before the first heading "Căn cứ …". Signs for the rest: "# ", "## ",
"### " make a heading, "> " a basis, "\\" a plain paragraph whatever it looks like. A table stands
as its line "[Bảng 1: …]".
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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
_TABLE = re.compile(r"\[\s*(?:bảng|table)\s+(\d{1,4})\s*(?:[:.].*)?\]", re.IGNORECASE)
_SENTENCE_END = (".", ";", ",", "…", "!", "?")


class NoSuchTable(Exception):
    """The text names a table that the document does not have; the argument is its number."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was read from a text. left_out: the numbers of the tables that the text no longer names."""

    blocks: tuple[Block, ...]
    left_out: tuple[int, ...]


def as_typed(blocks: Iterable[Block]) -> str:
    """Return the blocks as text to type over; `read_typed` with their tables gives the same blocks back."""
    lines, table_count, is_opening = [], 0, True
    for block in blocks:
        if isinstance(block, Table):
            table_count += 1
            lines.append(_table_line(block, table_count))
        else:
            lines.append(_line(block, is_opening))
            is_opening = is_opening and not isinstance(block, Heading)
    return "\n".join(lines)


def _table_line(table: Table, number: int) -> str:
    about = (clean(table.caption) or " · ".join(table.header))[:80].replace("]", ")")
    return f"[Bảng {number}: {about}]"


def _line(block: Heading | Paragraph, is_opening: bool) -> str:
    words = clean(block.words)
    if _read(words, is_opening) == block and not _table_number(words):
        return words
    if isinstance(block, Heading):
        return f"{'#' * block.level} {words}"
    return f"> {words}" if block.is_basis else f"\\{words}"


def read_typed(text: str, tables: Sequence[Table] = ()) -> Typed:
    """Return the blocks that a text means; its table lines stand for `tables`, numbered from 1.

    Raises NoSuchTable. A table named twice stands twice.
    """
    blocks: list[Block] = []
    named, is_opening = set(), True
    for line in text.splitlines():
        words = clean(line)
        if number := _table_number(words):
            if number > len(tables):
                raise NoSuchTable(number)
            named.add(number)
            blocks.append(tables[number - 1])
        elif words:
            block = _read(words, is_opening)
            blocks.append(block)
            is_opening = is_opening and not isinstance(block, Heading)
    left_out = tuple(number for number in range(1, len(tables) + 1) if number not in named)
    return Typed(tuple(blocks), left_out)


def _table_number(words: str) -> int:
    found = _TABLE.fullmatch(words)
    return int(found[1]) if found else 0


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

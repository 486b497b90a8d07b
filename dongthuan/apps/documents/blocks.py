"""Blocks of a document made clean before they are kept, and all the words they hold."""

import re
from collections.abc import Iterable, Iterator, Sequence

from dongthuan.docgen.official import Annex, Block, Heading, Paragraph, Table
from dongthuan.docgen.wording import clean

_GAP = re.compile(r"(?:^|\s)(?:…|\.{3,})")
HONEY = frozenset({"mật", "Mật"})


def tidied(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks with clean words: a paragraph of several lines becomes several, empty ones go."""
    return tuple(one for block in blocks for one in _tidied(block))


def _tidied(block: Block) -> Iterator[Block]:
    if isinstance(block, Table):
        header = tuple(clean(cell) for cell in block.header)
        rows = tuple(tuple(_lines(cell) for cell in row) for row in block.rows)
        yield Table(header, rows, tuple(block.widths), tuple(block.numeric), clean(block.caption))
    elif isinstance(block, Heading):
        if words := clean(block.words):
            yield Heading(words, min(max(block.level, 1), 3))
    else:
        yield from (
            Paragraph(words, block.is_basis) for line in block.words.splitlines() if (words := clean(line))
        )


def _lines(cell: str) -> str:
    return "\n".join(words for line in cell.splitlines() if (words := clean(line)))


def tidied_annexes(annexes: Iterable[Annex]) -> tuple[Annex, ...]:
    """Return the annexes with clean words."""
    return tuple(Annex(clean(one.title), tidied(one.blocks), one.is_landscape) for one in annexes)


def has_gaps(blocks: Iterable[Block]) -> bool:
    """Say whether an outline was left unfilled somewhere: "…" where words belong.

    >>> has_gaps([Paragraph("Căn cứ …;")]), has_gaps([Paragraph("Các bộ, ngành… đã báo cáo.")])
    (True, False)
    """
    return any(_GAP.search(line) for line in words_of(blocks))


def words_of(blocks: Iterable[Block], annexes: Sequence[Annex] = ()) -> Iterator[str]:
    """Give every line of words that the blocks and annexes hold, cells of tables one by one.

    A cell "mật" in small letters is honey in a table of produce; a stamp of secrecy stands in capitals.
    """
    for block in blocks:
        if isinstance(block, Table):
            yield block.caption
            yield from block.header
            cells = (cell for row in block.rows for cell in row if cell not in HONEY)
            yield from (line for cell in cells for line in cell.splitlines())
        else:
            yield block.words
    for annex in annexes:
        yield annex.title
        yield from words_of(annex.blocks)

"""Blocks of a document as plain data for the database, and back; and all the words they hold."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from dongthuan.docgen.official import Annex, Block, Heading, Paragraph, Table
from dongthuan.docgen.wording import clean

Plain = dict[str, Any]


def tidied(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks with clean words: a paragraph of several lines becomes several, empty ones go."""
    return tuple(one for block in blocks for one in _tidied(block))


def _tidied(block: Block) -> Iterator[Block]:
    if isinstance(block, Table):
        header = tuple(clean(cell) for cell in block.header)
        rows = tuple(tuple(clean(cell) for cell in row) for row in block.rows)
        yield Table(header, rows, tuple(block.widths), tuple(block.numeric), clean(block.caption))
    elif isinstance(block, Heading):
        if words := clean(block.words):
            yield Heading(words, min(max(block.level, 1), 3))
    else:
        yield from (
            Paragraph(words, block.is_basis) for line in block.words.splitlines() if (words := clean(line))
        )


def tidied_annexes(annexes: Iterable[Annex]) -> tuple[Annex, ...]:
    """Return the annexes with clean words."""
    return tuple(Annex(clean(one.title), tidied(one.blocks), one.is_landscape) for one in annexes)


def to_plain(blocks: Iterable[Block]) -> list[Plain]:
    """Return the blocks as what JSON can say; `from_plain` gives the same blocks back."""
    return [_plain(block) for block in blocks]


def _plain(block: Block) -> Plain:
    if isinstance(block, Heading):
        return {"is": "heading", "words": block.words, "level": block.level}
    if isinstance(block, Paragraph):
        return {"is": "paragraph", "words": block.words, "is_basis": block.is_basis}
    return {
        "is": "table",
        "header": list(block.header),
        "rows": [list(row) for row in block.rows],
        "widths": list(block.widths),
        "numeric": list(block.numeric),
        "caption": block.caption,
    }


def from_plain(plain: Iterable[Plain]) -> tuple[Block, ...]:
    """Return the blocks that `to_plain` wrote."""
    return tuple(_block(one) for one in plain)


def _block(plain: Plain) -> Block:
    if plain["is"] == "heading":
        return Heading(plain["words"], plain["level"])
    if plain["is"] == "paragraph":
        return Paragraph(plain["words"], plain["is_basis"])
    return Table(
        header=tuple(plain["header"]),
        rows=tuple(tuple(row) for row in plain["rows"]),
        widths=tuple(plain["widths"]),
        numeric=tuple(plain["numeric"]),
        caption=plain["caption"],
    )


def annexes_to_plain(annexes: Iterable[Annex]) -> list[Plain]:
    """Return the annexes as what JSON can say."""
    return [
        {"title": one.title, "blocks": to_plain(one.blocks), "is_landscape": one.is_landscape}
        for one in annexes
    ]


def annexes_from_plain(plain: Iterable[Plain]) -> tuple[Annex, ...]:
    """Return the annexes that `annexes_to_plain` wrote."""
    return tuple(Annex(one["title"], from_plain(one["blocks"]), one["is_landscape"]) for one in plain)


def words_of(blocks: Iterable[Block], annexes: Sequence[Annex] = ()) -> Iterator[str]:
    """Give every line of words that the blocks and annexes hold, cells of tables one by one."""
    for block in blocks:
        if isinstance(block, Table):
            yield block.caption
            yield from block.header
            yield from (cell for row in block.rows for cell in row)
        else:
            yield block.words
    for annex in annexes:
        yield annex.title
        yield from words_of(annex.blocks)

"""An official document laid out as pieces in their roles, for all three ways of drawing it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dongthuan.docgen import official_wording as say
from dongthuan.docgen.metrics import longest_line_mm, width_mm
from dongthuan.docgen.official import Block, Document, Heading, Kind, Paragraph, Table
from dongthuan.docgen.official_columns import column_widths, size_of
from dongthuan.docgen.typeset import drawable
from dongthuan.docgen.wording import clean

PORTRAIT_MM = 160.0
LANDSCAPE_MM = 247.0
HEAD_MM = (66.0, 94.0)
MOTTO_RULE_MM = 56.2  # as long as the motto in 13 points
_RULE_SHARE = 0.4  # the rule below agency and subject is 1/3 to 1/2 of the line
_TALL_ROW_LINES = 16
_RUNNING = frozenset({"TT", "STT", "SỐ TT"})


class Role(StrEnum):
    """What a piece of the body is, and so how it looks."""

    ISSUER = "issuer"
    BASIS = "basis"
    ENACTING = "enacting"
    HEADING_1 = "heading-1"
    HEADING_2 = "heading-2"
    HEADING_3 = "heading-3"
    BODY = "body"
    CAPTION = "caption"
    ADDRESSING = "addressing"


@dataclass(frozen=True, slots=True)
class Piece:
    """A line or paragraph. lead: the words before it that are set bold. level: of a heading, without gaps."""

    role: Role
    words: str
    lead: str = ""
    level: int = 0
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with decided widths (millimetres) and size (points).

    tall: the rows too high to be kept on one page. numeric: the columns set to the right; counted: those of
    running numbers, in the middle.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    size: float
    numeric: tuple[int, ...]
    tall: tuple[bool, ...]
    name: str
    counted: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LaidAnnex:
    """An annex with its three opening lines and its pieces."""

    label: str
    title: str
    reference: str
    pieces: tuple[Piece | Grid, ...]
    is_landscape: bool


def body_of(document: Document) -> tuple[Piece | Grid, ...]:
    """Return the body in order, with what its kind adds, the last words marked as the end."""
    blocks = list(document.body)
    opening: list[Piece | Grid] = []
    if document.kind is Kind.DECISION:
        opening, blocks = _enacting(document, blocks)
    pieces = [*opening, *_pieces(blocks, PORTRAIT_MM, is_decision=document.kind is Kind.DECISION)]
    if not pieces:
        return ()
    last = pieces[-1]
    if isinstance(last, Piece) and last.role is Role.BODY:
        pieces[-1] = Piece(last.role, say.ended(last.words), last.lead, is_last=True)
    else:
        pieces.append(Piece(Role.BODY, say.END, is_last=True))
    return tuple(pieces)


def annexes_of(document: Document) -> tuple[LaidAnnex, ...]:
    """Return the annexes in order, numbered where there are several."""
    count, reference = len(document.annexes), say.annex_reference(document)
    return tuple(
        LaidAnnex(
            say.annex_label(position, count),
            clean(annex.title).upper(),
            reference,
            tuple(_pieces(annex.blocks, LANDSCAPE_MM if annex.is_landscape else PORTRAIT_MM)),
            annex.is_landscape,
        )
        for position, annex in enumerate(document.annexes, start=1)
    )


def _enacting(document: Document, blocks: list[Block]) -> tuple[list[Piece | Grid], list[Block]]:
    """Return the opening of a decision (who decides, on what grounds, the word itself), and what is left."""
    based = [one for one in blocks if isinstance(one, Paragraph) and one.is_basis]
    rest = [one for one in blocks if not (isinstance(one, Paragraph) and one.is_basis)]
    pieces = [Piece(Role.ISSUER, say.issuer_line(document))]
    pieces += [Piece(Role.BASIS, words) for words in say.grounds(based)]
    return [*pieces, Piece(Role.ENACTING, say.ENACTING)], rest


def _pieces(blocks: Sequence[Block], of_mm: float, *, is_decision: bool = False) -> list[Piece | Grid]:
    pieces: list[Piece | Grid] = []
    level, title = 0, ""
    for block in blocks:
        if isinstance(block, Heading) and not drawable(clean(block.words)).strip():
            continue  # neither standard of PDF admits a heading without words
        if isinstance(block, Heading):
            level = min(max(block.level, 1), level + 1, 3)
            heading = _heading(block, level)
            pieces.append(heading)
            title = heading.words
        elif isinstance(block, Paragraph):
            pieces += _paragraph(block, is_decision=is_decision)
        elif block.header:
            if block.caption:
                pieces.append(Piece(Role.CAPTION, clean(block.caption)))
            pieces.append(_grid(block, of_mm, title))
    return pieces


def _heading(block: Heading, level: int) -> Piece:
    """Return a heading that looks as its author meant, and is counted without a gap in the levels."""
    look = min(max(block.level, 1), 3)
    words = clean(block.words)
    return Piece(Role(f"heading-{look}"), words.upper() if look == 1 else words, level=level)


def _paragraph(block: Paragraph, *, is_decision: bool) -> list[Piece]:
    role = Role.BASIS if block.is_basis else Role.BODY
    lines = [line for line in block.words.splitlines() if clean(line)]
    if is_decision:
        return [Piece(role, rest, lead) for lead, rest in map(say.article_of, lines)]
    return [Piece(role, clean(line)) for line in lines]


def _grid(table: Table, of_mm: float, title: str) -> Grid:
    count = len(table.header)
    header = tuple(clean(words) for words in table.header)
    rows = tuple(
        tuple(_cell(row[place]) if place < len(row) else "" for place in range(count)) for row in table.rows
    )
    size = size_of(count, of_mm)
    widths = column_widths(header, rows, given=table.widths, size=size, of_mm=of_mm)
    tall = tuple(_lines(row, widths, size) > _TALL_ROW_LINES for row in rows)
    numeric = tuple(place for place in table.numeric if 0 <= place < count)
    counted = tuple(place for place, words in enumerate(header) if words.upper() in _RUNNING)
    name = clean(table.caption) or title or ", ".join(header)
    return Grid(header, rows, widths, size, numeric, tall, name, counted)


def _cell(words: str) -> str:
    return "\n".join(filter(None, map(clean, words.splitlines())))


def _lines(row: tuple[str, ...], widths: tuple[float, ...], size: float) -> int:
    """Return about how many lines the highest cell of a row takes."""
    return max(
        sum(1 + int(width_mm(line, size=size) / max(width - 4, 1)) for line in cell.split("\n"))
        for cell, width in zip(row, widths, strict=True)
    )


def agency_rule(document: Document) -> float:
    """Return the length in millimetres of the rule below the agency's name."""
    agency = clean(document.letterhead.agency).upper()
    return round(longest_line_mm(agency, size=12, of_mm=HEAD_MM[0], bold=True) * _RULE_SHARE, 1)


def subject_rule(subject: str) -> float:
    """Return the length in millimetres of the rule below the subject."""
    return round(longest_line_mm(subject, size=14, of_mm=PORTRAIT_MM, bold=True) * _RULE_SHARE, 1)

"""The daily brief as a Word document."""

from datetime import datetime
from typing import Any

from dongthuan.docgen import brief_wording as say
from dongthuan.docgen.brief import Brief, BriefGroup, BriefItem, Figures
from dongthuan.docgen.brief_record import fingerprint
from dongthuan.docgen.letterhead_docx import add_foot, add_head, add_kind_and_subject
from dongthuan.docgen.paper_docx import (
    BODY,
    CELL,
    CENTRE,
    LEFT,
    Look,
    add_gap,
    add_link,
    add_run,
    add_swatch,
    open_paper,
    to_bytes,
    write,
)
from dongthuan.docgen.table_docx import add_bar, add_row, add_table, describe, head_row
from dongthuan.docgen.wording import clean, is_web_address, shown_address

_FIGURES_MM = (34.0, 26.0, 26.0, 37.0, 37.0)
_ITEM_MM = (10.0, 27.0, 80.0, 43.0)
_PROPOSAL_MM = (10.0, 42.0, 82.0, 26.0)
_HEADING = Look(bold=True, before=10, after=6, keep_next=True, style="Heading 1")
_FIGURE = CELL.but(before=1, after=1, keep_next=True)
_NOTE = Look(size=11, italic=True, after=3)


def as_docx(brief: Brief, *, made_at: datetime) -> bytes:
    """Return the brief as .docx; equal brief and instant, equal bytes.

    made_at: aware; written into the file as its date.
    """
    agency = brief.letterhead.agency
    document = open_paper(title=say.subject(brief), author=agency, made_at=made_at)
    document.core_properties.keywords = fingerprint(brief)
    add_head(document, brief.letterhead, brief.number, is_draft=brief.is_draft)
    add_kind_and_subject(document, say.KIND, say.subject(brief))
    write(document, say.opening(brief), BODY)
    if brief.figures.day.total:
        _add_figures(document, brief.figures)
    for group in brief.groups:
        _add_group(document, group, brief)
    _add_proposals(document, brief)
    for line in say.closing_lines(brief):
        write(document, line, _NOTE.but(keep_next=True))
    add_foot(document, brief.signature, brief.recipients, brief.archive)
    return to_bytes(document, made_at=made_at)


def _add_figures(document: Any, figures: Figures) -> None:
    rows = say.figure_rows(figures)
    table = add_table(document, _FIGURES_MM)
    describe(table, say.BAR)
    head_row(table, say.figure_header(figures), _FIGURES_MM)
    for row in rows:
        cells = add_row(table, _FIGURES_MM).cells
        add_swatch(write(cells[0], "", _FIGURE), row.cells[0], say.COLOUR[row.polarity], _FIGURE)
        for cell, words in zip(cells[1:], row.cells[1:], strict=True):
            write(cell, words, _FIGURE.but(align=CENTRE))
    add_gap(document, points=5)
    shares = [(row.ratio, say.COLOUR[row.polarity]) for row in rows]
    add_bar(document, shares, width=sum(_FIGURES_MM), words=say.bar_words(figures))
    write(document, say.ground(figures), _NOTE.but(before=3))


def _add_group(document: Any, group: BriefGroup, brief: Brief) -> None:
    write(document, say.heading(group.numeral, group.title), _HEADING)
    if not group.items:
        write(document, say.EMPTY_GROUP, BODY)
        return
    table = add_table(document, _ITEM_MM)
    describe(table, say.heading(group.numeral, group.title))
    head_row(table, say.ITEM_HEADER, _ITEM_MM)
    for position, item in enumerate(group.items, start=1):
        _fill_item(add_row(table, _ITEM_MM).cells, position, item, brief)


def _fill_item(cells: Any, position: int, item: BriefItem, brief: Brief) -> None:
    write(cells[0], str(position), CELL.but(align=CENTRE))
    for line in say.source_lines(item, day=brief.day):
        write(cells[1], line, CELL)
    url = item.url if is_web_address(item.url) else ""
    _write_linked(cells[2], url, clean(item.title), CELL.but(bold=True))
    if item.summary:
        write(cells[2], clean(item.summary), CELL)
    if item.url:
        _write_linked(cells[2], url, shown_address(item.url), CELL.but(size=10))
    for label, words in say.verdict_lines(item):
        line = write(cells[3], "", CELL)
        add_run(line, f"{label}: ", CELL.but(italic=True))
        add_run(line, words, CELL)


def _write_linked(cell: Any, url: str, words: str, look: Look) -> None:
    if url:
        add_link(write(cell, "", look), url, words, look)
    else:
        write(cell, words, look)


def _add_proposals(document: Any, brief: Brief) -> None:
    write(document, say.heading(*say.PROPOSALS), _HEADING)
    if not brief.proposals:
        write(document, say.NO_PROPOSAL, BODY)
        return
    table = add_table(document, _PROPOSAL_MM)
    describe(table, say.heading(*say.PROPOSALS))
    head_row(table, say.PROPOSAL_HEADER, _PROPOSAL_MM)
    for position, proposal in enumerate(brief.proposals, start=1):
        cells = add_row(table, _PROPOSAL_MM).cells
        for place, words in enumerate(say.proposal_cells(position, proposal)):
            write(cells[place], words, CELL.but(align=CENTRE if place in (0, 3) else LEFT))
    add_gap(document, points=8)

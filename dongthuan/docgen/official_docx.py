"""An official document in Word: named styles throughout, sections, a head that repeats in every table."""

from datetime import datetime
from typing import Any

from docx.enum.section import WD_ORIENTATION, WD_SECTION
from docx.shared import Mm

from dongthuan.docgen import official_wording as say
from dongthuan.docgen.metrics import width_mm
from dongthuan.docgen.official import Document, Kind
from dongthuan.docgen.official_head_docx import add_foot, add_head, rule
from dongthuan.docgen.official_layout import (
    PORTRAIT_MM,
    Grid,
    LaidAnnex,
    Piece,
    Role,
    annexes_of,
    body_of,
    subject_rule,
)
from dongthuan.docgen.official_record import fingerprint
from dongthuan.docgen.official_styles_docx import Part, add_styles, put
from dongthuan.docgen.official_table_docx import add_grid
from dongthuan.docgen.paper_docx import CENTRE, open_paper, to_bytes

_PARTS = {
    Role.ISSUER: Part.ENACTING,
    Role.ENACTING: Part.ENACTING,
    Role.BASIS: Part.BASIS,
    Role.BODY: Part.BODY,
    Role.CAPTION: Part.CAPTION,
}
_HEADINGS = (Part.HEADING_1, Part.HEADING_2, Part.HEADING_3)
_ADDRESSING_MM = 26.0
_DASH_MM = 3.0
_INDENT_MM = 12.7


def as_docx(document: Document, *, made_at: datetime) -> bytes:
    """Return the document as .docx; equal document and instant, equal bytes.

    made_at: aware; written into the file as its date.
    """
    paper = open_paper(title=say.title_of(document), author=document.letterhead.agency, made_at=made_at)
    paper.core_properties.keywords = fingerprint(document)
    add_styles(paper)
    add_head(paper, document)
    _add_subject(paper, document)
    _add_addressing(paper, document)
    for piece in body_of(document):
        _add_piece(paper, piece)
    add_foot(paper, document)
    for annex in annexes_of(document):
        _add_annex(paper, annex)
    return to_bytes(paper, made_at=made_at)


def _add_subject(paper: Any, document: Document) -> None:
    if document.kind is Kind.DISPATCH:
        return
    subject = say.subject_line(document)
    put(paper, say.TITLES[document.kind], Part.KIND)
    put(paper, subject, Part.SUBJECT)
    rule(paper, width_mm=subject_rule(subject), of_mm=PORTRAIT_MM, keep=True)
    put(paper, "", Part.AFTER_TABLE)


def _add_addressing(paper: Any, document: Document) -> None:
    """Write one name on the line of the opening, in the middle; several below the colon, by dashes."""
    opening, names = say.addressing(document)
    if not names:
        return
    if document.kind is Kind.INVITATION:
        colon = _INDENT_MM
        put(paper, opening if len(names) > 1 else f"{opening} {names[0]}.", Part.BODY)
    elif len(names) == 1:
        put(paper, f"{opening} {names[0]}", Part.ADDRESSING).alignment = CENTRE
    else:
        colon = _ADDRESSING_MM + width_mm(opening.rstrip(":"), size=14)
        put(paper, opening, Part.ADDRESSING).paragraph_format.left_indent = Mm(_ADDRESSING_MM)
    for name in names if len(names) > 1 else ():
        form = put(paper, name, Part.ADDRESSEE).paragraph_format
        form.left_indent, form.first_line_indent = Mm(colon + _DASH_MM), Mm(-_DASH_MM)
    put(paper, "", Part.AFTER_TABLE)


def _add_piece(paper: Any, piece: Piece | Grid) -> None:
    if isinstance(piece, Grid):
        add_grid(paper, piece)
        put(paper, "", Part.AFTER_TABLE)
        return
    if piece.level:
        _add_heading(paper, piece)
        return
    paragraph = put(paper, piece.words, _PARTS[piece.role], lead=piece.lead)
    if piece.is_last:
        paragraph.paragraph_format.keep_with_next = True  # a signature never stands on a page alone


def _add_heading(paper: Any, piece: Piece) -> None:
    """Write a heading in the style of its look; one in a gap of the levels keeps its place in the outline."""
    put(paper, piece.words, _HEADINGS[int(piece.role[-1]) - 1])


def _add_annex(paper: Any, annex: LaidAnnex) -> None:
    """Begin an annex on a page of its own, turned where its tables are wide; pages are counted on."""
    section = paper.add_section(WD_SECTION.NEW_PAGE)
    # The paragraph that ends a section is kept small, so that it never makes a page of its own.
    paper.paragraphs[-1].style = Part.AFTER_TABLE.value
    section.different_first_page_header_footer = False
    section.orientation = WD_ORIENTATION.LANDSCAPE if annex.is_landscape else WD_ORIENTATION.PORTRAIT
    sizes = (Mm(297), Mm(210)) if annex.is_landscape else (Mm(210), Mm(297))
    section.page_width, section.page_height = sizes
    put(paper, annex.label, Part.ANNEX)
    put(paper, annex.title, Part.ANNEX_TITLE)
    put(paper, annex.reference, Part.ANNEX_REFERENCE)
    for piece in annex.pieces:
        _add_piece(paper, piece)

"""The head and the foot of an official document in Word, in named styles."""

from typing import Any

from docx.shared import Mm

from dongthuan.docgen import official_wording as say
from dongthuan.docgen.letterhead import (
    COUNTRY,
    DRAFT,
    MOTTO,
    RECIPIENTS,
    Signature,
    recipient_lines,
)
from dongthuan.docgen.official import Document, Kind
from dongthuan.docgen.official_layout import HEAD_MM, MOTTO_RULE_MM, agency_rule
from dongthuan.docgen.official_styles_docx import Part, put
from dongthuan.docgen.paper_docx import border_below
from dongthuan.docgen.table_docx import add_table
from dongthuan.docgen.wording import clean

_FOOT_MM = (77.0, 83.0)
_PAIR_MM = (80.0, 80.0)


def add_head(paper: Any, document: Document) -> None:
    """Write agency and number on the left, country, motto, place and day on the right."""
    head = document.letterhead
    table = add_table(paper, HEAD_MM, rows=2, has_rules=False)
    left, right = table.rows[0].cells
    if head.parent_agency:
        put(left, clean(head.parent_agency).upper(), Part.PARENT)
    put(left, clean(head.agency).upper(), Part.AGENCY)
    rule(left, width_mm=agency_rule(document), of_mm=HEAD_MM[0])
    put(right, COUNTRY, Part.NATION)
    put(right, MOTTO, Part.MOTTO)
    rule(right, width_mm=MOTTO_RULE_MM, of_mm=HEAD_MM[1])
    left, right = table.rows[1].cells
    put(left, head.number_line(document.number), Part.NUMBER)
    put(right, head.place_and_day(), Part.PLACE)
    if document.kind is Kind.DISPATCH:
        put(left, say.subject_line(document), Part.ABOUT)
    for stamp in filter(None, (DRAFT if document.is_draft else "", document.urgency.value)):
        put(left, f" {stamp} ", Part.STAMP)


def rule(container: Any, *, width_mm: float, of_mm: float, keep: bool = False) -> None:
    """Draw a thin rule in the middle of a column."""
    paragraph = put(container, "", Part.RULE)
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm(max(of_mm - width_mm, 0) / 2)
    if keep:
        form.keep_with_next = True
    border_below(paragraph)


def add_foot(paper: Any, document: Document) -> None:
    """Write the recipients on the left and the signature on the right; under both signatures of minutes."""
    put(paper, "", Part.AFTER_TABLE).paragraph_format.keep_with_next = True
    if document.cosignature:
        left, right = add_table(paper, _PAIR_MM, has_rules=False).rows[0].cells
        _sign(left, document.cosignature)
        _sign(right, document.signature)
        put(paper, "", Part.AFTER_TABLE)
        _list(paper, document)
        return
    left, right = add_table(paper, _FOOT_MM, has_rules=False).rows[0].cells
    _list(left, document)
    _sign(right, document.signature)


def _list(container: Any, document: Document) -> None:
    put(container, RECIPIENTS, Part.RECIPIENTS)
    for line in recipient_lines(document.recipients, document.archive):
        put(container, line, Part.RECIPIENT)


def _sign(cell: Any, signature: Signature) -> None:
    for line in signature.capacity():
        put(cell, line, Part.CAPACITY)
    put(cell, clean(signature.name), Part.NAME)

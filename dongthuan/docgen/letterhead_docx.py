"""The head and the foot of a document in Word."""

from typing import Any

from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from dongthuan.docgen.letterhead import (
    COUNTRY,
    DRAFT,
    MOTTO,
    RECIPIENTS,
    Letterhead,
    Recipient,
    Signature,
    recipient_lines,
)
from dongthuan.docgen.paper_docx import CENTRE, Look, add_gap, rule_below, write
from dongthuan.docgen.table_docx import add_table
from dongthuan.docgen.wording import clean

_HEAD_MM = (66.0, 94.0)
_FOOT_MM = (77.0, 83.0)
_MOTTO_MM = 55.0
_MIDDLE = Look(align=CENTRE)


def add_head(document: Any, letterhead: Letterhead, number: str | None, *, is_draft: bool) -> None:
    """Write agency and number on the left, country, motto, place and day on the right."""
    table = add_table(document, _HEAD_MM, rows=2, has_rules=False)
    left, right = table.rows[0].cells
    if letterhead.parent_agency:
        write(left, clean(letterhead.parent_agency).upper(), _MIDDLE.but(size=12))
    write(left, clean(letterhead.agency).upper(), _MIDDLE.but(size=12, bold=True))
    rule_below(left, width_mm=_HEAD_MM[0] * 0.36, of_mm=_HEAD_MM[0])
    write(right, COUNTRY, _MIDDLE.but(size=12, bold=True))
    write(right, MOTTO, _MIDDLE.but(size=13, bold=True))
    rule_below(right, width_mm=_MOTTO_MM, of_mm=_HEAD_MM[1])
    left, right = table.rows[1].cells
    write(left, letterhead.number_line(number), _MIDDLE.but(size=13, before=4))
    write(right, letterhead.place_and_day(), _MIDDLE.but(size=13, italic=True, before=4))
    if is_draft:
        stamp = write(left, "", _MIDDLE.but(size=13, bold=True, before=6))
        _boxed(stamp, DRAFT)


def _boxed(paragraph: Any, words: str) -> None:
    run = paragraph.add_run(f" {words} ")
    run.bold = True
    border = OxmlElement("w:bdr")
    for key, value in (("val", "single"), ("sz", "8"), ("space", "0"), ("color", "000000")):
        border.set(qn(f"w:{key}"), value)
    run._r.get_or_add_rPr().append(border)  # noqa: SLF001 - python-docx has no call for borders of words


def add_kind_and_subject(document: Any, kind: str, subject: str) -> None:
    """Write the kind of document and, under it, what it is about, with its rule."""
    write(document, kind, _MIDDLE.but(bold=True, before=16, keep_next=True, style="Title"))
    write(document, subject, _MIDDLE.but(bold=True, keep_next=True))
    rule_below(document, width_mm=58, of_mm=160)
    add_gap(document, points=8)


def add_foot(document: Any, signature: Signature, recipients: tuple[Recipient, ...], archive: str) -> None:
    """Write the recipients on the left and the block of signature on the right, on one page."""
    add_gap(document, points=8)
    left, right = add_table(document, _FOOT_MM, has_rules=False).rows[0].cells
    write(left, RECIPIENTS, Look(size=12, bold=True, italic=True))
    for line in recipient_lines(recipients, archive):
        write(left, line, Look(size=11))
    for line in signature.capacity():
        write(right, line, _MIDDLE.but(bold=True))
    gap = write(right, "", _MIDDLE)
    for _ in range(3):
        gap.add_run().add_break(WD_BREAK.LINE)
    write(right, clean(signature.name), _MIDDLE.but(bold=True))

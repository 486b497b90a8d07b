"""A certificate of a course on one wide page: head, who finished what, how long it holds, signature."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from docx.enum.section import WD_ORIENTATION
from docx.shared import Mm

from dongthuan.docgen.letterhead import COUNTRY, MOTTO, Letterhead, Signature
from dongthuan.docgen.paper_docx import CENTRE, Look, open_paper, rule_below, to_bytes, write
from dongthuan.docgen.table_docx import add_table
from dongthuan.docgen.wording import clean

TITLE = "GIẤY CHỨNG NHẬN"
_HEAD_MM = (112.0, 134.0)
_FOOT_MM = (112.0, 134.0)
_CENTRED = Look(size=13, align=CENTRE)
_LINE = Look(size=15, align=CENTRE, after=6)


@dataclass(frozen=True, slots=True)
class CertificatePaper:
    """What is printed. sessions, result: one line each, "" = none; expires_on: None = holds for ever."""

    letterhead: Letterhead
    number: str
    full_name: str
    post: str
    unit: str
    course: str
    sessions: str
    result: str
    expires_on: date | None
    signature: Signature


def as_docx(paper: CertificatePaper, *, made_at: datetime) -> bytes:
    """Return the certificate as .docx; equal content and instant, equal bytes.

    made_at: aware; written into the file as its date.
    """
    head = paper.letterhead
    document = open_paper(title=f"{TITLE} {paper.number}", author=head.agency, made_at=made_at)
    section = document.sections[0]
    section.orientation = WD_ORIENTATION.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(25)
    left, right = add_table(document, _HEAD_MM, has_rules=False).rows[0].cells
    if head.parent_agency:
        write(left, clean(head.parent_agency).upper(), _CENTRED)
    write(left, clean(head.agency).upper(), _CENTRED.but(bold=True))
    rule_below(left, width_mm=40, of_mm=_HEAD_MM[0])
    write(left, f"Số: {clean(paper.number)}", _CENTRED)
    write(right, COUNTRY, _CENTRED.but(bold=True))
    write(right, MOTTO, _CENTRED.but(bold=True, size=14))
    rule_below(right, width_mm=66, of_mm=_HEAD_MM[1])
    _write_body(document, paper)
    _left, right = add_table(document, _FOOT_MM, has_rules=False).rows[0].cells
    write(right, head.place_and_day(), _CENTRED.but(italic=True))
    for line in paper.signature.capacity():
        write(right, line, _CENTRED.but(bold=True))
    write(right, clean(paper.signature.name), _CENTRED.but(bold=True, before=60))
    return to_bytes(document, made_at=made_at)


def _write_body(document: Any, paper: CertificatePaper) -> None:
    write(document, TITLE, Look(size=26, bold=True, align=CENTRE, before=18, after=12, style="Title"))
    write(document, "Chứng nhận Ông/Bà", _LINE)
    write(document, clean(paper.full_name), Look(size=20, bold=True, align=CENTRE, after=4))
    write(document, clean(", ".join(filter(None, (paper.post, paper.unit)))), _LINE)
    write(document, "đã hoàn thành khóa bồi dưỡng", _LINE)
    write(document, clean(paper.course), Look(size=17, bold=True, align=CENTRE, after=6))
    for line in (paper.sessions, paper.result):
        if line:
            write(document, clean(line), _LINE)
    until = f"Có giá trị đến trước ngày {paper.expires_on:%d/%m/%Y}." if paper.expires_on else ""
    write(document, until, _LINE.but(italic=True, after=14))

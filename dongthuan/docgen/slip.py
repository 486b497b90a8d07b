"""A form (phiếu) with the national head: lines to read or to fill in by hand, and who signs."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Mm

from dongthuan.docgen import typeset
from dongthuan.docgen.letterhead import COUNTRY, MOTTO
from dongthuan.docgen.metrics import width_mm
from dongthuan.docgen.paper_docx import CENTRE, JUSTIFY, LEFT, Look, border_below, open_paper, to_bytes, write
from dongthuan.docgen.wording import breakable, clean, day_words

DOTS = "……………………"
_HEAD_MM = (66.0, 94.0)
_DOT_MM = width_mm("…", size=13)
_LINE_MM = 160.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: its label, and what is written behind it; None = dots to the end of the line, more lines.

    lines: how many dotted lines follow where nothing is written. is_note: small and in italics.
    """

    label: str
    words: str | None = ""
    lines: int = 1
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Slip:
    """A form. code: "Mẫu số 01a"; agency: whose form it is, "" = the form of a citizen.

    signers: captions of those who sign, from the left; two at most. place: "" = dots.
    """

    code: str
    title: str
    addressee: str
    entries: tuple[Entry, ...]
    signers: tuple[tuple[str, str], ...]
    parent_agency: str = ""
    agency: str = ""
    number: str = ""
    place: str = ""
    on: date | None = None

    def day_line(self) -> str:
        """Return the line of place and day, dots where they are not known."""
        return f"{clean(self.place) or DOTS}, {day_words(self.on)}"


def as_pdf(slip: Slip, *, made_at: datetime) -> bytes:
    """Return the form as an archival and accessible PDF; equal content and instant, equal bytes."""
    data: dict[str, Any] = {
        "title": f"{slip.title.capitalize()} ({slip.code})",
        "author": clean(slip.agency),
        "fingerprint": slip.code,
        "code": slip.code,
        "parent": clean(slip.parent_agency).upper(),
        "agency": clean(slip.agency).upper(),
        "number": clean(slip.number),
        "country": COUNTRY,
        "motto": MOTTO,
        "name": slip.title,
        "addressee": breakable(clean(slip.addressee)),
        "entries": [
            {"label": clean(one.label), "paragraphs": _filled(one), "is_note": one.is_note}
            for one in slip.entries
        ],
        "day": slip.day_line(),
        "signers": [{"caption": caption, "note": note} for caption, note in slip.signers],
    }
    return typeset.as_pdf("slip.typ", data, made_at=made_at)


def as_docx(slip: Slip, *, made_at: datetime) -> bytes:
    """Return the form as .docx, to be filled in by hand or on the screen."""
    paper = open_paper(title=slip.title, author=slip.agency or COUNTRY, made_at=made_at)
    plain, bold, small = Look(size=13, after=6, align=JUSTIFY), Look(size=13, bold=True), Look(size=12)
    write(paper, slip.code, small.but(align=CENTRE, bold=True, after=6)).paragraph_format.left_indent = Mm(
        110
    )
    head = paper.add_table(1, 2) if slip.agency else None
    left, right = (head.cell(0, 0), head.cell(0, 1)) if head is not None else (None, paper)
    if head is not None and left is not None:
        head.autofit = False
        for cell, millimetres in zip(head.rows[0].cells, _HEAD_MM, strict=True):
            cell.width = Mm(millimetres)
        if slip.parent_agency:
            write(left, slip.parent_agency.upper(), small.but(align=CENTRE))
        write(left, slip.agency.upper(), small.but(align=CENTRE, bold=True))
        if slip.number:
            write(left, slip.number, small.but(align=CENTRE, before=6))
    write(right, COUNTRY, small.but(align=CENTRE, bold=True))
    motto = write(right, MOTTO, bold.but(align=CENTRE))
    if head is None:
        motto.paragraph_format.left_indent = motto.paragraph_format.right_indent = Mm(50)
    border_below(motto)
    write(paper, slip.title, bold.but(size=14, align=CENTRE, before=18, after=10))
    if slip.addressee:
        write(paper, f"Kính gửi: {slip.addressee}", plain.but(align=CENTRE, after=10))
    for entry in slip.entries:
        _write_entry(paper, entry, plain.but(size=11, italic=True) if entry.is_note else plain)
    _sign(paper, slip, bold)
    return to_bytes(paper, made_at=made_at)


def _write_entry(paper: Any, entry: Entry, look: Look) -> None:
    """Write a line; where it is filled in by hand, dots up to the margin, whatever the font."""
    if entry.words is not None:
        for words in _filled(entry):
            write(paper, words, look)
        return
    for place in range(entry.lines):
        words = f"{clean(entry.label)} \t" if place == 0 else "\t"
        form = write(paper, words, look.but(align=LEFT)).paragraph_format
        form.tab_stops.add_tab_stop(Mm(_LINE_MM), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _sign(paper: Any, slip: Slip, bold: Look) -> None:
    table = paper.add_table(1, 2)
    cells = table.rows[0].cells
    signers = (("", ""), *slip.signers) if len(slip.signers) == 1 else slip.signers
    for cell, (caption, note), is_right in zip(cells, signers, (False, True), strict=True):
        write(cell, slip.day_line() if is_right else "", bold.but(bold=False, italic=True, align=CENTRE))
        write(cell, caption, bold.but(align=CENTRE))
        write(cell, note, Look(size=12, italic=True, align=CENTRE, after=60))


def _filled(entry: Entry) -> list[str]:
    """Return the paragraphs of an entry; dots where it is to be written by hand."""
    label = clean(entry.label)
    if entry.words is not None:
        said = [clean(line) for line in entry.words.splitlines() if clean(line)]
        return [f"{label} {said[0]}".strip(), *said[1:]] if said else [label]
    used = width_mm(label, size=13) % _LINE_MM
    first = "…" * max(int((_LINE_MM - used - 4) / _DOT_MM), 3)
    return [f"{label} {first}", *("…" * int((_LINE_MM - 1) / _DOT_MM) for _ in range(entry.lines - 1))]

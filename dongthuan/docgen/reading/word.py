"""Word files (.docx): paragraphs, drawn numbers and tables in their order; nothing is fetched."""

import io
import zipfile
from collections.abc import Callable, Iterator

import docx
from docx.document import Document
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

from dongthuan.docgen.legacy import from_font, modernise
from dongthuan.docgen.reading import limits
from dongthuan.docgen.reading.limits import CannotRead
from dongthuan.docgen.reading.numbering import Numbering, numbering_of

_BROKEN = (*limits.BROKEN, PythonDocxError, OpcError)
_LAYOUT_ROWS = 3
_LAYOUT_COLUMNS = 2
_LETTERING = "{urn:schemas-microsoft-com:vml}textpath"
_NOTES = {"w:footnoteReference": "footnotes", "w:endnoteReference": "endnotes"}
NOTE_OPENS, NOTE_ENDS = "\ue000", "\ue001"  # private letters, which no text holds
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def read_word_with_notes(data: bytes) -> tuple[str, str, str, tuple[str, ...]]:
    """Return what `read_word` does, and the words of footnotes and endnotes in the order they are hung on.

    Where note n (from 1) hangs, the text bears its number between NOTE_OPENS and NOTE_ENDS; a note that hangs
    on words whose removal is tracked is left out with them.
    """
    notes: list[str] = []

    def marked(document: Document) -> None:
        notes.extend(_mark_notes(document))

    text, margins, legacy = read_word(data, prepare=marked)
    return text, margins, legacy, tuple(modernise(note)[0] for note in notes)


def _mark_notes(document: Document) -> Iterator[str]:
    """Put the number of each note where it hangs, and yield its words."""
    words = {kind: dict(_notes_in(document, kind)) for kind in _NOTES.values()}
    number = 0
    for place in list(document.element.body.iter(*map(qn, _NOTES))):
        kind = next(kind for tag, kind in _NOTES.items() if place.tag == qn(tag))
        note = words[kind].get(str(place.get(qn("w:id"))), "")
        if not note or any(parent.tag == qn("w:del") for parent in place.iterancestors()):
            continue
        number += 1
        mark = OxmlElement("w:t")
        mark.text = f"{NOTE_OPENS}{number}{NOTE_ENDS}"
        place.addprevious(mark)
        yield note


def _notes_in(document: Document, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the key and words of the notes in the part for them; separators have a type and no words."""
    for part in document.part.related_parts.values():
        if part.partname != f"/word/{kind}.xml":
            continue
        for note in etree.fromstring(part.blob).iterchildren(qn(f"w:{kind[:-1]}")):
            lines = (_text(paragraph, "").strip() for paragraph in note.iter(qn("w:p")))
            yield str(note.get(qn("w:id"))), " ".join(filter(None, lines))


def read_word(data: bytes, prepare: Callable[[Document], None] | None = None) -> tuple[str, str, str]:
    """Return the text of a .docx, a line a paragraph, what its margins say, and its legacy encoding or "".

    Tables of layout (the two columns of the head) give their cells one after the other; others one line
    a row, cells apart by " | ". prepare: is given the opened document before it is read. Raises CannotRead if
    it is damaged, encrypted, a bomb, or no Word file.
    """
    try:
        _guard(data)
        document = docx.Document(io.BytesIO(data))
        if prepare is not None:
            prepare(document)
        text = "\n".join(_blocks(document.element.body, numbering_of(document), _default_font(document)))
        margins = "\n".join(_margins(document))
    except _BROKEN as problem:
        raise CannotRead("damaged", type(problem).__name__) from problem
    modern, legacy = modernise(text)
    return modern, modernise(margins)[0], legacy


def _guard(data: bytes) -> None:
    """Refuse before anything is unpacked; sizes that lie are caught by zipfile while it unpacks."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        limits.guard_entries(entries)
        if sum(entry.file_size for entry in entries) > limits.MAX_UNZIPPED_BYTES:
            raise CannotRead("zip-bomb")
        if "word/document.xml" not in archive.namelist():
            raise CannotRead("unknown-kind", "zip")
        for entry in entries:
            if entry.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(entry)[:4096]:
                raise CannotRead("unsafe", entry.filename)


def _blocks(body: BaseOxmlElement, numbering: Numbering, font: str) -> Iterator[str]:
    for element in body:
        if element.tag == qn("w:p"):
            yield numbering.label(element) + _text(element, font)
            yield from _boxes(element, numbering, font)
        elif element.tag == qn("w:tbl"):
            yield from _table(element, numbering, font)
        elif element.tag == qn("w:sdt"):
            content = element.find(qn("w:sdtContent"))
            if content is not None:
                yield from _blocks(content, numbering, font)


def _table(table: BaseOxmlElement, numbering: Numbering, font: str) -> Iterator[str]:
    rows = [row.findall(qn("w:tc")) for row in table.findall(qn("w:tr"))]
    is_layout = len(rows) <= _LAYOUT_ROWS and max(map(len, rows), default=0) <= _LAYOUT_COLUMNS
    for row in rows:
        cells = [list(_blocks(cell, numbering, font)) for cell in row]
        if is_layout:
            for cell in cells:
                yield from cell
        else:
            yield " | ".join(" ".join(filter(None, map(str.strip, cell))) for cell in cells)


def _boxes(paragraph: BaseOxmlElement, numbering: Numbering, font: str) -> Iterator[str]:
    """Text boxes float over the page (a stamp, the date); Word stores each twice, once as a fallback."""
    for box in paragraph.iter(qn("w:txbxContent")):
        if not any(parent.tag == f"{_MC}Fallback" for parent in box.iterancestors()):
            yield from _blocks(box, numbering, font)


def _margins(document: Document) -> Iterator[str]:
    """Page headers, footers and drawn lettering: not part of the text, but a stamp may stand there."""
    for part in document.part.related_parts.values():
        if part.partname.startswith(("/word/header", "/word/footer")):
            for paragraph in etree.fromstring(part.blob).iter(qn("w:p")):
                yield _text(paragraph, "")
    for lettering in document.element.body.iter(_LETTERING):
        yield str(lettering.get("string") or "")


def _text(paragraph: BaseOxmlElement, font: str) -> str:
    pieces: list[str] = []
    for run in paragraph.iter(qn("w:r")):
        # Of text that was moved with changes tracked, only the place it was moved to counts.
        skipped = (qn("w:txbxContent"), f"{_MC}Fallback", qn("w:moveFrom"))
        if any(parent.tag in skipped for parent in _between(run, paragraph)):
            continue
        pieces.append(from_font("".join(_run_pieces(run)), _font(run) or font))
    return "".join(pieces)


def _between(run: BaseOxmlElement, paragraph: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    for parent in run.iterancestors():
        if parent is paragraph:
            return
        yield parent


def _run_pieces(run: BaseOxmlElement) -> Iterator[str]:
    breaks = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
    for child in run:
        yield child.text or "" if child.tag == qn("w:t") else breaks.get(child.tag, "")


def _font(run: BaseOxmlElement) -> str:
    properties = run.find(qn("w:rPr"))
    fonts = properties.find(qn("w:rFonts")) if properties is not None else None
    return "" if fonts is None else str(fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi")) or "")


def _default_font(document: Document) -> str:
    return str(document.styles["Normal"].font.name or "") if "Normal" in document.styles else ""

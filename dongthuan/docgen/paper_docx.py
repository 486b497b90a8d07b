"""A Word document in the official form: paper, styles, runs, links, tables, bytes that come out equal."""

import io
import zipfile
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENTATION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from dongthuan.docgen.wording import clean

FONT = "Times New Roman"
LANGUAGE = "vi-VN"
PLAIN = "Normal"
LINK_COLOUR = "1F3F77"

LEFT = WD_ALIGN_PARAGRAPH.LEFT
CENTRE = WD_ALIGN_PARAGRAPH.CENTER
JUSTIFY = WD_ALIGN_PARAGRAPH.JUSTIFY

_MARGINS_MM = {"top_margin": 20, "bottom_margin": 20, "left_margin": 30, "right_margin": 20}
_HEADER_MM = 10
_FACT_CHARS = 255


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph looks. size, before, after: points; first_line: millimetres."""

    size: float = 14
    bold: bool = False
    italic: bool = False
    align: Any = LEFT
    before: float = 0
    after: float = 0
    first_line: float = 0
    keep_next: bool = False
    style: str = PLAIN

    def but(self, **changes: Any) -> "Look":
        """Return the same look with some things changed."""
        return replace(self, **changes)


BODY = Look(align=JUSTIFY, after=6, first_line=12.7)
CELL = Look(size=12, before=1, after=3)


def open_paper(*, title: str, author: str, made_at: datetime) -> Any:
    """Return an empty A4 document in the official margins, font and language.

    The page number stands in the middle of the top margin, and not on the first page.
    """
    document = Document()
    _set_page(document.sections[0])
    _set_styles(document)
    _number_pages(document.sections[0])
    facts = document.core_properties
    facts.title, facts.author, facts.language = _fact(title), _fact(author), LANGUAGE
    facts.last_modified_by = _fact(author)
    facts.created = facts.modified = made_at.replace(tzinfo=None)
    facts.comments = ""
    return document


def _fact(words: str) -> str:
    """Return words as a property of the file may hold them."""
    told = clean(words)
    return told if len(told) <= _FACT_CHARS else told[: _FACT_CHARS - 1] + "…"


def _set_page(section: Any) -> None:
    section.orientation = WD_ORIENTATION.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, size in _MARGINS_MM.items():
        setattr(section, name, Mm(size))
    section.header_distance = section.footer_distance = Mm(_HEADER_MM)
    section.different_first_page_header_footer = True


def _set_styles(document: Any) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    set_font(defaults)
    for name in ("Normal", "Heading 1", "Title", "Header"):
        style = document.styles[name]
        set_font(style.element.get_or_add_rPr())
        style.font.size, style.font.color.rgb = Pt(14), RGBColor(0, 0, 0)
        spacing = style.paragraph_format
        spacing.space_before = spacing.space_after = Pt(0)
        spacing.line_spacing = 1.0
        for border in style.element.iter(qn("w:pBdr")):
            border.getparent().remove(border)


def set_font(properties: Any) -> None:
    """Name the font and the language in the properties of runs, in place of what stood there."""
    for old in (*properties.findall(qn("w:rFonts")), *properties.findall(qn("w:lang"))):
        properties.remove(old)
    fonts, language = OxmlElement("w:rFonts"), OxmlElement("w:lang")
    for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{slot}"), FONT)
    for slot in ("val", "eastAsia"):
        language.set(qn(f"w:{slot}"), LANGUAGE)
    properties.insert(0, fonts)
    properties.append(language)


def _number_pages(section: Any) -> None:
    place = section.header.paragraphs[0]
    place.alignment = CENTRE
    run = place.add_run()
    run.font.size = Pt(13)
    for kind, words in (("begin", ""), ("", "PAGE"), ("separate", ""), ("text", "2"), ("end", "")):
        run._r.append(_field_part(kind, words))  # noqa: SLF001 - python-docx has no call for fields


def _field_part(kind: str, words: str) -> Any:
    if kind in ("", "text"):
        part = OxmlElement("w:t" if kind else "w:instrText")
        part.text = words
        return part
    part = OxmlElement("w:fldChar")
    part.set(qn("w:fldCharType"), kind)
    return part


def write(container: Any, words: str, look: Look) -> Any:
    """Return a new paragraph of `words`; an untouched first paragraph of a cell is used up first."""
    paragraph = fresh_paragraph(container)
    if look.style != PLAIN:
        paragraph.style = look.style
    paragraph.alignment = look.align
    form = paragraph.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(look.before), Pt(look.after), 1.0
    form.keep_with_next = look.keep_next or None
    if look.first_line:
        form.first_line_indent = Mm(look.first_line)
    if words:
        add_run(paragraph, words, look)
    return paragraph


def fresh_paragraph(container: Any) -> Any:
    """Return an empty paragraph at the end; an untouched first paragraph of a cell is used up first."""
    if not hasattr(container, "_tc"):
        return container.add_paragraph()  # `paragraphs` walks all of a document: too dear for each new one
    paragraphs = container.paragraphs
    if len(paragraphs) == 1 and not paragraphs[0].runs and not container.tables:
        untouched = paragraphs[0]
        if untouched._p.pPr is None:  # noqa: SLF001 - no public way to ask whether it was used
            return untouched
    return container.add_paragraph()


def add_run(paragraph: Any, words: str, look: Look) -> Any:
    """Append `words` to a paragraph, as plain text."""
    run = paragraph.add_run(words)
    run.font.size = Pt(look.size)
    run.bold, run.italic = look.bold or None, look.italic or None
    return run


def add_swatch(paragraph: Any, words: str, colour: str, look: Look) -> None:
    """Append a small square of `colour` (six hexadecimal digits) and then `words`: a key to a drawing."""
    add_run(paragraph, "■ ", look).font.color.rgb = RGBColor.from_string(colour.upper())
    add_run(paragraph, words, look)


def add_link(paragraph: Any, url: str, words: str, look: Look) -> None:
    """Append `words` as a link that Word opens; black where bold, as titles are, else in the link colour."""
    link = OxmlElement("w:hyperlink")
    target = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), target)
    link.set(qn("w:history"), "1")
    run = add_run(paragraph, words, look)
    if not look.bold:
        run.font.color.rgb = RGBColor.from_string(LINK_COLOUR)
    link.append(run._r)  # noqa: SLF001 - python-docx cannot make links
    paragraph._p.append(link)  # noqa: SLF001 - the same


def add_gap(container: Any, *, points: float) -> None:
    """Leave that much room, kept with what follows; two tables need a paragraph between them."""
    form = write(container, "", Look(size=1, keep_next=True)).paragraph_format
    form.line_spacing = Pt(points)


def rule_below(container: Any, *, width_mm: float, of_mm: float) -> None:
    """Draw a thin rule in the middle of a column, as a border: Word and LibreOffice agree on it."""
    paragraph = write(container, "", Look(size=2, align=CENTRE, after=2))
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm((of_mm - width_mm) / 2)
    form.line_spacing = Pt(3)
    border_below(paragraph)


def border_below(paragraph: Any) -> None:
    """Draw a thin rule below a paragraph, as long as its indents leave."""
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        bottom.set(qn(f"w:{key}"), value)
    borders.append(bottom)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no call for borders
    properties.insert_element_before(borders, *_AFTER_BORDERS)


_AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr")


def to_bytes(document: Any, *, made_at: datetime) -> bytes:
    """Return the file; equal content and instant give equal bytes."""
    raw, fixed = io.BytesIO(), io.BytesIO()
    document.save(raw)
    moment = (max(made_at.year, 1980), *made_at.timetuple()[1:6])
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            named = zipfile.ZipInfo(entry.filename, date_time=moment)
            target.writestr(named, source.read(entry), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()

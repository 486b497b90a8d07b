"""The named styles of an official document in Word: one for each part the decree knows."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from weakref import WeakKeyDictionary

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from dongthuan.docgen.paper_docx import CENTRE, JUSTIFY, LEFT, fresh_paragraph, set_font

RIGHT = 2
NUMBER = re.compile(r"\d+/(?:\d{4}/)?[^\W_]+(?:-[^\W_]+)+")
_INDENT_MM = 12.7


class Part(StrEnum):
    """The parts, by the name of their style; the English names are Word's own."""

    NATION = "Quốc hiệu"
    MOTTO = "Tiêu ngữ"
    PARENT = "Cơ quan chủ quản"
    AGENCY = "Cơ quan ban hành"
    RULE = "Đường kẻ"
    NUMBER = "Số, ký hiệu"
    PLACE = "Địa danh, thời gian"
    ABOUT = "Trích yếu công văn"
    STAMP = "Dấu dự thảo"
    KIND = "Title"
    SUBJECT = "Subtitle"
    ADDRESSING = "Kính gửi"
    ADDRESSEE = "Nơi kính gửi"
    BODY = "Body Text"
    BASIS = "Căn cứ ban hành"
    ENACTING = "Thẩm quyền, quyết định"
    HEADING_1 = "Heading 1"
    HEADING_2 = "Heading 2"
    HEADING_3 = "Heading 3"
    CAPTION = "Caption"
    AFTER_TABLE = "Sau bảng"
    RECIPIENTS = "Nơi nhận"
    RECIPIENT = "Danh sách nơi nhận"
    CAPACITY = "Thẩm quyền ký"
    NAME = "Họ tên người ký"
    ANNEX = "Phụ lục"
    ANNEX_TITLE = "Tên phụ lục"
    ANNEX_REFERENCE = "Chỉ dẫn kèm theo"


@dataclass(frozen=True, slots=True)
class Look:
    """How a style looks. size, before, after, line: points (line 0 = single); first, left: millimetres."""

    size: float = 14
    bold: bool = False
    italic: bool = False
    align: int = LEFT
    before: float = 0
    after: float = 0
    first: float = 0
    left: float = 0
    keep: bool = False
    line: float = 0
    base: str = "Normal"


_MIDDLE = Look(align=CENTRE, keep=True)
_STRONG = replace(_MIDDLE, bold=True)
_HEADING = Look(align=JUSTIFY, before=6, after=6, first=_INDENT_MM, keep=True)
LOOKS: dict[Part, Look] = {
    Part.NATION: Look(12, bold=True, align=CENTRE),
    Part.MOTTO: Look(13, bold=True, align=CENTRE),
    Part.PARENT: Look(12, align=CENTRE),
    Part.AGENCY: Look(12, bold=True, align=CENTRE),
    Part.RULE: Look(2, align=CENTRE, after=2, line=3),
    Part.NUMBER: Look(13, align=CENTRE, before=4),
    Part.PLACE: Look(13, italic=True, align=CENTRE, before=4),
    Part.ABOUT: Look(12, align=CENTRE, before=3),
    Part.STAMP: Look(13, bold=True, align=CENTRE, before=6),
    Part.KIND: replace(_STRONG, before=16),
    Part.SUBJECT: _STRONG,
    Part.ADDRESSING: Look(before=12, after=4, keep=True),
    Part.ADDRESSEE: Look(after=3, keep=True),
    Part.BODY: Look(align=JUSTIFY, after=6, first=_INDENT_MM),
    Part.BASIS: Look(italic=True, align=JUSTIFY, after=6, first=_INDENT_MM, base="Body Text"),
    Part.ENACTING: replace(_STRONG, before=8, after=8),
    Part.HEADING_1: replace(_HEADING, bold=True),
    Part.HEADING_2: replace(_HEADING, bold=True),
    Part.HEADING_3: _HEADING,
    Part.CAPTION: replace(_MIDDLE, size=13, italic=True, before=6, after=6),
    Part.AFTER_TABLE: Look(2, line=8),
    Part.RECIPIENTS: Look(12, bold=True, italic=True),
    Part.RECIPIENT: Look(11),
    Part.CAPACITY: _STRONG,
    Part.NAME: Look(bold=True, align=CENTRE, before=66),
    Part.ANNEX: replace(_STRONG, base="Heading 1"),
    Part.ANNEX_TITLE: replace(_STRONG, before=6),
    Part.ANNEX_REFERENCE: replace(_MIDDLE, italic=True, after=10),
}


def add_styles(document: Any) -> None:
    """Give the document the style of every part."""
    for part, look in LOOKS.items():
        style = _style(document, part)
        style.base_style = document.styles[look.base]
        _shape(style, look)
    stamp = document.styles[Part.STAMP].element.get_or_add_rPr()
    stamp.append(_frame())
    _shape_letters(document.styles["Strong"], Look(bold=True))


def table_styles(document: Any, size: float) -> tuple[str, str, str, str]:
    """Return the ids of the styles of head, words, figures, running numbers in a table of that size."""
    ids = []
    looks = (
        ("Đầu bảng", True, CENTRE),
        ("Ô bảng", False, LEFT),
        ("Ô số", False, RIGHT),
        ("Ô thứ tự", False, CENTRE),
    )
    for name, bold, align in looks:
        style = _style(document, f"{name} {size:g}")
        style.base_style = document.styles["Normal"]
        _shape(style, Look(size, bold=bold, align=align, before=1, after=1))
        ids.append(str(style.style_id))
    return ids[0], ids[1], ids[2], ids[3]


def put(container: Any, words: str, part: Part, *, lead: str = "") -> Any:
    """Return a new paragraph of `words` in the style of its part; `lead` before it is bold."""
    paragraph = fresh_paragraph(container)
    paragraph._p.style = _id_of(paragraph.part, part)  # noqa: SLF001 - by its name python-docx asks every style
    if lead:
        paragraph.add_run(f"{lead} ", style="Strong")
    if words:
        _add_words(paragraph.add_run(), words)
    return paragraph


_ids: WeakKeyDictionary[Any, dict[Part, str]] = WeakKeyDictionary()


def _id_of(document_part: Any, part: Part) -> str:
    """Return the id of a part's style, looked up once a document."""
    known = _ids.setdefault(document_part, {})
    if part not in known:
        known[part] = str(document_part.styles[part.value].style_id)
    return known[part]


def _add_words(run: Any, words: str) -> None:
    """Write words; the number of a document ("07/KH-VHL") is never divided at its hyphens."""
    end = 0
    for found in NUMBER.finditer(words):
        run.add_text(words[end : found.start()])
        for position, part in enumerate(found[0].split("-")):
            if position:
                run._r.append(OxmlElement("w:noBreakHyphen"))  # noqa: SLF001 - no call for it
            run.add_text(part)
        end = found.end()
    run.add_text(words[end:])


def _style(document: Any, name: str) -> Any:
    if name in document.styles:
        return document.styles[name]
    made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    # Word wants short ids of plain letters; the name is what its reader sees.
    made.element.set(qn("w:styleId"), f"DT{len(document.styles)}")
    made.quick_style = True
    return made


def _shape(style: Any, look: Look) -> None:
    _shape_letters(style, look)
    form = style.paragraph_format
    form.alignment = look.align
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.line_spacing = Pt(look.line) if look.line else 1.0
    form.first_line_indent, form.left_indent = Mm(look.first), Mm(look.left)
    form.keep_with_next, form.widow_control = look.keep, True
    for border in list(style.element.iter(qn("w:pBdr"))):
        border.getparent().remove(border)


def _shape_letters(style: Any, look: Look) -> None:
    properties = style.element.get_or_add_rPr()
    for old in list(properties):
        properties.remove(old)
    set_font(properties)
    style.font.size = Pt(look.size) if style.type == WD_STYLE_TYPE.PARAGRAPH else None
    style.font.bold, style.font.italic = look.bold, look.italic
    style.font.color.rgb = RGBColor(0, 0, 0)


def _frame() -> Any:
    border = OxmlElement("w:bdr")
    for key, value in (("val", "single"), ("sz", "8"), ("space", "0"), ("color", "000000")):
        border.set(qn(f"w:{key}"), value)
    return border

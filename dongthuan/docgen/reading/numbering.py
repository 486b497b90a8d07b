"""Numbers that Word draws by itself: the text of a paragraph lacks them, so they are counted again here."""

from collections import defaultdict
from dataclasses import dataclass, field

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts, what is drawn ("%1.%2."), where it starts."""

    form: str
    pattern: str
    start: int


@dataclass
class Numbering:
    """The lists of one document, and how far each has counted."""

    levels: dict[str, dict[int, Level]]
    of_style: dict[str, tuple[str, int]]
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def label(self, paragraph: BaseOxmlElement) -> str:
        """Return the drawn number of a paragraph with its trailing blank, "- " for a bullet, "" for none."""
        list_id, depth = self._place(paragraph)
        level = self.levels.get(list_id, {}).get(depth)
        if level is None or level.form == "none":
            return ""
        if level.form == "bullet":
            return "- "
        counts = self.counts[list_id]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        drawn = level.pattern
        for number, known in self.levels[list_id].items():
            value = counts.get(number, known.start)
            drawn = drawn.replace(f"%{number + 1}", _drawn(value, known.form))
        return f"{drawn} " if drawn else ""

    def _place(self, paragraph: BaseOxmlElement) -> tuple[str, int]:
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return "", 0
        style = _value(properties.find(qn("w:pStyle")))
        inherited_id, inherited_depth = self.of_style.get(style, ("", 0))
        own = properties.find(qn("w:numPr"))
        if own is None:
            return inherited_id, inherited_depth
        list_id = _value(own.find(qn("w:numId"))) or inherited_id
        depth = _value(own.find(qn("w:ilvl")))
        return list_id, int(depth) if depth.isdigit() else inherited_depth


def numbering_of(document: Document) -> Numbering:
    """Return the lists a document defines; empty where it has none."""
    part = next(
        (r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None
    )
    levels: dict[str, dict[int, Level]] = {}
    if part is not None:
        root = part.element
        abstract = {a.get(qn("w:abstractNumId")): _levels(a) for a in root.findall(qn("w:abstractNum"))}
        for number in root.findall(qn("w:num")):
            levels[number.get(qn("w:numId"))] = abstract.get(_value(number.find(qn("w:abstractNumId"))), {})
    return Numbering(levels, _styles(document))


def _levels(abstract: BaseOxmlElement) -> dict[int, Level]:
    levels = {}
    for level in abstract.findall(qn("w:lvl")):
        start = _value(level.find(qn("w:start")))
        form = _value(level.find(qn("w:numFmt"))) or "decimal"
        pattern = _value(level.find(qn("w:lvlText")))
        levels[int(level.get(qn("w:ilvl")))] = Level(form, pattern, int(start) if start.isdigit() else 1)
    return levels


def _styles(document: Document) -> dict[str, tuple[str, int]]:
    lists: dict[str, tuple[str, int]] = {}
    for style in document.styles.element.findall(qn("w:style")):
        properties = style.find(qn("w:pPr"))
        number = properties.find(qn("w:numPr")) if properties is not None else None
        if number is not None:
            depth = _value(number.find(qn("w:ilvl")))
            lists[style.get(qn("w:styleId"))] = (_value(number.find(qn("w:numId"))), int(depth or 0))
    return lists


def _value(element: BaseOxmlElement | None) -> str:
    return "" if element is None else str(element.get(qn("w:val")) or "")


def _drawn(value: int, form: str) -> str:
    if form in ("upperRoman", "lowerRoman"):
        roman = ""
        for size, letters in _ROMAN:
            roman, value = roman + letters * (value // size), value % size
        return roman if form == "upperRoman" else roman.lower()
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (value - 1) % 26)
        return letter if form == "upperLetter" else letter.lower()
    return str(value)

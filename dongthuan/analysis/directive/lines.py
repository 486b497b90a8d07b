"""Lines of a file made into paragraphs: links, page numbers and stamps out, broken lines joined."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dongthuan.analysis.directive.markers import continues_sentence, marker_of
from dongthuan.analysis.directive.model import Warning
from dongthuan.analysis.letters import LOWER

_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_LINK_TAIL = re.compile(r"[\w./?=&%#~+-]{12,}")
_PAGE_NUMBER = re.compile(
    r"(?:[-–—~]\s*)?(?:(?:Trang|Page|Tr\.)\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?(?:\s*[-–—~])?", re.IGNORECASE
)
_STAMP = re.compile(
    r"(?:Người ký|Ký bởi|Ngày ký|Thời gian ký|Cơ quan\s*:|Email\s*:|Signed by|Signature)\b.*", re.IGNORECASE
)
_END = re.compile(r"[.;:!?…]['\"”)]*$")
_WIDE = 130
_FULL_RATIO = 0.8
_BLANK_MEANS_NOTHING = 0.5


@dataclass(frozen=True, slots=True)
class Layout:
    """How the lines of one text were broken. width: characters of a full line; 0 where none is broken."""

    width: int
    blanks_part: bool


def cleaned(lines: Sequence[str], *, has_pages: bool) -> tuple[list[str], list[Warning]]:
    """Return the lines without stray links, page numbers and stamps, and a warning for each kind."""
    filled = [line.strip() for line in lines if line.strip()]
    codes: list[str] = []
    for bare in filled:
        after_link = bool(codes) and codes[-1] == "stray-link"
        codes.append(_noise(bare, after_link=after_link, has_pages=has_pages))
    _mark_page_headers(filled, codes)
    found_codes = iter(codes)
    kept: list[str] = []
    out: dict[str, list[str]] = {"stray-link": [], "page-number": [], "page-header": [], "stamp": []}
    for line in _with_bars(lines):
        code = next(found_codes) if line.strip() else ""
        if code:
            out[code].append(line.strip())
        else:
            kept.append(line)
    return kept, [Warning(code, "", "; ".join(found)) for code, found in out.items() if found]


def _mark_page_headers(filled: Sequence[str], codes: list[str]) -> None:
    """A line in capitals that stands beside a page number and stood further up is drawn on every page."""
    seen: set[str] = set()
    for place, bare in enumerate(filled):
        beside = codes[max(0, place - 1) : place + 2]
        if not codes[place] and bare in seen and is_capitals(bare) and "page-number" in beside:
            codes[place] = "page-header"
        seen.add(bare)


def _with_bars(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines; the rows of a table kept apart by tabs, as Word copies it, get " | "."""
    columns = 0
    for line in lines:
        cells = [cell.strip() for cell in line.strip("\r\n ").split("\t")]
        if len(cells) > 2 and re.fullmatch(r"(?:S?TT|Số TT)", cells[0], re.IGNORECASE):
            columns = len(cells)
        elif line.strip() and len(cells) != columns:
            columns = 0
        yield " | ".join(cells) if columns and line.strip() else line


def _noise(bare: str, *, after_link: bool, has_pages: bool) -> str:
    if not bare:
        return ""
    if not _LINK.sub("", bare).strip(" ;,.-–<>()") and _LINK.search(bare):
        return "stray-link"
    if after_link and bare.isascii() and _LINK_TAIL.fullmatch(bare):
        return "stray-link"
    if has_pages and _PAGE_NUMBER.fullmatch(bare):
        return "page-number"
    return "stamp" if _STAMP.fullmatch(bare) else ""


def layout_of(lines: Sequence[str], is_wrapped: bool | None) -> Layout:
    """Return how the text was broken; `is_wrapped` overrides the look of it where the file's kind says so."""
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    if not lengths:
        return Layout(0, blanks_part=True)
    width = lengths[int(0.9 * (len(lengths) - 1))]
    filled = [n for n, line in enumerate(lines) if line.strip()]
    parted = sum(after - before > 1 for before, after in pairwise(filled))
    blanks_part = parted <= _BLANK_MEANS_NOTHING * max(1, len(filled) - 1)
    if is_wrapped is False or width > _WIDE:
        return Layout(0, blanks_part=blanks_part)
    return Layout(width, blanks_part=blanks_part)


def paragraphs_of(lines: Sequence[str], layout: Layout) -> list[str]:
    """Return the paragraphs: broken lines joined, also over blank lines and pages; nothing dropped."""
    paragraphs: list[str] = []
    last = ""
    blank = False
    for line in lines:
        bare = " ".join(line.split())
        if not bare:
            blank = True
            continue
        if paragraphs and _joins(last, bare, paragraphs[-1], layout, blank=blank):
            paragraphs[-1] = _glued(paragraphs[-1], bare)
        else:
            paragraphs.append(bare)
        last, blank = bare, False
    return paragraphs


def _joins(last: str, line: str, paragraph: str, layout: Layout, *, blank: bool) -> bool:
    marker = marker_of(line)
    if " | " in line or " | " in last:
        return False
    if marker:
        return layout.width > 0 and continues_sentence(last, marker)
    ended = bool(_END.search(last))
    if line[0] in LOWER or line[0] in ",;.)”":
        return not ended or (layout.width > 0 and last[-1] != ":")
    if ended or layout.width == 0:
        return False
    if is_capitals(last) or is_capitals(line):
        return (
            is_capitals(last)
            and is_capitals(line)
            and bool(marker_of(paragraph))
            and not blank_parts(blank, layout)
        )
    if blank_parts(blank, layout):
        return False
    return len(last) + 1 + len(line.split(maxsplit=1)[0]) >= _FULL_RATIO * layout.width


def blank_parts(blank: bool, layout: Layout) -> bool:  # read at two places of one rule
    """Return whether a blank line here ends a paragraph."""
    return blank and layout.blanks_part


def is_capitals(line: str) -> bool:
    """Return whether a line is a heading in capitals: two words or more, hardly a small letter.

    >>> is_capitals("II. NHIỆM VỤ CỤ THỂ"), is_capitals("CP ngày 9")
    (True, False)
    """
    letters = [letter for letter in line if letter.isalpha()]
    return len(letters) > 4 and len(line.split()) > 1 and sum(map(str.isupper, letters)) > 0.9 * len(letters)


def _glued(before: str, line: str) -> str:
    """Join without a blank where a document's number was broken at its dash or stroke."""
    whole = re.search(r"\w[-/]$", before) and not line[0].islower()
    return before + line if whole else f"{before} {line}"

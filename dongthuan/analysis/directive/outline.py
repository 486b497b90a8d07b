"""Paragraphs made into a tree of clauses, each with a reference of its own."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dongthuan.analysis.directive.lines import is_capitals
from dongthuan.analysis.directive.markers import Marker, marker_of
from dongthuan.analysis.directive.model import Warning

_RANKS = {
    "annex": 0,
    "part": 1,
    "chapter": 2,
    "muc": 3,
    "upper": 4,
    "roman": 5,
    "heading": 5,
    "article": 6,
    "arabic": 7,
    "decimal": 8,
    "row": 9,
    "letter": 10,
    "paren": 11,
    "bullet": 12,
}
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMANS = [
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
]
_ROW = re.compile(r"(?P<n>\d{1,3})[.)]?\s*\|\s*(?=\S)")
_TABLE_HEAD = re.compile(r"(?:TT|STT|Số TT)\s*\|", re.IGNORECASE)
_ACT_LINE = re.compile(r"(?:QUYẾT ĐỊNH|CHỈ THỊ|QUYẾT NGHỊ|NGHỊ QUYẾT|YÊU CẦU)\s*:?\s*$")
_NAMED = {"part": "Phần ", "chapter": "Chương ", "muc": "Mục "}
_CLOSING = re.compile(
    r"(?:Trên đây là|(?:Trong q|Q)uá trình (?:triển khai|tổ chức|thực hiện)"
    r"|(?:Nghị quyết|Quyết định|Chỉ thị|Kế hoạch|Hướng dẫn|Chương trình) này (?:được|đã|có|thay|phổ biến)"
    r"|(?:Yêu cầu|Đề nghị)[^.]{0,200}(?:nghiêm túc|khẩn trương|quan tâm)"
    r"|Nếu có (?:khó khăn|vướng mắc)"
    r"|(?:Xin t|T)rân trọng|[^.;:]{3,60} (?:thông báo (?:để|đến)|(?:xin )?trân trọng )|Rất mong"
    r"|(?:Nhận được|Khi nhận được) (?:Công văn|Công điện|Kế hoạch|Chỉ thị|Văn bản|văn bản) này)"
)


@dataclass
class Node:
    """A clause while it is built."""

    kind: str
    number: str
    rank: float
    paragraphs: list[str]
    children: list["Node"] = field(default_factory=list)
    ref: str = ""


@dataclass
class Outline:
    """The tree of a body. intro: paragraphs before the first clause; closing: after the last."""

    intro: list[str]
    roots: list[Node]
    closing: list[str]
    warnings: list[Warning]
    annex: list[str] = field(default_factory=list)


def outline_of(paragraphs: Sequence[str], *, prefix: str = "") -> Outline:
    """Return the tree of clauses with unique references; every paragraph is in intro, clause or closing."""
    paragraphs, closing = _without_closing(paragraphs)
    ranks = _ranks_of(paragraphs)
    root = Node("root", "", -1, [], ref=prefix)
    intro: list[str] = []
    header: list[str] = []
    stack = [root]
    for paragraph in paragraphs:
        marker = _marker(paragraph, stack)
        if marker:
            rank = _rank(marker, stack, ranks)
            while stack[-1].rank >= rank:
                stack.pop()
            rest = _labelled(marker.rest, header) if marker.kind == "row" else marker.rest
            node = Node(marker.kind, marker.number, rank, [rest] if rest else [])
            stack[-1].children.append(node)
            stack.append(node)
        elif is_table_head(paragraph):
            header = [cell.strip() for cell in paragraph.split("|")]
            (stack[-1].paragraphs if len(stack) > 1 else intro).append(paragraph)
        elif len(stack) == 1:
            intro.append(paragraph)
        else:
            _owner(stack).paragraphs.append(paragraph)
    warnings: list[Warning] = []
    _number(root, warnings)
    return Outline(intro, root.children, closing, warnings)


def is_table_head(paragraph: str) -> bool:
    """Return whether a paragraph is the row of a table that names its columns."""
    return bool(_TABLE_HEAD.match(paragraph))


def _labelled(row: str, header: Sequence[str]) -> str:
    """Return a row of a table as lines, each cell after the first under the name of its column."""
    cells = [cell.strip() for cell in row.split("|")]
    names = list(header[1:]) if len(header) == len(cells) + 1 else [""] * len(cells)
    lines = [
        f"{name}: {cell}" if name and place else cell
        for place, (name, cell) in enumerate(zip(names, cells, strict=True))
    ]
    return "\n".join(line for line, cell in zip(lines, cells, strict=True) if cell)


def _marker(paragraph: str, stack: list[Node]) -> Marker | None:
    if row := _ROW.match(paragraph):
        return Marker("row", row["n"], paragraph[row.end() :])
    marker = marker_of(paragraph)
    if marker is None:
        if _waits_for_title(stack[-1]):
            return None
        is_heading = is_capitals(paragraph) and len(paragraph) < 160 and not _ACT_LINE.match(paragraph)
        return (
            Marker("heading", "", paragraph)
            if is_heading and (len(stack) > 1 or _NAMED_PART.search(paragraph))
            else None
        )
    if marker.kind == "roman" and _goes_on_letters(marker, stack):
        return Marker("upper", marker.number, marker.rest)
    return marker


_NAMED_PART = re.compile(r"MỤC ĐÍCH|YÊU CẦU|NHIỆM VỤ|TỔ CHỨC THỰC HIỆN|GIẢI PHÁP|NỘI DUNG")


def _waits_for_title(node: Node) -> bool:
    """ "PHẦN I" alone on its line has its title on the next."""
    return node.kind in ("part", "chapter", "muc") and not node.paragraphs


def _goes_on_letters(marker: Marker, stack: list[Node]) -> bool:
    """ "C." after "B." and "I." after "H." are letters, not Roman numbers; "I." to begin with is Roman."""
    for node in reversed(stack):
        if node.kind == "upper":
            return len(marker.number) == 1 and ord(marker.number) - ord(node.number) == 1
    return False


def _ranks_of(paragraphs: Iterable[str]) -> dict[str, float]:
    """Fixed ranks, but what first stands inside a Roman number belongs inside it ("I." before "A.")."""
    ranks: dict[str, float] = dict(_RANKS)
    seen: list[str] = []
    for paragraph in paragraphs:
        marker = marker_of(paragraph)
        if marker and marker.kind not in seen:
            seen.append(marker.kind)
            if marker.kind in ("upper", "muc", "part") and "roman" in seen:
                ranks[marker.kind] = 5.5
    return ranks


def _rank(marker: Marker, stack: list[Node], ranks: dict[str, float]) -> float:
    if marker.kind == "decimal":
        return 7 + 0.5 * marker.number.count(".")
    if marker.kind != "bullet":
        return ranks[marker.kind]
    for node in stack:
        if node.kind == "bullet" and _glyph(node.number) == _glyph(marker.number):
            return node.rank
    above = stack[-1]
    if above.kind != "bullet" or _nests(above, marker.number):
        return above.rank + 0.1 if above.kind == "bullet" else _RANKS["bullet"]
    return above.rank


def _nests(above: Node, bullet: str) -> bool:
    """Another glyph goes deeper after a lead-in, or where custom has it so; else another hand wrote on."""
    is_custom = bullet in "+o·▪*" and _glyph(above.number) in "-•" and bullet != "*"
    return is_custom or bool(above.paragraphs and above.paragraphs[-1].endswith(":"))


def _glyph(bullet: str) -> str:
    return "-" if bullet in "-–—−" else bullet


def _owner(stack: list[Node]) -> Node:
    """An unnumbered paragraph after a finished bullet belongs to the clause above the list."""
    if stack[-1].kind == "bullet" and stack[-1].paragraphs and stack[-1].paragraphs[-1].endswith("."):
        return next((node for node in reversed(stack) if node.kind not in ("bullet", "root")), stack[-1])
    return stack[-1]


def _without_closing(paragraphs: Sequence[str]) -> tuple[Sequence[str], list[str]]:
    """Take off the end what closes a document ("Trên đây là …")."""
    end = len(paragraphs)
    while end > 1 and not marker_of(paragraphs[end - 1]) and _CLOSING.match(paragraphs[end - 1]):
        end -= 1
    return paragraphs[:end], list(paragraphs[end:])


def _number(parent: Node, warnings: list[Warning]) -> None:
    used: set[str] = set()
    again: dict[str, Iterator[str]] = {}
    before: dict[str, str] = {}
    unnumbered = {"bullet": 0, "heading": 0}
    for node in parent.children:
        if node.kind in unnumbered:
            unnumbered[node.kind] += 1
        ref = _ref(node, parent, unnumbered.get(node.kind, 0))
        if ref in used:
            rest = again.setdefault(ref, _suffixes())
            ref = next(f"{ref}{suffix}" for suffix in rest if f"{ref}{suffix}" not in used)
            warnings.append(Warning("duplicate-number", ref, node.number))
        elif missing := _gap(before.get(node.kind), node):
            warnings.append(Warning("number-gap", ref, missing))
        used.add(ref)
        before[node.kind] = node.number
        node.ref = ref
        _number(node, warnings)


def _suffixes() -> Iterator[str]:
    """Yield what tells equal numbers apart: "b" for the second, "c" for the third; after "y" comes "y2"."""
    yield from _LETTERS[1:]
    yield from (f"y{count}" for count in itertools.count(2))


def _ref(node: Node, parent: Node, place: int) -> str:
    if node.kind == "bullet":
        return f"{parent.ref}-{place}"
    if node.kind == "article":
        return f"Điều {node.number}"
    if node.kind == "decimal" and parent.number and node.number.startswith(f"{parent.number}."):
        return f"{parent.ref}{node.number[len(parent.number) :]}"
    number = f"§{place}" if node.kind == "heading" else f"{_NAMED.get(node.kind, '')}{node.number}"
    return f"{parent.ref}.{number}" if parent.ref else number


def _gap(before: str | None, node: Node) -> str:
    """Return the number that should have stood before this one, "" if the order is right."""
    order: Sequence[str] = _ROMANS if node.kind == "roman" else list(_LETTERS)
    if node.kind in ("arabic", "article"):
        if not node.number.isdigit() or (before is not None and not before.isdigit()):
            return ""
        wanted = int(before) + 1 if before else 1
        return str(wanted) if int(node.number) > wanted and (before or node.kind == "arabic") else ""
    if node.kind not in ("roman", "letter") or node.number not in order:
        return ""
    wanted = order.index(before) + 1 if before in order else 0
    place = order.index(node.number)
    return order[wanted] if place > wanted and not (before == "d" and node.number == "e") else ""

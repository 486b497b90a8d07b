"""The number, letter or bullet that a paragraph begins with."""

import re
from dataclasses import dataclass

from dongthuan.analysis.letters import LOWER, UPPER

_PATTERNS = (
    (
        "part",
        re.compile(
            r"(?:PHẦN|Phần)\s+(?P<n>(?:THỨ|thứ)\s+\w+|[IVX]{1,5}|\d{1,2})\b\s*[.:–-]?\s*(?P<t>.*)", re.DOTALL
        ),
    ),
    (
        "chapter",
        re.compile(r"(?:CHƯƠNG|Chương)\s+(?P<n>[IVX]{1,5}|\d{1,2})\b\s*[.:–-]?\s*(?P<t>.*)", re.DOTALL),
    ),
    ("muc", re.compile(r"(?:MỤC|Mục)\s+(?P<n>[IVX]{1,5}|\d{1,2})\s*[.:–-]\s*(?P<t>.*)", re.DOTALL)),
    ("article", re.compile(r"(?:ĐIỀU|Điều)\s+(?P<n>\d{1,3}[a-z]?)\s*[.:]\s*(?P<t>.*)", re.DOTALL)),
    (
        "roman",
        re.compile(
            r"(?P<n>(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3}))\s*(?:[.)]\s*|/\s+|\s*[-–—]\s+|\s*:\s+)(?P<t>\S.*)",
            re.DOTALL,
        ),
    ),
    ("upper", re.compile(rf"(?P<n>[A-HĐK])\s*(?:[.)]\s+|/\s+|\s[-–—]\s+)(?P<t>[{UPPER}\"“].*)", re.DOTALL)),
    (
        "decimal",
        re.compile(r"(?P<n>\d{1,2}(?:\.\d{1,2}){1,3})(?:[.):]\s*|\s?[-–—]\s+|\s+)(?P<t>\D.*)", re.DOTALL),
    ),
    (
        "arabic",
        re.compile(
            rf"(?P<n>\d{{1,2}}[a-zđ]?)\s*(?:[.)](?!\d)\s*|/\s+|\s?[-–—]\s+(?=[{UPPER}]))(?P<t>\S.*)",
            re.DOTALL,
        ),
    ),
    ("letter", re.compile(r"(?P<n>[a-zđ]{1})\s?(?:\)\s*|\.\s+|/\s+)(?P<t>\S.*)", re.DOTALL)),
    ("paren", re.compile(r"\((?P<n>\d{1,2}|[ivx]{1,4}|[a-zđ])\)\s*(?P<t>\S.*)", re.DOTALL)),
    ("bullet", re.compile(r"(?P<n>[-–—−+*•●○▪■□◦‣⁃►▶➢➤❖✓✔✦·§]|o(?=\s))\s*(?P<t>[^\s\d=].*|\d.*)", re.DOTALL)),
)
_HANGING = re.compile(
    r"(?:\b(?:điều|khoản|điểm|mục|phần|chương|tháng|ngày|năm|số|tại|và|của|các|những|về|theo|đến|từ|cho"
    r"|với|giai đoạn|quý|là|hoặc"
    r"|khóa|lần|Điều|Khoản|Mục|Phần|Chương)|,)$"
)
_ENDS_NUMBER = re.compile(r"\d$")


@dataclass(frozen=True, slots=True)
class Marker:
    """kind: see Clause. number: as written, without dots and brackets. rest: the paragraph after it."""

    kind: str
    number: str
    rest: str


def marker_of(line: str) -> Marker | None:
    """Return what numbers a line, None if nothing does.

    >>> marker_of("II. NHIỆM VỤ"), marker_of("2022 - 2027")
    (Marker(kind='roman', number='II', rest='NHIỆM VỤ'), None)
    >>> marker_of("a) Chủ trì").kind, marker_of("- Bảo đảm").number, marker_of("Điều 2. Giao").number
    ('letter', '-', '2')
    """
    line = line.strip()
    for kind, pattern in _PATTERNS:
        if match := pattern.match(line):
            return Marker(kind, match["n"], match["t"].strip())
    return None


def continues_sentence(before: str, marker: Marker) -> bool:
    """Return whether a line that looks numbered goes on with the sentence `before`.

    >>> continues_sentence("theo quy định tại khoản", Marker("arabic", "2", "Điều 15"))
    True
    """
    before = before.strip()
    if marker.kind == "bullet" and _ENDS_NUMBER.search(before) and marker.rest[:1].isdigit():
        return True
    if marker.kind == "bullet":
        return (
            marker.rest[:1] in LOWER
            and before[-1:] not in ".;:!?,…"
            and not marker.rest[:1].isupper()
            and len(before) > 50
        )
    return bool(_HANGING.search(before)) and not before.isupper()

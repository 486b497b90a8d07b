"""The head of a document: agency, number, date, type, title, and the marks of secrecy that stop it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dongthuan.analysis.directive.lines import is_capitals
from dongthuan.analysis.directive.markers import marker_of
from dongthuan.analysis.directive.names import HEAD, in_small_letters, name_at, proper_name
from dongthuan.analysis.letters import LOWER, UPPER

TYPES = {
    "KẾ HOẠCH": "KH",
    "CHỈ THỊ": "CT",
    "QUYẾT ĐỊNH": "QĐ",
    "NGHỊ QUYẾT": "NQ",
    "NGHỊ ĐỊNH": "NĐ",
    "THÔNG TƯ": "TT",
    "CÔNG ĐIỆN": "CĐ",
    "THÔNG BÁO": "TB",
    "HƯỚNG DẪN": "HD",
    "CHƯƠNG TRÌNH": "CTr",
    "ĐỀ ÁN": "ĐA",
    "PHƯƠNG ÁN": "PA",
    "KẾT LUẬN": "KL",
    "TỜ TRÌNH": "TTr",
    "BÁO CÁO": "BC",
    "QUY CHẾ": "QC",
    "QUY ĐỊNH": "QyĐ",
    "DỰ ÁN": "DA",
    "CÔNG VĂN": "CV",
}
_HEAD_LINES = 60
_TITLE_LINES = 8
_TYPE = re.compile(rf"(?:DỰ THẢO\s+)?(?P<t>{'|'.join(TYPES)})(?P<rest>\s+[^:]*)?\s*")
_SPACED = re.compile(rf"^(?:[{UPPER}]\s){{3,}}")
_SLASHED = re.compile(
    rf"(?:(?:[{UPPER}][^,\d\n]{{1,40}}),\s*)?ngày\s+(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})/(?P<y>\d{{4}})"
)
_STATE = re.compile(
    r"CỘNG\s+H(?:ÒA|OÀ)(?:\s+XÃ\s+HỘI(?:\s+CHỦ\s+NGHĨA(?:\s+VIỆT(?:\s+NAM)?)?)?)?"
    r"|^(?:(?:(?:XÃ\s+HỘI\s+)?CHỦ\s+NGHĨA\s+)?VIỆT\s+)?NAM$",
    re.IGNORECASE,
)
_MOTTO = re.compile(r"Độc\s+lập\s*[-–—]\s*Tự\s+do\s*[-–—]\s*Hạnh\s+ph[úu]c", re.IGNORECASE)
_PARTY = re.compile(r"ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM")
_NUMBER = re.compile(
    r"(?<!\w)Số\s*:?\s*(?P<no>\d{0,5}[a-z]?"
    r"|[.…_\s]*)\s*(?P<sep>[/-])\s*(?P<sym>(?:\d{4}\s*/\s*)?[A-ZĐÂĂÊÔƠƯ][\wĐđ&.-]*(?:\s?[/-]\s?[A-ZĐÂĂÊÔƠƯ][\w&.]*)*)",
)
_DAY = re.compile(
    rf"(?:(?P<place>[{UPPER}][^,\d\n]{{1,40}}),\s*)?ngày\s*(?P<d>\d{{1,2}}"
    rf"|[.…_\s]*)\s*tháng\s*(?P<m>\d{{1,2}}|[.…_\s]*)\s*năm\s*(?P<y>\d{{4}}|[.…_\s]*)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"^(?:V/v|Về việc|Vv)\s*:?\s*", re.IGNORECASE)
_DEAR = re.compile(r"^\s*(?:Kính\s+gửi\s*:?|.{3,60}\s(?-i:điện)\s*:\s*$)", re.IGNORECASE)
_RULE = re.compile(r"^[\s_\-–—=*.~]*$")
_MARK_ALONE = re.compile(r"[\W_]*(TUYỆT\s*MẬT|TỐI\s*MẬT|MẬT|Tuyệt [Mm]ật|Tối [Mm]ật|Mật)[\W_]*")
_MARK_NAMED = re.compile(
    r"(?:độ|mức|dấu|cấp)\s*(?:độ\s*)?mật\s*[:\-–]?\s*[\[(]?\s*(tuyệt\s+mật|tối\s+mật|mật)(?!\w)",
    re.IGNORECASE,
)
_MARK_BESIDE = re.compile(
    r"(TUYỆT\s+MẬT|TỐI\s+MẬT|(?<!\w)(?<!BÍ )(?<!BẢO )(?<!CƠ )MẬT(?!\w)(?!\s+(?:MÃ|VỤ)))"
)
# Within a sentence only a mark in brackets is one: "[MẬT]", "(TỐI MẬT)", "[Tối mật]".
_MARK_BRACKETED = re.compile(
    r"[\[(［（]\s*(TUYỆT\s+MẬT|TỐI\s+MẬT|MẬT)\s*[\])］）]"
    r"|[\[［]\s*((?i:tuyệt\s+mật|tối\s+mật)|Mật)\s*[\]］]"
)
_BODY_START = re.compile(
    r"(?:Thực hiện|Căn cứ|Triển khai|Nhằm|Để |Thi hành|Trong |Thời gian qua|Ngày |Theo |Năm \d|Tiếp theo"
    r"|Xét |Trên cơ sở|Hiện nay|Qua |Phúc đáp"
    r"|Chấp hành|Công tác|Vừa qua|Sau khi|Với mục|Kính gửi)"
)
_SIGNED_AS = re.compile(
    r"\b(?:xây dựng|ban hành)\s+(?:và\s+ban hành\s+)?(?:Kế hoạch|Chương trình|Hướng dẫn|Chỉ thị"
    r"|kế hoạch)|\byêu cầu\b|\bđề nghị\b|\bthông báo\b"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the body; body_at is the index of the first line of the body."""

    type: str
    title: str
    number: str
    issued_on: date | None
    agency: str
    addressees: tuple[str, ...]
    unplaced: tuple[str, ...]
    body_at: int


def secrecy_mark(lines: Sequence[str]) -> str:
    """Return the mark of state secrecy a text carries, "" if none; the words "bí mật nhà nước" are not one.

    >>> secrecy_mark(["UBND TỈNH", "[TỐI MẬT]", "KẾ HOẠCH"]), secrecy_mark(["bảo vệ bí mật nhà nước"])
    ('TỐI MẬT', '')
    """
    for line in lines:
        if bracketed := _MARK_BRACKETED.search(line):
            return " ".join((bracketed[1] or bracketed[2]).upper().split())
        cells = re.split(r"\t|\s{3,}|\|", line)
        for cell in cells:
            joined = _unspaced(cell.strip())
            if (alone := _MARK_ALONE.fullmatch(joined)) and (alone[1].isupper() or len(cells) == 1):
                return " ".join(alone[1].upper().split())
    for line in _above_title(lines):
        if alone := _MARK_ALONE.fullmatch(line.strip().upper()):
            return " ".join(alone[1].split())
        if named := _MARK_NAMED.search(line) or _MARK_BESIDE.search(line):
            return " ".join(named[1].upper().split())
    return ""


def read_head(lines: Sequence[str], body_hint: str) -> Head:
    """Return the head of a document; what cannot be read is "" or None.

    body_hint: the text as one line, in which names stand in small letters.
    """
    type_at, code, first_title = _type_line(lines)
    top_end = type_at if type_at is not None else _top_end(lines)
    top = _Top()
    for line in lines[:top_end]:
        top.take(line)
    agency = in_small_letters(top.agency, body_hint) if top.agency else ""
    if type_at is None:
        addressees, body_at = _addressees(lines, top_end)
        kind = "CV" if (top.subject or addressees) else _type_of_number(top.number)
        return Head(
            kind, top.subject, top.number, top.issued_on, agency, addressees, tuple(top.rest), body_at
        )
    title, body_at = _title(lines, type_at + 1, first_title)
    addressees, body_at = _addressees(lines, body_at)
    return Head(code, title, top.number, top.issued_on, agency, addressees, tuple(top.rest), body_at)


def agency_of_body(paragraphs: Sequence[str]) -> str:
    """Return who speaks in the first paragraphs: the name before "(gọi tắt" or before the act; "" if none."""
    for paragraph in (text[:1500] for text in paragraphs[:4]):
        if short := re.search(
            rf"({HEAD}[^,;:()]{{0,150}})\((?:sau đây\s+)?(?:gọi tắt|gọi chung|viết tắt)", paragraph
        ):
            return proper_name(_last_name(short[1]))
        if act := _SIGNED_AS.search(paragraph):
            return proper_name(_last_name(re.split(r"[,;]", paragraph[: act.start()].rstrip(" ,"))[-1]))
    return ""


class _Top:
    """Collects the two columns above the title, in whatever order a file gives them."""

    def __init__(self) -> None:
        self.number = ""
        self.issued_on: date | None = None
        self.subject = ""
        self.names: list[str] = []
        self.rest: list[str] = []
        self._in_subject = False

    @property
    def agency(self) -> str:
        return self.names[-1] if self.names else ""

    def take(self, line: str) -> None:
        for cell in re.split(r"\t+|\s{3,}|\s\|\s", line.strip()):
            self._take_cell(cell)

    def _take_cell(self, cell: str) -> None:
        cell = _MOTTO.sub(" ", _PARTY.sub(" ", _STATE.sub(" ", cell.strip())))
        if number := _NUMBER.search(cell):
            self.number = self.number or _number(number)
            cell = cell[: number.start()] + " " + cell[number.end() :]
        if day := _DAY.search(cell) or _SLASHED.search(cell):
            self.issued_on = self.issued_on or _date(day)
            cell = cell[: day.start()] + " " + cell[day.end() :]
        cell = " ".join(cell.split())
        if cell and not _RULE.match(cell):
            self._place(cell)

    def _place(self, cell: str) -> None:
        if subject := _SUBJECT.match(cell):
            self.subject = cell[subject.end() :]
            self._in_subject = True
        elif self._in_subject and not is_capitals(cell):
            self.subject = f"{self.subject} {cell}"
        elif cell.isupper() and len(cell) > 2:
            self._in_subject = False
            starts = bool(re.match(rf"{HEAD}|ỦY BAN|UỶ BAN|UBND|{_CAPITAL_HEADS}", cell))
            if self.names and not starts:
                self.names[-1] = f"{self.names[-1]} {cell}"
            else:
                self.names.append(cell)
        else:
            self.rest.append(cell)


_CAPITAL_HEADS = (
    r"(?:BỘ|SỞ|CỤC|CHI CỤC|TỔNG CỤC|VỤ|VIỆN|TRƯỜNG|ĐẠI HỌC|HỌC VIỆN|TRUNG TÂM|VĂN PHÒNG|BAN|PHÒNG|HỘI"
    r"|THANH TRA|CÔNG AN|HỘI ĐỒNG|TỈNH ỦY"
    r"|THÀNH ỦY|ĐẢNG ỦY|CHÍNH PHỦ|THỦ TƯỚNG|NGÂN HÀNG|ĐÀI|BÁO|KHO BẠC|LIÊN HIỆP|TẬP ĐOÀN|TỔNG CÔNG TY"
    r"|CHỦ TỊCH|QUỐC HỘI|TÒA ÁN|KIỂM TOÁN|ĐOÀN)\b"
)


def _unspaced(text: str) -> str:
    """Return "K Ế  H O Ạ C H" as "KẾ HOẠCH"; other text as it is."""
    words = re.split(r"\s{2,}", text.strip())
    if len(text) > 4 and all(re.fullmatch(rf"\W*[{UPPER}](?:\s[{UPPER}])+\W*", word) for word in words):
        return " ".join(word.replace(" ", "") for word in words)
    return text


def _above_title(lines: Sequence[str]) -> Sequence[str]:
    type_at, _, _ = _type_line(lines)
    return lines[: type_at if type_at is not None else _top_end(lines)]


def _type_line(lines: Sequence[str]) -> tuple[int | None, str, str]:
    seen = 0
    for place, line in enumerate(lines):
        bare = " ".join(_unspaced(line.strip().strip("*")).split())
        seen += bool(bare)
        if (
            seen > _HEAD_LINES
            or _DEAR.match(bare)
            or (seen > 3 and marker_of(bare) and not bare[:2].isdigit() and bare[0] in "IĐ")
        ):
            break
        found = _TYPE.fullmatch(bare)
        if found and (bare.isupper() or not found["rest"]):
            return place, TYPES[found["t"]], (found["rest"] or "").strip()
    return None, "", ""


def _top_end(lines: Sequence[str]) -> int:
    """Without a line of the type, the head ends before "Kính gửi", the first number or a long sentence."""
    for place, line in enumerate(lines):
        bare = line.strip()
        marker = marker_of(bare)
        if (
            _DEAR.match(bare)
            or (marker and marker.kind != "bullet")
            or (bare[-1:] in ".;:," and len(bare) > 60)
        ):
            return place
        if _BODY_START.match(bare) and len(bare) > 50:
            return place
    return 0


def _title(lines: Sequence[str], start: int, first: str) -> tuple[str, int]:
    parts = [first] if first else []
    gaps: list[int] = []
    gap, place = 0, start
    while place < len(lines) and len(parts) < _TITLE_LINES:
        bare = " ".join(lines[place].split())
        if not bare:
            gap += 1
        elif _RULE.match(bare):
            gap += 5
        elif (parts and _title_ends(parts, bare, gap, gaps)) or (
            not parts and (marker_of(bare) or (_BODY_START.match(bare) and len(bare) > 90))
        ):
            break
        else:
            gaps += [gap] if parts else []
            parts.append(bare)
            gap = 0
        place += 1
    title = " ".join(parts).strip("* ")
    return re.sub(r"^V/v\s*:?\s*", "", title), place


def _title_ends(parts: list[str], line: str, gap: int, gaps: list[int]) -> bool:
    last = parts[-1]
    if marker_of(line) or line.startswith("(") or _DEAR.match(line) or last[-1] in ".;:":
        return True
    if gap > max([1, *gaps]):
        return True
    if line[0] in LOWER or (last.isupper() and line.isupper() and not re.match(_CAPITAL_HEADS, line)):
        return False
    if last.isupper() != line.isupper() or re.match(_CAPITAL_HEADS, line):
        return line.isupper() or bool(_BODY_START.match(line)) or last.isupper()
    return bool(_BODY_START.match(line)) or len(line) > 160


def _addressees(lines: Sequence[str], start: int) -> tuple[tuple[str, ...], int]:
    """Read "Kính gửi:" and the lines under it."""
    dear_at = next((place for place in range(start, len(lines)) if lines[place].strip()), None)
    dear = _DEAR.match(lines[dear_at]) if dear_at is not None else None
    if dear is None or dear_at is None:
        return (), start
    names = [lines[dear_at][dear.end() :].strip()]
    place = dear_at + 1
    while place < len(lines) and not _addressees_end(names, lines[place].strip()):
        bare = lines[place].strip()
        if bullet := re.match(r"[-–+•]\s*", bare):
            names.append(bare[bullet.end() :])
        elif bare:
            names[-1] = f"{names[-1]} {bare}".strip()
        place += 1
    cleaned = (proper_name(piece) for name in names for piece in name.split(";"))
    return tuple(filter(None, cleaned)), place


def _number(match: re.Match[str]) -> str:
    number = re.sub(r"[.…_\s]", "", match["no"])
    symbol = re.sub(r"\s*([/-])\s*", r"\1", match["sym"]).rstrip(".-")
    return f"{number}{match['sep']}{symbol}" if number else ""


def _date(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None


def _type_of_number(number: str) -> str:
    symbol = re.search(r"[/-](?:\d{4}/)?([A-ZĐ][A-Za-zĐđ]*)[-/]", number)
    return symbol[1] if symbol and symbol[1] in TYPES.values() else ""


def _last_name(text: str) -> str:
    """The body named last in a stretch of text: "… của Thủ tướng, Viện A" gives "Viện A"."""
    places = [m.start() for m in re.finditer(HEAD, text)]
    starts = [p for p in places if p == 0 or text[p - 1] == " "]
    if not starts:
        return ""
    comma = max((p for p in starts if p == 0 or text[:p].rstrip().endswith((",", ";"))), default=starts[0])
    return text[comma:].strip()


def _addressees_end(names: list[str], line: str) -> bool:
    if not line or re.match(r"[-–+•]", line) or names == [""]:
        return False
    if names[-1].endswith((".", ":")) or _BODY_START.match(line):
        return True
    return line[0] not in LOWER and not name_at(line)

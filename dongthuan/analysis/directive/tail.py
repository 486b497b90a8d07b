"""The foot of a document: who receives it, who signed it, and what annex follows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dongthuan.analysis.directive.model import Recipient, Signatory
from dongthuan.analysis.letters import LOWER, UPPER

_TO = re.compile(r"^\s*Nơ+i\s+nhậ+n\s*:?ơ?\s*", re.IGNORECASE)
_MODE = re.compile(
    rf"(?<![\w])(?P<mode>T[/.]?M|K[/.]?T|T[/.]?L|TUQ|T\.U\.Q"
    rf"|Q(?=\s?\.))\s?[./]?\s*(?P<who>[{UPPER}][{UPPER}\s,.\-–]+)$"
)
_OFFICES = (
    "CHỦ TỊCH|PHÓ CHỦ TỊCH|BỘ TRƯỞNG|THỨ TRƯỞNG|GIÁM ĐỐC|PHÓ GIÁM ĐỐC|TỔNG GIÁM ĐỐC|PHÓ TỔNG GIÁM ĐỐC"
    "|THỦ TƯỚNG|PHÓ THỦ TƯỚNG|VIỆN TRƯỞNG"
    "|PHÓ VIỆN TRƯỞNG|CHÁNH VĂN PHÒNG|PHÓ CHÁNH VĂN PHÒNG|CỤC TRƯỞNG|PHÓ CỤC TRƯỞNG|TỔNG CỤC TRƯỞNG"
    "|VỤ TRƯỞNG|PHÓ VỤ TRƯỞNG|TRƯỞNG BAN"
    "|PHÓ TRƯỞNG BAN|HIỆU TRƯỞNG|PHÓ HIỆU TRƯỞNG|BÍ THƯ|PHÓ BÍ THƯ|CHÁNH THANH TRA|PHÓ CHÁNH THANH TRA"
    "|TRƯỞNG PHÒNG|PHÓ TRƯỞNG PHÒNG"
    "|BỘ TRƯỞNG, CHỦ NHIỆM|CHỦ NHIỆM|PHÓ CHỦ NHIỆM|TỔNG BIÊN TẬP|PHÓ TỔNG BIÊN TẬP|THỐNG ĐỐC"
    "|PHÓ THỐNG ĐỐC|TỔNG THANH TRA|CHI CỤC TRƯỞNG"
    "|TỔNG KIỂM TOÁN NHÀ NƯỚC|TRƯỞNG ĐOÀN|PHÓ TRƯỞNG ĐOÀN|QUYỀN CHỦ TỊCH|QUYỀN GIÁM ĐỐC|TRƯỞNG TIỂU BAN"
)
_OFFICE = re.compile(rf"(?:^|(?<=\s))(?:Q\.\s*)?(?:{_OFFICES})(?!\w)[{UPPER}\s,\-–]*$")
_RANK = (
    r"(?:(?:GS|PGS|TS|TSKH|ThS|BS|KS|CN|Ths|Đại tướng|Thượng tướng|Trung tướng|Thiếu tướng|Đại tá"
    r"|Thượng tá)\.?\s*)*"
)
_PART = rf"[{UPPER}](?:['’ʼ]\s?[{UPPER}]?)?[{LOWER}]*"  # also "H’Yim Kđoh" and "Y Biêr Niê"
_NAME = re.compile(rf"{_RANK}(?=[^\n]*[{LOWER}])(?P<name>{_PART}(?:\s{_PART}){{1,5}})")
_NAME_CAPITALS = re.compile(rf"{_RANK}(?P<name>[{UPPER}]+(?:\s[{UPPER}]+){{1,4}})")
_SIGNED = re.compile(r"\W*(?:đã ký|ký tên|đóng dấu|chữ ký|dấu)[\W\w]{0,30}", re.IGNORECASE)
_PURPOSE = re.compile(
    r"\s*[(\[]\s*(?P<why>(?:để|b/c|t/h|p/h|kính|báo cáo|thực hiện|phối hợp|theo dõi|biết|chỉ đạo)[^()\[\]]*?)"
    r"\s*[)\]]\s*$",
    re.IGNORECASE,
)
_FILED = re.compile(r"^Lưu\s*:?\s*", re.IGNORECASE)
_BULLET = re.compile(r"^[-–—+•*]\s*")
_ANNEX = re.compile(
    r"^\s*(?:PHỤ LỤC|Phụ lục)(?:\s+(?:SỐ\s*)?[IVX\d]+)?\b[^a-zà-ỹ]*$"
    r"|^\s*\(\s*(?:Ban hành )?[Kk]èm theo\s+(?:Quyết định|Kế hoạch|Công văn|Văn bản|Nghị quyết)"
)
_LAST_LINES = 40


@dataclass(frozen=True, slots=True)
class Tail:
    """What stands below the body. body_end, annex_at: line indexes; annex_at is None for no annex."""

    body_end: int
    recipients: tuple[Recipient, ...]
    signatory: Signatory
    unplaced: tuple[str, ...]
    annex_at: int | None


def read_tail(lines: Sequence[str]) -> Tail:
    """Return the foot of a document: recipients, signature, and where an annex begins."""
    start = _start(lines)
    annex_at = _annex(lines, start)
    foot = _Foot()
    for line in lines[start : annex_at if annex_at is not None else len(lines)]:
        foot.take(line)
    return Tail(start, foot.recipients(), foot.signatory(), tuple(foot.rest), annex_at)


def _start(lines: Sequence[str]) -> int:
    """The foot begins at "Nơi nhận", or at the signature where that stands before it or alone."""
    to = next((place for place, line in enumerate(lines) if _is_to(line)), len(lines))
    start = to
    for place in range(to - 1, max(-1, to - _LAST_LINES), -1):
        bare = lines[place].strip()
        if bare and not _is_of_signature(bare):
            break
        if _MODE.search(bare) or _is_office(bare):
            start = place
    return start


def _is_of_signature(bare: str) -> bool:
    return bool(_NAME.fullmatch(bare) or _SIGNED.fullmatch(bare)) or (
        bare.isupper() and not bare.endswith(":")
    )


def _is_to(line: str) -> bool:
    return any(_TO.match(cell) for cell in _cells(line))


def _is_office(line: str) -> bool:
    return bool(_OFFICE.fullmatch(line.strip()))


def _annex(lines: Sequence[str], start: int) -> int | None:
    for place in range(start, len(lines)):
        if _ANNEX.match(lines[place]):
            above = place
            while (
                above - 1 > start
                and lines[above - 1].strip()
                and place - above < 6
                and _may_head_annex(lines[above - 1])
            ):
                above -= 1
            return above
    return None


def _may_head_annex(line: str) -> bool:
    bare = line.strip()
    return not _BULLET.match(bare) and not _NAME.fullmatch(bare) and not _FILED.match(bare)


def _cells(line: str) -> list[str]:
    return [cell for cell in re.split(r"\t+|\s{3,}|\s\|\s|\n", line.strip()) if cell.strip()]


@dataclass
class _Foot:
    lines: list[str] = field(default_factory=list)
    modes: list[tuple[str, str]] = field(default_factory=list)
    offices: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    in_recipients: bool = False

    def take(self, line: str) -> None:
        for cell in _cells(line):
            self._take_cell(cell.strip())

    def _take_cell(self, cell: str) -> None:
        if to := _TO.match(cell):
            self.in_recipients = True
            cell = cell[to.end() :]
        cell = self._without_signature(cell)
        if not cell or _SIGNED.fullmatch(cell):
            return
        if self._is_recipient(cell):
            self.lines.append(_BULLET.sub("", cell))
        elif name := self._name(cell):
            self.names.append(name)
        elif self.in_recipients and self.lines and not cell.isupper():
            self.lines[-1] = f"{self.lines[-1]} {cell}"
        elif cell.isupper() and self.offices:
            self.offices[-1] = f"{self.offices[-1]} {cell}"
        elif cell.isupper() and self.modes:
            self.modes[-1] = (self.modes[-1][0], f"{self.modes[-1][1]} {cell}")
        else:
            self.rest.append(cell)

    def _without_signature(self, cell: str) -> str:
        """Take the part in capitals off the end of a cell where a file has put two columns on one line."""
        if mode := _MODE.search(cell):
            self.modes.append((re.sub(r"[./]", "", mode["mode"]) + ".", " ".join(mode["who"].split())))
            return cell[: mode.start()].strip()
        if office := _OFFICE.search(cell):
            self.offices.append(" ".join(office[0].split()))
            return cell[: office.start()].strip()
        return cell

    def _is_recipient(self, cell: str) -> bool:
        if _BULLET.match(cell) or _FILED.match(cell) or cell.startswith("Như "):
            return True
        goes_on = bool(self.lines) and (self.lines[-1].endswith(",") or cell.startswith("("))
        return self.in_recipients and cell.endswith(";") and not goes_on

    def _name(self, cell: str) -> str:
        if found := _NAME.fullmatch(cell):
            return " ".join(found["name"].split())
        found = _NAME_CAPITALS.fullmatch(cell)
        return (
            " ".join(found["name"].split()).title()
            if found and self.offices and not _OFFICE.search(cell)
            else ""
        )

    def recipients(self) -> tuple[Recipient, ...]:
        return tuple(_recipient(line) for line in self.lines if line.strip(" .;,"))

    def signatory(self) -> Signatory:
        mode = " ".join(mode for mode, _ in self.modes)
        title = self.offices[-1] if self.offices else (self.modes[-1][1] if self.modes else "")
        return Signatory(mode, title.strip(" ,"), self.names[-1] if self.names else "")


def _recipient(line: str) -> Recipient:
    bare = line.strip(" ;,.")
    if filed := _FILED.match(bare):
        return Recipient(bare[filed.end() :].strip(" ;,"), "lưu")
    if why := _PURPOSE.search(bare):
        return Recipient(bare[: why.start()].strip(" ;,"), why["why"].strip())
    return Recipient(bare, "")

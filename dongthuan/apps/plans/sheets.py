"""A yearly plan as a table: its twelve columns and how their cells are read; no tables of ours, no clock.

Cells arrive as text. What a person types is read as Vietnamese offices write it: 05/03/2026 is the
fifth of March, "1.200.000 đ" is one million two hundred thousand; a bare number where a day should
stand is the day that a spreadsheet counts so.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dongthuan.analysis.text import fold

MOST_ROWS = 2_000
HEADER_WITHIN = 15
KEY = "key"
COLUMNS: dict[str, str] = {
    "ref": "TT",
    "content": "Nội dung/nhiệm vụ",
    "message": "Mục tiêu/thông điệp",
    "audience": "Đối tượng",
    "channel": "Hình thức, kênh",
    "product": "Sản phẩm",
    "time": "Thời gian",
    "lead": "Đơn vị chủ trì",
    "helpers": "Đơn vị phối hợp",
    "money": "Kinh phí, nguồn",
    "indicator": "Chỉ số/kết quả",
    "note": "Ghi chú",
    KEY: "Mã dòng",
}
LONGEST = {"ref": 60, "content": 20_000, "message": 20_000, "audience": 500, "channel": 500, "product": 1_000,
           "indicator": 500, "note": 20_000, "source": 200}  # fmt: skip
_ALIASES: dict[str, tuple[str, ...]] = {
    "ref": ("tt", "stt", "so tt", "so thu tu"),
    "content": ("noi dung nhiem vu", "noi dung", "nhiem vu", "noi dung cong viec", "ten nhiem vu"),
    "message": ("muc tieu thong diep", "muc tieu", "thong diep", "muc tieu yeu cau"),
    "audience": ("doi tuong", "cong chung"),
    "channel": ("hinh thuc kenh", "hinh thuc", "kenh", "hinh thuc kenh truyen thong"),
    "product": ("san pham", "san pham dau ra", "ket qua san pham"),
    "time": ("thoi gian", "thoi han", "thoi gian thuc hien", "thoi gian hoan thanh", "han hoan thanh"),
    "lead": ("don vi chu tri", "chu tri", "co quan chu tri"),
    "helpers": ("don vi phoi hop", "phoi hop", "co quan phoi hop"),
    "money": ("kinh phi nguon", "kinh phi", "du toan", "kinh phi nguon kinh phi"),
    "indicator": ("chi so ket qua", "chi so", "chi tieu"),
    "note": ("ghi chu",),
    KEY: ("ma dong",),
}
_DAY = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?")
_SERIAL = re.compile(r"\d{5}(?:\.0+)?")
_MONEY = re.compile(
    r"(\d{1,3}(?:[.  ]\d{3})+|\d+)(?:\s*(đồng|đ|vnđ|vnd|triệu|tr))?(?![\w.,]*\d)", re.IGNORECASE
)
_MILLION = ("triệu", "tr")
_FIRST_SERIAL, _LAST_SERIAL = 36_526, 73_050  # 1/1/2000 to 31/12/2099, as spreadsheets count days
_EPOCH = date(1899, 12, 30)


class NoHeader(Exception):
    """No row of the sheet names the column of contents."""


class TooManyRows(Exception):
    """The sheet has more rows than are read."""


class CannotReadCell(Exception):
    """A cell cannot be what its column asks for; `code` says what is wrong."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Money:
    """An amount and where it comes from."""

    amount_vnd: int | None
    source: str


def rows_of(cells: Iterable[Sequence[str]]) -> list[tuple[int, dict[str, str]]]:
    """Return the rows under the header as (number of the row, text by column); empty ones are left out.

    The header is looked for among the first fifteen rows, so that a title may stand above it.
    Raises NoHeader, TooManyRows.
    """
    columns: dict[int, str] = {}
    found: list[tuple[int, dict[str, str]]] = []
    for number, row in enumerate(cells, start=1):
        if not columns:
            columns = _header(row)
            if not columns and number >= HEADER_WITHIN:
                break
            continue
        texts = {name: row[place].strip() for place, name in columns.items() if place < len(row)}
        if any(text for name, text in texts.items() if name not in ("ref", KEY)):
            found.append((number, texts))
        if len(found) > MOST_ROWS:
            raise TooManyRows(MOST_ROWS)
    if not columns:
        raise NoHeader
    return found


def _header(row: Sequence[str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for place, text in enumerate(row):
        said = " ".join(re.sub(r"[^\w]+", " ", fold(text)).split())
        for name, aliases in _ALIASES.items():
            if said in aliases and name not in found.values():
                found[place] = name
    return found if "content" in found.values() and len(found) >= 2 else {}


def days_of(text: str) -> tuple[date | None, date | None]:
    """Return the first and the last day that a cell names; one day alone is the last.

    >>> days_of("05/03/2026")
    (None, datetime.date(2026, 3, 5))
    >>> days_of("Từ 1/3/2026 đến 31/5/2026")
    (datetime.date(2026, 3, 1), datetime.date(2026, 5, 31))
    >>> days_of("46086")
    (None, datetime.date(2026, 3, 5))

    Raises CannotReadCell: "no-day" (not a day), "days" (more than two), "reversed" (end before start).
    """
    if not text:
        return None, None
    days = [_day(int(d), int(m), int(y)) for d, m, y in _DAY.findall(text)]
    days = days or [_day(int(d), int(m), int(y)) for y, m, d in _ISO.findall(text)]
    if not days and _SERIAL.fullmatch(text) and _FIRST_SERIAL <= float(text) <= _LAST_SERIAL:
        days = [_EPOCH + timedelta(days=int(float(text)))]
    if not days:
        raise CannotReadCell("no-day")
    if len(days) > 2:
        raise CannotReadCell("days")
    if len(days) == 2 and days[1] < days[0]:
        raise CannotReadCell("reversed")
    if len(days) == 1:
        return (days[0], None) if fold(text).startswith("tu ") else (None, days[0])
    return days[0], days[1]


def _day(day: int, month: int, year: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError as problem:
        raise CannotReadCell("no-day") from problem
    if not 1995 <= year <= 2100:
        raise CannotReadCell("no-day")
    return found


def money_of(text: str) -> Money:
    """Return the amount and the source that a cell names; words without an amount are a source.

    >>> money_of("1.200.000 đ; Ngân sách nhà nước")
    Money(amount_vnd=1200000, source='Ngân sách nhà nước')
    >>> money_of("Nguồn xã hội hóa"), money_of("15 triệu")
    (Money(amount_vnd=None, source='Nguồn xã hội hóa'), Money(amount_vnd=15000000, source=''))

    Raises CannotReadCell "money" for an amount with decimals or beyond what is plausible.
    """
    found = _MONEY.match(text)
    if found is None:
        if re.match(r"[-\d]", text):
            raise CannotReadCell("money")
        return Money(None, text)
    amount = int(re.sub(r"\D", "", found[1])) * (10**6 if (found[2] or "").lower() in _MILLION else 1)
    rest = text[found.end() :]
    if amount >= 10**15 or re.match(r"[.,]\d", rest):
        raise CannotReadCell("money")
    return Money(amount, rest.strip(" ;,–-\n"))


def written_days(start: date | None, due: date | None) -> str | date | None:
    """Return the cell for a task's days: a day alone as a real day, a span as text, None for none."""
    if start is None or due is None:
        return due if start is None else f"Từ {start:%d/%m/%Y}"
    return f"{start:%d/%m/%Y} – {due:%d/%m/%Y}"


def written_money(amount: int | None, source: str) -> str | int | None:
    """Return the cell for money and its source: a number alone where no source is named."""
    if amount is None or not source:
        return amount if amount is not None else source or None
    return f"{amount:,}".replace(",", ".") + f" đ; {source}"


def key_of(task_key: int) -> str:
    """Return the key of a row as it stands in a sheet."""
    return f"NV-{task_key}"


def task_key_of(text: str) -> int | None:
    """Return the task a row's key names, None for none; raises CannotReadCell "key"."""
    if not text:
        return None
    found = re.fullmatch(r"NV-(\d{1,18})", text.strip())
    if found is None:
        raise CannotReadCell("key")
    return int(found[1])


def too_long(texts: Mapping[str, str]) -> list[str]:
    """Return the columns whose text is longer than it may be."""
    return [name for name, text in texts.items() if len(text) > LONGEST.get(name, 20_000)]

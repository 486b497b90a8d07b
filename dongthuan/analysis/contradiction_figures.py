"""Figures with what they count, and days and periods, as sentences name them; compared by value."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

_DIGITS = {
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
}
_SCALES = {"nghìn": 1e3, "ngàn": 1e3, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9}
_UNITS = frozenset(
    {"đồng", "người", "ngày", "giờ", "phút", "tháng", "năm", "lần", "km", "m", "ha", "tấn", "kg", "usd"}
)
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_QUANTITY = re.compile(
    rf"(?<![\w/.,])(?P<value>{_NUMBER}|{'|'.join(word for word in _DIGITS if word != 'năm')})"
    r"\s*(?P<scale>(?:nghìn|ngàn|triệu|tỷ|tỉ)(?:\s+(?:triệu|tỷ|tỉ))?)?"
    r"\s*(?P<noun>%|[^\W\d_]+(?:\s+[^\W\d_]+)?)?(?![\w/])"
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR = r"(?:19|20|21)\d\d"
_DAY = re.compile(
    rf"(?:ngày\s+)?(?P<d>\d{{1,2}})[/-](?P<m>\d{{1,2}})[/-](?P<y>{_YEAR})"
    rf"|ngày\s+(?P<d2>\d{{1,2}})\s+tháng\s+(?P<m2>\d{{1,2}})(?:\s+năm\s+(?P<y2>{_YEAR}))?"
    r"|ngày\s+(?P<d3>\d{1,2})/(?P<m3>\d{1,2})(?!/)"
)
_MONTH = re.compile(rf"tháng\s+(?P<m>\d{{1,2}})(?:\s*/\s*|\s+năm\s+)(?P<y>{_YEAR})")
_QUARTER = re.compile(rf"quý\s+(?P<q>iv|iii|ii|i|[1-4])(?![\w])(?:(?:\s*/\s*|\s+năm\s+)(?P<y>{_YEAR}))?")
_ONLY_YEAR = re.compile(rf"năm\s+(?P<y>{_YEAR})")
_NO_YEAR = 1904  # a leap year that nobody speaks of: days named without their year meet only by day and month


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure and what it counts. noun: the unit or the thing, "" where nothing follows."""

    value: float
    noun: str
    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """A day or period that a sentence names: first and last day; is_period: longer than a day."""

    first: date
    last: date
    text: str
    has_year: bool = True

    @property
    def is_period(self) -> bool:
        """Whether this is longer than one day."""
        return self.first != self.last

    def meets(self, other: "Span") -> bool:
        """Say whether both may mean the same day or period."""
        mine, theirs = self, other
        if not (mine.has_year and theirs.has_year):
            mine, theirs = mine.without_year(), theirs.without_year()
        return mine.first <= theirs.last and theirs.first <= mine.last

    def without_year(self) -> "Span":
        """Return the same days in a year that stands for any."""
        if self.first.year != self.last.year or (self.last - self.first).days > 360:
            return Span(date(_NO_YEAR, 1, 1), date(_NO_YEAR, 12, 31), self.text, False)
        return Span(self.first.replace(year=_NO_YEAR), self.last.replace(year=_NO_YEAR), self.text, False)


def quantities_in(text: str) -> Iterator[Quantity]:
    """Give the figures of a sentence in lower case; days, periods and numbers of documents are none.

    >>> [(q.value, q.noun) for q in quantities_in("kinh phí 1,5 tỷ đồng cho 12 đơn vị, đạt 82%")]
    [(1500000000.0, 'đồng'), (12.0, 'đơn vị'), (82.0, '%')]
    """
    bare = text
    for pattern in (_DAY, _MONTH, _QUARTER, _ONLY_YEAR):
        bare = pattern.sub(" ; ", bare)
    for match in _QUANTITY.finditer(bare):
        value = _value(match["value"])
        for scale in (match["scale"] or "").split():
            value *= _SCALES[scale]
        noun = match["noun"] or ""
        first, _, _ = noun.partition(" ")
        noun = first if first in _UNITS else noun
        yield Quantity(value, noun, match[0].strip())


def _value(text: str) -> float:
    if text in _DIGITS:
        return float(_DIGITS[text])
    return float(text.replace(".", "").replace(",", "."))


def differs(ours: Sequence[Quantity], theirs: Sequence[Quantity]) -> tuple[str, str] | None:
    """Return the two figures of one noun that differ, where no value of that noun is shared; else None."""
    for mine in ours:
        same = [other for other in theirs if _same_noun(mine.noun, other.noun)]
        own = [other for other in ours if _same_noun(mine.noun, other.noun)]
        values = {other.value for other in same}
        if same and not any(_close(one.value, value) for one in own for value in values):
            return mine.text, same[0].text
    return None


def _same_noun(one: str, other: str) -> bool:
    """Say whether two nouns count the same thing: alike, or alike in the first syllable of a unit."""
    if not one or not other:
        return False
    return one == other or one.partition(" ")[0] == other.partition(" ")[0]


def _close(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-6 * max(abs(one), abs(other), 1.0)


def spans_in(text: str) -> Iterator[Span]:
    """Give the days and periods of a sentence in lower case, days first.

    >>> [(s.first.isoformat(), s.last.isoformat()) for s in spans_in("từ ngày 5/3/2026 đến quý iv năm 2026")]
    [('2026-03-05', '2026-03-05'), ('2026-10-01', '2026-12-31')]
    """
    rest = text
    for match in _DAY.finditer(rest):
        yield from _day(match)
    rest = _DAY.sub(" ; ", rest)
    for match in _MONTH.finditer(rest):
        yield from _months(int(match["y"]), int(match["m"]), 1, match[0])
    rest = _MONTH.sub(" ; ", rest)
    for match in _QUARTER.finditer(rest):
        first = 3 * _QUARTERS[match["q"]] - 2
        yield from _months(int(match["y"] or _NO_YEAR), first, 3, match[0])
    rest = _QUARTER.sub(" ; ", rest)
    for match in _ONLY_YEAR.finditer(rest):
        yield from _months(int(match["y"]), 1, 12, match[0])


def _day(match: re.Match[str]) -> Iterator[Span]:
    day, month = (match["d"] or match["d2"] or match["d3"]), (match["m"] or match["m2"] or match["m3"])
    year = match["y"] or match["y2"]
    try:
        on = date(int(year or _NO_YEAR), int(month), int(day))
    except ValueError:
        return
    yield Span(on, on, match[0].strip(), bool(year))


def _months(year: int, first: int, count: int, text: str) -> Iterator[Span]:
    if not 1 <= first <= 12:
        return
    last = first + count - 1
    end = date(year, last, monthrange(year, last)[1])
    yield Span(date(year, first, 1), end, text.strip(), year != _NO_YEAR)

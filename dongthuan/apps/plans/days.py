"""The day that the words of a duty name, if they name one; knows no database.

How the words are read (practice of administrative texts; a person confirms each day):
"trước ngày 31/3/2026" = before that day, so the last day is 30 March; "chậm nhất", "đến hết", "hạn" and
"xong ngày" = that day itself; "trong tháng 6/2026", "quý II/2026", "trong năm 2026" = their last day. Where a
day stands without a year ("trước ngày 05/12 hằng năm"), the year of the plan is taken. Words that speak of
a report ("báo cáo … trước ngày") name the day of the report, not of the deed.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = (
    r"(?:ngày\s+)?(?P<d>\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(?P<m>\d{1,2})"
    r"(?:(?:\s*[/.-]\s*|\s+năm\s+)(?P<y>\d{4}))?"
)
_UNTIL = re.compile(
    r"(?P<how>trước|chậm nhất(?:\s+là)?(?:\s+vào)?|đến hết|muộn nhất(?:\s+là)?"
    r"|hạn(?:\s+cuối)?(?:\s+là)?|xong(?:\s+vào)?|đến)"
    rf"\s+{_DAY}(?!\d)",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"(?:trong|xong|cuối)\s+tháng\s+(?P<m>\d{1,2})(?:(?:\s*/\s*|\s+năm\s+)(?P<y>\d{4}))?(?!\d)", re.I
)
_QUARTER = re.compile(r"quý\s+(?P<q>IV|III|II|I|[1-4])(?:(?:\s*/\s*|\s+năm\s+)(?P<y>\d{4}))?(?!\w)", re.I)
_YEAR = re.compile(r"trong\s+năm\s+(?P<y>\d{4})(?!\d)", re.I)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_CLAUSE = re.compile(r"[;.\n]\s|,\s")


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A last day and the words that name it. is_for_report: the words speak of reporting."""

    day: date
    words: str
    is_for_report: bool


def days_named(text: str, *, year: int) -> list[NamedDay]:
    """Return the last days that a text names, in its order; impossible days (31/2) are left out.

    >>> days_named("hoàn thành trước ngày 31 tháng 3 năm 2026", year=2026)[0].day
    datetime.date(2026, 3, 30)
    """
    found = [(match, _day_until(match, year)) for match in _UNTIL.finditer(text)]
    found += [(match, _month_end(match, year)) for match in _MONTH.finditer(text)]
    found += [(match, _quarter_end(match, year)) for match in _QUARTER.finditer(text)]
    found += [
        (match, date(int(match["y"]), 12, 31))
        for match in _YEAR.finditer(text)
        if 1900 < int(match["y"]) < 2200
    ]
    found.sort(key=lambda pair: pair[0].start())
    return [
        NamedDay(day, " ".join(match[0].split()), _speaks_of_report(text, match.start()))
        for match, day in found
        if day is not None
    ]


def _day_until(match: re.Match[str], year: int) -> date | None:
    day = _date(int(match["y"] or year), int(match["m"]), int(match["d"]))
    return day - timedelta(days=1) if day and match["how"].lower() == "trước" else day


def _month_end(match: re.Match[str], year: int) -> date | None:
    year, month = int(match["y"] or year), int(match["m"])
    return _date(year, month, calendar.monthrange(year, month)[1]) if 1 <= month <= 12 and year else None


def _quarter_end(match: re.Match[str], year: int) -> date | None:
    year, month = int(match["y"] or year), 3 * _QUARTERS[match["q"].lower()]
    return _date(year, month, calendar.monthrange(year, month)[1]) if year else None


def _date(year: int, month: int, day: int) -> date | None:
    if not 1900 < year < 2200:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _speaks_of_report(text: str, start: int) -> bool:
    clauses = _CLAUSE.split(text[:start])
    return "báo cáo" in clauses[-1].lower()

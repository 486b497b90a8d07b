"""Series read from a CSV file, with errors that name the line, and tables written whole or not at all."""

import csv
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from pathlib import Path

from dongthuan.config.cli import BadInput
from dongthuan.config.whole_file import refuse_stream, written_whole

VIETNAM = timezone(timedelta(hours=7))
EARLIEST, LATEST = 1900, 2200
FORMATS = (
    "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y",
    "%d-%m-%Y",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d",
)
MISSING = {"", "na", "n/a", "nan", "null", "none", "-"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line (the heading is line 1), its cells as written, series, wall-clock time and value.

    at: the clock in Vietnam. zone: the one its stamp was written with, None if it had none.
    """

    line: int
    cells: list[str]
    series: str
    at: datetime
    value: float
    zone: tzinfo | None = None

    @property
    def at_as_written(self) -> datetime:
        """The clock in the zone the stamp was written with."""
        if self.zone is None:
            return self.at
        return self.at.replace(tzinfo=VIETNAM).astimezone(self.zone).replace(tzinfo=None)


def read_heading(path: Path) -> list[str]:
    """Return the names of the columns of `path`; raises BadInput as read_rows does."""
    return next(_lines(path), (1, []))[1]


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of `path` in the order of the file.

    The heading names `timestamp` and `value`, and may name `series`; other columns are passed over.
    Zoned times become Vietnamese wall-clock time. Blank values are missing (NaN).
    Raises BadInput, with the number of the line, for what cannot be read.
    """
    lines = _lines(path)
    columns = columns_of(next(lines, (1, []))[1], path)
    for line, cells in lines:
        if any(cell.strip() for cell in cells):
            yield row_of(cells, columns, line)


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    refuse_stream(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, delimiter=delimiter_of(path))
            for cells in reader:
                yield reader.line_num, cells
    except OSError as problem:
        raise BadInput(f"cannot read {path}: {problem.strerror or problem}") from problem
    except UnicodeDecodeError as problem:
        raise BadInput(f"{path} is not UTF-8 text; save it as CSV UTF-8") from problem
    except csv.Error as problem:
        raise BadInput(f"{path} is not a CSV file: {problem}") from problem


def write_table(path: Path, heading: list[str], rows: Iterable[list[str]]) -> None:
    """Write a CSV file whole or not at all: what was there before stays until the last row is written.

    Raises BadInput if the place cannot be written.
    """
    try:
        with written_whole(path) as part, part.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(heading)
            writer.writerows(rows)
    except OSError as problem:
        raise BadInput(f"cannot write {path}: {problem.strerror or problem}") from problem


def delimiter_of(path: Path) -> str:
    """Return the character that parts the columns: the most frequent of , ; and tab in the heading."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        heading = stream.readline(65536)
    return max(",;\t", key=heading.count)


def columns_of(heading: list[str], path: Path) -> dict[str, int]:
    """Return where each column stands; raises BadInput if `timestamp` or `value` is not named."""
    names = {name.strip().lower(): place for place, name in reversed(list(enumerate(heading)))}
    for name in ("timestamp", "value"):
        if name not in names:
            raise BadInput(f"{path}, line 1: the heading must name the column {name}")
    return names


def row_of(cells: list[str], columns: dict[str, int], line: int) -> Row:
    """Return one row; raises BadInput naming `line`."""
    if len(cells) <= max(columns["timestamp"], columns["value"], columns.get("series", 0)):
        raise BadInput(f"line {line}: {len(cells)} columns, fewer than the heading")
    stamp = cells[columns["timestamp"]].strip()
    series = cells[columns["series"]].strip() if "series" in columns else ""
    at = time_of(stamp, line)
    return Row(line, cells, series, at, value_of(cells[columns["value"]].strip(), line), _zone_of(stamp))


def _zone_of(stamp: str) -> tzinfo | None:
    """Return the zone a stamp was written with; only one with a time of day has any."""
    is_zoned = stamp[-1:] in "Zz" or "+" in stamp or "-" in stamp[11:]
    found = parse_time(stamp) if is_zoned else None
    return found.tzinfo if found else None


def time_of(stamp: str, line: int) -> datetime:
    """Return the wall-clock time in Vietnam that `stamp` names: ISO 8601, or day/month/year.

    >>> time_of("2026-03-02T01:00:00Z", 2), time_of("02/03/2026 08:00", 2)
    (datetime.datetime(2026, 3, 2, 8, 0), datetime.datetime(2026, 3, 2, 8, 0))
    """
    at = parse_time(stamp)
    if at is None:
        raise BadInput(
            f"line {line}: {stamp[:40]!r} is not a time; write 2026-03-02T08:00:00 or 02/03/2026 08:00"
        )
    if not EARLIEST <= at.year < LATEST:
        raise BadInput(f"line {line}: the year {at.year} cannot be right")
    return at if at.tzinfo is None else at.astimezone(VIETNAM).replace(tzinfo=None)


def parse_time(stamp: str) -> datetime | None:
    """Return the time `stamp` names, with its zone if it has one; None if it names none."""
    try:
        return datetime.fromisoformat(stamp)
    except ValueError:
        pass
    for form in FORMATS:
        try:
            return datetime.strptime(stamp, form)  # noqa: DTZ007  a stamp without zone is a wall-clock time
        except ValueError:
            continue
    return None


def value_of(text: str, line: int) -> float:
    """Return the number `text` writes, NaN for a blank; raises BadInput naming `line`."""
    if text.lower() in MISSING:
        return math.nan
    try:
        value = float(text)
    except ValueError:
        raise BadInput(f"line {line}: {text[:40]!r} is not a number") from None
    if math.isinf(value) or abs(value) > 1e15:
        raise BadInput(f"line {line}: {text[:40]} is too large")
    return value

"""Dates in exports: in which order day and month stand is found out or asked, never guessed row by row."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum

from dongthuan.apps.monitoring.intake.times import EARLIEST, VIETNAM

_SLASHED = re.compile(
    r"^(?P<one>\d{1,2})[/.\-](?P<two>\d{1,2})[/.\-](?P<year>\d{4})"
    r"(?:[ ,T\-]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"\s*(?P<half>[AaPp][Mm])?)?$"
)
_CLOCK_FIRST = re.compile(r"^(\d{1,2}:\d{2}(?::\d{2})?)[ ,]+(\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4})$")
_STAMP = re.compile(r"^\d{10}(?:\d{3})?$")
_SHORT_ZONE = re.compile(r"([+-]\d{2})(\d{2})$")


class Order(StrEnum):
    """How 05/03/2026 is meant. `ISO`: the file writes 2026-03-05 or seconds, so nothing is to be meant."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    ISO = "iso"


def orders_of(values: Iterable[str]) -> set[Order]:
    """Return the orders in which all of `values` make sense; two of them: a person must be asked.

    >>> sorted(orders_of(["05/03/2026", "04/03/2026"]))
    [<Order.DAY_FIRST: 'day_first'>, <Order.MONTH_FIRST: 'month_first'>]
    >>> orders_of(["05/03/2026", "31/03/2026"]), orders_of(["2026-03-05T10:00:00Z"])
    ({<Order.DAY_FIRST: 'day_first'>}, {<Order.ISO: 'iso'>})
    """
    found = {Order.DAY_FIRST, Order.MONTH_FIRST}
    is_slashed = False
    for value in values:
        match = _SLASHED.match(_turned(value))
        if match is None:
            continue
        is_slashed = True
        if int(match["one"]) > 12:
            found.discard(Order.MONTH_FIRST)
        if int(match["two"]) > 12:
            found.discard(Order.DAY_FIRST)
    return found if is_slashed else {Order.ISO}


def _turned(value: str) -> str:
    text = " ".join(value.split())
    clock_first = _CLOCK_FIRST.match(text)
    return f"{clock_first[2]} {clock_first[1]}" if clock_first else text


def read_moment(value: str, order: Order) -> datetime | None:
    """Return the instant that a cell names, in Vietnam's zone where it names none; None if it names none.

    >>> read_moment("05/03/2026 14:30", Order.DAY_FIRST).isoformat()
    '2026-03-05T14:30:00+07:00'
    >>> read_moment("3/5/2026 2:30 PM", Order.MONTH_FIRST).isoformat()
    '2026-03-05T14:30:00+07:00'
    >>> read_moment("31/03/2026", Order.MONTH_FIRST) is None
    True
    """
    text = _turned(value)
    try:
        moment = _slashed(text, order) or _iso(text)
        if moment is None:
            return None
        aware = moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
        return aware if aware.astimezone(UTC) >= EARLIEST else None
    except (ValueError, OverflowError, OSError):
        return None


def _slashed(text: str, order: Order) -> datetime | None:
    match = _SLASHED.match(text)
    if match is None or order == Order.ISO:
        return None
    one, two = int(match["one"]), int(match["two"])
    day, month = (one, two) if order == Order.DAY_FIRST else (two, one)
    hour = int(match["hour"] or 0)
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower() == "pm" else 0)
    minute, second = int(match["minute"] or 0), int(match["second"] or 0)
    return datetime(int(match["year"]), month, day, hour, minute, second, tzinfo=VIETNAM)


def _iso(text: str) -> datetime | None:
    if _STAMP.match(text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    if not re.match(r"^\d{4}-\d{2}-\d{2}", text):
        return None
    return datetime.fromisoformat(_SHORT_ZONE.sub(r"\1:\2", text))

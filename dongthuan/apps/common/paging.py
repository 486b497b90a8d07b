"""Pages of long lists by keyset: a page begins after the last row of the one before, at any length.

An offset would read and throw away all earlier rows, and would show a row twice when news comes in.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import DateTimeField, Model, Q, QuerySet
from django.utils.dateparse import parse_datetime

Row = TypeVar("Row", bound=Model)
LARGEST_KEY = 2**63 - 1
LONGEST_CURSOR = 300


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """The rows of one page; `newer` and `older` are its neighbours' `?page=`, "" where there is none."""

    rows: Sequence[Row]
    newer: str = ""
    older: str = ""


@dataclass(frozen=True, slots=True)
class _Cursor:
    is_back: bool
    value: Any
    key: int


def _written(row: Model, field: str, *, is_back: bool) -> str:
    value = getattr(row, field)
    plain = value.isoformat() if isinstance(value, datetime) else value
    return urlsafe_b64encode(json.dumps([int(is_back), plain, row.pk]).encode()).decode().rstrip("=")


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and abs(value) <= LARGEST_KEY


def _instant(value: object) -> datetime | None:
    """Return the aware instant that a cursor holds as text, or None."""
    instant = parse_datetime(value) if isinstance(value, str) else None
    return instant if instant is not None and instant.tzinfo is not None else None


def _read(text: str, *, of_instants: bool) -> _Cursor | None:
    """Return what a cursor says, or None when it is not one for such a list: the list then begins anew."""
    if not text or len(text) > LONGEST_CURSOR:
        return None
    try:
        is_back, value, key = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        value = _instant(value) if of_instants else value
    except (ValueError, TypeError):
        return None
    is_fit = value is not None and (of_instants or _is_whole(value))
    return _Cursor(bool(is_back), value, key) if is_fit and _is_whole(key) else None


def page_of(
    rows: QuerySet[Row], cursor: str, *, by: str = "pk", size: int = 50, is_ascending: bool = False
) -> Page[Row]:
    """Return one page of the rows, greatest `by` first (equal ones: greatest key first).

    is_ascending: smallest first instead, as what ends soonest; `newer` is then the page before.
    by: an instant or a whole number, never null, with an index on (by, id).
    cursor: what `?page=` held; anything that is not a cursor gives the first page.
    """
    field = rows.model._meta.pk if by == "pk" else rows.model._meta.get_field(by)
    at = _read(cursor, of_instants=isinstance(field, DateTimeField))
    is_back = bool(at and at.is_back)
    is_rising = is_back != is_ascending
    sign = "" if is_rising else "-"
    ordered = rows.order_by(f"{sign}{by}", f"{sign}pk")
    if at is not None:
        side = "gt" if is_rising else "lt"
        ordered = ordered.filter(
            Q(**{f"{by}__{side}": at.value}) | Q(**{by: at.value, f"pk__{side}": at.key})
        )
    found = list(ordered[: size + 1])
    has_more, found = len(found) > size, found[:size]
    if is_back:
        found.reverse()
    has_newer, has_older = (has_more, True) if is_back else (at is not None, has_more)
    return Page(
        found,
        newer=_written(found[0], by, is_back=True) if found and has_newer else "",
        older=_written(found[-1], by, is_back=False) if found and has_older else "",
    )

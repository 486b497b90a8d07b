"""Lists of the law on access to information: what must be public, what is restricted, grounds of refusal.

A list is chosen by the day of the event. Where nothing is known for that day nothing is guessed: the list
is empty and `required` refuses with a sentence that says what the legal officer must enter, and where.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dongthuan.law.model import CannotCompute, Verified

_FILES = ("openness_2016.yaml", "openness_2026.yaml")  # the older law first


class Kind(StrEnum):
    """Which list of the law."""

    GROUP = "group"
    PORTAL = "portal"
    RESTRICTION = "restriction"
    OVERRIDE = "override"
    REFUSAL = "refusal"
    ON_REQUEST = "on_request"
    CONTENT = "content"
    FORM = "form"
    FEE = "fee"
    PAPER = "paper"
    COLUMN = "column"


class UnknownList(CannotCompute):
    """Nothing is known of a list on a day; `wording.sentence` says what must be entered."""

    def __init__(self, kind: Kind, day: date) -> None:
        super().__init__("unknown-list", list=kind.value, day=day.isoformat())
        self.kind, self.day = kind, day


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list as it stood between two dates.

    key: stable within its kind, as "đ"; is_closed: never accessible (a restriction); consent: whose consent
    opens it, in a sentence. percent: of the actual cost, where a fee is a share; times: how often given
    before it may be refused. is_draft: read in a draft of the law, which may differ from what was passed.
    valid_to: the first day on which it no longer holds; None = still in force.
    """

    kind: Kind
    key: str
    title: str
    title_en: str
    instrument: str
    article: str
    source: str
    valid_from: date
    valid_to: date | None
    verified: Verified
    note: str = ""
    consent: str = ""
    consent_en: str = ""
    is_closed: bool = False
    is_draft: bool = False
    percent: int | None = None
    times: int | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether it is in force on a day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    @property
    def citation(self) -> str:
        """Return how a document names it: the article and the instrument."""
        return f"{self.article}, {self.instrument}"


@dataclass(frozen=True, slots=True)
class Listing:
    """A list on a day. instruments: the acts it stands on, in order; empty where nothing is known.

    is_complete: whether the law's list was seen whole; is_verified: whether every entry was read in the
    legal text. An incomplete list is shown with that remark, never as the whole law.
    """

    kind: Kind
    day: date
    entries: tuple[Entry, ...]
    is_complete: bool

    @property
    def instruments(self) -> tuple[str, ...]:
        """Return the acts that the entries stand on, each once."""
        return tuple(dict.fromkeys(entry.instrument for entry in self.entries))

    @property
    def is_known(self) -> bool:
        """Say whether anything is known for that day."""
        return bool(self.entries)

    @property
    def is_verified(self) -> bool:
        """Say whether every entry was read in the legal text."""
        return self.is_known and all(entry.verified is Verified.V1 for entry in self.entries)

    @property
    def problem(self) -> UnknownList | None:
        """Return what must be entered, for `wording.sentence`; None where something is known."""
        return None if self.is_known else UnknownList(self.kind, self.day)

    def get(self, key: str) -> Entry | None:
        """Return one entry by its key."""
        return next((entry for entry in self.entries if entry.key == key), None)


@dataclass(frozen=True, slots=True)
class Entered:
    """What officers entered and another confirmed. completes: with it, the list of that law is whole."""

    entry: Entry
    completes: bool = False


def list_on(kind: Kind, day: date, entered: Iterable[Entered] = ()) -> Listing:
    """Return a list as it stands on a day; what officers entered replaces the shipped entry of its key."""
    shipped = [entry for entry in _entries() if entry.kind is kind and entry.holds_on(day)]
    own = [row for row in entered if row.entry.kind is kind and row.entry.holds_on(day)]
    by_key = {entry.key: entry for entry in shipped}
    by_key |= {row.entry.key: row.entry for row in own}
    is_complete = any(row.completes for row in own) or _is_complete(kind, day)
    return Listing(kind, day, tuple(by_key.values()), bool(by_key) and is_complete)


def required(listing: Listing) -> Listing:
    """Return the list, or raise UnknownList where nothing is known for its day."""
    if problem := listing.problem:
        raise problem
    return listing


def last_known(kind: Kind, day: date) -> Listing | None:
    """Return the whole list that held last before a day; None if that day's own list is known.

    It is no law on that day: it may only sort things provisionally, and must be called so.
    """
    if list_on(kind, day).is_known:
        return None
    ends = [entry.valid_to for entry in _entries() if entry.kind is kind and entry.valid_to]
    past = [end for end in ends if end <= day]
    return list_on(kind, date.fromordinal(max(past).toordinal() - 1)) if past else None


def groups_on(day: date, entered: Iterable[Entered] = ()) -> Listing:
    """Return the groups of what must be public."""
    return list_on(Kind.GROUP, day, entered)


def portal_minimum_on(day: date, entered: Iterable[Entered] = ()) -> Listing:
    """Return what must at least stand on the portal."""
    return list_on(Kind.PORTAL, day, entered)


def restrictions_on(day: date, entered: Iterable[Entered] = ()) -> Listing:
    """Return what is not accessible (`is_closed`) or accessible with consent (`consent`)."""
    return list_on(Kind.RESTRICTION, day, entered)


def refusal_grounds_on(day: date, entered: Iterable[Entered] = ()) -> Listing:
    """Return the grounds on which a request may be refused."""
    return list_on(Kind.REFUSAL, day, entered)


def on_request_on(day: date, entered: Iterable[Entered] = ()) -> Listing:
    """Return what is supplied on request although it is not, or no longer, published."""
    return list_on(Kind.ON_REQUEST, day, entered)


def required_content_on(day: date, entered: Iterable[Entered] = ()) -> Listing:
    """Return what a request must contain."""
    return list_on(Kind.CONTENT, day, entered)


def forms_on(day: date, entered: Iterable[Entered] = ()) -> Listing:
    """Return the forms of publication."""
    return list_on(Kind.FORM, day, entered)


def fees_on(day: date, entered: Iterable[Entered] = ()) -> Listing:
    """Return what may be charged, and what not."""
    return list_on(Kind.FEE, day, entered)


def papers_on(day: date, entered: Iterable[Entered] = ()) -> Listing:
    """Return the prescribed forms of documents, by their number, as "01a"."""
    return list_on(Kind.PAPER, day, entered)


@cache
def _entries() -> tuple[Entry, ...]:
    return tuple(
        _entry(book, part, kind, row)
        for book in _books()
        for kind, part in book["lists"].items()
        for row in part["entries"]
    )


def _entry(book: Mapping[str, Any], part: Mapping[str, Any], kind: str, row: Mapping[str, Any]) -> Entry:
    said = {
        name: row.get(name, part.get(name, book[name])) for name in ("instrument", "source", "valid_from")
    }
    return Entry(
        kind=Kind(kind),
        valid_to=row.get("valid_to", book["valid_to"]),
        verified=Verified(row.get("verified", book["verified"])),
        **{name: value for name, value in row.items() if name not in (*said, "valid_to", "verified")},
        **said,
    )


def _is_complete(kind: Kind, day: date) -> bool:
    held = [book for book in _books() if book["valid_from"] <= day]
    held = [book for book in held if book["valid_to"] is None or day < book["valid_to"]]
    return any(book["lists"].get(kind.value, {}).get("is_complete", False) for book in held)


@cache
def _books() -> tuple[Mapping[str, Any], ...]:
    folder = Path(__file__).parent
    return tuple(yaml.safe_load((folder / name).read_text(encoding="utf-8")) for name in _FILES)

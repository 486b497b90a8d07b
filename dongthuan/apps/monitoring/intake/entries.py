"""What comes out of any document: entries, and what was dropped, with its reason and an example."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from dongthuan.apps.monitoring.intake.addresses import BadAddress, Badness, absolute, canonical_url
from dongthuan.apps.monitoring.intake.plain import plain_line, plain_text
from dongthuan.apps.monitoring.intake.times import VIETNAM, Origin, read_time

MAX_TITLE = 500
MAX_LEAD = 2_000
MAX_TEXT = 200_000
MAX_NAME = 160
MAX_GUID = 500
MAX_ENTRIES = 5_000


class Reason(StrEnum):
    """Why an entry was dropped; the page that shows the counters finds the words."""

    NO_TITLE = "no_title"
    NO_LINK = "no_link"
    BAD_LINK = "bad_link"
    LONG_LINK = "long_link"
    DUPLICATE = "duplicate"
    NOT_AN_ENTRY = "not_an_entry"
    NOT_JSON = "not_json"
    LONG_LINE = "long_line"
    CUT_OFF = "cut_off"
    TOO_MANY = "too_many"
    BAD_DATE = "bad_date"
    SUBSCRIPTION = "subscription"
    REDATED = "redated"


class Fault(StrEnum):
    """Why a whole document cannot be read."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    ENTITIES = "entities"
    BROKEN = "broken"
    UNKNOWN_KIND = "unknown_kind"
    BAD_SELECTOR = "bad_selector"
    NO_MATCH = "no_match"


class Unreadable(Exception):
    """A document of which nothing can be used."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        super().__init__(f"{fault}: {detail}" if detail else str(fault))
        self.fault = fault
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of news as its source tells it, in plain NFC text.

    url: canonical; url_key: its SHA-256, the identity of the piece.
    published_claimed: what the source says, None where it says nothing believable.
    """

    guid: str
    url: str
    url_key: str
    title: str
    lead: str = ""
    text: str = ""
    published_claimed: datetime | None = None
    published_origin: Origin = Origin.UNKNOWN
    author: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class Dropped:
    """How many entries were dropped for one reason, with the first of them."""

    reason: Reason
    count: int
    example: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry as the document writes it: markup, relative links and all."""

    guid: str = ""
    link: str = ""
    title: str = ""
    lead: str = ""
    text: str = ""
    published: str = ""
    author: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one document holds. `children`: the sitemaps a sitemap index points to."""

    entries: tuple[Entry, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    title: str = ""
    children: tuple[str, ...] = ()


@dataclass(slots=True)
class Gatherer:
    """Turns drafts into entries and counts what it must drop; nothing goes missing unseen.

    base: the address relative links are relative to.
    """

    base: str
    entries: list[Entry] = field(default_factory=list)
    _added: int = 0
    _seen: set[str] = field(default_factory=set)
    _counts: dict[Reason, int] = field(default_factory=dict)
    _examples: dict[Reason, str] = field(default_factory=dict)

    def add(self, draft: Draft) -> None:
        """Keep `draft` as an entry, or count why not."""
        self._added += 1
        if self._added > MAX_ENTRIES:
            self.drop(Reason.TOO_MANY, self.base)
            return
        outcome = entry_of(draft, base=self.base)
        if isinstance(outcome, Reason):
            self.drop(outcome, draft.title.strip() or draft.link or draft.guid)
        elif outcome.url_key in self._seen:
            self.drop(Reason.DUPLICATE, outcome.url)
        else:
            self._seen.add(outcome.url_key)
            self.entries.append(outcome)

    def drop(self, reason: Reason, example: str) -> None:
        """Count one dropped entry."""
        if reason not in self._counts:
            self._examples[reason] = plain_line(example, MAX_NAME)
        self._counts[reason] = self._counts.get(reason, 0) + 1

    def parsed(self, title: str = "") -> Parsed:
        """Return all that was gathered, entries in the order of the document."""
        dropped = tuple(Dropped(r, n, self._examples[r]) for r, n in self._counts.items())
        return Parsed(tuple(self.entries), dropped, plain_line(title, MAX_NAME))


def entry_of(draft: Draft, *, base: str) -> Entry | Reason:
    """Return the entry that `draft` makes, or the reason why it makes none."""
    title = plain_line(draft.title, MAX_TITLE)
    if not title:
        return Reason.NO_TITLE
    try:
        url = canonical_url(absolute(draft.link, base))
    except BadAddress as bad:
        return _REASONS[bad.badness]
    when, origin = read_time(draft.published, zone=VIETNAM)
    return Entry(
        guid=plain_line(draft.guid, MAX_GUID) or url[:MAX_GUID],
        url=url,
        url_key=url_key(url),
        title=title,
        lead=plain_text(draft.lead, MAX_LEAD),
        text=plain_text(draft.text, MAX_TEXT),
        published_claimed=when,
        published_origin=origin,
        author=plain_line(draft.author, MAX_NAME),
        category=plain_line(draft.category, MAX_NAME),
    )


_REASONS = {
    Badness.MISSING: Reason.NO_LINK,
    Badness.LONG: Reason.LONG_LINK,
    Badness.SCHEME: Reason.BAD_LINK,
    Badness.BROKEN: Reason.BAD_LINK,
}


def url_key(url: str) -> str:
    """Return the identity of a canonical address: its SHA-256 in hexadecimal."""
    return hashlib.sha256(url.encode()).hexdigest()

"""Look at an address before it becomes a source; nothing is stored."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from dongthuan.apps.common.outgoing import Fetched
from dongthuan.apps.common.outgoing_guard import OutgoingFailed, Refused, TooLarge, TooSlow
from dongthuan.apps.monitoring.intake.charset import decode
from dongthuan.apps.monitoring.intake.entries import Dropped, Entry, Fault, Unreadable
from dongthuan.apps.monitoring.intake.pages import find_feeds
from dongthuan.apps.monitoring.intake.reading import read_document
from dongthuan.apps.monitoring.intake.sniff import Kind, sniff
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.monitoring.newsletters import NoMailbox

_KINDS = {
    Kind.FEED: Source.Kind.FEED,
    Kind.JSON_FEED: Source.Kind.JSON_FEED,
    Kind.SITEMAP: Source.Kind.SITEMAP,
    Kind.LETTERS: Source.Kind.NEWSLETTER,
}


@dataclass(frozen=True, slots=True)
class Preview:
    """What an address holds. `error`: a code, with a detail after ": ", empty where it can be a source.

    feeds: the feeds that a page names, offered instead of the page.
    """

    url: str
    kind: str = Source.Kind.FEED
    title: str = ""
    entries: tuple[Entry, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    feeds: tuple[str, ...] = ()
    error: str = ""

    @property
    def is_refused(self) -> bool:
        """Whether the guard refused the address: it can never be read."""
        return self.error.startswith("refused_")


def look_at(url: str, *, selector: str, get: Callable[[str], Fetched]) -> Preview:
    """Return what `url` holds; a page without a selector that names a feed is followed to its first feed."""
    preview = _look(url, selector, get)
    if preview.error and preview.feeds and not selector:
        found = _look(preview.feeds[0], "", get)
        if not found.error:
            return replace(found, feeds=preview.feeds)
    return preview


def _look(url: str, selector: str, get: Callable[[str], Fetched]) -> Preview:
    try:
        answer = get(url)
    except OutgoingFailed as failed:
        return Preview(url, error=error_of(failed))
    if answer.status != 200:
        return Preview(url, error=f"http: {answer.status}")
    url = answer.url if answer.moved_for_good else url
    try:
        parsed = read_document(
            answer.body, base=answer.url, content_type=answer.content_type, selector=selector
        )
    except Unreadable as unreadable:
        error = f"unreadable_{unreadable.fault}: {unreadable.detail}"
        return Preview(url, Source.Kind.PAGE, feeds=_feeds(answer, unreadable), error=error)
    kind = _KINDS.get(sniff(answer.body, answer.content_type), Source.Kind.PAGE)
    return Preview(url, kind, parsed.title, parsed.entries, parsed.dropped)


def error_of(failed: OutgoingFailed) -> str:
    """Return the code of a failure and its detail, as sources and previews keep it."""
    if isinstance(failed, Refused):
        return f"refused_{failed.reason}: {failed.detail}"
    if isinstance(failed, NoMailbox):
        return "no_mailbox"
    codes = {TooLarge: "too_large", TooSlow: "too_slow"}
    return f"{codes.get(type(failed), 'unreachable')}: {failed}"


def _feeds(answer: Fetched, unreadable: Unreadable) -> tuple[str, ...]:
    if unreadable.fault is not Fault.UNKNOWN_KIND:
        return ()
    try:
        found = find_feeds(decode(answer.body, answer.content_type).text, base=answer.url)
    except Unreadable:
        return ()
    return tuple(feed.url for feed in found)

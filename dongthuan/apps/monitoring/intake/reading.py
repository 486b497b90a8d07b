"""One door for documents: bytes in, entries out, whatever they are."""

from collections.abc import Callable

from dongthuan.apps.monitoring.intake.charset import decode
from dongthuan.apps.monitoring.intake.entries import Fault, Parsed, Unreadable
from dongthuan.apps.monitoring.intake.feeds import parse_feed
from dongthuan.apps.monitoring.intake.json_feeds import parse_json_feed
from dongthuan.apps.monitoring.intake.letters import parse_letters
from dongthuan.apps.monitoring.intake.pages import parse_page
from dongthuan.apps.monitoring.intake.sitemaps import parse_sitemap
from dongthuan.apps.monitoring.intake.sniff import Kind, sniff

MAX_BYTES = 10_000_000
_PARSERS: dict[Kind, Callable[..., Parsed]] = {
    Kind.FEED: parse_feed,
    Kind.SITEMAP: parse_sitemap,
    Kind.JSON_FEED: parse_json_feed,
}


def read_document(body: bytes, *, base: str, content_type: str = "", selector: str = "") -> Parsed:
    """Return what a feed, a sitemap or, with a CSS `selector`, a page holds; raises Unreadable.

    base: where the bytes came from; relative links are relative to it.
    """
    if len(body) > MAX_BYTES:
        raise Unreadable(Fault.TOO_LARGE, str(len(body)))
    kind = sniff(body, content_type)
    if kind is Kind.EMPTY:
        raise Unreadable(Fault.EMPTY)
    if kind is Kind.LETTERS:
        return parse_letters(body, base=base)
    if selector and kind in (Kind.PAGE, Kind.UNKNOWN):
        return parse_page(decode(body, content_type).text, base=base, selector=selector)
    if kind not in _PARSERS:
        raise Unreadable(Fault.UNKNOWN_KIND, kind)
    return _PARSERS[kind](decode(body, content_type).text, base=base)

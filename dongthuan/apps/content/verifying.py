"""Look whether a text stands where it is said to be posted: among what was collected, or by fetching it."""

from collections.abc import Callable

from dongthuan.analysis.text import fold, tokens
from dongthuan.apps.common.outgoing import Fetched, Limits, fetch
from dongthuan.apps.common.outgoing_guard import OutgoingFailed
from dongthuan.apps.content.models.posts import Publication
from dongthuan.apps.content.queries.corrections import latest_revision
from dongthuan.apps.monitoring.intake.addresses import BadAddress, canonical_url
from dongthuan.apps.monitoring.intake.entries import url_key
from dongthuan.apps.monitoring.models.items import Item

Fetch = Callable[..., Fetched]
LIMITS = Limits(max_bytes=3_000_000, total_seconds=15.0, step_seconds=8.0, redirects=3)
LEAST_SHARE = 0.8  # of the title's words; pages cut titles and add their own
REFUSED = frozenset({401, 403, 407, 429, 451})


def look(publication: Publication, *, fetcher: Fetch = fetch) -> str:
    """Return how the text was found: "collected", "fetched", "refused" (may not look), or "" (not there)."""
    revision = latest_revision(publication.text)
    title = str(revision.content["title"]) if revision is not None else publication.text.title
    item = Item.objects.filter(url_key=_key_of(publication.url)).only("title", "lead").first()
    if item is not None and _holds(f"{item.title} {item.lead}", title):
        return "collected"
    try:
        found = fetcher(publication.url, limits=LIMITS)
    except OutgoingFailed:
        return "refused"
    if found.status in REFUSED or found.status >= 500:
        return "refused"
    if found.status != 200:
        return ""
    return "fetched" if _holds(found.body.decode("utf-8", "replace"), title) else ""


def _key_of(url: str) -> bytes:
    """Return by what key an address was collected; the column is indexed, the address itself is not."""
    try:
        return bytes.fromhex(url_key(canonical_url(url)))
    except BadAddress:
        return b""


def _holds(page: str, title: str) -> bool:
    wanted, there = tokens(fold(title)), set(tokens(fold(page)))
    return bool(wanted) and sum(word in there for word in wanted) >= LEAST_SHARE * len(wanted)

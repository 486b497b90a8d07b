"""Look at the address of a published piece through the guarded way out, and make a copy of what is there."""

from collections.abc import Callable
from dataclasses import dataclass

from dongthuan.analysis.text import nfc
from dongthuan.apps.commissions.lifecycle import Look
from dongthuan.apps.common.outgoing import Fetched, Limits, fetch
from dongthuan.apps.common.outgoing_guard import OutgoingFailed
from dongthuan.apps.monitoring.intake.addresses import BadAddress, canonical_url
from dongthuan.apps.monitoring.intake.charset import decode
from dongthuan.apps.monitoring.intake.entries import url_key

LIMITS = Limits(max_bytes=10_000_000, total_seconds=12.0, step_seconds=6.0, redirects=3)
_SIGNS = ((b"%PDF-", "pdf"), (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"))


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found at an address. words: why it is dead; copy: bytes and name to be kept, None if dead."""

    state: Look
    words: str = ""
    copy: tuple[bytes, str] | None = None


def look_at(url: str, *, fetcher: Callable[..., Fetched] = fetch) -> Looked:
    """Return what is at an address: alive with a copy of it, or dead with the reason.

    A page is kept as the text of its source, so that nothing in it can act when it is opened again.
    """
    try:
        answer = fetcher(url, limits=LIMITS)
    except OutgoingFailed as failed:
        return Looked(Look.DEAD, f"{type(failed).__name__}: {failed}")
    if answer.status != 200 or not answer.body.strip():
        return Looked(Look.DEAD, f"HTTP {answer.status}")
    ending = next((ending for sign, ending in _SIGNS if answer.body.startswith(sign)), "")
    if ending:
        return Looked(Look.ALIVE, "", (answer.body, f"ban-luu.{ending}"))
    return Looked(Look.ALIVE, "", (_as_text(answer), "ban-luu.txt"))


def key_of(url: str) -> str:
    """Return by what key an address is known, as the collector keys it; "" where there is none."""
    try:
        return url_key(canonical_url(url)) if url else ""
    except BadAddress:
        return ""


def _as_text(answer: Fetched) -> bytes:
    page = nfc(decode(answer.body, answer.content_type).text)
    return "".join(letter for letter in page if letter >= " " or letter in "\t\n\r").encode()

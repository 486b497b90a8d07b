"""The way to what a source holds: the guarded client for web addresses, the mailbox for newsletters."""

from collections.abc import Callable
from email.parser import BytesHeaderParser
from email.policy import compat32

from django.conf import settings

from dongthuan.apps.common.mail_headers import sender_of
from dongthuan.apps.common.outgoing import Fetched, fetch, guard_of_settings
from dongthuan.apps.common.outgoing_box import FAILURES, BoxAddress, Opener, Reading, opener, read_box
from dongthuan.apps.common.outgoing_guard import OutgoingFailed, Unreachable
from dongthuan.apps.monitoring.intake.letters import SCHEME, bundled

LARGEST_LETTER = 2_000_000
LARGEST_BUNDLE = 8_000_000
Get = Callable[..., Fetched]


class NoMailbox(OutgoingFailed):
    """No mailbox for newsletters is set up."""


def usual_way_out(*, web: Get = fetch) -> Get:
    """Return the way out with the mailbox that is set up, if one is."""
    where = BoxAddress(**settings.NEWSLETTERS)
    open_box = opener(where, guard_of_settings()) if where.host else None
    return way_out(open_box, where.folder, web=web)


def way_out(open_box: Opener | None, folder: str, *, web: Get = fetch) -> Get:
    """Return what fetches any source: `web` for web addresses, the mailbox for senders of newsletters."""

    def get(url: str, *, etag: str = "", **more: str) -> Fetched:
        if url.startswith(SCHEME):
            return letters_of(url, open_box, folder, etag=etag)
        return web(url, etag=etag, **more)

    return get


def letters_of(sender: str, open_box: Opener | None, folder: str, *, etag: str = "") -> Fetched:
    """Return the letters of a sender that came after `etag`, which says how far the box was read.

    Answers as a server does: 304 where nothing is new. The box is left as it is. Raises OutgoingFailed.
    """
    if open_box is None:
        raise NoMailbox
    try:
        reading = read_box(open_box, folder)
        try:
            return _answer(reading, sender, etag)
        finally:
            reading.leave()
    except OutgoingFailed:
        raise
    except FAILURES as failure:
        raise Unreachable(f"{type(failure).__name__}: {failure}"[:200]) from failure


def _answer(reading: Reading, sender: str, etag: str) -> Fetched:
    validity, _colon, last = etag.partition(":")
    uid = int(last) if last.isdigit() and validity == str(reading.uid_validity) else 0
    wanted, size = sender.removeprefix(SCHEME), 0
    letters: list[bytes] = []
    for letter in reading.letters(after=uid, sender=wanted, most=LARGEST_LETTER):
        size += len(letter.data)
        if letters and size > LARGEST_BUNDLE:
            break
        uid = letter.uid
        head = BytesHeaderParser(policy=compat32).parsebytes(letter.data[:65_536])
        if sender_of(head)[1] == wanted:
            letters.append(letter.data)
    if not letters and etag:
        return Fetched(304, sender, {}, b"")
    headers = {"content-type": "application/mbox"}
    return Fetched(200, sender, headers, bundled(letters), etag=f"{reading.uid_validity}:{uid}")

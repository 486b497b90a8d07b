"""A mailbox read over IMAP: only read, never changed, only where the guard lets us connect."""

import imaplib
import re
import socket
import ssl
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dongthuan.apps.common.outgoing_guard import Guard, OutgoingFailed, Refusal, Refused, is_public

LARGEST = 30 * 1024 * 1024
PATIENCE = 30.0
AT_ONCE = 50
_UIDS = re.compile(rb"\d+")
FAILURES = (imaplib.IMAP4.error, OSError, OutgoingFailed, ValueError)
Opener = Callable[[], imaplib.IMAP4]


@dataclass(frozen=True, slots=True)
class BoxAddress:
    """Where the mailbox is, and as whom it is read."""

    host: str
    port: int
    user: str
    password: str
    folder: str = "INBOX"
    is_upgraded: bool = False  # plain at first, TLS by STARTTLS before anything is said of who we are

    @property
    def name(self) -> str:
        """How the box is named on pages: without the password."""
        return f"{self.user}@{self.host}/{self.folder}"


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail of a box: its number there and its bytes, cut where it is larger than any we read."""

    uid: int
    data: bytes


class _CheckedBox(imaplib.IMAP4_SSL):
    """IMAP over TLS to an address that was checked before, under the name that its certificate must bear."""

    def __init__(self, address: str, host: str, port: int) -> None:
        self._address, self._name = address, host
        super().__init__(host, port, ssl_context=ssl.create_default_context(), timeout=PATIENCE)

    def _create_socket(self, timeout: float | None) -> ssl.SSLSocket:
        plain = socket.create_connection((self._address, self.port), timeout or PATIENCE)
        return ssl.create_default_context().wrap_socket(plain, server_hostname=self._name)


class _UpgradedBox(imaplib.IMAP4):
    """IMAP that begins plain, to an address that was checked before; see `opener` for its TLS."""

    def __init__(self, address: str, host: str, port: int) -> None:
        self._address = address
        super().__init__(host, port, timeout=PATIENCE)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return socket.create_connection((self._address, self.port), timeout or PATIENCE)


def opener(where: BoxAddress, guard: Guard) -> Opener:
    """Return what opens the box: signed in over TLS, with a certificate that was checked for its name."""

    def open_box() -> imaplib.IMAP4:
        address = _checked_address(where, guard)
        box: imaplib.IMAP4
        if where.is_upgraded:
            box = _UpgradedBox(address, where.host, where.port)
            box.starttls(ssl_context=ssl.create_default_context())  # refused, the password is never sent
        else:
            box = _CheckedBox(address, where.host, where.port)
        box.login(where.user, where.password)
        return box

    return open_box


def _checked_address(where: BoxAddress, guard: Guard) -> str:
    """Return the address to connect to; raises Refused unless it is public or was allowed by name."""
    if (where.host, where.port) in guard.allowed:
        return where.host
    found = guard.resolve(where.host, where.port)
    if not found or not all(map(is_public, found)):
        raise Refused(Refusal.ADDRESS, where.host)
    return found[0]


@dataclass(slots=True)
class Reading:
    """A box as it stands: uid_validity says whether its numbers are still those of before."""

    box: imaplib.IMAP4
    uid_validity: int

    def letters(self, *, after: int, sender: str = "", most: int = LARGEST) -> Iterator[Letter]:
        """Give the letters after a number, the earliest first, at most AT_ONCE; the newest where it is 0.

        sender: only those whose line "From" holds this plain address. most: bytes, the rest is left unread.
        """
        told = ["FROM", f'"{sender}"'] if sender else []
        _said, found = self.box.uid("SEARCH", f"UID {after + 1}:*", *told)
        uids = sorted({int(uid) for uid in _UIDS.findall(found[0] or b"")})
        fresh = [uid for uid in uids if uid > after]
        for uid in fresh[-AT_ONCE:] if after == 0 else fresh[:AT_ONCE]:
            _said, parts = self.box.uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{most + 1}>)")
            data = next((part[1] for part in parts if isinstance(part, tuple)), b"")
            yield Letter(uid, bytes(data))

    def leave(self) -> None:
        """Say goodbye, if the box still listens."""
        try:
            self.box.logout()
        except (imaplib.IMAP4.error, OSError):
            return


def folder_on_the_wire(name: str) -> str:
    r"""Return the name of a folder as IMAP wants it: quoted, other letters than ASCII in modified UTF-7.

    >>> folder_on_the_wire("INBOX"), folder_on_the_wire("Báo chí"), folder_on_the_wire('a&"b')
    ('"INBOX"', '"B&AOE-o ch&AO0-"', '"a&-\\"b"')

    Source: RFC 3501, section 5.1.3.
    """
    parts = [_wired(part) for part in re.findall(r"[ -~]+|[^ -~]+", name)]
    return '"' + "".join(parts).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _wired(part: str) -> str:
    if " " <= part[0] <= "~":
        return part.replace("&", "&-")
    coded = b64encode(part.encode("utf-16-be")).decode().rstrip("=").replace("/", ",")
    return f"&{coded}-"


def read_box(open_box: Opener, folder: str) -> Reading:
    """Open a box for reading only; raises one of FAILURES."""
    box = open_box()
    said, _count = box.select(folder_on_the_wire(folder), readonly=True)
    if said != "OK":
        raise imaplib.IMAP4.error(f"no folder {folder}")
    _said, validity = box.response("UIDVALIDITY")
    number = validity[0] if validity and validity[0] else b"0"
    return Reading(box, int(number))

"""Headers of a mail, however they were written: decoded, bounded, never a reason to fail."""

import re
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from dongthuan.analysis.text import nfc

LONGEST = 4_000
_ADDRESS = re.compile(r"[\w.+'=-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_BLANKS = re.compile(r"\s+")
_FIRST = datetime(1990, 1, 1, tzinfo=UTC)


def header_of(message: Message, name: str) -> str:
    """Return a header in composed letters on one line, at most 4,000 of them; "" where it is not there."""
    # `get` would turn raw bytes into question marks; the raw pairs keep them.
    raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    return _BLANKS.sub(" ", nfc(_decoded(str(raw or "")[:LONGEST]))).strip()[:LONGEST]


def _decoded(raw: str) -> str:
    """Return a header with its encoded words read; what cannot be read stays as it stands."""
    text = _of_bytes(raw.encode("utf-8", "surrogateescape")) if _has_raw_bytes(raw) else raw
    try:
        parts = decode_header(text)
    except (HeaderParseError, ValueError, LookupError, AssertionError):
        return text
    return "".join(_part(part, charset) for part, charset in parts)


def _has_raw_bytes(raw: str) -> bool:
    return any("\udc80" <= letter <= "\udcff" for letter in raw)


def _part(part: str | bytes, charset: str | None) -> str:
    if isinstance(part, str):
        return part
    return decoded(part, charset or "")[0]


def _of_bytes(data: bytes) -> str:
    return decoded(data, "")[0]


def decoded(data: bytes, charset: str) -> tuple[str, bool]:
    """Return bytes as text and whether the named charset fitted; UTF-8, then old Vietnamese Windows.

    >>> decoded("Việt".encode(), "x-unknown"), decoded(b"caf\\xe9", "")
    (('Việt', False), ('café', True))
    """
    wanted = [name for name in (charset.strip().strip("\"' ").lower(), "utf-8") if name]
    for name in wanted:
        try:
            return data.decode(name), not charset or name == wanted[0]
        except (LookupError, UnicodeError, ValueError):
            continue
    return data.decode("cp1258", "replace"), not charset


def sender_of(message: Message) -> tuple[str, str]:
    """Return the name and the address a mail bears; "" for an address that is none."""
    line = header_of(message, "From") or header_of(message, "Sender")
    try:
        name, address = parseaddr(line)
    except (ValueError, IndexError, TypeError):
        name, address = "", ""
    if not _ADDRESS.fullmatch(address):
        found = _ADDRESS.search(line)
        address = found[0] if found else ""
    name = name or line.replace(address, "").strip(' <>"')
    return name[:200], address[:254].lower()


def dated(message: Message) -> datetime | None:
    """Return the instant a mail says it was written at, or None where it says nothing believable."""
    line = header_of(message, "Date")
    if not line:
        return None
    try:
        instant = parsedate_to_datetime(line)
        instant = instant if instant.tzinfo is not None else instant.replace(tzinfo=UTC)
        return instant.astimezone(UTC) if instant >= _FIRST else None
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None

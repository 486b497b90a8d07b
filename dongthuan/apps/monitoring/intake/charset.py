"""Bytes to text: the encoding found, the mistakes of servers forgiven, NFC at the end."""

import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from dongthuan.analysis.text import nfc
from dongthuan.docgen.legacy import modernise

_DECLARED = re.compile(rb"""(?:encoding|charset)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BARE_UTF16 = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
_SAMPLE = 32_000
_OLD_MOST = 1_000_000  # pages in the fonts of the nineties are small
# Only these: a name taken from outside must not reach Python's zip, rot13 or idna codecs.
_KNOWN = {
    "utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "cp1252", "ascii": "cp1252", "iso-8859-1": "cp1252",
    "latin1": "cp1252", "windows-1252": "cp1252", "cp1252": "cp1252",
    "windows-1258": "cp1258", "cp1258": "cp1258",
    "utf-16": "utf-16", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be", "x-cp1258": "cp1258",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text in NFC, the encoding it was in, and whether that had to be guessed."""

    text: str
    encoding: str
    is_guess: bool = False


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Return the text of `body`, never failing: byte order mark, UTF-8, what is declared, then a guess.

    What is declared as Western, or not at all, may be Vietnamese in the fonts of the nineties (TCVN3, VNI).
    UTF-8 comes before what is declared: text that reads as UTF-8 by accident hardly exists, servers that
    declare ISO-8859-1 for everything do.

    >>> decode("<a>Hà Nội</a>".encode(), "text/xml; charset=iso-8859-1").text
    '<a>Hà Nội</a>'
    """
    marked = _marked(body)
    if marked:
        return Decoded(nfc(body.decode(marked, errors="replace")), marked)
    text = body.decode("utf-8", errors="replace")
    if _is_utf8(text):
        return Decoded(nfc(text), "utf-8")
    encoding = _declared(body, content_type)
    if encoding in ("", "cp1252"):
        old, font = modernise(body[:_OLD_MOST].decode("latin-1"))
        if font:
            return Decoded(nfc(old), font, is_guess=True)
    if encoding:
        return Decoded(nfc(body.decode(encoding, errors="replace")), encoding)
    return _guessed(body, text)


def _marked(body: bytes) -> str:
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return encoding
    start = body.lstrip()[:2]
    return next((encoding for first, encoding in _BARE_UTF16 if start == first), "")


def _is_utf8(text: str) -> bool:
    # A file cut in the middle of a letter, or a few bytes pasted from elsewhere, is still UTF-8.
    wrong = text.count("\ufffd")
    if wrong == 0:
        return True
    right = sum(1 for char in text[:_SAMPLE] if char > "\x7f" and char != "\ufffd")
    return wrong <= max(1, right // 100)


def _declared(body: bytes, content_type: str) -> str:
    match = _HEADER.search(content_type)
    inside = _DECLARED.search(body[:2_000])
    names = [match[1] if match else "", inside[1].decode("ascii") if inside else ""]
    found = (_KNOWN.get(name.lower(), "") for name in names)
    return next((encoding for encoding in found if encoding not in ("", "utf-8")), "")


def _guessed(body: bytes, as_utf8: str) -> Decoded:
    best = from_bytes(body[:_SAMPLE], steps=4, cp_isolation=["cp1258", "cp1252", "utf_16"]).best()
    if best is None:
        return Decoded(nfc(as_utf8), "utf-8", is_guess=True)
    return Decoded(nfc(body.decode(best.encoding, errors="replace")), best.encoding, is_guess=True)

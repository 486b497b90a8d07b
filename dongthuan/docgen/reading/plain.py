"""Plain text files: find the encoding, give Unicode."""

import codecs
import re
import unicodedata

from dongthuan.docgen.legacy import modernise, vietnamese_score
from dongthuan.docgen.reading.limits import CannotRead

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_MAX_CONTROL_RATIO = 0.01
_MAX_BAD_RATIO = 0.005


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of `data` in NFC and the name of its encoding.

    Knows UTF-8, UTF-16 (marked or not), TCVN3, VNI and Windows-1258. Raises CannotRead if it is not text.

    >>> decode("Kế hoạch".encode("utf-16"))
    ('Kế hoạch', 'utf-16')
    """
    text, encoding = _decoded(data)
    controls = sum(
        unicodedata.category(letter) == "Cc" and letter not in "\t\n\r\x0b\x0c\x85" for letter in text
    )
    if controls > _MAX_CONTROL_RATIO * len(text):
        raise CannotRead("not-text")
    return unicodedata.normalize("NFC", _BREAKS.sub("\n", text)), encoding


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), encoding.removesuffix("-sig")
    if encoding := _wide(data):
        return data.decode(encoding, errors="replace"), encoding
    text = data.decode("utf-8", errors="replace")
    if text.count("\ufffd") <= _MAX_BAD_RATIO * len(text):
        modern, legacy = modernise(text)
        return modern, legacy or "utf-8"
    return _single_byte(data)


def _wide(data: bytes) -> str:
    """UTF-16 without a mark shows as a zero in every second byte of its plain letters."""
    sample = data[:4000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) < 0.2 * len(sample) / 2 or min(even, odd) > 0.02 * len(sample):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _single_byte(data: bytes) -> tuple[str, str]:
    modern, legacy = modernise(data.decode("latin-1"))
    windows = unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))
    if vietnamese_score(windows) > vietnamese_score(modern):
        return windows, "cp1258"
    if legacy:
        return modern, legacy
    if vietnamese_score(modern) < 0.05:
        raise CannotRead("not-text", "encoding")
    return modern, "latin-1"

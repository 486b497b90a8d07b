"""A template and its data into a PDF: Typst, with the carried fonts only, archival and accessible."""

import json
import struct
import threading
import unicodedata
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

_HERE = Path(__file__).parent
_TEMPLATES = _HERE / "templates"
_FONTS = _HERE / "fonts"
_LOCK = threading.Lock()  # a compiler serves one caller at a time
_BLANKS = frozenset(map(ord, "\u200b\n\t "))


class NotTypeset(Exception):
    """A document could not be drawn; says why."""


def as_pdf(template: str, data: dict[str, Any], *, made_at: datetime) -> bytes:
    """Return `template` (a file of `templates/`) filled with `data`, as PDF/A-2a and PDF/UA-1.

    data: what JSON can say; its strings are set as they are, never read as markup.
    made_at: aware; the only time that goes into the file, so equal input gives equal bytes.
    Raises NotTypeset, for a fault of the template and never of the words in it.
    """
    words = json.dumps(_drawable(data | {"made": made_at.timetuple()[:5]}), ensure_ascii=False)
    try:
        with _LOCK:
            drawn = _compiler().compile(
                input=str(_TEMPLATES / template),
                format="pdf",
                sys_inputs={"data": words},
                pdf_standards=["a-2a", "ua-1"],
                timestamp=int(made_at.timestamp()),
            )
    except typst.TypstError as error:
        raise NotTypeset(f"{template}: {error}") from error
    if not isinstance(drawn, bytes):
        raise NotTypeset(f"{template}: no PDF came out")
    return drawn


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    return typst.Compiler(root=str(_TEMPLATES), font_paths=[str(_FONTS)], ignore_system_fonts=True)


def _drawable(value: Any) -> Any:
    if isinstance(value, str):
        return drawable(value)
    if isinstance(value, dict):
        return {key: _drawable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_drawable(one) for one in value]
    return value


def drawable(text: str) -> str:
    """Return `text` with what the font cannot draw left out (signs, emoji) or shown as a box (letters).

    PDF/A and PDF/UA refuse a file that holds a glyph without a shape.

    >>> drawable("Động đất 😱 ở 日本")
    'Động đất  ở □□'
    """
    known = glyphs() | _BLANKS
    return "".join(letter if ord(letter) in known else _instead(letter) for letter in text)


def _instead(letter: str) -> str:
    return "□" if unicodedata.category(letter)[0] in "LN" else ""


@lru_cache(maxsize=1)
def glyphs() -> frozenset[int]:
    """Return the code points the carried font has a shape for.

    >>> {ord(letter) for letter in "ơưảạỗ−–□"} <= glyphs()
    True

    Source: OpenType specification, table cmap, format 4.
    """
    font = (_FONTS / "Tinos-Regular.ttf").read_bytes()
    start = _segment_table(font)
    count = struct.unpack_from(">H", font, start + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, start + 14)
    begins = struct.unpack_from(f">{count}H", font, start + 16 + 2 * count)
    return frozenset(
        point for begin, end in zip(begins, ends, strict=True) for point in range(begin, end + 1)
    ) - {0xFFFF}


def _segment_table(font: bytes) -> int:
    tables = struct.unpack_from(">H", font, 4)[0]
    for entry in range(12, 12 + 16 * tables, 16):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", font, entry)
        if tag == b"cmap":
            return int(offset + struct.unpack_from(">L", font, offset + 8)[0])
    raise NotTypeset("the carried font has no character map")

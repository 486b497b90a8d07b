"""How wide words are on paper, by the carried font, whose letters are as wide as those of Times New Roman."""

import struct
from functools import lru_cache
from pathlib import Path

_FONTS = Path(__file__).parent / "fonts"
MM_PER_POINT = 25.4 / 72


def width_mm(words: str, *, size: float, bold: bool = False) -> float:
    """Return how long `words` are on one line. size: points. Returns: millimetres.

    >>> round(width_mm("Độc lập - Tự do - Hạnh phúc", size=13, bold=True))
    56
    """
    advances, per_em = _advances("Tinos-Bold.ttf" if bold else "Tinos-Regular.ttf")
    usual = per_em // 2
    return sum(advances.get(ord(letter), usual) for letter in words) / per_em * size * MM_PER_POINT


def longest_word_mm(words: str, *, size: float, bold: bool = False) -> float:
    """Return the length of the longest single word in millimetres; 0 without a word."""
    return max((width_mm(word, size=size, bold=bold) for word in words.split()), default=0.0)


def longest_line_mm(words: str, *, size: float, of_mm: float, bold: bool = False) -> float:
    """Return the length of the longest line of `words` when they are set in a column `of_mm` wide."""
    lines = wrap(words, size=size, of_mm=of_mm, bold=bold)
    return min(max((width_mm(line, size=size, bold=bold) for line in lines), default=0.0), of_mm)


def wrap(words: str, *, size: float, of_mm: float, bold: bool = False) -> list[str]:
    """Return `words` in lines no longer than a column; a longer word stands alone.

    >>> wrap("một hai ba", size=12, of_mm=14)
    ['một hai', 'ba']
    """
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_mm(longer, size=size, bold=bold) <= of_mm:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@lru_cache(maxsize=2)
def _advances(name: str) -> tuple[dict[int, int], int]:
    """Return the advance of each code point in font units, and the units in an em.

    Source: OpenType specification, tables head, hhea, hmtx, cmap (format 4).
    """
    font = (_FONTS / name).read_bytes()
    tables = {
        tag: offset
        for tag, _, offset, _ in (
            struct.unpack_from(">4sLLL", font, 12 + 16 * entry)
            for entry in range(struct.unpack_from(">H", font, 4)[0])
        )
    }
    per_em = struct.unpack_from(">H", font, tables[b"head"] + 18)[0]
    count = struct.unpack_from(">H", font, tables[b"hhea"] + 34)[0]
    metrics = struct.unpack_from(f">{count * 2}H", font, tables[b"hmtx"])[::2]
    return {
        point: metrics[min(glyph, count - 1)] for point, glyph in _glyph_of(font, tables[b"cmap"]).items()
    }, per_em


def _glyph_of(font: bytes, cmap: int) -> dict[int, int]:
    start = cmap + struct.unpack_from(">L", font, cmap + 8)[0]
    count = struct.unpack_from(">H", font, start + 6)[0] // 2
    ends, begins, deltas, shifts = (
        struct.unpack_from(f">{count}H", font, start + 14 + place * 2 * count + (2 if place else 0))
        for place in range(4)
    )
    shift_start = start + 16 + 6 * count
    found = {}
    for segment in range(count):
        for point in range(begins[segment], min(ends[segment], 0xFFFE) + 1):
            glyph = point
            if shifts[segment]:
                place = shift_start + 2 * segment + shifts[segment] + 2 * (point - begins[segment])
                glyph = struct.unpack_from(">H", font, place)[0]
            found[point] = (glyph + deltas[segment]) & 0xFFFF
    return found

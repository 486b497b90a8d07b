"""How wide the columns of a table come out, so that words stay whole and rows stay low."""

from collections.abc import Sequence
from math import sqrt

from dongthuan.docgen.metrics import longest_word_mm, width_mm

PADDING_MM = 4.2
_MOST_SEEN_ROWS = 200
_MOST_WORD_MM = 30.0
_MOST_ROOM = 400.0


def size_of(columns: int, of_mm: float) -> float:
    """Return the size of letters (points) for so many columns in a page's width: 12, or smaller for many."""
    room = of_mm / max(columns, 1)
    return 12.0 if room >= 24 else 11.0 if room >= 21 else 10.0


def column_widths(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    given: Sequence[float],
    size: float,
    of_mm: float,
) -> tuple[float, ...]:
    """Return the widths in millimetres; together `of_mm`.

    given: relative widths, used where there is one > 0 for each column. Else each column has room for its
    longest word, and the rest is shared by the root of what the cells hold, as tall cells cost most.
    """
    if len(given) == len(header) and all(width > 0 for width in given):
        return _shared(given, of_mm)
    needed, wanted = [], []
    for place, title in enumerate(header):
        cells = [row[place] for row in rows[:_MOST_SEEN_ROWS]]
        longest = max((longest_word_mm(cell, size=size) for cell in cells), default=0.0)
        longest = max(longest, longest_word_mm(title, size=size, bold=True))
        needed.append(min(longest, _MOST_WORD_MM) + PADDING_MM)
        held = max((width_mm(cell, size=size) for cell in cells), default=0.0)
        wanted.append(sqrt(max(min(held, _MOST_ROOM) - needed[-1], 0.0)) + 0.3)
    spare = of_mm - sum(needed)
    if spare <= 0:
        return _shared(needed, of_mm)
    total = sum(wanted)
    return tuple(round(least + spare * share / total, 2) for least, share in zip(needed, wanted, strict=True))


def _shared(parts: Sequence[float], whole: float) -> tuple[float, ...]:
    total = sum(parts)
    return tuple(round(whole * part / total, 2) for part in parts)

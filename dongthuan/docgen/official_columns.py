"""How wide the columns of a table come out, so that words stay whole and rows stay low."""

from collections.abc import Sequence
from math import sqrt

from dongthuan.docgen.metrics import longest_word_mm, width_mm

PADDING_MM = 4.2
_MOST_SEEN_ROWS = 200
_LAST_ROWS = 50
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

    given: relative widths, used where there is one > 0 for each column; a column too narrow for its longest
    word ("TT", a number of four figures) takes from the others. Else each column has room for its longest
    word, and the rest is shared by the root of what the cells hold, as tall cells cost most.
    """
    seen = _seen(rows)
    needed, wanted = [], []
    for place, title in enumerate(header):
        cells = [row[place] for row in seen]
        longest = max((longest_word_mm(cell, size=size) for cell in cells), default=0.0)
        longest = max(longest, longest_word_mm(title, size=size, bold=True))
        needed.append(min(longest, _MOST_WORD_MM) + PADDING_MM)
        held = max((width_mm(cell, size=size) for cell in cells), default=0.0)
        wanted.append(sqrt(max(min(held, _MOST_ROOM) - needed[-1], 0.0)) + 0.3)
    spare = of_mm - sum(needed)
    if spare <= 0:
        return _shared(needed, of_mm)
    if len(given) == len(header) and all(width > 0 for width in given):
        return _given(given, needed, of_mm)
    total = sum(wanted)
    return tuple(round(least + spare * share / total, 2) for least, share in zip(needed, wanted, strict=True))


def _seen(rows: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """Return the rows that are measured: the first ones and the last, where running numbers are longest."""
    if len(rows) <= _MOST_SEEN_ROWS + _LAST_ROWS:
        return rows
    return [*rows[:_MOST_SEEN_ROWS], *rows[-_LAST_ROWS:]]


def _given(given: Sequence[float], needed: Sequence[float], of_mm: float) -> tuple[float, ...]:
    """Return the given shares, but no column narrower than it needs; what those take the others give."""
    held: dict[int, float] = {}
    while True:
        free = [place for place in range(len(given)) if place not in held]
        room, total = of_mm - sum(held.values()), sum(given[place] for place in free)
        short = [place for place in free if room * given[place] / total < needed[place]]
        if not short:
            return tuple(round(held.get(place, room * part / total), 2) for place, part in enumerate(given))
        held |= {place: needed[place] for place in short}


def _shared(parts: Sequence[float], whole: float) -> tuple[float, ...]:
    total = sum(parts)
    return tuple(round(whole * part / total, 2) for part in parts)

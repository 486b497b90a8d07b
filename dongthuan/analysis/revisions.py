"""What changed between two versions of a draft, provision by provision.

Provisions are paired by the identity of their words first, then by number and heading, articles also by a
heading that only one on each side has. Nothing is paired because it looks alike.
"""

import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dongthuan.analysis.notes import note_mark
from dongthuan.analysis.provisions import ARTICLE, RANKS, Piece
from dongthuan.analysis.text import marked

LONGEST_MARKED: Final = 4_000  # words of both sides; above it a changed text is shown whole, old and new
_WORD: Final = re.compile(r"\S+\s*|\s+")


class Change(StrEnum):
    """What became of a provision."""

    SAME = "same"
    CHANGED = "changed"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    NEW = "new"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Mark:
    """A run of words: kept in both, or only in the old (removed) or the new (added) version."""

    kind: str  # "kept", "removed", "added"
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the comparison. before, after: places in the lists; None = not there.

    marks: of the own words of a changed provision. depth: of the side that exists.
    """

    change: Change
    before: int | None
    after: int | None
    depth: int
    marks: tuple[Mark, ...] = ()


def pairs_of(old: Sequence[Piece], new: Sequence[Piece]) -> dict[int, int]:
    """Return new place → old place for provisions with the very same words, each old one at most once.

    Where several have the same words, only those at the same path are paired; the others stay unpaired.
    """
    pairs: dict[int, int] = {}
    by_hash_old, by_hash_new = _by(old, _words), _by(new, _words)
    for words, places in by_hash_new.items():
        others = by_hash_old.get(words, [])
        if len(places) == 1 and len(others) == 1:
            pairs[places[0]] = others[0]
        elif others:
            by_path = {old[place].path: place for place in others}
            for place in places:
                if (found := by_path.pop(new[place].path, None)) is not None:
                    pairs[place] = found
    return pairs


def compare(old: Sequence[Piece], new: Sequence[Piece]) -> list[Row]:
    """Return the comparison in the order of the new version, what was removed where it stood.

    What lies inside a provision with the same words, or inside a new or removed one, is not listed by itself.
    """
    same = pairs_of(old, new)
    changed = _by_name(old, new, same)
    pairs = same | changed
    rows: list[Row] = []
    hidden: set[int] = set()
    fresh: set[int] = set()
    for place, piece in enumerate(new):
        if piece.parent in hidden:
            hidden.add(place)
            continue
        before = pairs.get(place)
        if before is None:
            fresh.add(place)
            if piece.parent not in fresh:
                rows.append(Row(Change.NEW, None, place, piece.depth))
        elif place in same:
            hidden.add(place)
            rows.append(Row(_of_same(old, new, before, place, pairs), before, place, piece.depth))
        else:
            rows.append(_of_changed(old[before], piece, before, place))
    return _with_removed(old, rows, pairs=set(pairs.values()), same=set(same.values()))


def _words(piece: Piece) -> Hashable:
    return (piece.kind, piece.words_hash)


def _by(pieces: Sequence[Piece], key: Callable[[Piece], Hashable]) -> dict[Hashable, list[int]]:
    found: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place, piece in enumerate(pieces):
        found[key(piece)].append(place)
    return found


def _by_name(old: Sequence[Piece], new: Sequence[Piece], same: dict[int, int]) -> dict[int, int]:
    """Pair what is left: the same path and heading; the same path below a pair; a heading of one article."""
    found: dict[int, int] = {}
    taken = set(same.values())
    names_old, names_new = _by(old, _named), _by(new, _named)
    headings_old, headings_new = _by(old, _headed), _by(new, _headed)
    places_old = _by(old, lambda piece: (piece.parent, *_numbered(piece)))
    for place, piece in enumerate(new):
        if place in same:
            continue
        candidates: list[list[int]] = []
        # What lies in an article is paired by its number only where the articles are a pair.
        if RANKS[piece.kind] <= RANKS[ARTICLE] and len(names_new[_named(piece)]) == 1:
            candidates.append(names_old.get(_named(piece), []))
        if piece.kind == ARTICLE and piece.heading and len(headings_new[_headed(piece)]) == 1:
            candidates.append(headings_old.get(_headed(piece), []))
        above = (same | found).get(piece.parent) if piece.parent >= 0 else -1
        if above is not None:
            candidates.insert(0, places_old.get((above, *_numbered(piece)), []))
        for places in candidates:
            if len(places) == 1 and places[0] not in taken:
                found[place] = places[0]
                taken.add(places[0])
                break
    return found


def _named(piece: Piece) -> Hashable:
    return (piece.kind, piece.path, marked(piece.heading))


def _numbered(piece: Piece) -> tuple[str, str, str]:
    return (piece.kind, piece.number, marked(piece.heading))


def _headed(piece: Piece) -> Hashable:
    return (piece.kind, marked(piece.heading))


def _of_same(
    old: Sequence[Piece], new: Sequence[Piece], before: int, after: int, pairs: dict[int, int]
) -> Change:
    mine, its = new[after], old[before]
    above = pairs.get(mine.parent) if mine.parent >= 0 else -1
    if mine.path == its.path:
        return Change.SAME
    if mine.kind == ARTICLE or above == its.parent:
        return Change.SAME if mine.number == its.number else Change.RENUMBERED
    return Change.MOVED


def _of_changed(its: Piece, mine: Piece, before: int, after: int) -> Row:
    one = "\n".join(filter(None, (its.heading, its.text, *_notes(its))))
    other = "\n".join(filter(None, (mine.heading, mine.text, *_notes(mine))))
    marks = () if one == other else tuple(word_marks(one, other))
    return Row(Change.CHANGED, before, after, mine.depth, marks)


def _notes(piece: Piece) -> list[str]:
    return [f"{note_mark(number)} {words}" for number, words in piece.notes]


def word_marks(old: str, new: str) -> Iterator[Mark]:
    """Yield the words of both texts in one line: kept, removed, added.

    >>> [(m.kind, m.text) for m in word_marks("trong 10 ngày", "trong 15 ngày")]
    [('kept', 'trong '), ('removed', '10 '), ('added', '15 '), ('kept', 'ngày')]
    """
    one, other = _WORD.findall(old), _WORD.findall(new)
    if len(one) + len(other) > LONGEST_MARKED:
        yield from (Mark("removed", old), Mark("added", new))
        return
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    for tag, start, end, its_start, its_end in matcher.get_opcodes():
        if tag == "equal":
            yield Mark("kept", "".join(one[start:end]))
            continue
        if end > start:
            yield Mark("removed", "".join(one[start:end]))
        if its_end > its_start:
            yield Mark("added", "".join(other[its_start:its_end]))


def _with_removed(old: Sequence[Piece], rows: list[Row], *, pairs: set[int], same: set[int]) -> list[Row]:
    """Put what was removed after the row of what stood before it."""
    shown = {row.before: index for index, row in enumerate(rows) if row.before is not None}
    after: defaultdict[int, list[Row]] = defaultdict(list)
    anchor = -1
    gone: set[int] = set()
    whole = set(same)  # what lies in one that is the same as a whole was not removed
    for place, piece in enumerate(old):
        if place in shown:
            anchor = shown[place]
        if piece.parent in whole:
            whole.add(place)
        elif place not in pairs:
            gone.add(place)
            if piece.parent not in gone:
                after[anchor].append(Row(Change.REMOVED, place, None, piece.depth))
    result = list(after[-1])
    for index, row in enumerate(rows):
        result += [row, *after[index]]
    return result

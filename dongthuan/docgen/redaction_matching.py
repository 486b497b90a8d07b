"""Where words stand in a text, however they are written: composed or not, split, spaced, without marks."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

SHORTEST = 2
_FOLDED_FROM = 6  # letters; shorter words are told apart by their marks ("Hà", "hạ")
_DIGITS_FROM = 6
_MARKS = "\u0300-\u036f"
_CLUSTER = re.compile(rf"[\s\S][{_MARKS}]*")
_GAP = r"[ .,_()\-\u2010-\u2015]{0,3}"
_BETWEEN_DIGITS = r"[ .()\-\u2010-\u2015]{0,3}"


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A text as it is compared. starts, ends: where each letter begins and ends in the text itself."""

    letters: str
    starts: list[int]
    ends: list[int]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words that are looked for. is_folded: marks do not count, for the words are long enough without."""

    pattern: re.Pattern[str]
    is_folded: bool
    length: int


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A found place: from start up to end, of the words with that index."""

    start: int
    end: int
    index: int


def wanted(words: str) -> Wanted:
    """Return how words are looked for. Raises ValueError where they are too short to tell anything.

    A number is found however it is spaced; long words also without their marks; never inside others.
    """
    folded = skeleton(words, with_marks=False).letters.strip()
    plain = [letter for letter in folded if letter.isalnum()]
    if len(plain) < SHORTEST:
        raise ValueError("too short")
    if len(plain) >= _DIGITS_FROM and all(map(str.isdigit, plain)):
        return Wanted(_bounded(_BETWEEN_DIGITS.join(plain), r"\d"), is_folded=True, length=len(plain))
    is_folded = (len(plain) >= _FOLDED_FROM and len(folded.split()) > 1) or len(plain) >= 2 * _FOLDED_FROM
    letters = folded if is_folded else skeleton(words, with_marks=True).letters.strip()
    gap = _GAP if is_folded else r"[ ]"
    pattern = gap.join(map(re.escape, letters.split()))
    return Wanted(_bounded(pattern, rf"\w{_MARKS}"), is_folded=is_folded, length=len(plain))


def _bounded(pattern: str, inside: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![{inside}]){pattern}(?![{inside}])")


def spans_of(text: str, words: Sequence[str]) -> list[Span]:
    """Return where the words stand, in order; what overlaps is joined under the one that begins first."""
    looked_for = list(map(wanted, words))
    skeletons = {
        is_folded: skeleton(text, with_marks=not is_folded)
        for is_folded in {one.is_folded for one in looked_for}
    }
    found: list[Span] = []
    for index, one in enumerate(looked_for):
        bones = skeletons[one.is_folded]
        found += [
            Span(bones.starts[hit.start()], bones.ends[hit.end() - 1], index)
            for hit in one.pattern.finditer(bones.letters)
        ]
    return _joined(sorted(found, key=lambda span: (span.start, -span.end)))


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in spans:
        if joined and span.start < joined[-1].end:
            last = joined.pop()
            span = Span(last.start, max(last.end, span.end), last.index)
        joined.append(span)
    return joined


def blanked(pieces: Sequence[str], spans: Sequence[Span], labels: Sequence[str]) -> list[str]:
    """Return the pieces of a text without the spans; the label stands where each began.

    pieces: the text cut up, as it lies in runs. spans: places in the joined text, in order, apart.

    >>> blanked(["Ông Nguyễn", " Văn", " A ký"], [Span(4, 16, 0)], ["[…]"])
    ['Ông […]', '', ' ký']
    """
    result: list[str] = []
    start = 0
    for piece in pieces:
        end, kept, at = start + len(piece), [], start
        for span in spans:
            if span.end <= at or span.start >= end:
                continue
            kept.append(piece[at - start : max(span.start, at) - start])
            if start <= span.start < end:
                kept.append(labels[span.index])
            at = min(span.end, end)
        kept.append(piece[at - start :])
        result.append("".join(kept))
        start = end
    return result


def skeleton(text: str, *, with_marks: bool) -> Skeleton:
    """Return a text in small letters, decomposed, blanks as one space, without letters that do not show.

    >>> skeleton("ĐƯỜNG\\u00a0\\n Nguyê\\u0303n", with_marks=False).letters
    'duong nguyen'
    """
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for hit in _CLUSTER.finditer(text):
        for letter in _bones(hit.group(), with_marks):
            if letter == " " and letters and letters[-1] == " ":
                ends[-1] = hit.end()
                continue
            letters.append(letter)
            starts.append(hit.start())
            ends.append(hit.end())
    return Skeleton("".join(letters), starts, ends)


@lru_cache(maxsize=8192)
def _bones(cluster: str, with_marks: bool) -> str:
    bones = []
    for letter in unicodedata.normalize("NFKD", cluster.casefold()):
        category = unicodedata.category(letter)
        if letter.isspace():
            bones.append(" ")
        elif category in ("Cf", "Me") or (category == "Mn" and not with_marks):
            continue  # a soft hyphen, a joiner, a mark
        else:
            bones.append("d" if letter == "đ" and not with_marks else letter)
    return "".join(bones)

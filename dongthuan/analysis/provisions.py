"""Text of a draft law, decree or rule made into Phần, Chương, Mục, Tiểu mục, Điều, Khoản, Điểm.

Tolerant of scanned and hand-typed numbers; what is odd is reported, never mended silently. Articles that an
amending text quotes inside “…” belong to the provision that quotes them.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dongthuan.analysis.directive.lines import is_capitals, layout_of, paragraphs_of
from dongthuan.analysis.directive.model import Warning
from dongthuan.analysis.notes import numbers_in, without_marks
from dongthuan.analysis.text import nfc, tokens

PART, CHAPTER, SECTION, SUBSECTION = "part", "chapter", "section", "subsection"
ARTICLE, CLAUSE, POINT, PARAGRAPH = "article", "clause", "point", "paragraph"
RANKS: Final = {PART: 0, CHAPTER: 1, SECTION: 2, SUBSECTION: 3, ARTICLE: 4, CLAUSE: 5, POINT: 6, PARAGRAPH: 7}
_NAMES: Final = {
    PART: "Phần",
    CHAPTER: "Chương",
    SECTION: "Mục",
    SUBSECTION: "Tiểu mục",
    ARTICLE: "Điều",
    CLAUSE: "khoản",
    POINT: "điểm",
    PARAGRAPH: "Đoạn",
}
ANNEX: Final = "Phụ lục"
LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
LONGEST_QUOTE: Final = 400  # paragraphs; a quotation mark without its end opens nothing
LONGEST_HEADING: Final = 300
MOST: Final = 5_000

_D = "[ĐÐDđ]"  # Ð (Icelandic) is what old keyboards and scans give for Đ
_E = "[eêềếểEÊỀẾỂ]"
_N = r"\s*[.:,)/–-]?\s*"
_FORMS: Final = (
    (
        PART,
        re.compile(
            rf"(?:PHẦN|Phần)\s+(?P<n>(?:THỨ|thứ)\s+[^\W\d]+|[IVXLC]{{1,6}}|\d{{1,2}})\b{_N}(?P<t>.*)", re.S
        ),
    ),
    (
        CHAPTER,
        re.compile(rf"(?:CHƯƠNG|Chương|CH[UƯ]ƠNG)\s+(?P<n>[IVXLC]{{1,6}}|\d{{1,2}})\b{_N}(?P<t>.*)", re.S),
    ),
    (SUBSECTION, re.compile(rf"(?:TIỂU MỤC|Tiểu mục)\s+(?P<n>\d{{1,2}}|[IVX]{{1,5}})\b{_N}(?P<t>.*)", re.S)),
    (SECTION, re.compile(rf"(?:MỤC|Mục)\s+(?P<n>\d{{1,2}}|[IVX]{{1,5}})\b{_N}(?P<t>.*)", re.S)),
    (
        ARTICLE,
        re.compile(rf"{_D}[iI]{_E}[uU]\s*(?P<n>\d{{1,3}}[a-zđ]?)\b\s*(?P<s>[.:,)–-]?)\s*(?P<t>.*)", re.S),
    ),
    (CLAUSE, re.compile(r"(?P<n>\d{1,2}[a-zđ]?)\s*(?:[.)](?!\d)|/\s)\s*(?P<t>\S.*)", re.S)),
    (POINT, re.compile(r"(?P<n>[a-zđ]{1,2}\d?)\s?(?:\)|/\s|\.\s(?=[^\W\d_a-z]))\s*(?P<t>\S.*)", re.S)),
)
_ANNEX = re.compile(
    r"(?:PHỤ LỤC|Phụ lục)(?:\s+(?:SỐ\s+|số\s+)?(?P<n>[IVXLC]{1,6}|\d{1,2}))?\s*[.:–-]?\s*(?P<t>.*)", re.S
)
_CLOSING = re.compile(
    r"(?:Nơi nhận\s*:|(?:TM|KT|TL|TUQ)\s*\.\s*[A-ZĐ]|(?:Luật|Nghị quyết|Pháp lệnh) này (?:đã )?được Quốc hội)"
)
_ENDS = re.compile(r"[.;:]$")


@dataclass(frozen=True, slots=True)
class Piece:
    """One provision. number: "" for paragraphs, or as written, without dots. parent: place in the list.

    text: its own words, a line a paragraph, without the provisions below it. at: paragraph it begins at.
    notes: footnotes that hang on it, with the number that its words bear, raised: "ngày¹".
    """

    kind: str
    number: str
    heading: str
    text: str
    at: int = 0
    parent: int = -1
    depth: int = 0
    path: str = ""
    words_hash: str = ""
    notes: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """A draft in pieces, in the order of the text. closing: signatures, addressees."""

    pieces: tuple[Piece, ...]
    warnings: tuple[Warning, ...]
    has_articles: bool
    closing: tuple[str, ...] = ()


def read_provisions(text: str, *, is_wrapped: bool | None = None) -> Outline:
    """Return the provisions of a draft.

    is_wrapped: lines are broken by a page's width (PDF); None = judged by their look.
    Warnings: no-articles, missing-number, out-of-order, duplicate-number, restart, open-quote, too-many.

    >>> outline = read_provisions("Điều 1. Phạm vi\\n1. Luật này quy định:\\na) Việc A;\\nb) Việc B.")
    >>> [piece.path for piece in outline.pieces]
    ['Điều 1', 'khoản 1 Điều 1', 'điểm a khoản 1 Điều 1', 'điểm b khoản 1 Điều 1']
    """
    lines = nfc(text).replace("\t", " ").split("\n")
    paragraphs = paragraphs_of(lines, layout_of(lines, is_wrapped))
    quoted, warnings = _inside_quotes(paragraphs)
    has_articles = any(
        not inside and _article_of(paragraph) for paragraph, inside in zip(paragraphs, quoted, strict=True)
    )
    if not has_articles:
        loose = [Piece(PARAGRAPH, "", "", words, at) for at, words in enumerate(paragraphs)]
        return arrange(loose, (Warning("no-articles", "", str(len(loose))),))
    reader = _Reader()
    for at, (paragraph, inside) in enumerate(zip(paragraphs, quoted, strict=True)):
        reader.take(paragraph, at, is_quoted=inside)
    return replace(arrange(reader.pieces, tuple(warnings)), closing=tuple(reader.closing))


def _article_of(paragraph: str) -> re.Match[str] | None:
    match = dict(_FORMS)[ARTICLE].match(paragraph)
    if match is None:
        return None
    rest = match["t"]
    # "Điều 5 của Luật này" at the start of a line goes on with a sentence.
    return match if match["s"] or not rest or rest[0].isupper() or rest[0] in '“"' else None


def _inside_quotes(paragraphs: Sequence[str]) -> tuple[list[bool], list[Warning]]:
    """Say of each paragraph whether it begins inside a quotation that an earlier one opened."""
    inside = [False] * len(paragraphs)
    warnings: list[Warning] = []
    at = 0
    while at < len(paragraphs):
        if not _opens(paragraphs[at]):
            at += 1
            continue
        end = _end_of_quote(paragraphs, at)
        if end is None:
            warnings.append(Warning("open-quote", "", paragraphs[at][:80]))
            at += 1
            continue
        inside[at + 1 : end + 1] = [True] * (end - at)
        at = end + 1
    return inside, warnings


def _opens(paragraph: str) -> bool:
    return paragraph.count("“") > paragraph.count("”") or (
        "“" not in paragraph and "”" not in paragraph and paragraph.count('"') % 2 == 1
    )


def _end_of_quote(paragraphs: Sequence[str], at: int) -> int | None:
    depth = paragraphs[at].count("“") - paragraphs[at].count("”")
    is_plain = depth <= 0
    for place in range(at + 1, min(len(paragraphs), at + LONGEST_QUOTE)):
        words = paragraphs[place]
        if is_plain:
            if words.count('"') % 2 == 1:
                return place
            continue
        depth += words.count("“") - words.count("”")
        if depth <= 0:
            return place
    return None


class _Reader:
    """Goes over the paragraphs of a text with articles and cuts it at its markers."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.closing: list[str] = []
        self._in_annex = False
        self._closed = False

    def take(self, paragraph: str, at: int, *, is_quoted: bool) -> None:
        """Add a paragraph to what was read."""
        if is_quoted:
            return self._add(paragraph)
        annex = _ANNEX.match(paragraph)
        if annex is not None and (not annex["t"] or paragraph.startswith("PHỤ LỤC")):
            self._in_annex, self._closed = True, False
            return self._open(Piece(PART, f"{ANNEX} {annex['n'] or ''}".strip(), annex["t"][:1000], "", at))
        if self._has_article() and not self._in_annex and _CLOSING.match(paragraph):
            self._closed = True
        found = self._marked(paragraph, at)
        if found is not None and (RANKS[found.kind] <= RANKS[ARTICLE]):
            self._closed = False
        if self._closed:
            self.closing.append(paragraph)
            return None
        return self._open(found) if found else self._add(paragraph)

    def _has_article(self) -> bool:
        return any(piece.kind == ARTICLE for piece in self.pieces)

    def _marked(self, paragraph: str, at: int) -> Piece | None:
        if match := _article_of(paragraph):
            self._in_annex = False
            return _headed(Piece(ARTICLE, match["n"], match["t"].strip(), "", at))
        for kind, form in _FORMS:
            match = form.match(paragraph)
            if match is None or kind == ARTICLE:
                continue
            if RANKS[kind] < RANKS[ARTICLE]:
                rest = match["t"].strip()
                if rest and rest[0].islower():
                    return None  # "Chương II của Luật này quy định" goes on with a sentence
                return Piece(kind, " ".join(match["n"].split()), rest, "", at)
            return self._numbered(kind, match, at)
        return None

    def _numbered(self, kind: str, match: re.Match[str], at: int) -> Piece | None:
        """A clause or point counts only inside an article; elsewhere it is an ordinary list."""
        if self._in_annex or not self._has_article():
            return None
        if kind == POINT and match["n"][0] not in LETTERS:
            return None
        return Piece(kind, match["n"], "", match["t"].strip(), at)

    def _open(self, piece: Piece) -> None:
        self.pieces.append(piece)

    def _add(self, paragraph: str) -> None:
        if not self.pieces:
            self.pieces.append(Piece(PARAGRAPH, "", "Phần mở đầu", paragraph, 0))
            return
        last = self.pieces[-1]
        is_division = last.kind in (PART, CHAPTER, SECTION, SUBSECTION) and not last.text
        both = is_capitals(last.heading) and is_capitals(paragraph)
        if is_division and (both or not last.heading):
            self.pieces[-1] = replace(last, heading=f"{last.heading} {paragraph}".strip()[:1000])
            return
        if last.kind == ARTICLE and not last.heading and not last.text:
            self.pieces[-1] = _headed(replace(last, heading=paragraph))
            return
        self.pieces[-1] = replace(last, text=f"{last.text}\n{paragraph}".strip())


def _headed(article: Piece) -> Piece:
    """Long words, or words that end a sentence, are the article's text, not its heading."""
    if len(article.heading) > LONGEST_HEADING or _ENDS.search(article.heading):
        return replace(article, heading="", text=article.heading)
    return article


def arrange(pieces: Sequence[Piece], warnings: tuple[Warning, ...] = ()) -> Outline:
    """Return the pieces with parents, depth, path and hash; also after somebody corrected their list."""
    if len(pieces) > MOST:
        warnings = (*warnings, Warning("too-many", "", str(len(pieces))))
    placed: list[Piece] = []
    stack: list[int] = []
    loose = 0
    for place, piece in enumerate(pieces[:MOST]):
        while stack and RANKS[placed[stack[-1]].kind] >= RANKS[piece.kind]:
            stack.pop()
        parent = stack[-1] if stack else -1
        number = piece.number
        if piece.kind == PARAGRAPH and not piece.heading:
            loose += 1
            number = str(loose)
        above = placed[parent].path if parent >= 0 else ""
        path = _path(piece.kind, number, above, placed[parent].kind if parent >= 0 else "")
        if piece.kind == PARAGRAPH and piece.heading:
            path = piece.heading
        placed.append(replace(piece, number=number, parent=parent, depth=len(stack), path=path[:200]))
        if piece.kind != PARAGRAPH:
            stack.append(place)
    hashed = _hashed(placed)
    return Outline(
        tuple(hashed),
        (*warnings, *_odd_numbers(hashed)),
        any(piece.kind == ARTICLE for piece in hashed),
    )


def _path(kind: str, number: str, above: str, above_kind: str) -> str:
    own = number if number.startswith(ANNEX) else f"{_NAMES[kind]} {number}".strip()
    if kind in (SECTION, SUBSECTION) or (kind in (CLAUSE, POINT) and above_kind in (ARTICLE, CLAUSE)):
        return f"{own} {above}".strip()
    if kind == ARTICLE and above.rpartition(ANNEX)[1]:
        return f"{own} {above}"
    return own


def hang_notes(outline: Outline, notes: Sequence[str]) -> tuple[Outline, int]:
    """Return the outline with each note at the piece whose words bear its number, and how many hang nowhere.

    notes: in the order of their numbers, from 1. One outside of all provisions (a signature) hangs nowhere.
    """
    left = dict(enumerate(notes, 1))
    hung: list[Piece] = []
    for piece in outline.pieces:
        borne = numbers_in(piece.heading + piece.text) & left.keys()
        hung.append(replace(piece, notes=tuple((number, left.pop(number)) for number in sorted(borne))))
    return replace(outline, pieces=tuple(_hashed(hung))), len(left)


def _own_words(piece: Piece) -> str:
    """Return the words by which a piece is known again; notes count, their numbers do not."""
    bare = without_marks(f"{piece.heading} {piece.text}", [number for number, _words in piece.notes])
    return "\n".join(" ".join(tokens(words)) for words in (bare, *(words for _number, words in piece.notes)))


def _hashed(pieces: list[Piece]) -> list[Piece]:
    """Hash from the innermost out: own words, then kind, number and hash of each below."""
    below: dict[int, list[str]] = {}
    result = list(pieces)
    for place in range(len(pieces) - 1, -1, -1):
        piece = pieces[place]
        inner = list(reversed(below.get(place, [])))
        words = _own_words(piece)
        own = hashlib.sha256("\n".join([piece.kind, words, *inner]).encode()).hexdigest()
        result[place] = replace(piece, words_hash=own)
        number = "" if piece.kind in (ARTICLE, PARAGRAPH) else piece.number
        below.setdefault(piece.parent, []).append(f"{piece.kind} {number} {own}")
    return result


def _odd_numbers(pieces: Sequence[Piece]) -> Iterator[Warning]:
    """Report jumps, repeats and restarts: articles over the whole text, the others below their parent."""
    last: dict[tuple[str, int], str] = {}
    seen: set[tuple[str, int, str]] = set()
    for piece in pieces:
        if piece.kind not in (ARTICLE, CLAUSE, POINT, CHAPTER) or piece.number.startswith(ANNEX):
            continue
        scope = (piece.kind, -1 if piece.kind == ARTICLE else piece.parent)
        before = last.get(scope)
        last[scope] = piece.number
        if (*scope, piece.number) in seen:
            code = "restart" if _order(piece) == 1 else "duplicate-number"
            yield Warning(code, piece.path, piece.number)
            continue
        seen.add((*scope, piece.number))
        now, then = _order(piece), _order(replace(piece, number=before)) if before else 0
        if now is None or then is None:
            continue
        if now > then + 1:
            yield Warning("missing-number", piece.path, _numbered_as(piece.kind, then + 1))
        elif now <= then:
            yield Warning("out-of-order", piece.path, piece.number)


def _numbered_as(kind: str, order: int) -> str:
    return LETTERS[order - 1] if kind == POINT and order <= len(LETTERS) else str(order)


_ROMAN: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def _order(piece: Piece) -> int | None:
    """Return the place that a number claims; None for "5a" and the like, which stand between."""
    number = piece.number
    if number.isdigit():
        return int(number)
    if piece.kind == POINT:
        return LETTERS.index(number) + 1 if len(number) == 1 and number in LETTERS else None
    if number and all(letter in _ROMAN for letter in number):
        values = [_ROMAN[letter] for letter in number]
        return sum(v if v >= max(values[i:]) else -v for i, v in enumerate(values))
    return None

"""Cuts Vietnamese text into words: known compounds and names whole, everything else syllable by syllable."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Final

from dongthuan.analysis.story_terms import name_runs
from dongthuan.analysis.text import marked, tokens

LONGEST_NAME: Final = 6  # syllables; the longest known word is shorter
NAME: Final = 0.1  # a name weighs a little more than a known word, so that Bộ Khoa học is not cut within
_BREAK: Final = re.compile(r"[,;:!?()\[\]\"“”…|]|[.](?!\d)")
# Onset, vowels, coda: what a Vietnamese syllable can look like once its tone and marks are gone.
_SYLLABLE: Final = re.compile(
    r"(b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|q|r|s|th|tr|t|v|x)?"
    r"[aeiouyăâêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]{1,3}"
    r"(ch|c|m|ng|nh|n|p|t)?"
)


def read_words(name: str, separator: str | None) -> frozenset[str]:
    """Return the words of a shipped list; lines that begin with # are remarks."""
    place = resources.files("dongthuan.analysis") / "data" / name
    lines = [line for line in place.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return frozenset(marked(word.strip()) for line in lines for word in line.split(separator) if word.strip())


@cache
def compound_words() -> frozenset[str]:
    """Return the known words of two and more syllables."""
    return read_words("compound_words.txt", ",")


@cache
def single_words() -> frozenset[str]:
    """Return the syllables that tell something alone."""
    return read_words("single_words.txt", ",")


@cache
def function_words() -> frozenset[str]:
    """Return the syllables that carry grammar rather than matter."""
    return read_words("function_words.txt", None)


def word_units(text: str) -> Iterator[list[str]]:
    """Yield the words of each part between commas and full stops; the fewest words that make up the part.

    >>> list(word_units("Chuyển giao công nghệ y tế, bão số 13 vào Đà Nẵng"))
    [['chuyển giao công nghệ', 'y tế'], ['bão số 13', 'vào', 'đà nẵng']]
    """
    names = names_in(text)
    for part in _BREAK.split(text):
        syllables = tokens(part)
        if syllables:
            yield _numbered(_fewest(syllables, names))


def names_in(text: str) -> frozenset[str]:
    """Return the runs of capitalised words of a text, marks kept, letters small."""
    names = (marked(name) for name in name_runs(text))
    return frozenset(name for name in names if name.count(" ") < LONGEST_NAME)


def tells_alone(word: str) -> bool:
    """Say whether one word means something by itself: a known one, a foreign name, a code with a figure.

    >>> [word for word in ("bão", "thiệt", "thiệt hại", "kalmaegi", "h5n1", "15") if tells_alone(word)]
    ['bão', 'thiệt hại', 'kalmaegi', 'h5n1']
    """
    if " " in word or word in single_words():
        return True
    if word in function_words() or word.isdigit() or len(word) < 3:
        return False
    return _SYLLABLE.fullmatch(word) is None


def _numbered(words: Sequence[str]) -> list[str]:
    """Return the words with what carries a number made one: bão số 13, thông tư số 56."""
    joined: list[str] = []
    for word in words:
        if len(joined) > 1 and joined[-1] == "số" and word.isdigit():
            joined[-2:] = [f"{joined[-2]} số {word}"]
        else:
            joined.append(word)
    return joined


def _fewest(syllables: Sequence[str], names: frozenset[str]) -> list[str]:
    """Return the cut into the fewest words; of equal cuts fewer names, then the longer first words."""
    known = compound_words()
    best: list[tuple[float, int]] = [(0, 0)] * (len(syllables) + 1)
    for start in range(len(syllables) - 1, -1, -1):
        best[start] = (best[start + 1][0] + 1, 1)
        word = syllables[start]
        for size, syllable in enumerate(syllables[start + 1 : start + LONGEST_NAME], 2):
            word = f"{word} {syllable}"
            cost = 1 if word in known else 1 + NAME if word in names else None
            if cost is not None:
                best[start] = min(best[start], (best[start + size][0] + cost, size), key=_order)
    return list(_cut(syllables, best))


def _order(choice: tuple[float, int]) -> tuple[float, int]:
    return choice[0], -choice[1]


def _cut(syllables: Sequence[str], best: Sequence[tuple[float, int]]) -> Iterator[str]:
    start = 0
    while start < len(syllables):
        size = best[start][1]
        yield " ".join(syllables[start : start + size])
        start += size

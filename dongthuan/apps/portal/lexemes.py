"""The words by which a public text is found, made once for the index and for the question alike.

Each word is indexed twice: without marks, and after "=" as it is spelt. A question without marks finds
words with and without; one mark in it, and all words must be spelt as typed: the house's rule of search.
"""

import re
from collections.abc import Iterable, Iterator

from dongthuan.analysis.text import fold, tokens

LONGEST = 60
MOST_WORDS = 4000
MOST_PLACES = 60
MOST_ASKED = 12
_PART = re.compile(r"[/\-.]")


def vector_of(parts: Iterable[tuple[str, str]]) -> str:
    """Return the literal of a tsvector of weighted texts: pairs of a text and its weight, A to D.

    >>> vector_of([("Đất", "A"), ("đất hoang", "D")])
    "'dat':1A,2D '=đất':1A,2D 'hoang':3D '=hoang':3D"
    """
    places: dict[str, list[str]] = {}
    position = 0
    for text, weight in parts:
        for token in tokens(text):
            if position >= MOST_WORDS:
                break
            position += 1
            for form in _forms(token):
                at = places.setdefault(form, [])
                if len(at) < MOST_PLACES:
                    at.append(f"{position}{weight}")
    return " ".join(f"{_quoted(form)}:{','.join(at)}" for form, at in places.items())


def query_of(text: str) -> str:
    """Return the literal of a tsquery for all words, phrases in double quotes as phrases; "" = none.

    >>> query_of('"thu hoi" dat'), query_of("đất")
    ("('thu' <-> 'hoi') & 'dat'", "'=đất'")
    """
    is_exact = spells_marks(text)
    asked: list[str] = []
    count = 0
    for number, part in enumerate(text.split('"')):
        words = tokens(part)[: MOST_ASKED - count]
        count += len(words)
        forms = [_quoted(f"={word}"[:LONGEST] if is_exact else fold(word)[:LONGEST]) for word in words]
        if number % 2 and len(forms) > 1:
            asked.append(f"({' <-> '.join(forms)})")
        else:
            asked += forms
    return " & ".join(asked)


def spells_marks(text: str) -> bool:
    """Say whether a question has a Vietnamese mark in it, and so asks for words as they are spelt."""
    return any(fold(word) != word for word in tokens(text))


def _forms(token: str) -> Iterator[str]:
    bare, spelt = fold(token)[:LONGEST], f"={token}"[:LONGEST]
    yield bare
    yield spelt
    parts = _PART.split(token)
    if len(parts) > 1:
        for part in filter(None, parts):
            yield fold(part)[:LONGEST]
            yield f"={part}"[:LONGEST]


def _quoted(form: str) -> str:
    return "'" + form.replace("\\", "\\\\").replace("'", "''") + "'"

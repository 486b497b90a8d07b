"""What of a text is searched: folded tokens, made once here for the index and for the question alike.

PostgreSQL's own parser is never asked: it would break `09/2017/NĐ-CP` and `covid-19` apart.
"""

import re

from dongthuan.analysis.text import fold, tokens

LONGEST = 60
MOST = 400
_PART = re.compile(r"[/\-.]")


def lexemes(text: str) -> list[list[str]]:
    """Return, word by word in order, the lexemes under which each word is found.

    A word is found as it stands and, if it is joined by `/`, `-` or `.`, by its parts too.

    >>> lexemes("Nghị định 09/2017/NĐ-CP")
    [['nghi'], ['dinh'], ['09/2017/nd-cp', '09', '2017', 'nd', 'cp']]
    """
    words = [fold(token)[:LONGEST] for token in tokens(text)[:MOST]]
    return [[word, *(part for part in _PART.split(word) if part and part != word)] for word in words]


def vector_of(text: str) -> str:
    """Return the literal of the text's tsvector, with positions so that phrases can be asked for.

    >>> vector_of("Đất, đất")
    "'dat':1,2"
    """
    places: dict[str, list[int]] = {}
    for position, forms in enumerate(lexemes(text), start=1):
        for form in forms:
            places.setdefault(form, []).append(position)
    return " ".join(f"{_quoted(form)}:{','.join(map(str, at))}" for form, at in places.items())


def query_of(text: str) -> str:
    """Return the literal of a tsquery that asks for every word, and for phrases in double quotes as phrases.

    Returns "" where there is nothing to search for. Cast it with `::tsquery`; never parse it.

    >>> query_of('"thu hồi đất" 57-NQ/TW')
    "('thu' <-> 'hoi' <-> 'dat') & '57-nq/tw'"
    """
    asked: list[str] = []
    for number, part in enumerate(text.split('"')):
        words = [_quoted(fold(token)[:LONGEST]) for token in tokens(part)[:MOST]]
        if number % 2 and len(words) > 1:
            asked.append(f"({' <-> '.join(words)})")
        else:
            asked += words
    return " & ".join(asked)


def _quoted(form: str) -> str:
    return "'" + form.replace("\\", "\\\\").replace("'", "''") + "'"

"""Search in title and lead: without marks everything that folds alike, with marks only what is spelt so."""

import re
import unicodedata

from django.db import models
from django.db.models import Func, Value
from django.db.models.functions import Concat

from dongthuan.analysis.text import fold, tidy, tokens
from dongthuan.apps.common.text_search import holds
from dongthuan.apps.monitoring.lexemes import query_of
from dongthuan.apps.monitoring.models.items import ItemQuerySet

_LATE_TONE = re.compile("([ou])([\u0300\u0301\u0303\u0309\u0323])([aey])$")
_NOT_WORD = re.compile(r"([^\w])")


class _SpeltAs(Func):
    """Whether a text holds a pattern."""

    function = "regexp_like"
    output_field = models.BooleanField()


def matching(items: ItemQuerySet, words: str) -> ItemQuerySet:
    """Return the items that hold all the words, phrases in double quotes as phrases; none without a word.

    A question without marks finds words with and without; one mark in it, and all must be spelt as typed.
    """
    literal = query_of(words)
    if not literal:
        return items.none()
    found = items.filter(holds("search", literal))
    for pattern in exact_patterns(words):
        wording = Concat("title", Value(" "), "lead")
        # A function, because the planner takes an operator with a pattern to hold almost nowhere.
        found = found.filter(_SpeltAs(wording, Value(pattern), Value("i")))
    return found


def exact_patterns(words: str) -> list[str]:
    """Return the patterns that a text must hold to be spelt as typed; none where nothing typed has a mark.

    >>> exact_patterns("hoa binh")
    []
    >>> exact_patterns('"hòa bình"')
    ['\\\\m(hòa|hoà)\\\\W+(bình)\\\\M']
    """
    if all(fold(word) == word for word in tokens(words)):
        return []
    patterns = []
    for number, part in enumerate(words.split('"')):
        spelt = ["(" + "|".join(_spellings(word)) + ")" for word in tokens(part)]
        if number % 2 and spelt:
            phrase = r"\W+".join(spelt)
            patterns.append(rf"\m{phrase}\M")
        else:
            patterns += [rf"\m{word}\M" for word in spelt]
    return patterns


def _spellings(word: str) -> list[str]:
    """Return the word with its tone mark in the new and, where that is another place, in the old one."""
    late = unicodedata.normalize("NFC", _LATE_TONE.sub(r"\1\3\2", unicodedata.normalize("NFD", word)))
    both = [word, late] if late != word and tidy(late) == word else [word]
    return [_NOT_WORD.sub(r"\\\1", spelling) for spelling in both]

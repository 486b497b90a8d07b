"""The terms by which stories are told apart: words and pairs with their weight, and proper names."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from dongthuan.analysis.text import fold, tidy, tokens

LONGEST_TEXT: Final = 4_000
MOST_WORDS: Final = 120  # a story is told in a title and a lead; more only blurs it
MOST_TERMS: Final = 300_000
_WORD: Final = re.compile(r"\w+|[^\w\s]")


class TermWeights:
    """How telling each term is, learned from the texts that came so far (TF-IDF); bounded in memory."""

    def __init__(self) -> None:
        self._texts = 0
        self._holding: Counter[str] = Counter()

    def weigh(self, terms: Iterable[str]) -> dict[str, float]:
        """Learn one text's terms and return their weights, of length one."""
        counts = Counter(terms)
        self._texts += 1
        self._holding.update(counts.keys())
        if len(self._holding) > MOST_TERMS:
            self._halve()
        weights = {
            term: (1 + math.log(count)) * math.log(1 + (self._texts + 1) / (self._holding[term] + 0.5))
            for term, count in counts.items()
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {term: weight / length for term, weight in weights.items()}

    def _halve(self) -> None:
        """Let the far past count half and drop what was seen once."""
        self._texts = max(1, self._texts // 2)
        self._holding = Counter({term: count // 2 for term, count in self._holding.items() if count > 1})


def story_terms(text: str) -> list[str]:
    """Return the words of `text` and its pairs of neighbours.

    >>> story_terms("Bão số 5")
    ['bão', 'số', '5', 'bão số', 'số 5']
    """
    words = [word for word in tokens(text[:LONGEST_TEXT])[:MOST_WORDS] if len(word) > 1 or word.isdigit()]
    return words + [f"{first} {second}" for first, second in pairwise(words)]


def name_runs(text: str) -> list[str]:
    """Return the runs of two or more capitalised words, as they are written.

    >>> name_runs("Chủ tịch Trần Văn A thăm Đà Nẵng")
    ['Trần Văn A', 'Đà Nẵng']
    """
    names, run = [], list[str]()
    for word in [*_WORD.findall(tidy(text)), "."]:
        if word[0].isupper():
            run.append(word)
            continue
        if len(run) > 1:
            names.append(" ".join(run))
        run = []
    return names


def proper_names(text: str) -> set[str]:
    """Return the names of people, places and bodies in `text`, folded.

    Of three words and more also without the first, which may only begin a sentence or say what it is.

    >>> sorted(proper_names("Chủ tịch Trần Văn A thăm Đà Nẵng. Cầu Phong Châu sập"))
    ['cau phong chau', 'da nang', 'phong chau', 'tran van a', 'van a']
    """
    found = [fold(name) for name in name_runs(text[:LONGEST_TEXT])]
    return {*found, *(name.partition(" ")[2] for name in found if name.count(" ") > 1)}

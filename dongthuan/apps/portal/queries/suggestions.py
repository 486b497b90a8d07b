"""What is public already and may answer a request, before somebody writes it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import add
from typing import Any

from django.db.models import Case, IntegerField, Value, When
from django.urls import reverse

from dongthuan.analysis.text import fold
from dongthuan.apps.content.lifecycle import TextState
from dongthuan.apps.content.queries.public import published

MOST = 5
MOST_WORDS = 12
_SHORTEST = 3
# Words that every request has, without marks.
_EVERYWHERE = frozenset(
    re.findall(
        r"\w+",
        """cac cho cua cung cap chi tiet duoc hay het khong lien muon mot nam nay nghi nhung noi dung quan
        tai lieu theo thong tin toi trong tung van ban vien voi yeu cau xin sao ngay thang the and for of""",
    )
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something public: what it is called, where it stands, since when."""

    title: str
    url: str
    published_at: datetime


def already_public(words: str, *, at: datetime) -> list[Suggestion]:
    """Return at most MOST public texts that share most words with what is asked, the nearest first.

    Compared without marks. Nothing where no word of it tells anything.
    """
    asked = telling_words(words)
    if not asked:
        return []
    shared = reduce(add, (_holds(word) for word in asked))
    rows: Any = published(at=at).filter(state=TextState.PUBLISHED).annotate(shared=shared)
    near = rows.filter(shared__gte=_enough(len(asked))).light().order_by("-shared", "-public_at", "-pk")
    return [
        Suggestion(text.title, reverse("portal:text", args=[text.slug]), text.public_at)
        for text in near[:MOST]
        if text.public_at is not None
    ]


def telling_words(words: str) -> Sequence[str]:
    """Return the words that tell what is asked for, without marks, each once.

    >>> telling_words("Đề nghị cung cấp thông tin về kết quả khảo sát động đất năm 2025")
    ['ket', 'qua', 'khao', 'sat', 'dong', 'dat', '2025']
    """
    told = "".join(letter if letter.isalnum() else " " for letter in fold(words)).split()
    kept = [word for word in dict.fromkeys(told) if len(word) >= _SHORTEST and word not in _EVERYWHERE]
    return kept[:MOST_WORDS]


def _enough(count: int) -> int:
    return max(1, -(-count * 3 // 5))


def _holds(word: str) -> Case:
    return Case(When(folded__contains=word, then=Value(1)), default=Value(0), output_field=IntegerField())

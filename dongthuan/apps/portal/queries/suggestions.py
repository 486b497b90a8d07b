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
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.content.lifecycle import TextState
from dongthuan.apps.content.queries.public import published
from dongthuan.apps.disclosure.queries.public import public_items

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
    """Return at most MOST public texts and items of the register that share most words with what is asked.

    The nearest first, of equals the newest. Compared without marks. Nothing where no word tells anything.
    """
    asked = telling_words(words)
    if not asked:
        return []
    texts: Any = published(at=at).filter(state=TextState.PUBLISHED).light()
    items: Any = public_items(on=local_day(at))
    near = [
        (text.shared, text.public_at, text.title, reverse("portal:text", args=[text.slug]))
        for text in _near(texts, asked, "-public_at")
    ] + [
        (item.shared, item.published_at, item.title, reverse("portal:openness-item", args=[item.slug]))
        for item in _near(items, asked, "-published_at")
    ]
    near.sort(key=lambda row: row[:2], reverse=True)
    return [Suggestion(title, url, since) for _shared, since, title, url in near[:MOST]]


def _near(rows: Any, asked: Sequence[str], newest: str) -> Any:
    """Return the MOST rows that share enough of the words, the nearest first."""
    shared = reduce(add, (_holds(word) for word in asked))
    enough = rows.annotate(shared=shared).filter(shared__gte=_enough(len(asked)))
    return enough.order_by("-shared", newest, "-pk")[:MOST]


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

"""Search over everything published: the index finds keys, each app's rule says at once what may be shown.

A hit that is no longer public counts for nothing: neither its title nor its number reaches the page.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from dongthuan.analysis.text import tokens
from dongthuan.apps.common.text_search import holds, rank
from dongthuan.apps.portal.lexemes import query_of, spells_marks
from dongthuan.apps.portal.lifecycle import EntryKind
from dongthuan.apps.portal.models.entries import PublicEntry
from dongthuan.apps.portal.queries.search_sources import SOURCES, Found

SHOWN = 20
RANKED = 150  # of those that hold the words, and of those whose title does: the newest are ranked
MOST = 500  # hits that one question leads to; beyond it the page asks for more words
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody looks for. kinds: () = all; until_at: the first instant after; by_rank: the most fitting
    first, where there are words; else the newest."""

    words: str = ""
    kind: str = ""
    from_at: datetime | None = None
    until_at: datetime | None = None
    by_rank: bool = False


@dataclass(frozen=True, slots=True)
class Hits:
    """One page of hits. count: how many there are, at most MOST; has_more: there are more than MOST."""

    rows: list[Found]
    count: int
    has_more: bool
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is found by one word alone, where all words together find nothing."""

    word: str
    count: int


def search(question: Question, *, at: datetime, page: int = 1) -> Hits:
    """Return one page of what the public may see at an instant; at most five queries, however many hits."""
    keys = _candidates(question)
    shown = _still_public(keys, at)
    pages = max(1, -(-len(shown) // SHOWN))
    page = min(max(1, page), pages)
    rows = _read(shown[(page - 1) * SHOWN : page * SHOWN], at)
    return Hits(rows, len(shown), len(keys) >= MOST, page, pages)


def by_single_words(question: Question, *, at: datetime) -> list[Narrowed]:
    """Return what each word finds by itself, and all of them without marks; nothing that finds nothing."""
    words = list(dict.fromkeys(tokens(question.words)))[:6]
    if len(words) < 2:
        return []
    found = []
    for word in words:
        alone = Question(word, question.kind, question.from_at, question.until_at)
        count = len(_still_public(_candidates(alone), at))
        if count:
            found.append(Narrowed(word, count))
    return found


def has_marks(words: str) -> bool:
    """Say whether a question asks for words as they are spelt."""
    return spells_marks(words)


def _candidates(question: Question) -> list[Key]:
    rows = PublicEntry.objects.order_by("-published_at", "-id")
    if question.kind in EntryKind.values:
        rows = rows.filter(kind=question.kind)
    if question.from_at is not None:
        rows = rows.filter(published_at__gte=question.from_at)
    if question.until_at is not None:
        rows = rows.filter(published_at__lt=question.until_at)
    asked = query_of(question.words)
    if question.words and not asked:
        return []
    found = _holding(rows, asked)
    if not (asked and question.by_rank):
        return list(found.values_list("kind", "record_key")[:MOST])
    return _most_fitting(rows, found, asked)


def _most_fitting(rows: QuerySet[PublicEntry], found: QuerySet[PublicEntry], asked: str) -> list[Key]:
    """Return the best of the newest, then the other newest; a rank reads the whole vector, so few get one."""
    titled = _holding(rows, asked, "title").values_list("pk", flat=True)[:RANKED]
    newest = list(found.values_list("pk", "kind", "record_key")[:MOST])
    ranked = PublicEntry.objects.filter(pk__in={*titled, *(row[0] for row in newest[:RANKED])}).annotate(
        rank=rank("search", asked)
    )
    best = list(ranked.order_by("-rank", "-published_at", "-id").values_list("pk", "kind", "record_key"))
    known = {row[0] for row in best}
    rest = [row for row in newest if row[0] not in known]
    return [(kind, key) for _pk, kind, key in [*best, *rest][:MOST]]


def _holding(rows: QuerySet[PublicEntry], asked: str, field: str = "search") -> QuerySet[PublicEntry]:
    return rows.filter(holds(field, asked)) if asked else rows


def _still_public(keys: Sequence[Key], at: datetime) -> list[Key]:
    """Return those of the keys that the rule of their app shows at this instant, in the same order."""
    public: set[Key] = set()
    for kind, some in _by_kind(keys).items():
        source = SOURCES.get(EntryKind(kind))
        if source is not None:
            rows = source.public(at).order_by().filter(pk__in=some)
            public.update((kind, key) for key in rows.values_list("pk", flat=True))
    return [key for key in keys if key in public]


def _read(keys: Sequence[Key], at: datetime) -> list[Found]:
    rows: dict[Key, Found] = {}
    for kind, some in _by_kind(keys).items():
        source = SOURCES[EntryKind(kind)]
        for found in source.read(source.public(at).filter(pk__in=some)):
            rows[kind, found.key] = found
    return [rows[key] for key in keys if key in rows]


def _by_kind(keys: Sequence[Key]) -> dict[str, list[int]]:
    kinds: dict[str, list[int]] = defaultdict(list)
    for kind, key in keys:
        kinds[kind].append(key)
    return kinds

"""A made-up year of news written straight into the tables of monitoring, by COPY, in batches."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from django.db import connection

from benchmarks.news_stream import MOODS, News, Words, made_up_news, spans, syllables
from dongthuan.apps.monitoring.lexemes import vector_of
from dongthuan.apps.monitoring.models.items import EMBEDDING_SIZE
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.monitoring.models.topics import Topic

DAYS, TOPICS, SOURCES = 365, 30, 200
BATCH = 50_000
WITH_MEANING = 20_000  # the newest items get a vector: the index of a million is measured elsewhere
MODEL = "bench"
ITEM = (
    "id, source_id, url, url_key, guid, title, lead, category, published_at, published_origin, first_seen_at,"
    " counted_hour, stage, polarity, polarity_origin, polarity_confidence, relevance, hostility, model_id,"
    " citations, keywords, copy_of_id, story_id, handling, search, is_illustrative"
)
TABLES = (
    "mention",
    "itemvector",
    "itemtext",
    "item",
    "story",
    "topichour",
    "sourcehour",
    "alertrule",
    "signal",
)
COUNTED = """
insert into monitoring_topichour
    (topic_id, hour, polarity, original_count, copy_count, favourable_count, unfavourable_count)
select m.topic_id, i.counted_hour, i.polarity, count(*) filter (where i.copy_of_id is null),
    count(*) filter (where i.copy_of_id is not null), 0, 0
from monitoring_mention m join monitoring_item i on i.id = m.item_id group by 1, 2, 3;
insert into monitoring_sourcehour (source_id, hour, polarity, original_count, copy_count)
select source_id, counted_hour, polarity, count(*) filter (where copy_of_id is null),
    count(*) filter (where copy_of_id is not null)
from monitoring_item group by 1, 2, 3;
"""


def clear() -> None:
    """Empty the tables that are filled."""
    with connection.cursor() as cursor:
        cursor.execute(f"truncate {', '.join(f'monitoring_{name}' for name in TABLES)} cascade")


def fill(count: int, *, at: datetime) -> None:
    """Write about `count` items of the year up to an instant, with stories, mentions and hourly counts."""
    news = made_up_news(count, days=DAYS, topics=TOPICS, sources=SOURCES)
    begin = at - timedelta(hours=float(news.seen.max()))
    sources, topics = _sources(), _topics()
    titles = Words(np.random.default_rng(3), syllables()).lines(news.story, length=11)
    leads = Words(np.random.default_rng(4), syllables()).lines(news.story, length=26)
    _stories(news, titles, begin)
    for start, end in spans(len(titles), BATCH):
        rows = range(start, end)
        _copy("item", ITEM, (_item(news, row, (titles[row], leads[row]), begin, sources) for row in rows))
        _copy("mention", "topic_id, item_id, stance, confidence, matched_by", _mentions(news, rows, topics))
    first = max(0, len(titles) - WITH_MEANING)
    vectors = np.random.default_rng(5).normal(size=(len(titles) - first, EMBEDDING_SIZE)).round(3)
    told = ((first + row + 1, MODEL, str(vector.tolist())) for row, vector in enumerate(vectors))
    _copy("itemvector", "item_id, model_id, vector", told)
    with connection.cursor() as cursor:
        cursor.execute(COUNTED)
        for name in ("item", "story"):
            cursor.execute(
                f"select setval('monitoring_{name}_id_seq', (select max(id) from monitoring_{name}))"
            )
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")


def _sources() -> list[int]:
    for number in range(SOURCES):
        Source.objects.get_or_create(
            name=f"bench {number}",
            defaults={
                "outlet": f"Bench {number % 80}",
                "url": f"https://b{number}.example/rss",
                "state": "paused",
            },
        )
    return list(Source.objects.filter(name__startswith="bench ").order_by("pk").values_list("pk", flat=True))


def _topics() -> list[int]:
    for number in range(TOPICS):
        Topic.objects.get_or_create(
            slug=f"bench-{number}", defaults={"name": f"Bench {number}", "phrases": [f"bench {number}"]}
        )
    everything = Topic.objects.filter(kind=Topic.Kind.EVERYTHING).values_list("pk", flat=True)
    own = Topic.objects.filter(slug__startswith="bench-").order_by("pk").values_list("pk", flat=True)
    return [*own, *everything]


def _copy(table: str, columns: str, rows: Iterable[Sequence[Any]]) -> None:
    sql = f"copy monitoring_{table} ({columns}) from stdin"
    with connection.cursor() as cursor, cursor.copy(sql) as copy:  # type: ignore[attr-defined]  # psycopg's own
        for row in rows:
            copy.write_row(row)


def _stories(news: News, titles: list[str], begin: datetime) -> None:
    size, copies = (
        np.bincount(news.story),
        np.bincount(news.story[news.copy_of >= 0], minlength=news.story.max() + 1),
    )
    moods = [np.bincount(news.story[news.mood == mood], minlength=len(size)) for mood in (0, 2)]
    first = np.full(len(size), np.inf)
    np.minimum.at(first, news.story, news.published)
    last = np.full(len(size), -np.inf)
    np.maximum.at(last, news.story, news.published)
    place = np.zeros(len(size), np.int64)
    place[news.story[::-1]] = np.arange(len(news.story))[::-1]
    columns = (
        "id, title, first_at, last_at, item_count, original_count, outlet_count, negative_count,"
        " positive_count, is_touched, is_titled_by_hand"
    )
    rows = (
        (key + 1, titles[place[key]], begin + timedelta(hours=first[key]), begin + timedelta(hours=last[key]),
         int(size[key]), int(size[key] - copies[key]), min(int(size[key]), 40), int(moods[0][key]),
         int(moods[1][key]), False, False)
        for key in np.flatnonzero(size).tolist()
    )  # fmt: skip
    _copy("story", columns, rows)


def _item(news: News, row: int, text: tuple[str, str], begin: datetime, sources: list[int]) -> Sequence[Any]:
    published = begin + timedelta(hours=float(news.published[row]))
    url = f"https://b{news.source[row]}.example/{row}"
    original, hour = int(news.copy_of[row]), published.replace(minute=0, second=0, microsecond=0)
    return (
        row + 1, sources[int(news.source[row])], url, hashlib.sha256(url.encode()).digest(), url, *text, "",
        published, "stated", begin + timedelta(hours=float(news.seen[row])),
        hour, "counted", MOODS[news.mood[row]], "machine", 0.8,
        0.7, 0.1, MODEL, [], [], original + 1 if original >= 0 else None, int(news.story[row]) + 1, "open",
        vector_of(" ".join(text)), False,
    )  # fmt: skip


def _mentions(news: News, rows: range, topics: list[int]) -> Iterable[Sequence[Any]]:
    for row in rows:
        if news.topic[row] >= 0:
            yield topics[int(news.topic[row])], row + 1, "unclear", 0.9, "bench"
            for everything in topics[TOPICS:]:
                yield everything, row + 1, "unclear", 0.9, "bench"

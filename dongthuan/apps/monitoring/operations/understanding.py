"""Let the models read the items that wait: labels, meaning, topics; twice does no harm."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection, models, transaction
from numpy.typing import NDArray

from dongthuan.analysis.encoder import Encoder
from dongthuan.analysis.second_opinion import SecondReader
from dongthuan.analysis.topics import TopicMatch, TopicMatcher, TopicSpec
from dongthuan.analysis.understanding import ItemText, Reader, Understanding
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.monitoring.lifecycle import Origin, Stage
from dongthuan.apps.monitoring.models.items import Item, ItemVector
from dongthuan.apps.monitoring.models.learning import TopicExample
from dongthuan.apps.monitoring.models.topics import Mention, Topic
from dongthuan.apps.monitoring.rules import ACCESS, Act

RELEVANT_FROM = 0.5  # relevance from which an item belongs to "all relevant news"
MOST_SAID = 200  # of the texts people put into a topic or took out of it, the latest that are learned from
READ_FIELDS = [
    "stage",
    "polarity",
    "polarity_confidence",
    "negative_score",
    "positive_score",
    "relevance",
    "hostility",
    "model_id",
    "citations",
    "keywords",
]


@dataclass(frozen=True, slots=True)
class TopicSet:
    """The watched topics as the matcher knows them, with the stamp by which a change is noticed."""

    stamp: str
    everything: int | None
    matcher: TopicMatcher


def topic_stamp() -> str:
    """Return a text that changes whenever a watched topic is added, rewritten or dropped."""
    rows = Topic.objects.watched().order_by("pk").values_list("pk", "version")
    return ",".join(f"{key}.{version}" for key, version in rows)


def load_topics(encoder: Encoder) -> TopicSet:
    """Return the watched topics, their examples encoded."""
    topics = list(Topic.objects.watched().order_by("pk"))
    everything = next((t.pk for t in topics if t.kind == Topic.Kind.EVERYTHING), None)
    specs = specs_of([topic for topic in topics if topic.pk != everything])
    stamp = ",".join(f"{topic.pk}.{topic.version}" for topic in topics)
    return TopicSet(stamp, everything, TopicMatcher(specs, encoder))


def specs_of(topics: Sequence[Topic]) -> list[TopicSpec]:
    """Return topics as the matcher wants them, with what people said belongs to them or does not."""
    last: dict[tuple[int, int], TopicExample] = {}
    for row in TopicExample.objects.filter(topic__in=topics).order_by("id"):
        last[row.topic_id, row.item_key] = row
    said: dict[tuple[int, bool], list[str]] = defaultdict(list)
    for row in last.values():
        said[row.topic_id, row.belongs].append(ItemText(row.title, row.lead).head)
    return [
        TopicSpec(
            key=topic.pk,
            phrases=tuple(topic.phrases),
            excluded_phrases=tuple(topic.excluded_phrases),
            favourable_examples=tuple(topic.favourable_examples),
            unfavourable_examples=tuple(topic.unfavourable_examples),
            belonging=tuple(said[topic.pk, True][-MOST_SAID:]),
            foreign=tuple(said[topic.pk, False][-MOST_SAID:]),
        )
        for topic in topics
    ]


def waiting(*, limit: int, shard: int = 0, shards: int = 1) -> list[Item]:
    """Return items not yet read, the oldest first; shards let several workers share the work."""
    items = Item.objects.filter(stage=Stage.RECEIVED).order_by("id").select_related("full_text")
    if shards > 1:
        items = items.annotate(shard=models.F("id") % shards).filter(shard=shard)
    return list(items[:limit])


def text_of(item: Item) -> ItemText:
    """Return what the models read of an item."""
    text = item.full_text.text if hasattr(item, "full_text") else ""
    return ItemText(title=item.title, lead=item.lead, text=text)


def scores_of(item: Item) -> dict[str, float] | None:
    """Return what the machine held of an item's polarity; None where it was not read."""
    if item.negative_score is None or item.positive_score is None:
        return None
    neutral = max(0.0, 1 - item.negative_score - item.positive_score)
    return {"negative": item.negative_score, "neutral": neutral, "positive": item.positive_score}


def meaning_of(item: Item) -> NDArray[np.float32]:
    """Return the stored meaning of an item, 384 floats."""
    return np.asarray(item.meaning.vector, dtype=np.float32)


def understand_items(
    *, items: Sequence[Item], reader: Reader | SecondReader, topics: TopicSet, by: Actor
) -> int:
    """Read `items` and store what was understood; returns how many were not stored by another before.

    The models work outside the transaction. If topics changed meanwhile nothing is stored (returns 0) and
    the items wait for the next turn with the new topics.
    """
    require(ACCESS, Act.UNDERSTAND, by, None)
    texts = [text_of(item) for item in items]
    found = reader.understand(texts)
    matches = [
        topics.matcher.match(text, understood.vector, understood.polarity_scores)
        for text, understood in zip(texts, found, strict=True)
    ]
    return _store(items, found, matches, topics)


@transaction.atomic
def _store(
    items: Sequence[Item],
    found: Sequence[Understanding],
    matches: Sequence[Sequence[TopicMatch]],
    topics: TopicSet,
) -> int:
    if topic_stamp() != topics.stamp:
        return 0
    keys = [item.pk for item in items]
    open_items = {
        item.pk: item
        for item in Item.objects.select_for_update().filter(pk__in=keys, stage=Stage.RECEIVED).order_by("pk")
    }
    vectors: list[ItemVector] = []
    mentions: list[Mention] = []
    for key, understood, matched in zip(keys, found, matches, strict=True):
        item = open_items.get(key)
        if item is None:
            continue
        _write(item, understood)
        vectors.append(ItemVector(item=item, model_id=understood.model_id, vector=understood.vector))
        mentions += mentions_of(item, matched, topics.everything)
    with connection.cursor() as cursor:
        cursor.executemany(_READ_SQL, [_read_row(item) for item in open_items.values()])
    ItemVector.objects.bulk_create(vectors, ignore_conflicts=True)
    Mention.objects.bulk_create(mentions, ignore_conflicts=True)
    return len(open_items)


_READ_SQL = """
update monitoring_item
set stage = %s, polarity = %s, polarity_confidence = %s, negative_score = %s, positive_score = %s,
    relevance = %s, hostility = %s, model_id = %s, citations = %s, keywords = %s
where id = %s
"""


def _read_row(item: Item) -> list[Any]:
    return [*(getattr(item, name) for name in READ_FIELDS), item.pk]


def _write(item: Item, understood: Understanding) -> None:
    item.stage = Stage.UNDERSTOOD
    if item.polarity_origin != Origin.HUMAN:
        item.polarity = understood.polarity
    item.polarity_confidence = understood.polarity_confidence
    item.negative_score = understood.polarity_scores["negative"]
    item.positive_score = understood.polarity_scores["positive"]
    item.relevance, item.hostility = understood.relevance, understood.hostility
    item.model_id = understood.model_id
    item.citations = [citation[:80] for citation in understood.citations]
    item.keywords = [keyword[:80] for keyword in understood.keywords]


def mentions_of(item: Item, matched: Sequence[TopicMatch], everything: int | None) -> list[Mention]:
    """Return the rows that say which topics an item speaks of, "all relevant news" among them."""
    rows = [
        Mention(
            topic_id=int(match.key),
            item=item,
            stance=match.stance,
            confidence=match.confidence,
            matched_by=match.matched_by[:120],
        )
        for match in matched
    ]
    relevance = item.relevance or 0.0
    if everything is not None and (rows or relevance >= RELEVANT_FROM):
        how = "topic" if rows else "relevance"
        rows.append(Mention(topic_id=everything, item=item, confidence=relevance, matched_by=how))
    return rows

"""Find copies and stories among what was understood, and count it: the last step of an item's way.

One grouper works at a time. What it keeps in memory is only a copy of what is stored: a generation number
tells when somebody else (another worker, or a person who merged stories) moved on, and then it is rebuilt.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import connection, models, transaction

from dongthuan.analysis.copies import CopyIndex
from dongthuan.analysis.stories import StoryClusterer
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.monitoring.lexemes import vector_of
from dongthuan.apps.monitoring.lifecycle import Stage
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.stories import GroupingState, Story
from dongthuan.apps.monitoring.models.topics import Mention
from dongthuan.apps.monitoring.operations.counting import (
    SourceMove,
    TopicMove,
    hour_of,
    move_sources,
    move_topics,
)
from dongthuan.apps.monitoring.operations.understanding import meaning_of
from dongthuan.apps.monitoring.rules import ACCESS, Act

WINDOW = timedelta(hours=96)
SEED_LIMIT = 20_000
_GROUPER_LOCK = 0x67726F75  # one grouper at a time, even if two workers think they are it


@dataclass
class Grouper:
    """The copies and stories of the last days, as stored at `generation`."""

    generation: int
    copies: CopyIndex
    stories: StoryClusterer
    fresh_keys: Iterator[int] = field(default_factory=lambda: iter(()))

    def next_key(self) -> int:
        """Return the number of the next new story; numbers are drawn from the database, never used twice."""
        key = next(self.fresh_keys, None)
        if key is None:
            self.fresh_keys = iter(_draw_story_keys(50))
            key = next(self.fresh_keys)
        return key


@dataclass(frozen=True, slots=True)
class Grouped:
    """What was found about one item."""

    item: Item
    story: int
    copy_of: int | None


def build_grouper() -> Grouper:
    """Return a grouper that knows the counted items of the window before the newest one."""
    state, _made = GroupingState.objects.get_or_create(pk=1)
    grouper = Grouper(state.generation, CopyIndex(), StoryClusterer())
    newest = Item.objects.counted().aggregate(newest=models.Max("published_at"))["newest"]
    if newest is None:
        return grouper
    recent = Item.objects.counted().filter(published_at__gt=newest - WINDOW, published_at__lte=newest)
    by_story: dict[int, list[Item]] = defaultdict(list)
    rows = list(recent.select_related("meaning").order_by("-published_at", "-id")[:SEED_LIMIT])
    for item in reversed(rows):
        if item.copy_of_id is None:
            grouper.copies.seed([(item.pk, copy_text(item), item.published_at.timestamp())])
        if item.story_id is not None:
            by_story[item.story_id].append(item)
    for story, items in sorted(by_story.items(), key=lambda pair: pair[1][-1].published_at):
        vectors = [meaning_of(item) for item in items]
        last_at = items[-1].published_at.timestamp() / 3600
        grouper.stories.seed(story, [copy_text(item) for item in items], vectors, last_at)
    return grouper


def copy_text(item: Item) -> str:
    """Return the text by which copies and stories are told: title and lead."""
    return f"{item.title}. {item.lead}" if item.lead else item.title


def waiting_to_group(*, limit: int) -> list[Item]:
    """Return understood items that are not counted yet, by the time they were published."""
    waiting = Item.objects.filter(stage=Stage.UNDERSTOOD).select_related("meaning", "source")
    return list(waiting.order_by("published_at", "id")[:limit])


def group_and_count(*, grouper: Grouper, limit: int, by: Actor) -> int:
    """Group and count the next items; returns how many.

    Raises StaleGrouper if the stored stories moved on since the grouper was built; build it anew then.
    A failure leaves nothing stored; the grouper must then be thrown away, for it remembers too much.
    """
    require(ACCESS, Act.UNDERSTAND, by, None)
    items = waiting_to_group(limit=limit)
    if not items:
        return 0
    found = [_place(grouper, item) for item in items]
    _store(grouper, found)
    return len(found)


class StaleGrouper(Exception):
    """The stored stories are not those the grouper knows."""


def _place(grouper: Grouper, item: Item) -> Grouped:
    text, at = copy_text(item), item.published_at.timestamp()
    copy = grouper.copies.add(item.pk, text, at)
    vector = meaning_of(item)
    match = grouper.stories.add(text, vector, at / 3600, new_key=grouper.next_key)
    return Grouped(item, match.story, int(copy.key) if copy else None)


@transaction.atomic
def _store(grouper: Grouper, found: Sequence[Grouped]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_GROUPER_LOCK])
    state = GroupingState.objects.select_for_update().get(pk=1)
    if state.generation != grouper.generation:
        raise StaleGrouper
    keys = [grouped.item.pk for grouped in found]
    locked = Item.objects.select_for_update().filter(pk__in=keys, stage=Stage.UNDERSTOOD)
    if locked.count() != len(keys):
        raise StaleGrouper
    _write_stories(found)
    _write_items(found)
    count_items([grouped.item for grouped in found])
    state.generation = grouper.generation = state.generation + 1
    state.save(update_fields=["generation"])


def _write_stories(found: Sequence[Grouped]) -> None:
    by_story: dict[int, list[Grouped]] = defaultdict(list)
    for grouped in found:
        by_story[grouped.story].append(grouped)
    known = {story.pk: story for story in Story.objects.select_for_update().filter(pk__in=by_story)}
    fresh: list[Story] = []
    for key, members in sorted(by_story.items()):
        if key not in known:
            first = min(members, key=lambda grouped: grouped.item.published_at).item
            story = Story(pk=key, title=first.title, first_at=first.published_at, last_at=first.published_at)
            known[key] = story
            fresh.append(story)
    Story.objects.bulk_create(fresh)
    for grouped in found:
        grouped.item.story = known[grouped.story]
        grouped.item.copy_of_id = grouped.copy_of


def _write_items(found: Sequence[Grouped]) -> None:
    items = [grouped.item for grouped in found]
    for item in items:
        item.stage = Stage.COUNTED
        item.counted_hour = hour_of(item.published_at)
    with connection.cursor() as cursor:
        cursor.executemany(_COUNTED_SQL, [_counted_row(item) for item in items])
    refresh_stories({grouped.story for grouped in found})


# One statement for each row in one round trip: five times as quick as bulk_update's CASE for every field.
_COUNTED_SQL = """
update monitoring_item
set stage = %s, counted_hour = %s, copy_of_id = %s, story_id = %s, search = %s::tsvector where id = %s
"""


def _counted_row(item: Item) -> list[Any]:
    search = vector_of(copy_text(item))
    return [item.stage, item.counted_hour, item.copy_of_id, item.story_id, search, item.pk]


def refresh_stories(keys: Iterable[int]) -> None:
    """Recompute the figures of stories from their items: times, items, originals, outlets, polarities."""
    with connection.cursor() as cursor:
        cursor.execute(_REFRESH_SQL, [sorted(keys)])


_REFRESH_SQL = """
update monitoring_story as story set
    first_at = sums.first_at, last_at = sums.last_at, item_count = sums.items,
    original_count = sums.originals, outlet_count = sums.outlets,
    negative_count = sums.negatives, positive_count = sums.positives
from (
    select item.story_id, min(published_at) as first_at, max(published_at) as last_at, count(*) as items,
        count(*) filter (where copy_of_id is null) as originals,
        count(distinct source.outlet) as outlets,
        count(*) filter (where polarity = 'negative') as negatives,
        count(*) filter (where polarity = 'positive') as positives
    from monitoring_item as item join monitoring_source as source on source.id = item.source_id
    where item.story_id = any(%s) and item.stage = 'counted'
    group by item.story_id
) as sums
where story.id = sums.story_id
"""


def count_items(items: Sequence[Item], *, by: int = 1) -> None:
    """Let items enter (+1) or leave (-1) the hourly counts of their source and topics."""
    mentions = Mention.objects.filter(item__in=[item.pk for item in items])
    by_item: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_item[mention.item_id].append(mention)
    topic_moves, source_moves = [], []
    for item in items:
        if item.counted_hour is None:
            continue
        hour, is_copy = item.counted_hour, item.copy_of_id is not None
        source_moves.append(SourceMove(item.source_id, hour, item.polarity, is_copy, by))
        topic_moves += [
            TopicMove(mention.topic_id, hour, item.polarity, mention.stance, is_copy, by)
            for mention in by_item[item.pk]
        ]
    move_topics(topic_moves)
    move_sources(source_moves)


def forget_grouping() -> None:
    """Tell every grouper that stories were changed by hand; call it in the transaction of the change."""
    GroupingState.objects.update_or_create(pk=1)
    GroupingState.objects.filter(pk=1).update(generation=models.F("generation") + 1)


def _draw_story_keys(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval(pg_get_serial_sequence('monitoring_story', 'id')) from generate_series(1, %s)",
            [count],
        )
        return [row[0] for row in cursor.fetchall()]

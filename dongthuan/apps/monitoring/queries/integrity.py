"""Do the counts still say what the items say? Asked by `dongthuan check` and by the tests."""

from dataclasses import dataclass

from django.db import connection

_TOPICS = """
with truth as (
    select mention.topic_id, item.counted_hour as hour, item.polarity,
        count(*) filter (where item.copy_of_id is null) as originals,
        count(*) filter (where item.copy_of_id is not null) as copies,
        count(*) filter (where item.copy_of_id is null and mention.stance = 'favourable') as favourable,
        count(*) filter (where item.copy_of_id is null and mention.stance = 'unfavourable') as unfavourable
    from monitoring_mention as mention join monitoring_item as item on item.id = mention.item_id
    where item.stage = 'counted'
    group by mention.topic_id, item.counted_hour, item.polarity
)
select count(*) from truth full join monitoring_topichour as kept using (topic_id, hour, polarity)
where coalesce(truth.originals, 0) <> coalesce(kept.original_count, 0)
    or coalesce(truth.copies, 0) <> coalesce(kept.copy_count, 0)
    or coalesce(truth.favourable, 0) <> coalesce(kept.favourable_count, 0)
    or coalesce(truth.unfavourable, 0) <> coalesce(kept.unfavourable_count, 0)
"""
_SOURCES = """
with truth as (
    select source_id, counted_hour as hour, polarity,
        count(*) filter (where copy_of_id is null) as originals,
        count(*) filter (where copy_of_id is not null) as copies
    from monitoring_item where stage = 'counted' group by source_id, counted_hour, polarity
)
select count(*) from truth full join monitoring_sourcehour as kept using (source_id, hour, polarity)
where coalesce(truth.originals, 0) <> coalesce(kept.original_count, 0)
    or coalesce(truth.copies, 0) <> coalesce(kept.copy_count, 0)
"""
_ITEMS = """
select count(*) from monitoring_item as item
where item.stage <> 'received'
    and not exists (select from monitoring_itemvector as meaning where meaning.item_id = item.id)
"""


@dataclass(frozen=True, slots=True)
class Mismatches:
    """How many hourly rows differ from the items behind them, and how many read items lack their meaning."""

    topic_hours: int
    source_hours: int
    items_without_meaning: int

    @property
    def is_whole(self) -> bool:
        """Whether everything fits."""
        return not (self.topic_hours or self.source_hours or self.items_without_meaning)


def find_mismatches() -> Mismatches:
    """Recount everything from the items and compare; reads all counted items once."""
    found = []
    with connection.cursor() as cursor:
        for statement in (_TOPICS, _SOURCES, _ITEMS):
            cursor.execute(statement)
            row = cursor.fetchone()
            found.append(int(row[0]) if row else 0)
    return Mismatches(*found)

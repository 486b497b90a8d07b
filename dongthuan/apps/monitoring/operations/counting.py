"""Keep the hourly counts true: every change of an item moves them in the same transaction."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from dongthuan.apps.monitoring.lifecycle import Stance

_TOPIC_SQL = """
insert into monitoring_topichour
    (topic_id, hour, polarity, original_count, copy_count, favourable_count, unfavourable_count)
values (%s, %s, %s, %s, %s, %s, %s)
on conflict (topic_id, hour, polarity) do update set
    original_count = monitoring_topichour.original_count + excluded.original_count,
    copy_count = monitoring_topichour.copy_count + excluded.copy_count,
    favourable_count = monitoring_topichour.favourable_count + excluded.favourable_count,
    unfavourable_count = monitoring_topichour.unfavourable_count + excluded.unfavourable_count
"""
_TOPIC_LESS = """
update monitoring_topichour set
    original_count = original_count + %s, copy_count = copy_count + %s,
    favourable_count = favourable_count + %s, unfavourable_count = unfavourable_count + %s
where topic_id = %s and hour = %s and polarity = %s
"""
_SOURCE_LESS = """
update monitoring_sourcehour set original_count = original_count + %s, copy_count = copy_count + %s
where source_id = %s and hour = %s and polarity = %s
"""
_SOURCE_SQL = """
insert into monitoring_sourcehour (source_id, hour, polarity, original_count, copy_count)
values (%s, %s, %s, %s, %s)
on conflict (source_id, hour, polarity) do update set
    original_count = monitoring_sourcehour.original_count + excluded.original_count,
    copy_count = monitoring_sourcehour.copy_count + excluded.copy_count
"""


@dataclass(frozen=True, slots=True)
class TopicMove:
    """One mention that enters (+1) or leaves (-1) the counts of a topic."""

    topic: int
    hour: datetime
    polarity: str
    stance: str
    is_copy: bool
    by: int = 1


@dataclass(frozen=True, slots=True)
class SourceMove:
    """One item that enters (+1) or leaves (-1) the counts of a source."""

    source: int
    hour: datetime
    polarity: str
    is_copy: bool
    by: int = 1


def hour_of(at: datetime) -> datetime:
    """Return the hour in which an instant lies."""
    return at.replace(minute=0, second=0, microsecond=0)


def move_topics(moves: Iterable[TopicMove]) -> None:
    """Add the moves to the hourly counts; rows are taken in one order, so that writers never deadlock.

    An hour in which all originals and copies have left again stays as a row of zeros.
    """
    sums: dict[tuple[int, datetime, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for move in moves:
        row = sums[move.topic, move.hour, move.polarity]
        row[1 if move.is_copy else 0] += move.by
        if not move.is_copy:
            row[2] += move.by * (move.stance == Stance.FAVOURABLE)
            row[3] += move.by * (move.stance == Stance.UNFAVOURABLE)
    _apply(_TOPIC_SQL, _TOPIC_LESS, sums)


def move_sources(moves: Iterable[SourceMove]) -> None:
    """Add the moves to the hourly counts of the sources."""
    sums: dict[tuple[int, datetime, str], list[int]] = defaultdict(lambda: [0, 0])
    for move in moves:
        sums[move.source, move.hour, move.polarity][1 if move.is_copy else 0] += move.by
    _apply(_SOURCE_SQL, _SOURCE_LESS, sums)


def _apply(more: str, less: str, sums: dict[tuple[int, datetime, str], list[int]]) -> None:
    """Upsert what grows; what shrinks has its row already (an upsert of -1 would break the check)."""
    with connection.cursor() as cursor:
        for key, numbers in sorted(sums.items()):
            if min(numbers) < 0:
                cursor.execute(less, (*numbers, *key))
            elif any(numbers):
                cursor.execute(more, (*key, *numbers))

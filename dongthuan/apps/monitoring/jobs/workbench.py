"""What a worker keeps at hand between turns: the models, the topics and the stories of the last days."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from dongthuan.analysis.encoder import Encoder, load_encoder
from dongthuan.analysis.endpoint import EndpointDown
from dongthuan.analysis.second_opinion import REST_SECONDS, SecondReader
from dongthuan.analysis.topics import TopicMatcher
from dongthuan.analysis.understanding import Reader
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.monitoring.larger_models import LargerModels, larger_models
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.monitoring.operations.grouping import (
    Grouper,
    StaleGrouper,
    build_grouper,
    group_and_count,
)
from dongthuan.apps.monitoring.operations.learning import heads_in_use, heads_stamp
from dongthuan.apps.monitoring.operations.rereading import reread_next
from dongthuan.apps.monitoring.operations.topics import recount_topic
from dongthuan.apps.monitoring.operations.understanding import (
    TopicSet,
    load_topics,
    specs_of,
    topic_stamp,
    understand_items,
    waiting,
)
from dongthuan.apps.monitoring.queries.learning import answered_step

READ_AT_ONCE = 48
GROUP_AT_ONCE = 200
RECOUNT_AT_ONCE = 500


@dataclass
class Workbench:
    """Reads, groups and recounts the next items. All it holds can be built anew from the database.

    encoder: the one in use. larger: what may read better; while its encoder does not answer, `encoder` is the
    embedded one.
    """

    encoder: Encoder
    larger: LargerModels = field(default_factory=LargerModels)
    _embedded: Encoder = field(init=False)
    _reader: Reader | SecondReader | None = field(default=None, init=False)
    _heads_stamp: tuple[int, float] | None = None
    _asked_again_at: float = 0.0
    topics: TopicSet | None = None
    grouper: Grouper | None = None
    _grouping: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._embedded = self.encoder

    @property
    def reader(self) -> Reader | SecondReader:
        """The reader with the heads in use; what a person adopted or took back is noticed at once."""
        stamp = heads_stamp()
        if self._reader is None or stamp != self._heads_stamp:
            reader = Reader(self.encoder, heads_in_use(self.encoder), answered_step().least)
            opinion = self.larger.opinion
            self._reader = reader if opinion is None else SecondReader(reader, opinion)
            self._heads_stamp = stamp
        return self._reader

    def _use(self, encoder: Encoder) -> None:
        """Read with another encoder from now on; what was made with the former is made anew."""
        if encoder is not self.encoder:
            self.encoder, self._reader, self.topics = encoder, None, None

    def current_topics(self) -> TopicSet:
        """Return the topics as they are now; a change is noticed by its stamp."""
        if self.topics is None or self.topics.stamp != topic_stamp():
            self.topics = load_topics(self.encoder)
        return self.topics

    def read_next(self, *, by: Actor, shard: int = 0, shards: int = 1) -> bool:
        """Understand the next items; returns whether there were any."""
        items = waiting(limit=READ_AT_ONCE, shard=shard, shards=shards)
        if items and self.larger.encoder is not None and time.monotonic() >= self._asked_again_at:
            self._use(self.larger.encoder)
        if items:
            try:
                self._understand(items, by)
            except EndpointDown:
                self._asked_again_at = time.monotonic() + REST_SECONDS
                self._use(self._embedded)
                self._understand(items, by)
        return bool(items)

    def _understand(self, items: Sequence[Item], by: Actor) -> None:
        understand_items(items=items, reader=self.reader, topics=self.current_topics(), by=by)

    def group_next(self, *, by: Actor) -> int:
        """Group and count the next items; returns how many. What it remembers is dropped on any failure."""
        with self._grouping:
            grouper, self.grouper = self.grouper or build_grouper(), None
            try:
                done = group_and_count(grouper=grouper, limit=GROUP_AT_ONCE, by=by)
            except StaleGrouper:
                grouper = build_grouper()
                done = group_and_count(grouper=grouper, limit=GROUP_AT_ONCE, by=by)
            self.grouper = grouper
            return done

    def recount_next(self, *, by: Actor) -> bool:
        """Recount the next stored items for a rewritten topic; returns whether work is left.

        "All relevant news" comes last, for it looks at what the other topics found.
        """
        changed = Topic.objects.filter(recounted_through__isnull=False)
        topic = changed.exclude(kind=Topic.Kind.EVERYTHING).first() or changed.first()
        if topic is None:
            return False
        matcher = TopicMatcher(specs_of([topic]), self.encoder)
        recount_topic(topic=topic, matcher=matcher, limit=RECOUNT_AT_ONCE, by=by)
        return True

    def reread_next(self, *, by: Actor, at: datetime) -> bool:
        """Read the next stored items anew with the heads in use; returns whether work is left."""
        return reread_next(heads=heads_in_use(self.encoder), limit=RECOUNT_AT_ONCE, by=by, at=at)


_BENCHES: dict[str, Workbench] = {}
_BENCHES_LOCK = threading.Lock()


def workbench(models: Path) -> Workbench:
    """Return this process's workbench with the models of a folder; made on first use."""
    with _BENCHES_LOCK:
        if str(models) not in _BENCHES:
            _BENCHES[str(models)] = Workbench(load_encoder(models), larger_models())
        return _BENCHES[str(models)]

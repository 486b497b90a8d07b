"""Topics are data: saved by officers, and counted anew over what is stored."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dongthuan.analysis.text import tidy
from dongthuan.analysis.topics import TopicMatcher
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.monitoring.lifecycle import Stage
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.topics import Mention, Topic
from dongthuan.apps.monitoring.operations.counting import TopicMove, move_topics
from dongthuan.apps.monitoring.operations.understanding import meaning_of, mentions_of, scores_of, text_of
from dongthuan.apps.monitoring.rules import ACCESS, Act
from dongthuan.apps.units.models import Unit


class NoPhrases(Exception):
    """A topic needs at least one phrase by which it is found."""


class ChangedMeanwhile(Exception):
    """Somebody else saved this topic since it was opened."""


@dataclass(frozen=True, slots=True)
class TopicContent:
    """What an officer writes down about a topic."""

    slug: str
    name: str
    kind: str
    goal: str
    phrases: tuple[str, ...]
    excluded_phrases: tuple[str, ...] = ()
    favourable_examples: tuple[str, ...] = ()
    unfavourable_examples: tuple[str, ...] = ()
    unit: Unit | None = None
    is_active: bool = True
    minimum_count: int = 4
    false_alarms_per_week: float = 1.0
    is_illustrative: bool = False


@transaction.atomic
def save_topic(*, topic: Topic | None, content: TopicContent, version: int, by: Actor, at: datetime) -> Topic:
    """Add a topic (`topic` None) or rewrite one; what is stored already is then counted anew by a job.

    version: the version that was opened; raises ChangedMeanwhile if it is no longer the stored one.
    """
    topic = Topic.objects.select_for_update().get(pk=topic.pk) if topic else Topic(version=version - 1)
    require(ACCESS, Act.SAVE_TOPIC, by, topic)
    if topic.pk is not None and topic.version != version:
        raise ChangedMeanwhile(topic.name)
    if content.kind != Topic.Kind.EVERYTHING and not content.phrases:
        raise NoPhrases
    _write(topic, content)
    topic.version += 1
    is_read = Item.objects.exclude(stage=Stage.RECEIVED).exists()
    topic.recounted_through = 0 if is_read else None  # what is not read yet will be read with this topic
    topic.save()
    audit.note(act=Act.SAVE_TOPIC, actor=by, record=topic, at=at, details={"version": topic.version})
    return topic


def _write(topic: Topic, content: TopicContent) -> None:
    topic.slug, topic.kind, topic.goal = content.slug, content.kind, content.goal
    topic.name = tidy(content.name)
    topic.phrases = [tidy(phrase) for phrase in content.phrases]
    topic.excluded_phrases = [tidy(phrase) for phrase in content.excluded_phrases]
    topic.favourable_examples = [tidy(example) for example in content.favourable_examples]
    topic.unfavourable_examples = [tidy(example) for example in content.unfavourable_examples]
    topic.unit, topic.is_active = content.unit, content.is_active
    topic.is_illustrative = content.is_illustrative
    topic.minimum_count = content.minimum_count
    topic.false_alarms_per_week = content.false_alarms_per_week


@transaction.atomic
def recount_topic(*, topic: Topic, matcher: TopicMatcher, limit: int, by: Actor) -> bool:
    """Match the next stored items against a rewritten topic; returns whether any are left.

    Each batch is one transaction that also moves the pointer, so it may be killed and go on.
    """
    require(ACCESS, Act.UNDERSTAND, by, topic)
    topic = Topic.objects.select_for_update().get(pk=topic.pk)
    if topic.recounted_through is None:
        return False
    items = list(
        Item.objects.select_for_update(of=("self",))
        .filter(pk__gt=topic.recounted_through)
        .exclude(stage=Stage.RECEIVED)
        .select_related("meaning", "full_text")
        .order_by("pk")[:limit]
    )
    if not items:
        topic.recounted_through = None
        topic.save(update_fields=["recounted_through"])
        return False
    _rematch(topic, matcher, items)
    topic.recounted_through = items[-1].pk
    topic.save(update_fields=["recounted_through"])
    return True


def _rematch(topic: Topic, matcher: TopicMatcher, items: list[Item]) -> None:
    old = {mention.item_id: mention for mention in Mention.objects.filter(topic=topic, item__in=items)}
    elsewhere = Mention.objects.filter(item__in=items).exclude(topic=topic).values_list("item", flat=True)
    is_elsewhere = frozenset(elsewhere.distinct())
    fresh = [m for item in items for m in _fresh_mention(topic, matcher, item, item.pk in is_elsewhere)]
    moves = [_move(item, old[item.pk], -1) for item in items if item.pk in old]
    by_key = {item.pk: item for item in items}
    moves += [_move(by_key[mention.item_id], mention, 1) for mention in fresh]
    Mention.objects.filter(pk__in=[mention.pk for mention in old.values()]).delete()
    Mention.objects.bulk_create(fresh)
    move_topics(move for move in moves if move is not None)


def _fresh_mention(topic: Topic, matcher: TopicMatcher, item: Item, is_elsewhere: bool) -> list[Mention]:
    if not topic.is_active:
        return []
    if topic.kind == Topic.Kind.EVERYTHING:
        if is_elsewhere:
            return [Mention(topic=topic, item=item, confidence=item.relevance or 0.0, matched_by="topic")]
        return mentions_of(item, [], topic.pk)
    matched = matcher.match(text_of(item), meaning_of(item), scores_of(item))
    return mentions_of(item, [match for match in matched if match.key == topic.pk], None)


def _move(item: Item, mention: Mention, by: int) -> TopicMove | None:
    if item.counted_hour is None:
        return None
    is_copy = item.copy_of_id is not None
    return TopicMove(mention.topic_id, item.counted_hour, item.polarity, mention.stance, is_copy, by)

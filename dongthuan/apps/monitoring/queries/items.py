"""Reads about items: who sees them, which pass a filter, and what belongs to one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from pgvector.django import CosineDistance

from dongthuan.apps.common.roles import Actor
from dongthuan.apps.monitoring.models.items import Item, ItemQuerySet, ItemVector, LabelCorrection
from dongthuan.apps.monitoring.models.stories import Story
from dongthuan.apps.monitoring.models.topics import Mention, Topic
from dongthuan.apps.monitoring.queries.search import matching
from dongthuan.apps.monitoring.rules import ACCESS, Act
from dongthuan.apps.monitoring.spans import Span

MOST_COUNTED = 10_000
NEAR_WINDOW = timedelta(days=30)
FARTHEST = 0.25  # cosine distance beyond which two items are not called near in meaning


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """What somebody asks of the items; an empty field asks nothing. `copies`: "no" or "only"."""

    words: str = ""
    topic: int | None = None
    stance: str = ""
    polarity: str = ""
    origin: str = ""
    outlet_class: str = ""
    source: int | None = None
    story: int | None = None
    handling: str = ""
    copies: str = ""
    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are, counted up to a limit: beyond it only `is_more` is known."""

    count: int
    is_more: bool


def visible_items(officer: Actor) -> ItemQuerySet:
    """Return the items this officer may see: all of them, or none."""
    items = Item.objects.all()
    return items if ACCESS[Act.READ](officer, None) else items.none()


def filtered(items: ItemQuerySet, wanted: ItemFilter) -> ItemQuerySet:
    """Return the items that pass the filter, in no order; the same for list, figure and export."""
    plain = {
        "polarity": wanted.polarity,
        "source": wanted.source,
        "source__outlet_class": wanted.outlet_class,
        "story": wanted.story,
        "handling": wanted.handling,
        "polarity_origin": wanted.origin,
        "published_at__gte": wanted.start,
        "published_at__lt": wanted.end,
    }
    items = items.filter(**{name: value for name, value in plain.items() if value not in ("", None)})
    if any((wanted.polarity, wanted.origin, wanted.start, wanted.end, wanted.topic)):
        items = items.counted()
    if wanted.copies:
        items = items.filter(copy_of__isnull=wanted.copies == "no")
    if wanted.topic is not None:
        mentions = Mention.objects.filter(item=OuterRef("pk"), topic=wanted.topic)
        if wanted.stance:
            mentions = mentions.filter(stance=wanted.stance)
        items = items.filter(Exists(mentions))
    return matching(items, wanted.words) if wanted.words else items


def tally(items: ItemQuerySet) -> Tally:
    """Return how many items there are, exactly up to 10,000; one query that stops there."""
    count = items.order_by()[: MOST_COUNTED + 1].count()
    return Tally(min(count, MOST_COUNTED), count > MOST_COUNTED)


def with_row_parts(items: ItemQuerySet) -> ItemQuerySet:
    """Return the items with what a line of a list shows, joined, without the bulky columns."""
    return items.select_related("source", "story").defer("lead", "search", "citations", "keywords", "url_key")


def with_sheet_parts(items: ItemQuerySet) -> ItemQuerySet:
    """Return the items with what a row of the sheet holds, and no more."""
    own = ("url", "title", "lead", "published_at", "polarity", "polarity_origin", "polarity_confidence")
    joined = ("source__outlet", "story__title")
    return items.select_related("source", "story").only(*own, "handling", "copy_of_id", *joined)


def story_title(story: int | None) -> str:
    """Return the headline of the story to which a list is cut down; "" where it is not, or there is none."""
    if story is None:
        return ""
    return Story.objects.filter(pk=story).values_list("title", flat=True).first() or ""


def copies_of(item: Item) -> list[Item]:
    """Return the other items of the same text: original first, then by time."""
    original = item.copy_of_id or item.pk
    rows = Item.objects.filter(copy_of=original) | Item.objects.filter(pk=original)
    return list(with_row_parts(rows.exclude(pk=item.pk)).order_by("published_at", "id")[:50])


def mentions_in(item: Item) -> list[Mention]:
    """Return the topics the item speaks of, without the one that holds everything."""
    rows = Mention.objects.filter(item=item).exclude(topic__kind=Topic.Kind.EVERYTHING)
    return list(rows.select_related("topic").order_by("topic__name"))


def topics_without(mentions: Sequence[Mention]) -> list[Topic]:
    """Return the watched topics that are not among `mentions`, by name."""
    rest = Topic.objects.watched().exclude(kind=Topic.Kind.EVERYTHING)
    return list(rest.exclude(pk__in=[mention.topic_id for mention in mentions]).order_by("name"))


def corrections_of(item: Item) -> list[LabelCorrection]:
    """Return what people said about the item's polarity, the latest first."""
    return list(item.corrections.select_related("by"))


def near_in_meaning(item: Item, *, limit: int = 6) -> list[Item]:
    """Return original items of the 30 days before and after that mean nearly the same, the nearest first.

    Copies of the item and of each other are left out; none where the item has not been read yet.
    """
    meaning = ItemVector.objects.filter(item=item).first()
    if meaning is None:
        return []
    window = Span(item.published_at - NEAR_WINDOW, item.published_at + NEAR_WINDOW)
    distance = CosineDistance("vector", meaning.vector)
    near = (
        ItemVector.objects.filter(
            model_id=meaning.model_id,
            item__published_at__gte=window.start,
            item__published_at__lt=window.end,
            item__copy_of__isnull=True,
        )
        .exclude(item=item)
        .exclude(item=item.copy_of_id)
        .annotate(distance=distance)
        .order_by(distance)
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local hnsw.iterative_scan = strict_order")
        keys = [key for key, far in near.values_list("item_id", "distance")[:limit] if far <= FARTHEST]
    found = with_row_parts(Item.objects.all()).in_bulk(keys)
    return [found[key] for key in keys]

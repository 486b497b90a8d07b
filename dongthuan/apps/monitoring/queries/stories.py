"""Reads about stories: which rise, who told first, how the mood drifts, what people changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.db.models.functions import Trunc

from dongthuan.apps.common.roles import Actor
from dongthuan.apps.monitoring.lifecycle import Polarity
from dongthuan.apps.monitoring.links import items_url
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.stories import Story, StoryChange, StoryQuerySet
from dongthuan.apps.monitoring.models.topics import Mention
from dongthuan.apps.monitoring.queries.items import ItemFilter, filtered, with_row_parts
from dongthuan.apps.monitoring.queries.search import matching
from dongthuan.apps.monitoring.rules import ACCESS, Act
from dongthuan.apps.monitoring.spans import Span, around

RISING_WINDOW = timedelta(hours=24)
FEWEST_RISING = 2


def visible_stories(officer: Actor) -> StoryQuerySet:
    """Return the stories this officer may see: all of them, or none."""
    stories = Story.objects.all()
    return stories if ACCESS[Act.READ](officer, None) else stories.none()


@dataclass(frozen=True, slots=True)
class StoryFilter:
    """What somebody asks of stories; `since`: only those with an item at or after it."""

    words: str = ""
    topic: int | None = None
    since: datetime | None = None
    fewest: int = 1
    mood: str = ""
    is_touched: bool = False


def filtered_stories(stories: StoryQuerySet, wanted: StoryFilter) -> StoryQuerySet:
    """Return the standing stories that pass the filter, in no order; words are sought in their items."""
    stories = stories.standing().filter(item_count__gte=wanted.fewest)
    if wanted.since is not None:
        stories = stories.filter(last_at__gte=wanted.since)
    if wanted.mood:
        stories = stories.filter(**{f"{wanted.mood}_count__gt": F("item_count") / 2})
    if wanted.is_touched:
        stories = stories.filter(is_touched=True)
    if wanted.topic is not None:
        mentions = Mention.objects.filter(topic=wanted.topic, item__story__isnull=False)
        stories = stories.filter(pk__in=mentions.values("item__story"))
    if wanted.words:
        stories = stories.filter(pk__in=matching(Item.objects.all(), wanted.words).values("story"))
    return stories


@dataclass(frozen=True, slots=True)
class Rising:
    """A story that grows: its items of the last 24 hours and of the 24 hours before."""

    story: Story
    recent: int
    before: int
    hourly: Sequence[int] = field(default_factory=tuple)
    until: datetime | None = None
    topic: int | None = None

    @property
    def recent_url(self) -> str:
        """Where the items of the last 24 hours are listed."""
        return self._url(0)

    @property
    def before_url(self) -> str:
        """Where the items of the 24 hours before are listed."""
        return self._url(1)

    def _url(self, windows_ago: int) -> str:
        if self.until is None:
            return items_url(story=self.story.pk)
        end = self.until - windows_ago * RISING_WINDOW
        return items_url(Span(end - RISING_WINDOW, end), story=self.story.pk, topic=self.topic)

    @property
    def growth(self) -> int:
        """By how many items the last 24 hours exceed those before."""
        return self.recent - self.before


def rising_stories(wanted: StoryFilter, *, until: datetime, limit: int = 6) -> list[Rising]:
    """Return the stories that gained most items in the 24 hours before `until`, the most first.

    Only those with at least two new items and more than in the 24 hours before.
    """
    middle, start = until - RISING_WINDOW, until - 2 * RISING_WINDOW
    fresh = Item.objects.filter(story__isnull=False, published_at__gte=start, published_at__lt=until)
    if wanted.topic is not None:
        fresh = filtered(fresh, ItemFilter(topic=wanted.topic))
    sums = (
        fresh.order_by()
        .values("story")
        .annotate(
            recent=Count("pk", filter=Q(published_at__gte=middle)),
            before=Count("pk", filter=Q(published_at__lt=middle)),
        )
        .filter(recent__gte=FEWEST_RISING, recent__gt=F("before"))
        .annotate(gain=F("recent") - F("before"))
        .order_by("-gain", "-recent", "-story")
    )
    rows = {row["story"]: row for row in sums[: limit * 4]}
    stories = filtered_stories(Story.objects.filter(pk__in=rows), replace(wanted, topic=None, since=None))
    found = {story.pk: story for story in stories}
    keys = [key for key in rows if key in found][:limit]
    hours = _hourly(keys, start, until)
    return [
        Rising(found[key], rows[key]["recent"], rows[key]["before"], hours[key], until, wanted.topic)
        for key in keys
    ]


def _hourly(keys: Sequence[int], start: datetime, until: datetime) -> dict[int, list[int]]:
    """Return for each story its items in each three hours from `start`, oldest first."""
    bins = {key: [0] * 16 for key in keys}
    items = Item.objects.filter(story__in=keys, published_at__gte=start, published_at__lt=until)
    for key, at in items.order_by().values_list("story_id", "published_at"):
        bins[key][int((at - start) / timedelta(hours=3))] += 1
    return bins


@dataclass(frozen=True, slots=True)
class Moment:
    """The items of a story in one step of time, copies included, by polarity."""

    span: Span
    negative: int
    neutral: int
    positive: int
    unclear: int

    @property
    def total(self) -> int:
        """How many items there are."""
        return self.negative + self.neutral + self.positive + self.unclear


def story_moments(story: Story) -> list[Moment]:
    """Return the story's items by step and polarity, oldest first; a step without items has noughts."""
    span = around(story.first_at, story.last_at)
    rows = (
        Item.objects.filter(story=story)
        .counted()
        .annotate(step=Trunc("published_at", span.step))
        .order_by("step")
        .values("step")
        .annotate(
            negative=Count("pk", filter=Q(polarity=Polarity.NEGATIVE)),
            neutral=Count("pk", filter=Q(polarity=Polarity.NEUTRAL)),
            positive=Count("pk", filter=Q(polarity=Polarity.POSITIVE)),
            unclear=Count("pk", filter=Q(polarity=Polarity.UNCLEAR)),
        )
    )
    found = {row["step"]: (row["negative"], row["neutral"], row["positive"], row["unclear"]) for row in rows}
    return [Moment(step, *found.get(span.floor(step.start), (0, 0, 0, 0))) for step in span.steps()]


@dataclass(frozen=True, slots=True)
class Drift:
    """The share of negative items in the earlier and the later half of a story, and their numbers."""

    early_share: float
    late_share: float
    early_count: int
    late_count: int


def drift_of(moments: Sequence[Moment]) -> Drift | None:
    """Return how the mood moved between the halves of the story's time; None where one half is empty."""
    middle = (len(moments) + 1) // 2
    halves = (moments[:middle], moments[middle:])
    counts = [sum(moment.total for moment in half) for half in halves]
    if not all(counts):
        return None
    shares = [sum(m.negative for m in half) / count for half, count in zip(halves, counts, strict=True)]
    return Drift(shares[0], shares[1], counts[0], counts[1])


@dataclass(frozen=True, slots=True)
class Teller:
    """One outlet that told the story: when first and last, and how often."""

    outlet: str
    outlet_class: str
    first_at: datetime
    last_at: datetime
    item_count: int
    copy_count: int


def tellers_of(story: Story) -> list[Teller]:
    """Return the outlets that told the story, the first to tell first."""
    rows = (
        Item.objects.filter(story=story)
        .order_by()
        .values("source__outlet")
        .annotate(
            kind=Min("source__outlet_class"),
            first=Min("published_at"),
            last=Max("published_at"),
            items=Count("pk"),
            copied=Count("pk", filter=Q(copy_of__isnull=False)),
        )
        .order_by("first", "source__outlet")
    )
    return [
        Teller(row["source__outlet"], row["kind"], row["first"], row["last"], row["items"], row["copied"])
        for row in rows
    ]


def story_items(story: Story) -> QuerySet[Item]:
    """Return the story's items with what their lines show, in no order."""
    return with_row_parts(Item.objects.filter(story=story))


def change_of(story: Story, key: int) -> StoryChange:
    """Return one change of the story; raises StoryChange.DoesNotExist if it is not one of this story."""
    return StoryChange.objects.filter(Q(story=story) | Q(other=story)).get(pk=key)


def changes_of(story: Story) -> list[StoryChange]:
    """Return what people changed about the story, or about another that it came from, the latest first."""
    rows = StoryChange.objects.filter(Q(story=story) | Q(other=story))
    return list(rows.select_related("by", "story", "other").order_by("-at", "-id")[:50])


def merge_candidates(story: Story, words: str, *, limit: int = 12) -> list[Story]:
    """Return standing stories whose items hold the words, the latest first; the story itself left out."""
    wanted = StoryFilter(words=words)
    return list(
        filtered_stories(Story.objects.exclude(pk=story.pk), wanted).order_by("-last_at", "-id")[:limit]
    )

"""Which items make a brief, in which group, and how much each matters; the rules are the tables below."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from math import log2

from django.db.models import Exists, OuterRef, Q

from dongthuan.apps.monitoring.lifecycle import Polarity
from dongthuan.apps.monitoring.models.briefs import BriefEntry
from dongthuan.apps.monitoring.models.items import Item, ItemQuerySet
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.monitoring.models.topics import Mention, Topic
from dongthuan.apps.monitoring.spans import Span, last_hours, of_days
from dongthuan.apps.units.models import Unit
from dongthuan.docgen.brief import Level
from dongthuan.docgen.brief_wording import PROPOSED
from dongthuan.docgen.wording import first_sentences

HOURS_OF_A_BRIEF = 24
SUMMARY_LENGTH = 280  # two to three lines of a column
MOST_WEIGHED = 3000
JUST_AFTER = timedelta(microseconds=1)
Group, Outlet = BriefEntry.Group, Source.OutletClass


@dataclass(frozen=True, slots=True)
class GroupRule:
    """A group takes items of these outlets and of topics of these kinds; an empty set asks nothing."""

    group: str
    outlet_classes: frozenset[str] = frozenset()
    topic_kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LevelRule:
    """An unfavourable item told by so many outlets has this level; `topic_kind` "" asks nothing."""

    level: Level
    topic_kind: str
    fewest_outlets: int


# The first rule that fits holds.
GROUP_RULES = (
    GroupRule(Group.OPINION, outlet_classes=frozenset({Outlet.SOCIAL})),
    GroupRule(Group.INTERNATIONAL, outlet_classes=frozenset({Outlet.INTERNATIONAL})),
    GroupRule(Group.AGENCY, topic_kinds=frozenset({Topic.Kind.AGENCY})),
    GroupRule(Group.AGENCY, outlet_classes=frozenset({Outlet.OWN})),
    GroupRule(Group.DIRECTION),
)
LEVEL_RULES = (
    LevelRule(Level.URGENT, Topic.Kind.AGENCY, 3),
    LevelRule(Level.NOTE, Topic.Kind.AGENCY, 1),
    LevelRule(Level.NOTE, "", 4),
    LevelRule(Level.WATCH, "", 1),
)
MOST_IN_GROUP = {Group.DIRECTION: 10, Group.AGENCY: 15, Group.OPINION: 8, Group.INTERNATIONAL: 6}
WEIGHTS = {"negative": 3.0, "agency": 2.0, "government": 1.0, "outlets": 1.0, "relevance": 1.0}


@dataclass(frozen=True, slots=True)
class Weighed:
    """An item with what the rules ask about it. outlets: all that carried it or its story, its own too."""

    item: Item
    topics: Sequence[Topic] = field(default_factory=tuple)
    outlets: frozenset[str] = frozenset()

    @property
    def is_negative(self) -> bool:
        """Whether it is unfavourable to the agency or its policy."""
        return self.item.polarity == Polarity.NEGATIVE

    @property
    def topic_kinds(self) -> frozenset[str]:
        """The kinds of the topics it speaks of."""
        return frozenset(topic.kind for topic in self.topics)

    @property
    def weight(self) -> float:
        """How far in front it belongs: the sum of what `WEIGHTS` gives for each trait."""
        traits = {
            "negative": float(self.is_negative),
            "agency": float(Topic.Kind.AGENCY in self.topic_kinds),
            "government": float(self.item.source.outlet_class == Outlet.GOVERNMENT),
            "outlets": log2(1 + len(self.outlets)),
            "relevance": self.item.relevance or 0.0,
        }
        return sum(WEIGHTS[name] * size for name, size in traits.items())


def hours_of(day: date, *, at: datetime) -> Span:
    """Return the hours a brief of `day` covers: the whole day once past, else the 24 hours until now."""
    whole = of_days(day, day)
    return whole if whole.end <= at else last_hours(HOURS_OF_A_BRIEF, at=at)


def relevant_items(hours: Span) -> ItemQuerySet:
    """Return the counted items of these hours under "all relevant news", copies included."""
    watched = Mention.objects.filter(item=OuterRef("pk"), topic__kind=Topic.Kind.EVERYTHING)
    items = Item.objects.counted().filter(published_at__gte=hours.start, published_at__lt=hours.end)
    return items.filter(Exists(watched))


def weigh(items: Iterable[Item], *, until: datetime) -> list[Weighed]:
    """Return the items with their topics and outlets, the weightiest first; two queries."""
    items = list(items)
    topics, outlets = _topics_of(items), outlets_of(items, until=until)
    weighed = [Weighed(item, topics[item.pk], outlets[item.pk]) for item in items]
    return sorted(weighed, key=lambda one: (-one.weight, one.item.published_at, one.item.pk))


def _topics_of(items: Sequence[Item]) -> Mapping[int, list[Topic]]:
    mentions = Mention.objects.filter(item__in=[item.pk for item in items], topic__is_active=True)
    found: dict[int, list[Topic]] = defaultdict(list)
    named = mentions.exclude(topic__kind=Topic.Kind.EVERYTHING).select_related("topic__unit")
    for mention in named.order_by("-confidence", "topic_id"):
        found[mention.item_id].append(mention.topic)
    return found


def outlets_of(items: Sequence[Item], *, until: datetime) -> Mapping[int, frozenset[str]]:
    """Return the outlets that carried each item, its copies or its story before `until`; one query."""
    stories = {item.story_id for item in items if item.story_id}
    keys = [item.pk for item in items]
    near = Item.objects.filter(Q(story__in=stories) | Q(copy_of__in=keys) | Q(pk__in=keys))
    by_story: dict[int, set[str]] = defaultdict(set)
    by_item: dict[int, set[str]] = defaultdict(set)
    rows = near.filter(published_at__lt=until).order_by()
    for key, story, original, outlet in rows.values_list("pk", "story_id", "copy_of_id", "source__outlet"):
        by_item[key].add(outlet)
        if original:
            by_item[original].add(outlet)
        if story:
            by_story[story].add(outlet)
    return {
        item.pk: frozenset(by_item[item.pk] | (by_story[item.story_id] if item.story_id else set()))
        for item in items
    }


def choose_entries(hours: Span, *, on: date, without: Iterable[BriefEntry] = ()) -> list[BriefEntry]:
    """Return the entries, not stored, that the rules choose for these hours, in groups, weightiest first.

    One of each story, and nothing that an earlier brief told.
    without: entries already there, dropped ones too; their items and stories stay out.
    """
    seen = _seen(without, _told_before(hours, on=on))
    items = (
        relevant_items(hours).originals().select_related("source").defer("search", "citations", "keywords")
    )
    office = office_on(on)
    chosen: dict[str, list[BriefEntry]] = {group: [] for group in Group.values}
    for one in weigh(items.newest()[:MOST_WEIGHED], until=hours.end):
        group, item = group_of(one), one.item
        if seen.holds(item) or len(chosen[group]) >= MOST_IN_GROUP[Group(group)]:
            continue
        if item.story_id:
            seen.stories[item.story_id] = hours.end
        chosen[group].append(entry_of(one, office=office))
    return [entry for group in Group.values for entry in chosen[group]]


@dataclass(frozen=True, slots=True)
class Seen:
    """What is told already: items, and stories with the instant until which they were told."""

    items: set[int]
    stories: dict[int, datetime]

    def holds(self, item: Item) -> bool:
        """Say whether an item brings nothing new."""
        until = self.stories.get(item.story_id) if item.story_id else None
        return item.pk in self.items or (until is not None and item.published_at < until)


def _seen(here: Iterable[BriefEntry], before: Iterable[BriefEntry]) -> Seen:
    seen = Seen(set(), {})
    for entry in (*before, *here):
        seen.items.add(entry.item_id)
        if entry.item.story_id:
            told = max(entry.brief.compiled_at, entry.item.published_at + JUST_AFTER)
            seen.stories[entry.item.story_id] = max(told, seen.stories.get(entry.item.story_id, told))
    return seen


def _told_before(hours: Span, *, on: date) -> list[BriefEntry]:
    earlier = BriefEntry.objects.filter(brief__day__lt=on, is_dropped=False)
    earlier = earlier.filter(brief__compiled_at__gte=hours.start)
    return list(earlier.select_related("item", "brief").defer("item__search"))


def office_on(day: date) -> Unit | None:
    """Return the unit that answers where no topic names one: the agency's office."""
    return Unit.objects.standing(on=day).filter(kind=Unit.Kind.OFFICE).order_by("pk").first()


def entry_of(one: Weighed, *, office: Unit | None) -> BriefEntry:
    """Return the entry, not stored, that the rules propose for an item."""
    level = level_of(one)
    return BriefEntry(
        item=one.item,
        group=group_of(one),
        summary=first_sentences(one.item.lead, limit=SUMMARY_LENGTH),
        level=level.value,
        unit=unit_of(one, office=office),
        proposal=PROPOSED[level],
    )


def group_of(one: Weighed) -> str:
    """Return the group of an item."""
    return next(rule.group for rule in GROUP_RULES if _fits(rule, one))


def _fits(rule: GroupRule, one: Weighed) -> bool:
    is_outlet = not rule.outlet_classes or one.item.source.outlet_class in rule.outlet_classes
    return is_outlet and (not rule.topic_kinds or bool(rule.topic_kinds & one.topic_kinds))


def level_of(one: Weighed) -> Level:
    """Return the level the rules propose; items that are not unfavourable are told for information."""
    if not one.is_negative:
        return Level.NONE
    for rule in LEVEL_RULES:
        is_kind = not rule.topic_kind or rule.topic_kind in one.topic_kinds
        if is_kind and len(one.outlets) >= rule.fewest_outlets:
            return rule.level
    return Level.WATCH


def unit_of(one: Weighed, *, office: Unit | None) -> Unit | None:
    """Return the unit that is responsible: that of its topics, the agency's own first; else the office.

    An item that is not unfavourable has no unit unless a topic names one.
    """
    named = [topic for topic in one.topics if topic.unit is not None]
    named.sort(key=lambda topic: topic.kind != Topic.Kind.AGENCY)
    if named:
        return named[0].unit
    return office if one.is_negative else None

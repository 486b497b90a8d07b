"""What of the news awaits an officer today, and what a leader must see of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F

from dongthuan.apps.accounts.contacts import contacts_of
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.access import allowed_acts
from dongthuan.apps.monitoring.lifecycle import BriefState, HandlingState, Polarity, SourceState
from dongthuan.apps.monitoring.models.briefs import Brief
from dongthuan.apps.monitoring.models.items import Item, ItemQuerySet
from dongthuan.apps.monitoring.models.signals import Signal
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.monitoring.models.topics import Mention, Topic
from dongthuan.apps.monitoring.queries.signals import open_signals
from dongthuan.apps.monitoring.rules import ACCESS, Act
from dongthuan.apps.units.models import Unit

RED_ITEMS = 5
RECENT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class RedItem:
    """An unfavourable item, the unit that answers for it, and whom to call there."""

    item: Item
    unit: Unit | None
    contacts: Sequence[Officer]


def red_items(*, at: datetime, on: date) -> list[RedItem]:
    """Return the five unfavourable items of the week that weigh most: not handled, told most, newest.

    One a story; the unit is that of the item's own topic. Three queries.
    """
    waiting = (
        Item.objects.counted()
        .originals()
        .filter(
            polarity=Polarity.NEGATIVE,
            published_at__gte=at - RECENT,
            mentions__topic__kind=Topic.Kind.EVERYTHING,
            handling__in=[HandlingState.OPEN, HandlingState.WATCHED, HandlingState.IN_HAND],
        )
    )
    told = waiting.select_related("source", "story").order_by(
        F("story__item_count").desc(nulls_last=True), "-published_at"
    )
    by_story: dict[int | None, Item] = {}
    for item in told[: RED_ITEMS * 20]:
        by_story.setdefault(item.story_id or -item.pk, item)
    chosen = list(by_story.values())[:RED_ITEMS]
    units = _units_of(chosen)
    people = contacts_of([unit.pk for unit in units.values()], on=on)
    return [_red(item, units.get(item.pk), people) for item in chosen]


def _red(item: Item, unit: Unit | None, people: dict[int, list[Officer]]) -> RedItem:
    return RedItem(item, unit, people.get(unit.pk, []) if unit else [])


def _units_of(items: Sequence[Item]) -> dict[int, Unit]:
    mentions = Mention.objects.filter(item__in=items, topic__unit__isnull=False)
    rows = mentions.exclude(topic__kind=Topic.Kind.EVERYTHING).select_related("topic__unit")
    found: dict[int, Unit] = {}
    for mention in rows.order_by("topic__kind", "-confidence"):
        if mention.topic.unit is not None:
            found.setdefault(mention.item_id, mention.topic.unit)
    return found


@dataclass(frozen=True, slots=True)
class Day:
    """What awaits an officer. None in `brief_is_missing` means: not this officer's work."""

    signals: Sequence[Signal]
    unhandled: Sequence[Item]
    unhandled_count: int
    to_approve: Sequence[Brief]
    returned: Sequence[Brief]
    brief_is_missing: bool
    failing_sources: Sequence[Source]


def day_of(officer: Officer, *, at: datetime, on: date) -> Day:
    """Return what awaits an officer today."""
    acts = allowed_acts(
        {act: ACCESS[act] for act in (Act.SAVE_SOURCE, Act.HANDLE_ITEM, Act.COMPILE_BRIEF)}, officer, None
    )
    unhandled = _unhandled(at=at)
    may_compile = Act.COMPILE_BRIEF.value in acts
    return Day(
        signals=open_signals(limit=6),
        unhandled=list(unhandled.select_related("source", "story").newest()[:8]),
        unhandled_count=unhandled.count(),
        to_approve=briefs_to_approve(officer),
        returned=list(Brief.objects.filter(state=BriefState.RETURNED, compiler=officer)),
        brief_is_missing=may_compile and not Brief.objects.filter(day=on).exists(),
        failing_sources=_failing() if Act.SAVE_SOURCE.value in acts else [],
    )


def _unhandled(*, at: datetime) -> ItemQuerySet:
    return (
        Item.objects.counted()
        .originals()
        .filter(
            polarity=Polarity.NEGATIVE,
            published_at__gte=at - RECENT,
            handling=HandlingState.OPEN,
            mentions__topic__kind=Topic.Kind.EVERYTHING,
        )
    )


def briefs_to_approve(officer: Officer) -> list[Brief]:
    """Return the submitted briefs that this officer may approve, the oldest first."""
    submitted = Brief.objects.filter(state=BriefState.SUBMITTED).select_related("compiler").order_by("day")
    return [brief for brief in submitted if ACCESS[Act.APPROVE_BRIEF](officer, brief)]


def _failing() -> list[Source]:
    return list(Source.objects.filter(state=SourceState.FAILING).order_by("-failure_count")[:6])

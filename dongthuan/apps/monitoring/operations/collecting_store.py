"""Entries become items: each article once, whatever feed tells of it and however often."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dongthuan.apps.monitoring.intake.entries import Entry
from dongthuan.apps.monitoring.intake.times import settle_time
from dongthuan.apps.monitoring.models.items import Item, ItemText
from dongthuan.apps.monitoring.models.sources import Source

SAME_GUID = timedelta(days=30)
LONG_BEFORE = timedelta(days=3)
FEWEST_REDATED = 3


@dataclass(frozen=True, slots=True)
class Heard:
    """One entry with the source that told it. `is_archive`: told long ago, so first seen when published."""

    source: Source
    entry: Entry
    is_archive: bool = False


@dataclass(frozen=True, slots=True)
class Stored:
    """How many entries were new, how many known already, and the newest publication time of the new ones.

    redated: entries that their source told before, with an older date; they are not stored again.
    """

    new_count: int
    known_count: int
    newest_at: datetime | None = None
    redated: tuple[Entry, ...] = ()


def store_entries(heard: Sequence[Heard], *, at: datetime) -> Stored:
    """Store what is new of `heard`; call it inside a transaction.

    An item is known by its address, and within a month also by its source and guid: papers change the
    address with the headline. A source that tells old items anew is recognised by their titles.
    """
    fresh = new_of(heard, at=at)
    old = redated_of(fresh, at=at)
    fresh = [one for one in fresh if one not in old]
    rows = [_item(one, at) for one in fresh]
    # Somebody else may store the same article this very moment: then it is his.
    Item.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    _store_texts({bytes.fromhex(one.entry.url_key): one for one in fresh if one.entry.text})
    newest = max((row.published_at for row in rows), default=None)
    redated = tuple(one.entry for one in old)
    return Stored(len(rows), len(heard) - len(rows) - len(old), newest, redated)


def redated_of(fresh: Sequence[Heard], *, at: datetime) -> list[Heard]:
    """Return those that their source told days ago under the same title, where they are half of what is new.

    One title that comes again ("Giá vàng hôm nay") is news; many at once are an archive with new dates.
    """
    found: list[Heard] = []
    for source in {one.source for one in fresh if not one.is_archive}:
        own = [one for one in fresh if one.source == source]
        if len(own) < FEWEST_REDATED:
            continue
        titles = [one.entry.title for one in own]
        before = Item.objects.filter(source=source, published_at__lt=at - LONG_BEFORE, title__in=titles)
        known = set(before.order_by().values_list("title", flat=True))
        old = [one for one in own if one.entry.title in known]
        if len(old) >= max(FEWEST_REDATED, len(own) / 2):
            found += old
    return found


def new_of(heard: Sequence[Heard], *, at: datetime) -> list[Heard]:
    """Return those of `heard` that are stored nowhere yet, each once, in their order."""
    keys = {bytes.fromhex(one.entry.url_key): one for one in heard}
    known = _known_by_address(list(keys))
    known |= _known_by_guid([one for key, one in keys.items() if key not in known], at)
    return [one for key, one in keys.items() if key not in known]


def _known_by_address(keys: Sequence[bytes]) -> set[bytes]:
    stored = Item.objects.filter(url_key__in=keys).order_by().values_list("url_key", flat=True)
    return {bytes(key) for key in stored}


def _known_by_guid(heard: Sequence[Heard], at: datetime) -> set[bytes]:
    """Return the keys of those whose guid the same source used before, or another one of `heard`.

    Looked for back to a month before the oldest of them, so that no index of guids is needed.
    """
    known: set[bytes] = set()
    for source in {one.source for one in heard if not one.is_archive}:
        own = [one for one in heard if one.source == source]
        told = [one.entry.published_claimed for one in own if one.entry.published_claimed]
        recent = Item.objects.filter(source=source, published_at__gte=min([at, *told]) - SAME_GUID)
        guids = [one.entry.guid for one in own]
        taken = set(recent.filter(guid__in=guids).order_by().values_list("guid", flat=True))
        for one in own:
            if one.entry.guid in taken:
                known.add(bytes.fromhex(one.entry.url_key))
            taken.add(one.entry.guid)
    return known


def _item(heard: Heard, at: datetime) -> Item:
    entry = heard.entry
    settled = settle_time(entry.published_claimed, entry.published_origin, url=entry.url, seen_at=at)
    assert settled is not None  # `seen_at` was given
    return Item(
        source=heard.source,
        url=entry.url,
        url_key=bytes.fromhex(entry.url_key),
        guid=entry.guid,
        title=entry.title,
        lead=entry.lead,
        category=entry.category or heard.source.category,
        published_at=settled.at,
        published_origin=settled.origin.value,
        first_seen_at=settled.at if heard.is_archive else at,
        is_illustrative=heard.source.is_illustrative,
    )


def _store_texts(heard: dict[bytes, Heard]) -> None:
    if not heard:
        return
    rows = Item.objects.filter(url_key__in=list(heard)).order_by().values_list("pk", "url_key")
    texts = [ItemText(item_id=pk, text=heard[bytes(key)].entry.text) for pk, key in rows]
    ItemText.objects.bulk_create(texts, ignore_conflicts=True)

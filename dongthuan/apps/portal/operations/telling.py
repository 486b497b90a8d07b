"""Subscribers are told of what was published: each thing once, at once or in a mail a day."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.utils.timezone import localtime

from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.portal import subscriber_letters
from dongthuan.apps.portal.lifecycle import EntryKind, Rhythm, SubscriptionState
from dongthuan.apps.portal.models.entries import PublicEntry
from dongthuan.apps.portal.models.subscriptions import Announcement, Subscription
from dongthuan.apps.portal.operations.subscriptions import agency_name, queue_letter
from dongthuan.apps.portal.queries.search_sources import SOURCES, Found
from dongthuan.apps.portal.rules import ACCESS, Act

NEW = timedelta(days=3)  # what is older when it first comes into the index is not news
DIGEST_HOUR = 7
BATCH = 500
WANTED: dict[str, frozenset[EntryKind]] = {
    "wants_texts": frozenset({EntryKind.TEXT, EntryKind.CORRECTION}),
    "wants_consultations": frozenset({EntryKind.CONSULTATION}),
    "wants_register": frozenset({EntryKind.INFORMATION}),
}


@transaction.atomic
def announce_some(*, by: Actor, at: datetime) -> int:
    """Note what came into the index of late and was never announced; returns how many."""
    require(ACCESS, Act.TELL_SUBSCRIBERS, by, None)
    kinds = frozenset[EntryKind]().union(*WANTED.values())
    told = Announcement.objects.filter(kind=OuterRef("kind"), record_key=OuterRef("record_key"))
    fresh = PublicEntry.objects.filter(~Exists(told), kind__in=kinds, published_at__gt=at - NEW)
    rows = list(fresh.order_by("published_at", "id").values_list("kind", "record_key")[:BATCH])
    Announcement.objects.bulk_create(
        [Announcement(kind=kind, record_key=key, at=at) for kind, key in rows], ignore_conflicts=True
    )
    return len(rows)


@transaction.atomic
def tell_one(*, by: Actor, at: datetime) -> Subscription | None:
    """Write the letter of one subscriber who is due; None when nobody is.

    What was read and the letter are one transaction. What was withdrawn meanwhile is left out.
    """
    require(ACCESS, Act.TELL_SUBSCRIBERS, by, None)
    newest = Announcement.objects.aggregate(newest=Max("id"))["newest"] or 0
    due = Subscription.objects.filter(_is_due(at), state=SubscriptionState.CONFIRMED, told__lt=newest)
    row = due.select_for_update(skip_locked=True, of=("self",)).order_by("told", "id").first()
    if row is None:
        return None
    things = _things(row, newest, at)
    if things:
        subject, body = subscriber_letters.telling(row, things, agency=agency_name())
        queue_letter(row, subject, body, at=at)
    row.told, row.digest_on = newest, localtime(at).date()
    row.save(update_fields=["told", "digest_on"])
    return row


def _is_due(at: datetime) -> Q:
    """A digest is due once a day from DIGEST_HOUR on; without news nothing is written."""
    today = localtime(at)
    daily = Q(rhythm=Rhythm.DAILY) & (Q(digest_on=None) | Q(digest_on__lt=today.date()))
    at_once = Q(rhythm=Rhythm.AT_ONCE)
    return at_once | daily if today.hour >= DIGEST_HOUR else at_once


def _things(row: Subscription, newest: int, at: datetime) -> list[Found]:
    kinds = {kind for name, some in WANTED.items() if getattr(row, name) for kind in some}
    told = Announcement.objects.filter(id__gt=row.told, id__lte=newest, kind__in=kinds).order_by("id")
    return _read(list(told[:BATCH]), at)


def _read(told: Sequence[Announcement], at: datetime) -> list[Found]:
    keys: dict[str, list[int]] = defaultdict(list)
    for one in told:
        keys[one.kind].append(one.record_key)
    found: dict[tuple[str, int], Found] = {}
    for kind, some in keys.items():
        source = SOURCES[EntryKind(kind)]
        for thing in source.read(source.public(at).filter(pk__in=some)):
            found[kind, thing.key] = thing
    return [found[one.kind, one.record_key] for one in told if (one.kind, one.record_key) in found]

"""The index of the portal is kept true: what became public or changed comes in, the rest goes out."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.portal.lexemes import vector_of
from dongthuan.apps.portal.lifecycle import EntryKind
from dongthuan.apps.portal.models.entries import PublicEntry
from dongthuan.apps.portal.queries.search_sources import SOURCES, Found, Source
from dongthuan.apps.portal.rules import ACCESS, Act
from dongthuan.apps.units.models import Agency

BATCH = 500


def index_some(*, by: Actor, at: datetime) -> int:
    """Bring one batch of each kind in and take one out; returns how many, 0 = the index is true.

    Each batch is one transaction, and looks at what differs now: it may be stopped and run again anywhere.
    """
    require(ACCESS, Act.INDEX, by, None)
    return sum(_drop_some(source, at) + _take_some(source, at) for source in SOURCES.values()) + _drop_odd()


@transaction.atomic
def forget_index(*, agency: Agency, by: Actor, at: datetime) -> int:
    """Empty the index, to be built anew by `index_some`; returns how many entries went."""
    require(ACCESS, Act.INDEX, by, None)
    count, _rows = PublicEntry.objects.all().delete()
    audit.note(act=Act.INDEX, actor=by, record=agency, at=at, details={"emptied": count})
    return count


@transaction.atomic
def _drop_some(source: Source, at: datetime) -> int:
    public = source.public(at).order_by().filter(pk=OuterRef("record_key"))
    gone = PublicEntry.objects.filter(~Exists(public), kind=source.kind).order_by()
    keys = list(gone.values_list("pk", flat=True)[:BATCH])
    return PublicEntry.objects.filter(pk__in=keys).delete()[0]


@transaction.atomic
def _take_some(source: Source, at: datetime) -> int:
    keys: dict[int, str] = dict(_unknown(source, at).values_list("pk", "mark")[:BATCH])
    rows = [
        PublicEntry(
            kind=source.kind,
            record_key=found.key,
            mark=keys[found.key],
            published_at=found.published_at,
            search=_vector(found),
            title=vector_of([(found.title, "A")]),
        )
        for found in source.read(source.public(at).filter(pk__in=list(keys)))
    ]
    PublicEntry.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["kind", "record_key"],
        update_fields=["mark", "published_at", "search", "title"],
    )
    return len(rows)


def _unknown(source: Source, at: datetime) -> QuerySet[Any]:
    """Return the public rows that the index lacks, or has from an earlier version."""
    key = Cast(OuterRef("pk"), BigIntegerField())
    known = PublicEntry.objects.filter(kind=source.kind, record_key=key, mark=OuterRef("mark"))
    return source.marked(at).filter(~Exists(known))


def _drop_odd() -> int:
    """Let go of kinds that this release no longer knows."""
    return PublicEntry.objects.exclude(kind__in=EntryKind.values).delete()[0]


def _vector(found: Found) -> str:
    return vector_of([(found.title, "A"), (found.lead, "B"), (f"{found.words} {found.unit_name}", "D")])

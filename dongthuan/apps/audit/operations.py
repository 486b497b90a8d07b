"""Add to the audit record, and prove that nobody changed it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from django.db import connection, models, transaction

from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.roles import Actor

FIRST_HASH = "0" * 64
_CHAIN_LOCK = 0x61756469  # "audi": one writer of the chain at a time, held until its transaction ends


@transaction.atomic
def note(
    *,
    act: Enum | str,
    actor: Actor,
    record: models.Model,
    at: datetime,
    ground: str = "",
    details: Mapping[str, Any] | None = None,
) -> Entry:
    """Add one entry to the chain, in the transaction of the act it tells of.

    details: small and free of personal data beyond keys; must be JSON.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])
    last = Entry.objects.order_by("-id").first()
    entry = Entry(
        id=last.id + 1 if last else 1,
        at=at,
        actor_id=actor.pk,
        act=act.value if isinstance(act, Enum) else act,
        record_type=record._meta.label_lower,
        record_key=str(record.pk),
        ground=ground,
        details=dict(details or {}),
        previous_hash=last.own_hash if last else FIRST_HASH,
    )
    entry.own_hash = hash_of(entry)
    entry.save(force_insert=True)
    return entry


def hash_of(entry: Entry) -> str:
    """Return the SHA-256 of the entry's content and of the hash before it, as 64 hexadecimal digits."""
    content = [
        entry.id,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.actor_id,
        entry.act,
        entry.record_type,
        entry.record_key,
        entry.ground,
        entry.details,
        entry.previous_hash,
    ]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What a walk along the chain found: how many entries, and the first that does not fit (or None)."""

    entry_count: int
    first_broken: int | None


def verify_chain() -> ChainReport:
    """Walk the whole chain from its first entry and recompute every hash; memory stays bounded."""
    expected, count = FIRST_HASH, 0
    for entry in Entry.objects.order_by("id").iterator(chunk_size=2000):
        count += 1
        if entry.id != count or entry.previous_hash != expected or entry.own_hash != hash_of(entry):
            return ChainReport(count, entry.id)
        expected = entry.own_hash
    return ChainReport(count, None)

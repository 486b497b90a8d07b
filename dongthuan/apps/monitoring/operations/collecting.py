"""Visit a source: ask politely, keep the bytes, store what is new, count what was dropped."""

import gzip
import hashlib
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from django.db import transaction

from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.outgoing import Fetched
from dongthuan.apps.common.outgoing_guard import OutgoingFailed, Refused
from dongthuan.apps.common.outgoing_manners import RobotsCache, permission_for, rest_after, retry_after
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.monitoring.intake.entries import Dropped, Parsed, Reason, Unreadable
from dongthuan.apps.monitoring.intake.reading import read_document
from dongthuan.apps.monitoring.lifecycle import SourceState
from dongthuan.apps.monitoring.models.sources import DropCount, Fetch, RawDocument, Source, purge_day
from dongthuan.apps.monitoring.operations.collecting_articles import PageReader
from dongthuan.apps.monitoring.operations.collecting_preview import error_of
from dongthuan.apps.monitoring.operations.collecting_store import Heard, Stored, new_of, store_entries
from dongthuan.apps.monitoring.rules import ACCESS, Act

MOST_CHILDREN = 2
KEPT_HEADERS = ("content-type", "etag", "last-modified", "date", "server", "retry-after")
NOTHING = Stored(0, 0)
Get = Callable[..., Fetched]


@dataclass(frozen=True, slots=True)
class Outside:
    """The way out: how to fetch, what is known of robots.txt, how long bytes are kept, how to wait."""

    get: Get
    robots: RobotsCache
    retention_days: int = 90
    pause: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of asking. `error`: a code, and after ": " a detail; empty where all went well."""

    outcome: Fetch.Outcome
    answer: Fetched | None = None
    parsed: Parsed = field(default_factory=Parsed)
    error: str = ""
    duration_ms: int = 0


def collect_source(*, source: Source, outside: Outside, by: Actor, at: datetime) -> Fetch:
    """Visit one source and store what came of it; running it twice stores nothing twice.

    The network is spoken to outside any transaction. A 304 heals nothing: a source that failed is asked
    unconditionally, and works again only when an answer was read.
    """
    require(ACCESS, Act.COLLECT, by, source)
    started = time.monotonic()
    visit = _with_texts(source, _visit(source, outside, at), outside, at)
    duration = int((time.monotonic() - started) * 1000)
    return _record(source, visit, duration, outside.retention_days, at)


def _with_texts(source: Source, visit: Visit, outside: Outside, at: datetime) -> Visit:
    if not source.wants_full_text or not visit.parsed.entries:
        return visit
    new = new_of([Heard(source, entry) for entry in visit.parsed.entries], at=at)
    reader = PageReader(outside.get, outside.robots, outside.pause)
    read = {e.url_key: e for e in reader.with_texts([one.entry for one in new], at=at)}
    entries = tuple(read.get(entry.url_key, entry) for entry in visit.parsed.entries)
    return replace(visit, parsed=replace(visit.parsed, entries=entries))


def _visit(source: Source, outside: Outside, at: datetime) -> Visit:
    is_well = source.state == SourceState.WORKING
    try:
        refusal = None if source.is_newsletter else _forbidden(source, outside, at)
        if refusal is not None:
            return refusal
        answer = outside.get(
            source.url,
            etag=source.etag if is_well else "",
            last_modified=source.last_modified if is_well else "",
        )
    except OutgoingFailed as failed:
        is_refused = isinstance(failed, Refused)
        outcome = Fetch.Outcome.REFUSED if is_refused else Fetch.Outcome.FAILED
        return Visit(outcome, error=error_of(failed))
    if answer.not_modified:
        return Visit(Fetch.Outcome.UNCHANGED, answer)
    if answer.status != 200:
        return Visit(Fetch.Outcome.FAILED, answer, error=f"http: {answer.status}")
    return _read(source, answer, outside)


def _forbidden(source: Source, outside: Outside, at: datetime) -> Visit | None:
    """Return the visit that robots.txt forbids, None where it allows it; raises OutgoingFailed."""
    permission = permission_for(source.url, cache=outside.robots, get=outside.get, at=at)
    if not permission.is_known:
        return Visit(Fetch.Outcome.FAILED, error="unreachable: robots.txt")
    return None if permission.is_allowed else Visit(Fetch.Outcome.FORBIDDEN, error="robots")


def _read(source: Source, answer: Fetched, outside: Outside) -> Visit:
    try:
        parsed = _parsed(answer, source.selector)
    except Unreadable as unreadable:
        error = f"unreadable_{unreadable.fault}: {unreadable.detail}"
        return Visit(Fetch.Outcome.FAILED, answer, error=error)
    for child in parsed.children[-MOST_CHILDREN:]:
        try:
            parsed = _joined(parsed, _parsed(outside.get(child), ""))
        except (Unreadable, OutgoingFailed) as failed:
            return Visit(Fetch.Outcome.FAILED, answer, parsed, error=f"child: {failed}")
    return Visit(Fetch.Outcome.READ, answer, parsed)


def _parsed(answer: Fetched, selector: str) -> Parsed:
    return read_document(answer.body, base=answer.url, content_type=answer.content_type, selector=selector)


def _joined(one: Parsed, other: Parsed) -> Parsed:
    return Parsed(one.entries + other.entries, one.dropped + other.dropped, one.title or other.title)


@transaction.atomic
def _record(source: Source, visit: Visit, duration: int, retention_days: int, at: datetime) -> Fetch:
    source = Source.objects.select_for_update().get(pk=source.pk)
    _keep_bytes(source, visit.answer, retention_days, at)
    stored = NOTHING
    if visit.parsed.entries:
        stored = store_entries([Heard(source, entry) for entry in visit.parsed.entries], at=at)
    dropped = [*visit.parsed.dropped, *_redated(stored)]
    count_drops(source=source, dropped=dropped, day=local_day(at))
    _move_state(source, visit, stored, at)
    answer = visit.answer
    return Fetch.objects.create(
        source=source,
        at=at,
        outcome=visit.outcome,
        http_status=answer.status if answer else None,
        byte_count=len(answer.body) if answer else 0,
        new_count=stored.new_count,
        known_count=stored.known_count,
        dropped_count=sum(drop.count for drop in dropped),
        error=visit.error[:400],
        duration_ms=duration,
    )


def _redated(stored: Stored) -> list[Dropped]:
    return [Dropped(Reason.REDATED, len(stored.redated), stored.redated[0].title)] if stored.redated else []


def _keep_bytes(source: Source, answer: Fetched | None, retention_days: int, at: datetime) -> None:
    if answer is None or not answer.body:
        return
    purge_on = purge_day(local_day(at), retention_days)
    RawDocument.objects.update_or_create(
        source=source,
        sha256=hashlib.sha256(answer.body).hexdigest(),
        defaults={"purge_on": purge_on},
        create_defaults={
            "fetched_at": at,
            "byte_count": len(answer.body),
            "content_type": answer.content_type[:200],
            "headers": {name: answer.headers[name][:400] for name in KEPT_HEADERS if name in answer.headers},
            "body": gzip.compress(answer.body, compresslevel=6, mtime=0),
            "purge_on": purge_on,
        },
    )


def count_drops(*, source: Source, dropped: Sequence[Dropped], day: date) -> None:
    """Add what was dropped to the counters of the day; call it inside a transaction."""
    for drop in dropped:
        row, _ = DropCount.objects.select_for_update().get_or_create(
            source=source, day=day, reason=drop.reason.value
        )
        row.count, row.example = row.count + drop.count, drop.example[:400] or row.example
        row.save(update_fields=["count", "example"])


def _move_state(source: Source, visit: Visit, stored: Stored, at: datetime) -> None:
    """Write how the source fares. Paused or removed meanwhile, it stays so."""
    usual = timedelta(minutes=source.interval_minutes)
    source.last_fetch_at = at
    source.last_error = visit.error[:400]
    is_stopped = source.state in (SourceState.PAUSED, SourceState.REMOVED)
    if visit.outcome == Fetch.Outcome.READ:
        _note_success(source, visit, stored, at)
    elif visit.outcome != Fetch.Outcome.UNCHANGED:
        source.failure_count += 1
        source.state = source.state if is_stopped else SourceState.FAILING
    rest = usual
    if visit.outcome not in (Fetch.Outcome.READ, Fetch.Outcome.UNCHANGED):
        told = retry_after(visit.answer) if visit.answer else None
        rest = rest_after(source.failure_count, usual=usual, told=told, chance=_chance(source))
    source.next_fetch_at = None if is_stopped else at + rest
    source.save()


def _note_success(source: Source, visit: Visit, stored: Stored, at: datetime) -> None:
    answer = visit.answer
    if source.state not in (SourceState.PAUSED, SourceState.REMOVED):
        source.state = SourceState.WORKING
    source.failure_count, source.last_success_at = 0, at
    if answer is not None:
        source.etag, source.last_modified = answer.etag[:400], answer.last_modified[:120]
    if stored.new_count:
        source.last_item_at = at


def _chance(source: Source) -> float:
    """Return a share of 0 to 1 that differs by source and failure, so that none come back together."""
    return zlib.crc32(f"{source.pk}.{source.failure_count}".encode()) / 2**32


@transaction.atomic
def purge_raw(*, by: Actor, on: date) -> int:
    """Forget the bytes whose time is over; returns how many documents."""
    require(ACCESS, Act.COLLECT, by, None)
    count, _ = RawDocument.objects.filter(purge_on__lte=on).delete()
    return count

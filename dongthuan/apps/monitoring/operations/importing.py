"""Bring files in: archives of items line by line, in batches that may be killed, and single feed files."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.monitoring.intake.archive import Line, read_archive
from dongthuan.apps.monitoring.intake.entries import Dropped, Reason
from dongthuan.apps.monitoring.intake.reading import read_document
from dongthuan.apps.monitoring.models.importing import FileImport
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.monitoring.operations.collecting import count_drops
from dongthuan.apps.monitoring.operations.collecting_store import Heard, Stored, store_entries
from dongthuan.apps.monitoring.rules import ACCESS, Act

BATCH = 500
MOST_BAD_LINES = 100
Report = Callable[[FileImport], None]


@dataclass(slots=True)
class Archives:
    """The sources that imported lines name, made when first met; `fallback` is for lines that name none."""

    fallback: str
    outlet_class: str = Source.OutletClass.PRESS
    _known: dict[str, Source] = field(default_factory=dict)

    def named(self, name: str) -> Source:
        """Return the archive source called `name`."""
        name = (name or self.fallback)[:160]
        if name not in self._known:
            outlet = name.partition(" - ")[0]
            self._known[name], _ = Source.objects.get_or_create(
                name=name,
                url="",
                defaults={"outlet": outlet, "outlet_class": self.outlet_class, "kind": Source.Kind.ARCHIVE},
            )
        return self._known[name]


def import_archive(
    *, path: Path, by: Actor, at: datetime, report: Report, outlet_class: str = Source.OutletClass.PRESS
) -> FileImport:
    """Import a .jsonl or .jsonl.gz file; returns its record with the counters.

    The file is known by its content. Each batch is one transaction that also moves the pointer: killed at
    any moment and run again it goes on where it was, and a file that is done stores nothing again.
    """
    record = _begin(path, by, at)
    if record.finished_at is not None:
        return record
    archives = Archives(fallback=path.name, outlet_class=outlet_class)
    record = import_lines(record, read_archive(path, skip=record.line_count), archives, report=report, at=at)
    return finish_import(record, by, at)


def import_lines(
    record: FileImport, lines: Iterator[Line], archives: Archives, *, report: Report, at: datetime
) -> FileImport:
    """Store lines batch by batch, each in one transaction that moves the pointer; by who may import."""
    while batch := list(islice(lines, BATCH)):
        record = _import_batch(record, batch, archives, at)
        report(record)
    return record


def _begin(path: Path, by: Actor, at: datetime) -> FileImport:
    require(ACCESS, Act.IMPORT, by, None)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    defaults = {"name": path.name[:200], "by_id": by.pk, "started_at": at}
    record, _ = FileImport.objects.get_or_create(sha256=digest, defaults=defaults)
    return record


class OtherImport(Exception):
    """Another process imports the same file this moment."""


@transaction.atomic
def _import_batch(record: FileImport, batch: Sequence[Line], archives: Archives, at: datetime) -> FileImport:
    expected = record.line_count
    record = FileImport.objects.select_for_update().get(pk=record.pk)
    if record.line_count != expected:
        raise OtherImport(record.name)
    heard = [Heard(archives.named(line.source), line.entry, is_archive=True) for line in batch if line.entry]
    stored = store_entries(heard, at=at)
    bad = [line for line in batch if line.reason is not None]
    for source, dropped in _drops_of(bad, archives):
        count_drops(source=source, dropped=dropped, day=local_day(at))
    _move(record, stored, bad, batch[-1].number)
    return record


def _drops_of(bad: Sequence[Line], archives: Archives) -> Iterator[tuple[Source, list[Dropped]]]:
    counts: Counter[tuple[str, Reason]] = Counter()
    examples: dict[tuple[str, Reason], str] = {}
    for line in bad:
        assert line.reason is not None
        key = (line.source, line.reason)
        counts[key] += 1
        examples.setdefault(key, f"#{line.number}: {line.example}")
    for (name, reason), count in sorted(counts.items()):
        yield archives.named(name), [Dropped(reason, count, examples[name, reason])]


def _move(record: FileImport, stored: Stored, bad: Sequence[Line], line_count: int) -> None:
    record.line_count = line_count
    record.new_count += stored.new_count
    record.known_count += stored.known_count
    record.dropped_count += len(bad)
    room = MOST_BAD_LINES - len(record.bad_lines)
    record.bad_lines += [[line.number, str(line.reason), line.example] for line in bad[:room]]
    record.save()


@transaction.atomic
def finish_import(record: FileImport, by: Actor, at: datetime) -> FileImport:
    """Note that a file was read to its end."""
    record.finished_at = at
    record.save(update_fields=["finished_at"])
    details = {"new": record.new_count, "known": record.known_count, "dropped": record.dropped_count}
    audit.note(act=Act.IMPORT, actor=by, record=record, at=at, details=details)
    return record


@dataclass(frozen=True, slots=True)
class FileRead:
    """What one feed file held."""

    new_count: int
    known_count: int
    dropped: tuple[Dropped, ...]


@transaction.atomic
def import_feed_file(*, body: bytes, name: str, by: Actor, at: datetime) -> FileRead:
    """Import a saved RSS, Atom, JSON Feed or sitemap file under the name of its channel.

    Raises Unreadable. Twice does no harm: items are known by their address.
    """
    require(ACCESS, Act.IMPORT, by, None)
    parsed = read_document(body, base="")
    source = Archives(fallback=parsed.title or name).named("")
    stored = store_entries([Heard(source, entry, is_archive=True) for entry in parsed.entries], at=at)
    count_drops(source=source, dropped=parsed.dropped, day=local_day(at))
    details = {"file": name[:100], "new": stored.new_count, "known": stored.known_count}
    audit.note(act=Act.IMPORT, actor=by, record=source, at=at, details=details)
    return FileRead(stored.new_count, stored.known_count, parsed.dropped)

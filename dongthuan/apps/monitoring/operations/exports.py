"""Exports handed in on a page: kept in pieces, read by a job as a person said, each row once."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import chain, islice

from django.db import IntegrityError, transaction

from dongthuan.analysis.text import tidy
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.monitoring.intake.archive import Line
from dongthuan.apps.monitoring.intake.exports import Mapping, UnreadableExport, look_at, read_export
from dongthuan.apps.monitoring.models.importing import ExportMapping, FileImport, FilePiece
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.monitoring.operations.importing import Archives, Report, finish_import, import_lines
from dongthuan.apps.monitoring.rules import ACCESS, Act

LARGEST = 50 * 1024 * 1024
PIECE = 1024 * 1024
KEPT = timedelta(days=7)
PREVIEWED = 20
SAMPLED = 500


class TooLarge(Exception):
    """The file is larger than LARGEST."""


class NoTable(Exception):
    """The file is no table of words: no CSV, and no JSON lines."""


class UnderWay(Exception):
    """The file is being read this moment."""


class PiecesGone(Exception):
    """The file was read more than a week ago and is kept no longer; hand it in again."""


def take_export(*, name: str, pieces: Iterable[bytes], by: Officer, at: datetime) -> FileImport:
    """Keep a file for reading; one that was handed in before is that one again.

    Raises TooLarge, NoTable; then nothing is kept.
    """
    require(ACCESS, Act.IMPORT, by, None)
    try:
        with transaction.atomic():
            return _keep(name, pieces, by, at)
    except IntegrityError:  # the same file was handed in twice at the same time
        sha256 = _hash_of(pieces)
        return FileImport.objects.get(sha256=sha256)


def _hash_of(pieces: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def _keep(name: str, pieces: Iterable[bytes], by: Officer, at: datetime) -> FileImport:
    digest, size = hashlib.sha256(), 0
    stand_in = hashlib.sha256(f"{name}{at}{by.pk}".encode()).hexdigest()
    record = FileImport.objects.create(sha256=stand_in, name=name[:200], by_id=by.pk, started_at=at)
    for number, piece in enumerate(_of_size(pieces)):
        size += len(piece)
        if size > LARGEST:
            raise TooLarge
        digest.update(piece)
        FilePiece.objects.create(file=record, number=number, data=piece)
        if not number:
            _refuse_others(piece)
    if not size:
        raise NoTable
    known = FileImport.objects.filter(sha256=digest.hexdigest()).first()
    if known is not None:
        return _again(known, record)
    record.sha256, record.byte_count = digest.hexdigest(), size
    record.save(update_fields=["sha256", "byte_count"])
    audit.note(act=Act.IMPORT, actor=by, record=record, at=at, details={"bytes": size})
    return record


def _of_size(pieces: Iterable[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) >= PIECE:
            yield bytes(held[:PIECE])
            del held[:PIECE]
    if held:
        yield bytes(held)


def _refuse_others(beginning: bytes) -> None:
    try:
        look_at(beginning)
    except UnreadableExport as fault:
        raise NoTable from fault


def _again(known: FileImport, fresh: FileImport) -> FileImport:
    """Return the file that is known; where its pieces are gone, those handed in now become its own."""
    if not known.pieces.exists():
        FilePiece.objects.filter(file=fresh).update(file=known)
    fresh.delete()
    return known


def pieces_of(record: FileImport) -> Iterator[bytes]:
    """Yield the pieces of a file in order; memory: one piece."""
    rows = FilePiece.objects.filter(file=record).order_by("number").values_list("data", flat=True)
    for data in rows.iterator(chunk_size=1):
        yield bytes(data)


def rows_of(record: FileImport, mapping: Mapping, *, most: int) -> list[Line]:
    """Return the first rows of a file as they would be read; raises NoTable."""
    try:
        return list(islice(read_export(pieces_of(record), mapping), most))
    except UnreadableExport as fault:
        raise NoTable from fault


@transaction.atomic
def begin_import(
    *, record: FileImport, mapping: Mapping, save_as: str, by: Officer, at: datetime
) -> FileImport:
    """Say how a file is read; a job reads it from its beginning, and items known already stay as they are.

    save_as: the name under which the mapping is kept for the next time, "" = not.
    Raises UnderWay, PiecesGone.
    """
    record = FileImport.objects.select_for_update().get(pk=record.pk)
    require(ACCESS, Act.IMPORT, by, record)
    if record.is_under_way:
        raise UnderWay
    if not record.pieces.exists():
        raise PiecesGone
    record.mapping, record.started_at, record.finished_at, record.fault = mapping.to_plain(), at, None, ""
    record.line_count = record.new_count = record.known_count = record.dropped_count = 0
    record.bad_lines = []
    record.save()
    if tidy(save_as):
        ExportMapping.objects.update_or_create(
            name=tidy(save_as)[:120],
            defaults={"mapping": mapping.to_plain(), "by_id": by.pk, "saved_at": at},
        )
    audit.note(act=Act.IMPORT, actor=by, record=record, at=at, details={"mapping": tidy(save_as)[:120]})
    return record


def import_export(*, record: FileImport, by: Actor, at: datetime, report: Report) -> FileImport:
    """Read a file on from where its pointer stands, batch by batch; killed at any moment it goes on there."""
    require(ACCESS, Act.IMPORT, by, record)
    if not record.is_under_way or record.mapping is None:
        return record
    mapping = Mapping.from_plain(record.mapping)
    archives = Archives(fallback=mapping.source, outlet_class=Source.OutletClass.SOCIAL)
    lines = read_export(pieces_of(record), mapping, skip=record.line_count)
    try:
        record = import_lines(record, lines, archives, report=report, at=at)
    except UnreadableExport:
        record.refresh_from_db()
        record.fault = "broken"
        record.save(update_fields=["fault"])
    return finish_import(record, by, at)


@transaction.atomic
def forget_pieces(*, by: Actor, at: datetime) -> int:
    """Let the pieces of files go that were read, or handed in and left, a week ago; returns how many."""
    require(ACCESS, Act.IMPORT, by, None)
    read = FilePiece.objects.filter(file__finished_at__lt=at - KEPT)
    left = FilePiece.objects.filter(file__mapping=None, file__started_at__lt=at - KEPT)
    return sum(rows.delete()[0] for rows in chain((read, left)))

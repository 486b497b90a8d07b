"""`dongthuan listen import`: OPML lists, saved feeds, and archives of JSON lines into the database."""

import argparse
import sys
import time
from pathlib import Path

from django.conf import settings

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import NoAgency, system_officer
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.monitoring.intake.charset import decode
from dongthuan.apps.monitoring.intake.entries import Unreadable
from dongthuan.apps.monitoring.intake.opml import read_opml
from dongthuan.apps.monitoring.intake.reading import MAX_BYTES
from dongthuan.apps.monitoring.intake.sniff import Kind, sniff
from dongthuan.apps.monitoring.jobs.reading import defer_once
from dongthuan.apps.monitoring.jobs.workbench import workbench
from dongthuan.apps.monitoring.models.importing import FileImport
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.monitoring.operations.importing import (
    OtherImport,
    import_archive,
    import_feed_file,
)
from dongthuan.apps.monitoring.operations.sources import add_outlines
from dongthuan.apps.monitoring.queries.sources_wording import drop_words
from dongthuan.config.cli import BadInput

HEAD = 65_536


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("file", type=Path, help="OPML, RSS/Atom/JSON Feed, .jsonl or .jsonl.gz")
    parser.add_argument(
        "--class",
        dest="outlet_class",
        choices=Source.OutletClass.values,
        default=Source.OutletClass.PRESS.value,
        help="class of the outlets of an archive (default press)",
    )
    parser.add_argument("--process", action="store_true", help="also read, group and count here, until done")


def run(args: argparse.Namespace) -> int:
    """Bring one file in; says what was new, known and dropped."""
    by = acting()
    kind = kind_of(args.file)
    if kind in (Kind.LINES, Kind.GZIP):
        bring_lines(args, by)
    else:
        bring_document(args.file, kind, by)
    if args.process:
        process(by)
    else:
        defer_once("monitoring.understand")
    return 0


def acting() -> Officer:
    """Return the officer under whose name commands act; raises BadInput before there is an agency."""
    try:
        return system_officer(on=local_day(now()))
    except NoAgency:
        raise BadInput("there is no agency yet: run ./run, or dongthuan createadmin --agency NAME") from None


def kind_of(path: Path) -> Kind:
    """Return the kind of a file by its beginning; raises BadInput where there is nothing to read."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as problem:
        raise BadInput(f"{path}: {problem.strerror}") from None
    if not head.strip():
        raise BadInput(f"{path}: the file is empty")
    kind = sniff(head)
    if kind is Kind.UNKNOWN and path.suffix == ".jsonl":
        return Kind.LINES
    if kind in (Kind.UNKNOWN, Kind.PAGE):
        raise BadInput(f"{path}: neither OPML, RSS, Atom, JSON Feed, sitemap nor JSON lines")
    return kind


def bring_document(path: Path, kind: Kind, by: Officer) -> None:
    """Bring in a list of sources or one saved feed."""
    if path.stat().st_size > MAX_BYTES:
        raise BadInput(f"{path}: larger than {MAX_BYTES // 1_000_000} MB")
    body = path.read_bytes()
    try:
        if kind is Kind.OPML:
            outlines, dropped = read_opml(decode(body).text)
            new, known = add_outlines(outlines=outlines, by=by, at=now())
        else:
            found = import_feed_file(body=body, name=path.name, by=by, at=now())
            new, known, dropped = found.new_count, found.known_count, list(found.dropped)
    except Unreadable as problem:
        raise BadInput(f"{path}: cannot be read ({problem})") from None
    print(f"new {new}, known {known}, dropped {sum(drop.count for drop in dropped)}")
    for drop in dropped:
        print(f"  {drop.count} × {drop_words(drop.reason)}: {drop.example}")


def bring_lines(args: argparse.Namespace, by: Officer) -> None:
    """Bring in an archive of JSON lines, telling how far it is."""
    started = time.monotonic()

    def tell(record: FileImport) -> None:
        pace = record.line_count / max(time.monotonic() - started, 0.001)
        print(f"\r{record.line_count} lines, {record.new_count} new, {pace:.0f}/s", end="", file=sys.stderr)

    at = now()
    try:
        record = import_archive(path=args.file, by=by, at=at, report=tell, outlet_class=args.outlet_class)
    except OtherImport:
        raise BadInput(f"{args.file}: another process is importing this file") from None
    print(file=sys.stderr)
    is_known = record.finished_at is not None and record.finished_at < at
    new, known = record.new_count, record.known_count
    new, known = (0, new + known) if is_known else (new, known)
    print(f"{record.line_count} lines: new {new}, known {known}, dropped {record.dropped_count}")
    for number, reason, example in record.bad_lines:
        print(f"  line {number}: {drop_words(reason)}: {example}")


def process(by: Officer) -> None:
    """Read, group and count what waits, in this process, until nothing is left."""
    bench = workbench(settings.MODEL_FOLDER)
    started, done = time.monotonic(), 0
    while bench.read_next(by=by):
        done += 1
        print(f"\rreading: batch {done}, {time.monotonic() - started:.0f} s", end="", file=sys.stderr)
    while bench.group_next(by=by) or bench.recount_next(by=by):
        done += 1
        print(f"\rgrouping: batch {done}, {time.monotonic() - started:.0f} s", end="", file=sys.stderr)
    print(file=sys.stderr)

"""`dongthuan listen collect`: visit the sources that are due now, here and in the foreground."""

import argparse
import time

from dongthuan.apps.common.clock import now
from dongthuan.apps.common.outgoing_manners import turn_at
from dongthuan.apps.monitoring.jobs.collecting import gap_of, host_of, last_visit, outside
from dongthuan.apps.monitoring.jobs.reading import defer_once
from dongthuan.apps.monitoring.lifecycle import SourceState
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.monitoring.operations.collecting import collect_source
from dongthuan.apps.monitoring.queries.sources_wording import error_words
from dongthuan.config.commands.listen_import import acting, process


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("--all", action="store_true", help="also those that are not due yet")
    parser.add_argument("--process", action="store_true", help="also read, group and count here, until done")


def run(args: argparse.Namespace) -> int:
    """Visit each source once; one line a source."""
    by = acting()
    sources = Source.objects.due(at=now())
    if args.all:
        stopped = [SourceState.PAUSED, SourceState.REMOVED]
        sources = Source.objects.exclude(url="").exclude(state__in=stopped)
    for source in sources:
        wait(source)
        fetch = collect_source(source=source, outside=outside(), by=by, at=now())
        counts = f"new {fetch.new_count}, known {fetch.known_count}, dropped {fetch.dropped_count}"
        print(f"{fetch.outcome:<10} {source.name}: {error_words(fetch.error) or counts}", flush=True)
    if args.process:
        process(by)
    else:
        defer_once("monitoring.understand")
    return 0


def wait(source: Source) -> None:
    """Let the source's host rest between two visits."""
    at = now()
    host = host_of(source.url)
    turn = turn_at(last_visit(host, at=at), gap=gap_of(host), at=at)
    time.sleep((turn - at).total_seconds())

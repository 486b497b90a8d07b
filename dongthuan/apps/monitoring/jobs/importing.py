"""Exports that were handed in are read in the background; one that was interrupted goes on."""

from procrastinate.contrib.django import app

from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.monitoring.jobs.reading import defer_once
from dongthuan.apps.monitoring.models.importing import FileImport
from dongthuan.apps.monitoring.operations.exports import forget_pieces, import_export


@app.task(name="monitoring.import_exports", queue="reading", lock="exports", queueing_lock="import_exports")
def import_exports(timestamp: int = 0) -> None:
    """Read what waits, one file after the other, and let old pieces go."""
    at = now()
    by = acting_system(on=local_day(at))
    if by is None:
        return
    waiting = FileImport.objects.filter(mapping__isnull=False, finished_at=None).order_by("started_at", "pk")
    for record in waiting:
        import_export(record=record, by=by, at=at, report=lambda _record: None)
        defer_once("monitoring.understand")
    forget_pieces(by=by, at=at)

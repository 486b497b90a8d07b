"""Every minute: which sources are due; then one job a source, one at a time for each host."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from procrastinate import exceptions
from procrastinate.contrib.django import app

from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.common.outgoing_manners import PACE, Robots, turn_at
from dongthuan.apps.monitoring.jobs.reading import defer_once
from dongthuan.apps.monitoring.models.sources import Fetch, Source
from dongthuan.apps.monitoring.newsletters import usual_way_out
from dongthuan.apps.monitoring.operations.collecting import Outside, collect_source, purge_raw
from dongthuan.apps.monitoring.operations.forgetting import forget

AT_ONCE = 500
ROBOTS_MOST = 2_000
_ROBOTS: dict[str, Robots] = {}  # a cache only: each worker may ask a host anew


def host_of(url: str) -> str:
    """Return the host that serves an address, in lower case."""
    return urlsplit(url).netloc.lower()


def gap_of(host: str) -> timedelta:
    """Return the least time between two visits to a host; this machine's own feeds need no rest."""
    return timedelta(0) if host in settings.OUTGOING_ALLOWED else PACE


def outside() -> Outside:
    """Return the way out of this process."""
    if len(_ROBOTS) > ROBOTS_MOST:
        _ROBOTS.clear()
    return Outside(usual_way_out(), _ROBOTS, settings.RAW_RETENTION_DAYS)


@app.task(name="monitoring.collect_due", queue="collecting", lock="collect_due", queueing_lock="collect_due")
def collect_due(timestamp: int = 0) -> None:
    """Queue a visit for every source that is due; those of one host follow each other at its pace."""
    at = now()
    turns: dict[str, datetime] = {}
    for source in Source.objects.due(at=at)[:AT_ONCE]:
        host = host_of(source.url)
        turns[host] = turn_at(turns.get(host), gap=gap_of(host), at=at)
        queue_visit(source, at=turns[host])


def queue_visit(source: Source, *, at: datetime) -> bool:
    """Queue one visit; returns False where one waits already. Visits to one host never overlap."""
    job = app.configure_task(
        "monitoring.collect_one",
        lock=f"host:{host_of(source.url)}",
        queueing_lock=f"collect:{source.pk}",
        schedule_at=at,
    )
    try:
        with transaction.atomic():
            job.defer(source=source.pk)
    except exceptions.AlreadyEnqueued:
        return False
    return True


@app.task(name="monitoring.collect_one", queue="collecting")
def collect_one(source: int) -> None:
    """Visit one source if it is still due and its host has rested; have what is new understood."""
    at = now()
    by = acting_system(on=local_day(at))
    found = Source.objects.due(at=at).filter(pk=source).first()
    if by is None or found is None:
        return
    host = host_of(found.url)
    turn = turn_at(last_visit(host, at=at), gap=gap_of(host), at=at)
    if turn > at:
        queue_visit(found, at=turn)
        return
    if collect_source(source=found, outside=outside(), by=by, at=at).new_count:
        defer_once("monitoring.understand")


def last_visit(host: str, *, at: datetime) -> datetime | None:
    """Return when a host was last asked within the last minutes, None if it was not."""
    recent = Fetch.objects.filter(at__gt=at - timedelta(minutes=5)).select_related("source")
    return max((fetch.at for fetch in recent if host_of(fetch.source.url) == host), default=None)


@app.task(name="monitoring.purge_raw", queue="collecting", lock="purge_raw", queueing_lock="purge_raw")
def purge(timestamp: int = 0) -> None:
    """Forget the bytes whose time is over, and the rows that their rule keeps no longer."""
    at = now()
    by = acting_system(on=local_day(at))
    if by is not None:
        purge_raw(by=by, on=local_day(at))
        forget(days=settings.RETENTION_DAYS, by=by, at=at)

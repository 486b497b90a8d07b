"""The way of an item in the background: understood, then grouped and counted; each turn takes what waits."""

import contextlib
import threading
import time
from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from procrastinate import exceptions
from procrastinate.contrib.django import app

from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.monitoring.jobs.workbench import workbench

TURN_SECONDS = 30.0
BUSY_SECONDS = 2
_READING = threading.Lock()
MUCH = 100  # so many items at once (a first start, an import) are looked at without waiting for the hour


def turn(work: Callable[[], object]) -> bool:
    """Repeat `work` until it finds nothing or the turn is over; returns whether something may be left."""
    end = time.monotonic() + TURN_SECONDS
    while time.monotonic() < end:
        if not work():
            return False
    return True


@app.task(name="monitoring.understand", queue="reading", lock="understand", queueing_lock="understand")
def understand(timestamp: int = 0) -> None:
    """Understand what waits, then have it grouped; the parts of other readers are theirs."""
    for part in range(1, settings.READERS):
        queue_part(part)
    if read_part(0):
        defer_once("monitoring.understand")


@app.task(name="monitoring.understand_part", queue="reading")
def understand_part(part: int) -> None:
    """Understand one part of what waits, in a process that reads no other part: two would share one core."""
    if part >= settings.READERS:
        return
    if _READING.locked():
        queue_part(part, seconds=BUSY_SECONDS)
    elif read_part(part):
        queue_part(part)


def read_part(part: int) -> bool:
    """Read one part of what waits and have it grouped; returns whether something may be left of it."""
    by = acting_system(on=local_day(now()))
    if by is None:
        return False
    bench = workbench(settings.MODEL_FOLDER)
    with _READING:
        is_left = turn(lambda: bench.read_next(by=by, shard=part, shards=settings.READERS))
    defer_once("monitoring.group")
    return is_left


def queue_part(part: int, *, seconds: int = 0) -> None:
    """Queue a part, to begin in some seconds, unless it waits already; one reader at a time works on it."""
    lock = f"understand:{part}"
    job = app.configure_task(
        "monitoring.understand_part", lock=lock, queueing_lock=lock, schedule_in={"seconds": seconds}
    )
    with contextlib.suppress(exceptions.AlreadyEnqueued), transaction.atomic():
        job.defer(part=part)


@app.task(name="monitoring.group", queue="counting", lock="group", queueing_lock="group")
def group(timestamp: int = 0) -> None:
    """Group and count what was understood, and recount topics that were rewritten."""
    by = acting_system(on=local_day(now()))
    if by is None:
        return
    bench = workbench(settings.MODEL_FOLDER)
    counted = 0

    def group_some() -> int:
        nonlocal counted
        done = bench.group_next(by=by)
        counted += done
        return done

    is_left = turn(group_some)
    is_left = turn(lambda: bench.recount_next(by=by)) or is_left
    if is_left:
        defer_once("monitoring.group")
    elif counted >= MUCH:
        defer_once("monitoring.watch")
        defer_once("monitoring.forecast")
        defer_once("monitoring.compile_brief")


def defer_once(name: str) -> None:
    """Queue a job unless one like it waits already."""
    try:
        with transaction.atomic():  # a refusal must not spoil the transaction around it
            app.configure_task(name, queueing_lock=name.rpartition(".")[2]).defer()
    except exceptions.AlreadyEnqueued:
        return

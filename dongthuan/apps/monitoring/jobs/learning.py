"""In the background: heads learned from corrections each week, and stored items read anew when asked for."""

import contextlib

from django.conf import settings
from procrastinate.contrib.django import app

from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.monitoring.jobs.reading import defer_once, turn
from dongthuan.apps.monitoring.jobs.workbench import workbench
from dongthuan.apps.monitoring.operations.learning import TooFewCorrections, refit_heads
from dongthuan.apps.monitoring.queries.learning import has_new_corrections


@app.task(name="monitoring.refit", queue="watching", lock="refit", queueing_lock="refit")
def refit(timestamp: int = 0) -> None:
    """Learn heads from the corrections and keep them as a candidate; a person decides."""
    at = now()
    by = acting_system(on=local_day(at))
    if by is not None and has_new_corrections():
        with contextlib.suppress(TooFewCorrections):  # the page says how many are wanted
            refit_heads(encoder=workbench(settings.MODEL_FOLDER).encoder, by=by, at=at)


@app.task(name="monitoring.reread", queue="counting", lock="group", queueing_lock="reread")
def reread(timestamp: int = 0) -> None:
    """Read stored items anew with the heads in use, some at a time."""
    at = now()
    by = acting_system(on=local_day(at))
    if by is None:
        return
    bench = workbench(settings.MODEL_FOLDER)
    if turn(lambda: bench.reread_next(by=by, at=now())):
        defer_once("monitoring.reread")

"""Every minute the index of the portal is made true again."""

import time

from procrastinate.contrib.django import app

from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.portal.operations.indexing import index_some

SECONDS = 50


@app.task(name="portal.index", queue="portal", lock="portal.index", queueing_lock="portal.index")
def index(timestamp: int = 0) -> None:
    """Take in what is new and let go what no longer is public; the rest waits for the next minute."""
    at = now()
    by = acting_system(on=local_day(at))
    stop_at = time.monotonic() + SECONDS
    while by is not None and time.monotonic() < stop_at and index_some(by=by, at=now()):
        pass

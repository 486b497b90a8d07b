"""Every night: files whose day has come are let go."""

from procrastinate.contrib.django import app

from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.files import operations


@app.task(name="files.purge", queue="files", lock="files.purge", queueing_lock="files.purge")
def purge(timestamp: int = 0) -> None:
    """Let the files go whose day has come, batch by batch."""
    at = now()
    by = acting_system(on=local_day(at))
    while by is not None and operations.purge(on=local_day(at), by=by, at=at):
        pass

"""Every night: files whose day has come are let go."""

from procrastinate.contrib.django import app

from dongthuan.apps.accounts.operations import NoAgency, system_officer
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.files import operations


@app.task(name="files.purge", queue="files", lock="files.purge", queueing_lock="files.purge")
def purge(timestamp: int = 0) -> None:
    """Let the files go whose day has come, batch by batch."""
    at = now()
    try:
        by = system_officer(on=local_day(at))
    except NoAgency:
        return
    while operations.purge(on=local_day(at), by=by, at=at):
        pass

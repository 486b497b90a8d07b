"""In the background: let journalists' data go when their day has come, keep the clocks of periodic duties."""

from procrastinate.contrib.django import app

from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.press.operations.conference_duties import watch_duties
from dongthuan.apps.press.operations.journalists import PURGED_AT_ONCE, purge_journalists


@app.task(name="press.purge", queue="press", lock="press.purge", queueing_lock="press.purge")
def purge(timestamp: int = 0) -> None:
    """Let the data of journalists go whose day has come, in turns until none is left."""
    at = now()
    by = acting_system(on=local_day(at))
    while by is not None and purge_journalists(by=by, at=at) == PURGED_AT_ONCE:
        continue


@app.task(name="press.watch_duties", queue="press", lock="press.duties", queueing_lock="press.duties")
def watch(timestamp: int = 0) -> None:
    """Keep one clock running for the quarterly conference and one for the monthly information."""
    at = now()
    by = acting_system(on=local_day(at))
    if by is not None:
        watch_duties(by=by, at=at)

"""Every five minutes: those who clear are urged on."""

from procrastinate.contrib.django import app

from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.clearances.operations import urging
from dongthuan.apps.common.clock import local_day, now


@app.task(name="clearances.urge", queue="notices", lock="clearances.urge", queueing_lock="clearances.urge")
def urge(timestamp: int = 0) -> None:
    """Urge on whoever is asked for a part that is nearly or already late."""
    at = now()
    by = acting_system(on=local_day(at))
    if by is not None:
        urging.urge(by=by, at=at)

"""In the background: limits that waited for a rule begin to run; personal data past its time goes."""

from procrastinate.contrib.django import app

from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.disclosure.operations.requests_creator import start_waiting_corrections
from dongthuan.apps.disclosure.operations.requests_identity import purge_identities
from dongthuan.apps.disclosure.operations.requests_limits import start_waiting_limits


@app.task(name="disclosure.start_limits", queue="clocks", lock="disclosure.start_limits")
def start_limits(timestamp: int = 0) -> None:
    """Let the limits run for which the legal officer entered the rule meanwhile."""
    at = now()
    by = acting_system(on=local_day(at))
    if by is not None:
        start_waiting_limits(by=by, at=at)
        start_waiting_corrections(by=by, at=at)


@app.task(name="disclosure.purge_identities", queue="clocks", lock="disclosure.purge_identities")
def purge(timestamp: int = 0) -> None:
    """Let the identities go whose time has come."""
    at = now()
    by = acting_system(on=local_day(at))
    if by is not None:
        purge_identities(by=by, at=at)

"""Each night: which stories may be one event, and which may be two, for people to decide in the morning."""

from procrastinate.contrib.django import app

from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.monitoring.operations.story_proposals import propose_merges, propose_splits


@app.task(name="monitoring.propose_merges", queue="counting", lock="proposals", queueing_lock="proposals")
def propose(timestamp: int = 0) -> None:
    """Propose merges and splits."""
    at = now()
    by = acting_system(on=local_day(at))
    if by is not None:
        propose_merges(by=by, at=at)
        propose_splits(by=by, at=at)

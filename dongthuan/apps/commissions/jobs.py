"""In the background: published pieces of orders in force are looked for among what was collected."""

from procrastinate.contrib.django import app

from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.commissions.operations.deliveries import propose_pieces
from dongthuan.apps.commissions.queries.proposals import running_orders
from dongthuan.apps.common.clock import local_day, now


@app.task(
    name="commissions.propose", queue="press", lock="commissions.propose", queueing_lock="commissions.propose"
)
def propose(timestamp: int = 0) -> None:
    """Propose what the collector found for each order in force; a person confirms it."""
    at = now()
    by = acting_system(on=local_day(at))
    if by is None:
        return
    for order in running_orders():
        propose_pieces(order=order, by=by, at=at)

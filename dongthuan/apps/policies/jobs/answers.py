"""Authors who left an address are told of the answers once these are published."""

from procrastinate.contrib.django import app

from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.policies.operations.answers_telling import tell_authors

TURNS = 10


@app.task(
    name="policies.tell_authors",
    queue="policies",
    lock="policies.tell_authors",
    queueing_lock="policies.tell_authors",
)
def tell(timestamp: int = 0) -> None:
    """Queue mails batch by batch; the rest waits for the next minute."""
    at = now()
    by = acting_system(on=local_day(at))
    for _turn in range(TURNS):
        if by is None or not tell_authors(by=by, at=now()):
            return

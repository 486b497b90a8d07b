"""In the background: addresses of the register are looked at, periods end, limits that waited begin."""

from datetime import datetime

from procrastinate.contrib.django import app

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.common.outgoing import Limits, fetch
from dongthuan.apps.common.outgoing_guard import OutgoingFailed, TooLarge
from dongthuan.apps.disclosure.operations.links import Look, note_look
from dongthuan.apps.disclosure.operations.publications import end_due
from dongthuan.apps.disclosure.operations.publications_limits import start_waiting_publication_limits
from dongthuan.apps.disclosure.queries.publications import to_be_looked_at

LIMITS = Limits(total_seconds=20, max_bytes=200_000)


@app.task(name="disclosure.look_at_links", queue="collecting", lock="disclosure.look_at_links")
def look_at_links(timestamp: int = 0) -> None:
    """Look at the few addresses whose turn it is."""
    at = now()
    by = acting_system(on=local_day(at))
    if by is not None:
        look(by=by, at=at)


@app.task(name="disclosure.keep_register", queue="clocks", lock="disclosure.keep_register")
def keep_register(timestamp: int = 0) -> None:
    """End the items whose period is over; let limits run for which the rule was entered meanwhile."""
    at = now()
    by = acting_system(on=local_day(at))
    if by is not None:
        end_due(by=by, at=at)
        start_waiting_publication_limits(by=by, at=at)


def look(*, by: Officer, at: datetime) -> int:
    """Look at the addresses whose turn it is, one after the other; returns how many."""
    items = to_be_looked_at(at=at)
    for item in items:
        note_look(item=item, look=Look(item.link, fault_of(item.link)), by=by, at=at)
    return len(items)


def fault_of(link: str) -> str:
    """Return why an address does not answer, "" where it does; a page too long to read answers."""
    try:
        answer = fetch(link, limits=LIMITS)
    except TooLarge:
        return ""
    except OutgoingFailed as failed:
        return f"{type(failed).__name__}: {failed}"
    return "" if answer.status < 400 else f"HTTP {answer.status}"

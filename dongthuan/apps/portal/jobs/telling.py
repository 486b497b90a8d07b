"""Every minute subscribers are told of what was published; by night what is not needed is forgotten."""

import time
from functools import partial

from django.core.mail import get_connection
from procrastinate.contrib.django import app

from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.content.jobs import hand_over
from dongthuan.apps.portal.operations.sending import own_up, send_letter
from dongthuan.apps.portal.operations.subscriptions import forget_subscribers
from dongthuan.apps.portal.operations.telling import announce_some, tell_one

SECONDS = 25


@app.task(name="portal.tell", queue="portal", lock="portal.tell", queueing_lock="portal.tell")
def tell(timestamp: int = 0) -> None:
    """Announce, write letters, then send them over one connection; the rest waits for the next minute."""
    at = now()
    by = acting_system(on=local_day(at))
    if by is None:
        return
    own_up(by=by, at=at)
    stop_at = time.monotonic() + SECONDS
    announce_some(by=by, at=at)
    while time.monotonic() < stop_at and tell_one(by=by, at=now()) is not None:
        pass
    stop_at, connection = time.monotonic() + SECONDS, get_connection()
    send = partial(hand_over, connection)
    try:
        while time.monotonic() < stop_at and send_letter(by=by, at=now(), send=send) is not None:
            pass
    finally:
        connection.close()


@app.task(name="portal.forget", queue="portal", lock="portal.forget", queueing_lock="portal.forget")
def forget(timestamp: int = 0) -> None:
    """Delete wishes nobody confirmed, old letters and hashes of networks."""
    at = now()
    by = acting_system(on=local_day(at))
    if by is not None:
        forget_subscribers(by=by, at=at)

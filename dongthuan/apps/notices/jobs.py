"""Every minute: the messages that wait are sent; every night: old ones let go.

A second worker at the same time does no harm. The messages are made by `desk.jobs`, by the agency's calendar.
"""

from django.core.mail import EmailMessage
from procrastinate.contrib.django import app

from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.notices import purging
from dongthuan.apps.notices.delivery import deliver_one

SENT_AT_ONCE = 200


@app.task(name="notices.deliver", queue="notices", lock="notices.deliver", queueing_lock="notices.deliver")
def deliver(timestamp: int = 0) -> None:
    """Send what waits."""
    for _turn in range(SENT_AT_ONCE):
        if deliver_one(at=now(), send=EmailMessage.send) is None:
            return


@app.task(name="notices.purge", queue="notices", lock="notices.purge", queueing_lock="notices.purge")
def purge(timestamp: int = 0) -> None:
    """Let old notices, messages and reminders go, batch by batch."""
    at = now()
    by = acting_system(on=local_day(at))
    while by is not None and purging.purge(by=by, at=at):
        pass

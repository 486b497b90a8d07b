"""Every minute: messages of what waits, made and sent; every night: old ones let go.

A second worker at the same time does no harm.
"""

from datetime import datetime

from django.core.mail import EmailMessage
from procrastinate.contrib.django import app

from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.notices import purging
from dongthuan.apps.notices.delivery import deliver_one
from dongthuan.apps.notices.mailing import build_messages
from dongthuan.law.vietnam import vietnamese_calendar

SENT_AT_ONCE = 200


@app.task(name="notices.build_messages", queue="notices", lock="notices.build", queueing_lock="notices.build")
def build(timestamp: int = 0) -> None:
    """Make the messages that are due. Days off are those of the shipped calendar of Vietnam.

    An agency's own days (clocks) lie above this app and are not asked: at worst a digest comes a day later.
    """
    make_messages(at=now())


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


def make_messages(*, at: datetime) -> int:
    """Make the messages that are due at an instant, by the shipped calendar; returns how many."""
    return build_messages(at=at, is_working_day=vietnamese_calendar().is_working)

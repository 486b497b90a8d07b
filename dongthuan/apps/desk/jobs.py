"""Every minute: the mail that is due to officers is made, by the agency's own days off."""

from procrastinate.contrib.django import app

from dongthuan.apps.clocks.queries.calendars import working_calendar
from dongthuan.apps.common.clock import now
from dongthuan.apps.notices.mailing import build_messages


@app.task(name="notices.build_messages", queue="notices", lock="notices.build", queueing_lock="notices.build")
def build(timestamp: int = 0) -> None:
    """Make the messages that are due; on a day that the agency signed off as free nobody is disturbed."""
    build_messages(at=now(), is_working_day=working_calendar().is_working)

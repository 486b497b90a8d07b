"""In the background: readers are told of briefings, and urged on until they confirm."""

from datetime import timedelta

from procrastinate.contrib.django import app

from dongthuan.apps.awareness.operations.briefings import TOLD_AT_ONCE, tell_readers
from dongthuan.apps.awareness.queries import awaited_deadlines
from dongthuan.apps.clocks.queries.calendars import working_calendar
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.notices import operations as notices

URGED_FOR = timedelta(days=60)  # after the day to read by


@app.task(name="awareness.tell", queue="notices", lock="awareness.tell", queueing_lock="awareness.tell")
def tell(timestamp: int = 0) -> None:
    """Tell the readers of briefings just sent, in turns until none is left."""
    while tell_readers(at=now()) == TOLD_AT_ONCE:
        continue


@app.task(name="awareness.remind", queue="notices", lock="awareness.remind", queueing_lock="awareness.remind")
def remind(timestamp: int = 0) -> None:
    """Urge on who has not confirmed: before, on and after the day."""
    at = now()
    deadlines = awaited_deadlines(since=local_day(at) - URGED_FOR)
    notices.remind(deadlines=deadlines, fires_on=working_calendar().add_working_days, at=at)

"""Every working morning: who must still file is urged on, exactly once a step."""

from procrastinate.contrib.django import app

from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.clocks.queries.calendars import working_calendar
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.notices import operations as notices
from dongthuan.apps.reports.operations.units_of_round import hand_over_dissolved
from dongthuan.apps.reports.queries.deadlines import awaited_deadlines


@app.task(name="reports.remind", queue="notices", lock="reports.remind", queueing_lock="reports.remind")
def remind(timestamp: int = 0) -> None:
    """Urge on the units whose reports are not filed: before, on and after the day.

    A unit dissolved meanwhile is replaced by its successor first, so that it is the one asked.
    """
    at = now()
    by = acting_system(on=local_day(at))
    if by is None:
        return
    hand_over_dissolved(by=by, at=at)
    calendar = working_calendar()
    notices.remind(deadlines=awaited_deadlines(), fires_on=calendar.add_working_days, at=at)

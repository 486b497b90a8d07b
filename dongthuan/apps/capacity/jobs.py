"""Every hour: who holds a certificate that ends is reminded, exactly once a step."""

from procrastinate.contrib.django import app

from dongthuan.apps.capacity.operations.certificates import ending
from dongthuan.apps.clocks.queries.calendars import working_calendar
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.notices import operations as notices
from dongthuan.apps.notices.reminding import Audience, Step

STEPS: tuple[Step, ...] = (
    Step("before-40", -40, Audience.OWNER),
    Step("before-10", -10, Audience.OWNER),
    Step("before-10", -10, Audience.HEAD),
    Step("due", 0, Audience.OWNER),
)


@app.task(name="capacity.remind", queue="notices", lock="capacity.remind", queueing_lock="capacity.remind")
def remind(timestamp: int = 0) -> None:
    """Remind of certificates: 40 and 10 working days before they end, and on the day."""
    at = now()
    calendar = working_calendar()
    notices.remind(deadlines=ending(on=local_day(at)), fires_on=calendar.add_working_days, at=at, steps=STEPS)

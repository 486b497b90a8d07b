"""Every hour: whoever keeps a partner is asked whether to renew an agreement that ends, exactly once."""

from procrastinate.contrib.django import app

from dongthuan.apps.clocks.queries.calendars import working_calendar
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.notices import operations as notices
from dongthuan.apps.notices.reminding import Audience, Step
from dongthuan.apps.partners.lifecycle import AskBefore
from dongthuan.apps.partners.queries.partners import ending


def steps_of(ask_before: int) -> tuple[Step, ...]:
    """Return when an agreement is reminded of: as many working days before as was chosen, and on its last."""
    return Step(f"before-{ask_before}", -ask_before, Audience.OWNER), Step("due", 0, Audience.OWNER)


@app.task(name="partners.remind", queue="notices", lock="partners.remind", queueing_lock="partners.remind")
def remind(timestamp: int = 0) -> None:
    """Ask about renewal, for each choice of days before in turn."""
    at = now()
    fires_on = working_calendar().add_working_days
    for days in AskBefore.values:
        deadlines = ending(days, on=local_day(at))
        notices.remind(deadlines=deadlines, fires_on=fires_on, at=at, steps=steps_of(days))

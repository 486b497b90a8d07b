"""Consultations are closed on their instant; communication acts and promised answers are urged on."""

from procrastinate.contrib.django import app

from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.clocks.queries.calendars import working_calendar
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.notices import operations as notices
from dongthuan.apps.policies.operations import consultations_dates
from dongthuan.apps.policies.queries.deadlines import deadlines


@app.task(
    name="policies.close_due", queue="policies", lock="policies.close_due", queueing_lock="policies.close_due"
)
def close_due(timestamp: int = 0) -> None:
    """Close the consultations whose last instant has passed; until then `may_comment` says no already."""
    at = now()
    by = acting_system(on=local_day(at))
    while by is not None and consultations_dates.close_due(by=by, at=at):
        pass


@app.task(name="policies.remind", queue="notices", lock="policies.remind", queueing_lock="policies.remind")
def remind(timestamp: int = 0) -> None:
    """Urge on whoever a step of a day that is due has come for; what was missed is caught up, once."""
    notices.remind(deadlines=deadlines(), fires_on=working_calendar().add_working_days, at=now())

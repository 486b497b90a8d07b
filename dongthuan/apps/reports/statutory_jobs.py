"""Each year on 1 December: the annual report of Decree 244 is opened, and its clock starts."""

from procrastinate.contrib.django import app

from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.reports.operations.statutory import NoReportYet, open_statutory

MONTH = 12


@app.task(
    name="reports.open_statutory",
    queue="reports",
    lock="reports.open_statutory",
    queueing_lock="reports.open_statutory",
)
def open_year(timestamp: int = 0) -> None:
    """Open the report of this year once December has come; a day missed is caught up with."""
    at = now()
    by = acting_system(on=local_day(at))
    if by is None or local_day(at).month != MONTH:
        return
    try:
        open_statutory(year=local_day(at).year, by=by, at=at)
    except NoReportYet:
        return

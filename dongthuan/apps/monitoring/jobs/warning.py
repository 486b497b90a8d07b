"""Early warnings: issued and scored every hour, the model learned anew every month."""

from procrastinate.contrib.django import app

from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.monitoring.jobs.watching import raise_all
from dongthuan.apps.monitoring.models.alerts import AlertKind, AlertRule
from dongthuan.apps.monitoring.operations import warnings


@app.task(name="monitoring.warn", queue="watching", lock="warn", queueing_lock="warn")
def warn(timestamp: int = 0) -> None:
    """Score the warnings whose hours are over, issue those of this hour, and let rules alert on them."""
    at = now()
    by = acting_system(on=local_day(at))
    if by is not None:
        warnings.score_warnings(by=by, at=at)
        warnings.issue_warnings(by=by, at=at)
        raise_all(AlertRule.objects.listening(at).filter(kind=AlertKind.WARNING), by=by, at=at)


@app.task(name="monitoring.recalibrate_warnings", queue="watching", lock="warn", queueing_lock="recalibrate")
def recalibrate(timestamp: int = 0) -> None:
    """Learn the warning model from the agency's own past."""
    at = now()
    by = acting_system(on=local_day(at))
    if by is not None:
        warnings.recalibrate(by=by, at=at)

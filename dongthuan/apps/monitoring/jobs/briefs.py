"""Every morning: the brief of the day lies ready for the officer who finishes it."""

from procrastinate.contrib.django import app

from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.monitoring.operations.approving import NotOpen
from dongthuan.apps.monitoring.operations.briefs import compile_brief
from dongthuan.apps.monitoring.operations.trend_reports import NothingCounted, compile_missing


@app.task(name="monitoring.compile_brief", queue="watching", lock="brief", queueing_lock="compile_brief")
def compile_today(timestamp: int = 0) -> None:
    """Compile the brief of today, or add to it what is new; one that was handed in stays as it is."""
    at = now()
    by = acting_system(on=local_day(at))
    if by is None:
        return
    try:
        compile_brief(day=local_day(at), by=by, at=at)
    except NotOpen:
        return


@app.task(name="monitoring.compile_trend", queue="watching", lock="trend", queueing_lock="compile_trend")
def compile_trend_reports(timestamp: int = 0) -> None:
    """Compile the reports of the last full week and month that nobody has compiled yet."""
    at = now()
    by = acting_system(on=local_day(at))
    if by is None:
        return
    try:
        compile_missing(by=by, at=at)
    except NothingCounted:
        return

"""Every hour: what is unusual, what is forecast, and how earlier forecasts turned out."""

from datetime import datetime

from django.db.models import QuerySet
from procrastinate.contrib.django import app

from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.monitoring.models.alerts import AlertRule
from dongthuan.apps.monitoring.models.signals import Forecast, Series
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.monitoring.operations.alerting import escalate, raise_alerts, tell_due
from dongthuan.apps.monitoring.operations.forecasting import forecast_topic, score_forecast
from dongthuan.apps.monitoring.operations.signals import detect

SCORED_AT_ONCE = 500


@app.task(name="monitoring.watch", queue="watching", lock="watch", queueing_lock="watch")
def watch(timestamp: int = 0) -> None:
    """Look for signals in every watched topic."""
    at = now()
    by = acting_system(on=local_day(at))
    if by is None:
        return
    for topic in Topic.objects.watched():
        for series in Series:
            detect(topic=topic, series=series, by=by, at=at)
    raise_all(AlertRule.objects.listening(at), by=by, at=at)


def raise_all(rules: QuerySet[AlertRule], *, by: Actor, at: datetime) -> None:
    """Let every rule look for itself."""
    for rule in rules.select_related("topic"):
        raise_alerts(rule=rule, by=by, at=at)


@app.task(name="monitoring.alert", queue="watching", lock="alert", queueing_lock="alert")
def alert(timestamp: int = 0) -> None:
    """Let alerts that nobody took up rise, and tell everybody whose time has come."""
    at = now()
    by = acting_system(on=local_day(at))
    if by is not None:
        escalate(by=by, at=at)
        tell_due(by=by, at=at)


@app.task(name="monitoring.forecast", queue="watching", lock="forecast", queueing_lock="forecast")
def forecast(timestamp: int = 0) -> None:
    """Forecast every watched topic, and score the forecasts whose time has passed."""
    at = now()
    by = acting_system(on=local_day(at))
    if by is None:
        return
    for topic in Topic.objects.watched():
        for series in Series:
            for step in Forecast.Step:
                forecast_topic(topic=topic, series=series, step=step, by=by, at=at)
    for issued in Forecast.objects.filter(scored_at=None).order_by("start_at")[:SCORED_AT_ONCE]:
        score_forecast(forecast=issued, by=by, at=at)

"""Forecast a topic's counts, store what was issued, and score it when the truth has arrived."""

import math
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from django.db import transaction
from django.utils.timezone import localtime

from dongthuan.analysis.forecasting.accuracy import covered, weighted_interval_score
from dongthuan.analysis.forecasting.calendar import Step
from dongthuan.analysis.forecasting.engine import Backtest, forecast_series
from dongthuan.analysis.forecasting.engine import Forecast as MadeForecast
from dongthuan.analysis.forecasting.methods import MODEL_VERSION
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.monitoring.models.signals import Forecast, Series
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.monitoring.operations.counting import hour_of
from dongthuan.apps.monitoring.queries.series import HOUR, HourlySeries, hourly
from dongthuan.apps.monitoring.rules import ACCESS, Act

HISTORY = timedelta(days=120)
HORIZON = {Forecast.Step.HOUR: 48, Forecast.Step.DAY: 7}
LENGTH = {Forecast.Step.HOUR: HOUR, Forecast.Step.DAY: timedelta(days=1)}
FEWEST_SLOTS = 2


def forecast_topic(
    *, topic: Topic, series: Series, step: Forecast.Step, by: Actor, at: datetime
) -> Forecast | None:
    """Forecast 48 hours or 7 days from the last full hour or day on; None where there is too little past.

    The same forecast made twice is stored once.
    """
    require(ACCESS, Act.DETECT, by, topic)
    end = _start_of_step(step, at)
    past = _in_steps(hourly(topic, series, start=end - HISTORY, end=end), step)
    if len(past.values) < FEWEST_SLOTS:
        return None
    step_name: Step = "hour" if step == Forecast.Step.HOUR else "day"
    times = [past.start + LENGTH[step] * slot for slot in range(len(past.values))]
    made = forecast_series(times, past.values.tolist(), step=step_name, horizon=HORIZON[step])
    forecast, _is_new = Forecast.objects.get_or_create(
        topic=topic,
        series=series,
        step=step,
        start_at=end,
        model_id=f"forecast/{MODEL_VERSION}",
        defaults={"made_at": at, "history_count": int(past.values.sum()), **_columns(made)},
    )
    return forecast


def _start_of_step(step: Forecast.Step, at: datetime) -> datetime:
    local = localtime(at)
    return (
        hour_of(local)
        if step == Forecast.Step.HOUR
        else local.replace(hour=0, minute=0, second=0, microsecond=0)
    )


def _in_steps(hours: HourlySeries, step: Forecast.Step) -> HourlySeries:
    """Return hours summed to full local days, or the hours themselves (in local time)."""
    start = localtime(hours.start)
    if step == Forecast.Step.HOUR:
        return HourlySeries(start, hours.values)
    skipped = (24 - start.hour) % 24
    values = hours.values[skipped:]
    days = len(values) // 24
    return HourlySeries(start + HOUR * skipped, values[: days * 24].reshape(days, 24).sum(axis=1))


def _columns(made: MadeForecast) -> dict[str, Any]:
    (low_80, high_80), (low_95, high_95) = made.intervals[80], made.intervals[95]
    return {
        "method": made.method,
        "mean": made.mean,
        "low_80": low_80,
        "high_80": high_80,
        "low_95": low_95,
        "high_95": high_95,
        "backtest": _plain(made.backtest),
        "is_naive_better": made.backtest.naive_is_better,
    }


def _plain(backtest: Backtest) -> dict[str, Any]:
    """Return the back-test as JSON; what is not known (NaN) becomes null."""
    plain = asdict(backtest)
    plain["coverage"] = {str(level): _known(share) for level, share in backtest.coverage.items()}
    return {key: _known(value) for key, value in plain.items()}


def _known(value: Any) -> Any:
    return None if isinstance(value, float) and math.isnan(value) else value


@transaction.atomic
def score_forecast(*, forecast: Forecast, by: Actor, at: datetime) -> Forecast | None:
    """Score a forecast whose whole horizon has passed; None while the truth is still missing."""
    require(ACCESS, Act.DETECT, by, forecast.topic)
    step = Forecast.Step(forecast.step)
    end = forecast.start_at + LENGTH[step] * len(forecast.mean)
    if end > at:
        return None
    truth = _truth(forecast, step, end)
    intervals = {
        80: (np.array(forecast.low_80), np.array(forecast.high_80)),
        95: (np.array(forecast.low_95), np.array(forecast.high_95)),
    }
    mean = np.array(forecast.mean)
    forecast.score = {
        "wis": float(weighted_interval_score(truth, mean, intervals).mean()),
        "absolute_error": float(np.abs(truth - mean).mean()),
        "coverage_80": float(covered(truth, *intervals[80]).mean()),
        "coverage_95": float(covered(truth, *intervals[95]).mean()),
        "observed": float(truth.sum()),
        "expected": float(mean.sum()),
    }
    forecast.scored_at = at
    forecast.save(update_fields=["score", "scored_at"])
    return forecast


def _truth(forecast: Forecast, step: Forecast.Step, end: datetime) -> np.ndarray[Any, np.dtype[np.float64]]:
    found = hourly(forecast.topic, Series(forecast.series), start=forecast.start_at, end=end)
    values = np.zeros(int((end - forecast.start_at) / HOUR))
    offset = int((found.start - forecast.start_at) / HOUR)
    values[offset : offset + len(found.values)] = found.values
    return values if step == Forecast.Step.HOUR else values.reshape(-1, 24).sum(axis=1)

"""The picture of a forecast: what was, what is expected, and how sure that is."""

from datetime import timedelta

from django.utils.translation import pgettext

from dongthuan.apps.common import charts
from dongthuan.apps.monitoring.links import items_url
from dongthuan.apps.monitoring.models.signals import Forecast, Series
from dongthuan.apps.monitoring.queries.series import hourly
from dongthuan.apps.monitoring.spans import Span

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PAST = {Forecast.Step.HOUR: 72, Forecast.Step.DAY: 28}


def forecast_chart(forecast: Forecast) -> charts.Chart:
    """Return the observed counts of the last days, then the expected ones with their 80 % interval."""
    step = Forecast.Step(forecast.step)
    length = HOUR if step == Forecast.Step.HOUR else DAY
    start = forecast.start_at - length * PAST[step]
    past = hourly(forecast.topic, Series(forecast.series), start=start, end=forecast.start_at)
    offset = int((past.start - start) / HOUR)
    hours = [None] * offset + past.values.tolist()
    values = hours if step == Forecast.Step.HOUR else _by_day(hours)
    wanted = {} if forecast.series == Series.VOLUME else {"polarity": forecast.series}
    rows = [
        charts.Foreseen(
            at=start + length * place,
            observed=value,
            url=items_url(
                Span(start + length * place, start + length * (place + 1)),
                topic=forecast.topic_id,
                copies="no",
                **wanted,
            ),
        )
        for place, value in enumerate(values)
    ]
    rows += [
        charts.Foreseen(at=forecast.start_at + length * place, expected=mean, low=low, high=high)
        for place, (mean, low, high) in enumerate(
            zip(forecast.mean, forecast.low_80, forecast.high_80, strict=True)
        )
    ]
    words: charts.Step = "hour" if step == Forecast.Step.HOUR else "day"
    return charts.forecast(rows, level=0.8, step=words, unit=pgettext("unit", "items"))


def _by_day(hours: list[float | None]) -> list[float | None]:
    days = [hours[place : place + 24] for place in range(0, len(hours), 24)]
    return [None if None in day else sum(value for value in day if value is not None) for day in days]

"""The picture of a signal: the hours around it, with the signal marked."""

from datetime import timedelta

from django.utils.translation import pgettext

from dongthuan.apps.common import charts
from dongthuan.apps.monitoring.links import items_url
from dongthuan.apps.monitoring.models.signals import Series, Signal
from dongthuan.apps.monitoring.queries.series import HOUR, hourly
from dongthuan.apps.monitoring.spans import Span

ROLES: dict[Series, charts.Role] = {
    Series.VOLUME: "now",
    Series.NEGATIVE: "negative",
    Series.POSITIVE: "positive",
}
BEFORE, AFTER = timedelta(hours=60), timedelta(hours=12)


def chart_around(signal: Signal) -> charts.Chart:
    """Return the signal's count from 60 hours before to 12 hours after, as known by now."""
    series = Series(signal.series)
    found = hourly(signal.topic, series, start=signal.hour - BEFORE, end=signal.hour + AFTER)
    wanted = {} if series == Series.VOLUME else {"polarity": signal.series}
    urls = [
        items_url(Span(hour, hour + HOUR), topic=signal.topic_id, copies="no", **wanted)
        for hour in found.times
    ]
    role = ROLES[series]
    return charts.Chart(
        "bars",
        "hour",
        found.times,
        [charts.Series(str(series.label), role, found.values.tolist())],
        marks=[charts.Mark(signal.hour, str(signal.topic.name))],
        urls=urls,
        unit=pgettext("unit", "items"),
    )

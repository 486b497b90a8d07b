"""The addresses that open what a figure counted: the list of items with the same filter."""

from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.timezone import localtime

from dongthuan.apps.monitoring.spans import Span


def items_url(span: Span | None = None, **wanted: object) -> str:
    """Return the address of the items in `span` (None: any time) that pass the filters; empty ones drop out.

    wanted: the fields of `forms.items.ItemFilterForm`, such as `topic=3, polarity="negative", copies="no"`.
    """
    query = {name: value for name, value in wanted.items() if value not in ("", None)}
    if span is not None:
        query |= span_words(span)
    return reverse("monitoring:items") + (f"?{urlencode(query)}" if query else "")


def span_words(span: Span) -> dict[str, str]:
    """Return `since` and `until` as the filters read them: days where the span is of whole days, else hours.

    `until` names the last day or the last hour that belongs to the span.
    """
    start, end = localtime(span.start), localtime(span.end)
    if start.hour == end.hour == 0:
        return {"since": f"{start:%Y-%m-%d}", "until": f"{end - timedelta(days=1):%Y-%m-%d}"}
    return {"since": _hour(start), "until": _hour(end - timedelta(hours=1))}


def _hour(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H}:00"

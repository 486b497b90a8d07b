"""How people speak of a matter's topic, as a picture of days with its opening and first statement marked."""

from datetime import datetime, timedelta

from django.db.models import F, Sum
from django.utils.translation import gettext as _

from dongthuan.apps.common import charts
from dongthuan.apps.common.charts import Chart, Mark, PolarityCount
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.matters.queries.timeline import exactly
from dongthuan.apps.monitoring.links import items_url
from dongthuan.apps.monitoring.models.topics import TopicHour
from dongthuan.apps.monitoring.spans import Span

STEP = timedelta(hours=6)
BEFORE, AFTER = timedelta(hours=48), timedelta(hours=96)


def mood_chart(matter: Matter, *, at: datetime) -> Chart | None:
    """Return the items of the topic by polarity, in steps of six hours; None without topic."""
    if matter.topic is None:
        return None
    begin = _floor(matter.opened_at - BEFORE)
    end = min(_floor(at) + STEP, _floor((matter.first_statement_at or matter.opened_at) + AFTER))
    hours = TopicHour.objects.filter(topic=matter.topic, hour__gte=begin, hour__lt=end)
    sums = hours.values("hour", "polarity").annotate(items=Sum(F("original_count") + F("copy_count")))
    counts: dict[datetime, dict[str, int]] = {}
    for row in sums.order_by("hour"):
        step = counts.setdefault(_floor(row["hour"]), {})
        step[row["polarity"]] = step.get(row["polarity"], 0) + row["items"]
    rows, moment = [], begin
    while moment < end:
        found = counts.get(moment, {})
        url = items_url(Span(moment, moment + STEP), topic=matter.topic_id)
        rows.append(
            PolarityCount(
                moment,
                found.get("negative", 0),
                found.get("neutral", 0),
                found.get("positive", 0),
                found.get("unclear", 0),
                url,
            )
        )
        moment += STEP
    return charts.polarity_bars(rows, step="hour", marks=_marks(matter))


def _marks(matter: Matter) -> list[Mark]:
    """Mark the steps in which it was opened and first spoken on; the exact instant stands in the words."""
    opened = _("Matter opened at %(when)s") % {"when": exactly(matter.opened_at)}
    marks = [Mark(_floor(matter.opened_at), opened, "")]
    if matter.first_statement_at is not None:
        spoken = _("First statement at %(when)s") % {"when": exactly(matter.first_statement_at)}
        marks.append(Mark(_floor(matter.first_statement_at), spoken, ""))
    return marks


def _floor(at: datetime) -> datetime:
    return at.replace(hour=at.hour - at.hour % 6, minute=0, second=0, microsecond=0)

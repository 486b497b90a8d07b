"""What changed in how people speak of a matter once the agency had spoken, with bounds."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Min, Q, Sum

from dongthuan.analysis.interruption import Effect, effect_of
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.monitoring.lifecycle import Polarity
from dongthuan.apps.monitoring.models.topics import Topic, TopicHour

DAY = timedelta(hours=24)
MOST_DAYS = 14


@dataclass(frozen=True, slots=True)
class Spoken:
    """The effect of the first statement; None while fewer than three full days lie on either side of it."""

    at: datetime
    effect: Effect | None


def effect_of_statement(matter: Matter, *, at: datetime) -> Spoken | None:
    """Return what was different after the first statement; None without topic or statement.

    Days are of 24 hours from the hour of the statement. Originals only: reprints are no independent items.
    """
    if matter.topic is None or matter.first_statement_at is None:
        return None
    begin = matter.first_statement_at.replace(minute=0, second=0, microsecond=0)
    first = TopicHour.objects.filter(topic=matter.topic).aggregate(first=Min("hour"))["first"]
    known = 0 if first is None else max(0, (begin - first) // DAY)
    before = [_counted(matter.topic, begin - DAY * step) for step in range(min(known, MOST_DAYS), 0, -1)]
    passed = max(0, (at - begin) // DAY)
    after = [_counted(matter.topic, begin + DAY * step) for step in range(min(passed, MOST_DAYS))]
    return Spoken(matter.first_statement_at, effect_of(before, after))


def _counted(topic: Topic, start: datetime) -> tuple[int, int]:
    hours = TopicHour.objects.filter(topic=topic, hour__gte=start, hour__lt=start + DAY)
    sums = hours.aggregate(
        negative=Sum("original_count", filter=Q(polarity=Polarity.NEGATIVE)),
        total=Sum("original_count", filter=~Q(polarity=Polarity.UNCLEAR)),
    )
    return sums["negative"] or 0, sums["total"] or 0

"""The mood of a matter is counted when its time has come, from what monitoring counted by the hour."""

from datetime import datetime, timedelta

from django.db import transaction

from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.matters.lifecycle import MOOD_HOURS, Since
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.matters.models.moods import MoodMark
from dongthuan.apps.matters.queries.moods import counted, was_watched
from dongthuan.apps.matters.rules import ACCESS, Act

SETTLING = timedelta(hours=1)  # items still come in for an hour that is over


@transaction.atomic
def measure_mood(*, matter: Matter, by: Actor, at: datetime) -> list[MoodMark]:
    """Count the marks of a matter whose time has come and that were not counted yet; returns the new ones."""
    require(ACCESS, Act.MEASURE, by, matter)
    if matter.topic is None:
        return []
    made = []
    known = set(matter.moods.values_list("since", "hours"))
    for since, begin in beginnings(matter):
        for hours in MOOD_HOURS:
            end = begin + timedelta(hours=hours)
            is_new = (since.value, hours) not in known
            if is_new and end + SETTLING <= at and was_watched(matter.topic, end=end, at=at):
                mark, is_new = MoodMark.objects.get_or_create(
                    matter=matter,
                    since=since.value,
                    hours=hours,
                    defaults={**counted(matter.topic, end=end), "counted_at": at},
                )
                made += [mark] if is_new else []
    return made


def beginnings(matter: Matter) -> list[tuple[Since, datetime]]:
    """Return the instants from which the mood of a matter is measured."""
    found = [(Since.OPENED, matter.opened_at)]
    if matter.first_statement_at is not None:
        found.append((Since.STATEMENT, matter.first_statement_at))
    return found

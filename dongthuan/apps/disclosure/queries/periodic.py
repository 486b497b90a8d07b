"""The figures of the periodic report to the Ministry of Justice: received, solved, refused, complaints."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from dongthuan.apps.common.roles import Actor
from dongthuan.apps.disclosure.models.requests_outcomes import Complaint
from dongthuan.apps.disclosure.queries.requests_counted import (
    RequestFigures,
    figures_by_unit,
    received_between,
    refusals_by_ground,
)
from dongthuan.apps.disclosure.requests_lifecycle import ComplaintLevel, RequestChannel


@dataclass(frozen=True, slots=True)
class PeriodicFigures:
    """What the report counts in a span of days. grounds: key, citation, number. remedies: by their level.

    upheld_count: complaints upheld in full or in part. by_unit: the last row is the total.
    """

    start_on: date
    end_on: date
    by_unit: list[RequestFigures]
    by_channel: dict[RequestChannel, int]
    grounds: list[tuple[str, str, int]]
    remedies: dict[ComplaintLevel, int]
    upheld_count: int

    @property
    def total(self) -> dict[str, int]:
        """The figures of all units, by the places of `requests_counted.PLACES`."""
        return self.by_unit[-1].counts


def periodic_figures(officer: Actor, *, start_on: date, end_on: date) -> PeriodicFigures:
    """Return the figures of the requests that came in a span, of those an officer may read; six queries.

    end_on: the first day outside. Complaints are those about these requests, whenever they were filed.
    """
    rows = received_between(officer, start_on=start_on, end_on=end_on)
    channels = dict(rows.order_by().values_list("channel").annotate(count=Count("pk")))
    filed = Complaint.objects.filter(request__in=rows.order_by().values("pk"))
    levels = dict(filed.order_by().values_list("level").annotate(count=Count("pk")))
    return PeriodicFigures(
        start_on=start_on,
        end_on=end_on,
        by_unit=figures_by_unit(rows),
        by_channel={channel: channels.get(channel.value, 0) for channel in RequestChannel},
        grounds=refusals_by_ground(rows),
        remedies={level: levels.get(level.value, 0) for level in ComplaintLevel},
        upheld_count=filed.filter(outcome__in=["upheld", "partly_upheld"]).count(),
    )

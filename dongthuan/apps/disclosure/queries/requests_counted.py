"""Figures about requests, each with the rows it counts: in time and late, by unit, by ground."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Q

from dongthuan.apps.common.roles import Actor
from dongthuan.apps.disclosure.models.requests import InformationRequest, RequestQuerySet
from dongthuan.apps.disclosure.models.requests_outcomes import Refusal
from dongthuan.apps.disclosure.requests_lifecycle import OPEN_REQUESTS
from dongthuan.law.vietnam import ZONE

# What a figure counts; the list opened from it (`?counted=`) holds exactly these rows.
PLACES: dict[str, Q] = {
    "all": Q(),
    "solved": Q(state__in=["provided", "partly"]),
    "whole": Q(state="provided"),
    "partly": Q(state="partly"),
    "refused": Q(state="refused"),
    "ended": Q(state__in=["withdrawn", "lapsed"]),
    "under_way": Q(state__in=sorted(OPEN_REQUESTS)),
    "in_time": Q(state__in=["provided", "partly", "refused"], clock__state="done", clock__is_late=False),
    "late": Q(state__in=["provided", "partly", "refused"], clock__state="done", clock__is_late=True),
    "no_limit": Q(state__in=["provided", "partly", "refused"], clock=None),
    "complained": Q(complaints__isnull=False),
}


@dataclass(frozen=True, slots=True)
class RequestFigures:
    """How many requests of a unit came to what. in_time and late: of those answered under a limit."""

    unit_id: int | None
    unit_name: str
    counts: dict[str, int] = field(default_factory=dict)


def counted(rows: RequestQuerySet, place: str) -> RequestQuerySet:
    """Return the rows that a figure counts; an unknown place counts nothing. `ground:KEY`: refused on it."""
    if place.startswith("ground:"):
        return rows.filter(state="refused", refusals__ground=place.partition(":")[2]).distinct()
    return rows.filter(PLACES[place]).distinct() if place in PLACES else rows.none()


def received_between(officer: Actor, *, start_on: date, end_on: date) -> RequestQuerySet:
    """Return the requests an officer may read that came from a day on and before another."""
    rows = InformationRequest.objects.visible_to(officer)
    return rows.filter(received_at__gte=_midnight(start_on), received_at__lt=_midnight(end_on))


def figures_by_unit(rows: RequestQuerySet) -> list[RequestFigures]:
    """Return the figures of each contact point, by name, and last those of all; two queries."""
    counts = {place: Count("pk", filter=wanted, distinct=True) for place, wanted in PLACES.items()}
    by_unit: Any = rows.order_by().values("unit_id", "unit__name").annotate(**counts)
    found = [
        RequestFigures(row["unit_id"], row["unit__name"], {place: row[place] for place in PLACES})
        for row in by_unit.order_by("unit__name")
    ]
    total = {place: sum(one.counts[place] for one in found) for place in PLACES}
    return [*found, RequestFigures(None, "", total)]


def refusals_by_ground(rows: RequestQuerySet) -> list[tuple[str, str, int]]:
    """Return key, citation and number of refused requests for each ground, the most frequent first."""
    refused = Refusal.objects.filter(request__in=rows.filter(state="refused").order_by().values("pk"))
    grouped = refused.order_by().values("ground", "citation").annotate(count=Count("request", distinct=True))
    return [(row["ground"], row["citation"], row["count"]) for row in grouped.order_by("-count", "ground")]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, ZONE)

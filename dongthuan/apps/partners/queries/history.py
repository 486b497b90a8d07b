"""What a partner that is a press agency did with us: counts, each with its place; no marks."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count
from django.db.models.functions import TruncMonth

from dongthuan.apps.common.roles import Actor
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.press.models.answers import Answer
from dongthuan.apps.press.models.conferences import Conference
from dongthuan.apps.press.models.corrections import CorrectionRequest
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.apps.press.models.outlets import Outlet

MOST_SHOWN = 5
MONTHS = 12


@dataclass(frozen=True, slots=True)
class History:
    """Counts of what the officer may read, with the latest of each. months: items carried, by month."""

    inquiry_count: int
    inquiries: list[Inquiry]
    answer_count: int
    conference_count: int
    conferences: list[Conference]
    correction_count: int
    corrections: list[CorrectionRequest]
    months: list[tuple[date, int]]
    sources: list[Source]


def history_of(outlet: Outlet, officer: Actor, *, at: datetime) -> History:
    """Return what a press agency did with us, as far as an officer may read it."""
    inquiries = Inquiry.objects.visible_to(officer).filter(outlet=outlet)
    answers = Answer.objects.visible_to(officer).sent().filter(inquiries__outlet=outlet).distinct()
    came = Conference.objects.filter(
        accreditations__outlet=outlet, accreditations__attended_at__isnull=False
    ).distinct()
    corrections = CorrectionRequest.objects.visible_to(officer).filter(outlet=outlet)
    sources = list(Source.objects.filter(outlet__iexact=outlet.name).order_by("name"))
    return History(
        inquiries.count(),
        list(inquiries.order_by("-pk")[:MOST_SHOWN]),
        answers.count(),
        came.count(),
        list(came.order_by("-starts_at")[:MOST_SHOWN]),
        corrections.count(),
        list(corrections.select_related("outlet").order_by("-pk")[:MOST_SHOWN]),
        _months(sources, at=at),
        sources,
    )


def _months(sources: list[Source], *, at: datetime) -> list[tuple[date, int]]:
    since = at.replace(day=1, year=at.year - 1, hour=0, minute=0)
    rows = Item.objects.filter(source__in=sources, published_at__gte=since, published_at__lte=at).order_by()
    months = rows.annotate(month=TruncMonth("published_at")).values("month").annotate(count=Count("pk"))
    return [(row["month"].date(), row["count"]) for row in months.order_by("-month")[:MONTHS]]

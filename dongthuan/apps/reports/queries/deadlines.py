"""What is still to be filed, as deadlines to urge on."""

from collections.abc import Iterator

from django.urls import reverse

from dongthuan.apps.notices.reminding import Deadline
from dongthuan.apps.reports.models.unit_reports import UnitReport


def awaited_deadlines() -> Iterator[Deadline]:
    """Give a deadline for each report still to be filed in an open round; its unit's officers own it."""
    awaited = UnitReport.objects.awaited().select_related("round", "unit").order_by("round_id", "pk")
    for report in awaited.iterator(chunk_size=500):
        yield Deadline(
            record=report,
            title=report.round.title,
            url=reverse("reports:unit_report", args=[report.pk]),
            due_on=report.round.due_on,
            owner=None,
            unit_id=report.unit_id,
        )

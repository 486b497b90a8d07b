"""Which parts are to be urged on now: soon due, or past their time."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet

from dongthuan.apps.clearances.models.clearances import ClearanceStep

SOON = timedelta(hours=1)
AT_ONCE = 500


def without_their_officer(keys: Iterable[int]) -> QuerySet[ClearanceStep]:
    """Return the undecided parts asked of these officers, who are away, the most pressing first."""
    steps = ClearanceStep.objects.undecided().filter(officer_id__in=list(keys))
    parts = ("clearance__unit", "clearance__requested_by", "officer", "stand_in")
    return (
        steps.select_related(*parts)
        .prefetch_related("clearance__authors", "clearance__steps")
        .order_by("due_at", "id")[:AT_ONCE]
    )


def pressing(*, at: datetime) -> QuerySet[ClearanceStep]:
    """Return the undecided parts that are due within SOON or late, the most pressing first."""
    steps = ClearanceStep.objects.undecided().filter(due_at__lte=at + SOON)
    parts = ("clearance__unit", "clearance__requested_by", "officer", "stand_in")
    return (
        steps.select_related(*parts).prefetch_related("clearance__steps").order_by("due_at", "id")[:AT_ONCE]
    )

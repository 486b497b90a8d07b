"""Reads about posts on other channels."""

from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from dongthuan.apps.content.lifecycle import PostState
from dongthuan.apps.content.models.posts import Publication

LOOKS = 5
BETWEEN = timedelta(minutes=30)


def to_look_at(*, at: datetime) -> QuerySet[Publication]:
    """Return posts to look at: confirmed or not found, each at most LOOKS times and not too often."""
    not_just_now = Q(looked_at=None) | Q(looked_at__lte=at - BETWEEN)
    rows = Publication.objects.filter(
        not_just_now, state__in=[PostState.CONFIRMED, PostState.MISSING], look_count__lt=LOOKS
    )
    rows = rows.exclude(url="").select_related("text__unit")
    return rows.order_by(F("looked_at").asc(nulls_first=True), "id")

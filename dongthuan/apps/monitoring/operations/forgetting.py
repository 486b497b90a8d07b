"""What grows with every visit and every hour is let go after its days, by a rule for each table."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction

from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.monitoring.models.signals import Forecast
from dongthuan.apps.monitoring.models.sources import DropCount, Fetch
from dongthuan.apps.monitoring.models.warnings import EarlyWarning
from dongthuan.apps.monitoring.rules import ACCESS, Act

AT_ONCE = 5_000
Expired = Callable[[datetime], "models.QuerySet[Any]"]
RULES: Mapping[str, Expired] = {
    "visits": lambda before: Fetch.objects.filter(at__lt=before),
    "drops": lambda before: DropCount.objects.filter(day__lt=local_day(before)),
    "forecasts": lambda before: Forecast.objects.filter(start_at__lt=before, scored_at__isnull=False),
    # What was shown as a warning, what somebody judged and what alerts stand on is kept.
    "warnings": lambda before: EarlyWarning.objects.scored().filter(
        at__lt=before, is_alert=False, verdict="", signals=None
    ),
}


def forget(*, days: Mapping[str, int], by: Actor, at: datetime) -> dict[str, int]:
    """Let go what is older than its days, in batches of their own; returns how many rows of each.

    days: for each of RULES how long its rows are kept. Broken off at any moment, the next run goes on.
    """
    require(ACCESS, Act.COLLECT, by, None)
    return {name: _forget(expired(at - timedelta(days=days[name]))) for name, expired in RULES.items()}


def _forget(expired: "models.QuerySet[Any]") -> int:
    total = 0
    while count := _forget_some(expired):
        total += count
    return total


@transaction.atomic
def _forget_some(expired: "models.QuerySet[Any]") -> int:
    keys = list(expired.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    return expired.filter(pk__in=keys).delete()[0]

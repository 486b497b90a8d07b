"""Reads about rules of alerts: the list, one rule with its people, and what it raised."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q, QuerySet

from dongthuan.apps.monitoring.models.alerts import Alert, AlertAddress, AlertRule

MONTH = timedelta(days=30)


def rules_with_counts(*, at: datetime) -> QuerySet[AlertRule]:
    """Return the kept rules with `recent` (alerts of 30 days), `last_at`, `told` (people told)."""
    recent = Q(alerts__raised_at__gte=at - MONTH)
    return (
        AlertRule.objects.kept()
        .select_related("topic")
        .annotate(
            recent=Count("alerts", filter=recent, distinct=True),
            last_at=Max("alerts__raised_at"),
            officer_count=Count("recipients", distinct=True),
            address_count=Count(
                "addresses",
                filter=Q(addresses__ended_at=None, addresses__confirmed_at__isnull=False),
                distinct=True,
            ),
        )
        .order_by("name", "pk")
    )


def alerts_raised(rule: AlertRule) -> QuerySet[Alert]:
    """Return what a rule raised, with its signals."""
    return rule.alerts.select_related(
        "signal__topic", "signal__taken_by", "signal__assigned_to", "signal__story"
    )


@dataclass(frozen=True, slots=True)
class Answering:
    """How quickly alerts of a rule were taken up. median_minutes: None where none was."""

    raised: int
    taken: int
    risen: int
    median_minutes: float | None


def answering(rule: AlertRule, *, at: datetime) -> Answering:
    """Return how the rule's alerts of the last 90 days were taken up."""
    alerts = alerts_raised(rule).filter(raised_at__gte=at - 3 * MONTH)
    rows = list(alerts.values_list("told_from", "signal__taken_at", "level"))
    minutes = sorted(max(0.0, (taken - told).total_seconds() / 60) for told, taken, _l in rows if taken)
    middle = minutes[len(minutes) // 2] if minutes else None
    return Answering(len(rows), len(minutes), sum(level > 0 for _t, _k, level in rows), middle)


def addresses_of(rule: AlertRule) -> Sequence[AlertAddress]:
    """Return the addresses outside that were asked and not ended."""
    return list(rule.addresses.filter(ended_at=None).order_by("name", "pk"))

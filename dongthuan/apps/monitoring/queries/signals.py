"""Reads about signals, and how far they may be trusted."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from dongthuan.apps.monitoring.lifecycle import SignalState
from dongthuan.apps.monitoring.models.signals import Signal


def signals_matching(wanted: dict[str, Any]) -> QuerySet[Signal]:
    """Return the signals that pass a filter, with their topic and who took them up."""
    signals = Signal.objects.select_related("topic", "taken_by")
    if wanted.get("topic"):
        signals = signals.filter(topic=wanted["topic"])
    if wanted.get("state"):
        signals = signals.filter(state=wanted["state"])
    return signals


@dataclass(frozen=True, slots=True)
class SignalScorecard:
    """How many signals people judged real or false; `precision` (0 to 1) is None while none is judged."""

    real: int
    false: int
    waiting: int

    @property
    def precision(self) -> float | None:
        """The share of judged signals that were real."""
        judged = self.real + self.false
        return self.real / judged if judged else None


def signal_scorecard() -> SignalScorecard:
    """Return how all signals so far were judged; one query."""
    counts = dict(Signal.objects.values_list("state").annotate(count=Count("pk")).order_by())
    waiting = counts.get(SignalState.NEW, 0) + counts.get(SignalState.ACKNOWLEDGED, 0)
    return SignalScorecard(
        counts.get(SignalState.CLOSED_TRUE, 0), counts.get(SignalState.CLOSED_FALSE, 0), waiting
    )


def open_signals(*, limit: int) -> list[Signal]:
    """Return the newest signals that nobody has closed."""
    waiting = Signal.objects.filter(state__in=[SignalState.NEW, SignalState.ACKNOWLEDGED])
    return list(waiting.select_related("topic", "topic__unit").order_by("-hour", "-score")[:limit])

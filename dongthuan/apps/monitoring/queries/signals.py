"""Reads about signals, and how far they may be trusted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.timezone import localtime

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.roles import Role
from dongthuan.apps.monitoring.lifecycle import OPEN_SIGNALS, Polarity, SignalState
from dongthuan.apps.monitoring.links import items_url
from dongthuan.apps.monitoring.models.alerts import Alert, SignalStep
from dongthuan.apps.monitoring.models.signals import Signal
from dongthuan.apps.monitoring.models.topics import TopicHour
from dongthuan.apps.monitoring.spans import Span, end_of_hour


def signals_matching(wanted: dict[str, Any]) -> QuerySet[Signal]:
    """Return the signals that pass a filter, with their topic and who took them up."""
    signals = Signal.objects.select_related("topic", "taken_by", "assigned_to", "story")
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
    waiting = sum(counts.get(state, 0) for state in OPEN_SIGNALS)
    return SignalScorecard(
        counts.get(SignalState.CLOSED_TRUE, 0), counts.get(SignalState.CLOSED_FALSE, 0), waiting
    )


def open_signals(*, limit: int) -> list[Signal]:
    """Return the newest signals that nobody has closed."""
    waiting = Signal.objects.filter(state__in=OPEN_SIGNALS)
    return list(waiting.select_related("topic", "topic__unit").order_by("-hour", "-score")[:limit])


def steps_of(signal: Signal) -> list[SignalStep]:
    """Return the steps in a signal's life, the first first, those taken back too."""
    return list(signal.steps.select_related("by", "to", "undone_by").order_by("at", "id"))


def last_step(steps: Sequence[SignalStep]) -> SignalStep | None:
    """Return the last step that stands: the only one that can be taken back."""
    standing = [step for step in steps if step.undone_at is None]
    return standing[-1] if standing else None


def alerts_of(signal: Signal) -> list[Alert]:
    """Return the alerts that rules raised on a signal, each with who was told and when."""
    alerts = signal.alerts.select_related("rule").prefetch_related(
        "tellings__officer", "tellings__address", "tellings__message"
    )
    return list(alerts.order_by("raised_at", "id"))


@dataclass(frozen=True, slots=True)
class Then:
    """What a topic looked like in 24 hours; `months_ago` 0 = up to the signal. Figures None: no counts then.

    originals, negative: without copies; copies: reprints.
    """

    months_ago: int
    span: Span
    originals: int | None
    negative: int | None
    copies: int | None
    url: str


def compared(signal: Signal) -> list[Then]:
    """Return the 24 hours up to the signal, the same hours a month before, and those a year before."""
    end = end_of_hour(signal.hour)
    now = Span(end - timedelta(hours=24), end)
    return [_then(signal, now.months_before(months), months) for months in (0, 1, 12)]


def _then(signal: Signal, span: Span, months: int) -> Then:
    hours = TopicHour.objects.filter(topic=signal.topic_id)
    sums = hours.filter(hour__gte=span.start, hour__lt=span.end).aggregate(
        originals=Sum("original_count"),
        copies=Sum("copy_count"),
        negative=Sum("original_count", filter=Q(polarity=Polarity.NEGATIVE)),
    )
    url = items_url(Span(localtime(span.start), localtime(span.end)), topic=signal.topic_id)
    if not hours.filter(hour__lte=span.start).exists():
        return Then(months, span, None, None, None, url)
    originals, negative, copies = (int(sums[name] or 0) for name in ("originals", "negative", "copies"))
    return Then(months, span, originals, negative, copies, url)


def officers_to_assign() -> QuerySet[Officer]:
    """Return the officers to whom a signal can be given, by name; the operation asks the table of access."""
    at_work = Officer.objects.filter(is_active=True, roles__end_on=None, roles__role__in=ASSIGNABLE)
    return at_work.distinct().order_by("full_name")


ASSIGNABLE = (Role.COORDINATOR, Role.UNIT_OFFICER, Role.SPOKESPERSON, Role.LEADER)

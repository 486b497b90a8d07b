"""What early warnings say now, and how the earlier ones turned out."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Avg, Count, F, Q
from django.db.models.functions import Power

from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.monitoring.models.warnings import EarlyWarning, EarlyWarningQuerySet, WarningModelVersion
from dongthuan.apps.monitoring.warning_words import reasons_in_words

HORIZON = 12
FRESH = timedelta(hours=3)
LEAD = timedelta(hours=24)
EDGES = (0.0, 0.02, 0.05, 0.1, 0.2, 0.4, 1.0)
FEWEST_SCORED = 200


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is said of one topic now: the warning of each horizon, nearest first; none = too little past."""

    topic: Topic
    warnings: Sequence[EarlyWarning]

    @property
    def main(self) -> EarlyWarning | None:
        """The warning of twelve hours."""
        return next((one for one in self.warnings if one.horizon_hours == HORIZON), None)

    @property
    def reasons(self) -> list[str]:
        """What raises the chance, in words."""
        return reasons_in_words(self.main.reasons) if self.main else []


def outlooks(topics: Sequence[Topic], *, at: datetime) -> list[Outlook]:
    """Return the outlook of each topic, the likeliest to cross first, those without last. One query."""
    found: dict[int, dict[int, EarlyWarning]] = {topic.pk: {} for topic in topics}
    recent = EarlyWarning.objects.filter(topic__in=found, at__gt=at - FRESH, at__lte=at).order_by("at", "pk")
    for warning in recent:
        found[warning.topic_id][warning.horizon_hours] = warning
    made = [Outlook(topic, [kept for _h, kept in sorted(found[topic.pk].items())]) for topic in topics]
    return sorted(made, key=lambda one: (-(one.main.probability if one.main else -1.0), one.topic.name))


@dataclass(frozen=True, slots=True)
class Bin:
    """Of the chances between two edges: how many, their mean, and how often the line was crossed."""

    low: float
    high: float
    count: int
    said: float
    came: float


@dataclass(frozen=True, slots=True)
class Scorecard:
    """How the warnings of twelve hours turned out; figures are None where nothing is known yet.

    right, wrong, waiting: alerts. caught, missed: crossings with and without an alert in the day before.
    lead_hours: mean hours between the first alert and the crossing. skill, persistence_skill: Brier skill
    against always saying how often it happens. true, false: what people said of alerts.
    """

    scored: int
    right: int
    wrong: int
    waiting: int
    caught: int
    missed: int
    lead_hours: float | None
    skill: float | None
    persistence_skill: float | None
    true: int
    false: int
    bins: list[Bin]

    @property
    def precision(self) -> float | None:
        """The share of scored alerts that were followed by a crossing."""
        judged = self.right + self.wrong
        return self.right / judged if judged else None

    @property
    def recall(self) -> float | None:
        """The share of crossings that an alert preceded."""
        total = self.caught + self.missed
        return self.caught / total if total else None

    @property
    def is_enough(self) -> bool:
        """Whether so many are scored that the figures mean something."""
        return self.scored >= FEWEST_SCORED


def scorecard(topic: Topic | None = None) -> Scorecard:
    """Return the scorecard of one topic or of all.

    Hours in which the line was reached already do not count.
    """
    every = EarlyWarning.objects.filter(horizon_hours=HORIZON, is_above=False)
    every = every if topic is None else every.filter(topic=topic)
    alerts = every.alerts().aggregate(
        right=Count("pk", filter=Q(crossed=True)),
        wrong=Count("pk", filter=Q(crossed=False)),
        waiting=Count("pk", filter=Q(crossed=None)),
        true=Count("pk", filter=Q(verdict=EarlyWarning.Verdict.TRUE)),
        false=Count("pk", filter=Q(verdict=EarlyWarning.Verdict.FALSE)),
    )
    leads, missed = _crossings(every)
    scored = every.scored().count()
    skill, persistence = _skills(every)
    return Scorecard(
        scored=scored,
        **alerts,
        caught=len(leads),
        missed=missed,
        lead_hours=sum(leads) / len(leads) if leads else None,
        skill=skill,
        persistence_skill=persistence,
        bins=_bins(every),
    )


def _crossings(every: EarlyWarningQuerySet) -> tuple[list[float], int]:
    """Return the lead in hours of each crossing that an alert preceded, and how many had none."""
    crossings = every.scored().filter(crossed=True).values_list("topic_id", "crossed_at").distinct()
    raised: dict[int, list[datetime]] = {}
    for topic, at in every.alerts().order_by("at").values_list("topic_id", "at"):
        raised.setdefault(topic, []).append(at)
    leads, missed = [], 0
    for topic, crossed_at in crossings:
        if crossed_at is None:
            continue
        before = [at for at in raised.get(topic, []) if crossed_at - LEAD <= at < crossed_at]
        if before:
            leads.append((crossed_at - before[0]).total_seconds() / 3600)
        else:
            missed += 1
    return leads, missed


def _skills(every: EarlyWarningQuerySet) -> tuple[float | None, float | None]:
    found = every.scored().aggregate(
        total=Count("pk"),
        hits=Count("pk", filter=Q(crossed=True)),
        ours_hit=Avg(Power(1 - F("probability"), 2), filter=Q(crossed=True)),
        ours_not=Avg(Power(F("probability"), 2), filter=Q(crossed=False)),
        old_hit=Avg(Power(1 - F("persistence"), 2), filter=Q(crossed=True)),
        old_not=Avg(Power(F("persistence"), 2), filter=Q(crossed=False)),
    )
    if not found["hits"] or found["hits"] == found["total"]:
        return None, None
    share = found["hits"] / found["total"]
    usual = share * (1 - share)
    ours = share * found["ours_hit"] + (1 - share) * found["ours_not"]
    old = share * found["old_hit"] + (1 - share) * found["old_not"]
    return 1 - ours / usual, 1 - old / usual


def _bins(every: EarlyWarningQuerySet) -> list[Bin]:
    found = []
    for low, high in itertools.pairwise(EDGES):
        rows = every.scored().filter(probability__gte=low, probability__lt=high if high < 1 else 1.01)
        sums = rows.aggregate(
            count=Count("pk"), said=Avg("probability"), hits=Count("pk", filter=Q(crossed=True))
        )
        if sums["count"]:
            found.append(Bin(low, high, sums["count"], sums["said"], sums["hits"] / sums["count"]))
    return found


def latest_alerts(limit: int = 30, *, topic: Topic | None = None) -> list[EarlyWarning]:
    """Return the latest alerts, the newest first."""
    found = EarlyWarning.objects.alerts().select_related("topic", "judged_by")
    found = found if topic is None else found.filter(topic=topic)
    return list(found.order_by("-at", "-pk")[:limit])


def model_versions() -> list[WarningModelVersion]:
    """Return the models learned from the agency's own past, the newest first."""
    return list(WarningModelVersion.objects.all()[:12])

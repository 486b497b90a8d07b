"""How each source fares against its own past: failing, silent, falling, exploding; and whom that blinds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt
from statistics import median

from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.monitoring.lifecycle import SourceState
from dongthuan.apps.monitoring.models.sources import Source, SourceHour
from dongthuan.apps.monitoring.models.topics import Mention, Topic

DAY = timedelta(hours=24)
WEEKS = 8
FEWEST_WEEKS = 2
FEWEST_EXPECTED = 3
BLINDED_SINCE = timedelta(days=30)
BLINDED_SHARE = 0.05

WORDS = {
    "failing": _("Failing"),
    "silent": _("Silent"),
    "falling": _("Falling"),
    "exploding": _("Exploding"),
    "well": _("As usual"),
    "young": _("Too new to judge"),
    "new": _("Not read yet"),
    "paused": _("Paused"),
    "archive": _("Imported file"),
}
TONES = {"failing": "bad", "silent": "bad", "falling": "warn", "exploding": "warn", "well": "good"}
ORDER = tuple(WORDS)


@dataclass(frozen=True, slots=True)
class Health:
    """How a source fares. `observed`: items of the last 24 hours; `expected`: the median of the same
    24 hours in the weeks before, None where fewer than two weeks are known.
    """

    code: str
    observed: int = 0
    expected: float | None = None

    @property
    def word(self) -> str:
        """The code in words."""
        return str(WORDS[self.code])

    @property
    def tone(self) -> str:
        """The tone of its mark."""
        return TONES.get(self.code, "neutral")

    @property
    def is_unwell(self) -> bool:
        """Whether somebody should look."""
        return self.code in TONES and self.code != "well"


def judge(observed: int, past: Sequence[int]) -> Health:
    """Return how `observed` stands to the same 24 hours of the weeks before, the latest week first.

    Silent: nothing where at least three were expected. Falling, exploding: under half or over double, and
    by more than three, four standard deviations of a Poisson count.

    >>> judge(0, [12, 10, 11]).code, judge(3, [30, 40, 35]).code, judge(200, [30, 40, 35]).code
    ('silent', 'falling', 'exploding')
    >>> judge(9, [12, 10, 11]).code, judge(0, [1, 0, 2]).code, judge(5, [4]).code
    ('well', 'well', 'young')
    """
    if len(past) < FEWEST_WEEKS:
        return Health("young", observed)
    expected = float(median(past))
    spread = sqrt(max(expected, 1.0))
    if observed == 0 and expected >= FEWEST_EXPECTED:
        return Health("silent", observed, expected)
    if observed < expected / 2 and expected - observed > 3 * spread:
        return Health("falling", observed, expected)
    if observed > expected * 2 and observed - expected > 4 * spread:
        return Health("exploding", observed, expected)
    return Health("well", observed, expected)


def health_of(sources: Sequence[Source], *, at: datetime) -> dict[int, Health]:
    """Return how each source fares at `at`, by its key; two queries however many there are."""
    end = at.replace(minute=0, second=0, microsecond=0)
    windows = [(end - DAY * 7 * week - DAY, end - DAY * 7 * week) for week in range(WEEKS + 1)]
    counts = F("original_count") + F("copy_count")
    sums = {
        f"w{week}": Sum(counts, filter=Q(hour__gte=start, hour__lt=stop), default=0)
        for week, (start, stop) in enumerate(windows)
    }
    keys = [source.pk for source in sources]
    recent = SourceHour.objects.filter(source__in=keys, hour__gte=windows[-1][0])
    names = list(sums)
    found = recent.order_by().values("source").annotate(**sums).values_list("source", *names)
    rows = {row[0]: dict(zip(names, row[1:], strict=True)) for row in found}
    firsts = _first_hours(keys)
    return {
        source.pk: _health(source, rows.get(source.pk, {}), firsts.get(source.pk), windows)
        for source in sources
    }


def _first_hours(keys: Sequence[int]) -> dict[int, datetime]:
    hours = SourceHour.objects.filter(source__in=keys).order_by("source", "hour").distinct("source")
    return dict(hours.values_list("source", "hour"))


def _health(
    source: Source, row: dict[str, int], first: datetime | None, windows: list[tuple[datetime, datetime]]
) -> Health:
    observed = row.get("w0", 0)
    fixed = {SourceState.PAUSED: "paused", SourceState.FAILING: "failing", SourceState.NEW: "new"}
    if not source.url:
        return Health("archive", observed)
    if source.state in fixed:
        return Health(fixed[SourceState(source.state)], observed)
    past = [
        row.get(f"w{week}", 0)
        for week, (start, _stop) in enumerate(windows)
        if week and first is not None and first <= start
    ]
    return judge(observed, past)


@dataclass(frozen=True, slots=True)
class Blinded:
    """A topic of which unwell sources told a good part: `share` (0 to 1) of its items of the last 30 days."""

    topic: Topic
    share: float
    item_count: int


def blinded_topics(unwell: Sequence[int], *, at: datetime, limit: int = 8) -> list[Blinded]:
    """Return the watched topics that lose at least a twentieth of their items, the most blinded first."""
    if not unwell:
        return []
    since = at - BLINDED_SINCE
    rows = (
        Mention.objects.filter(item__published_at__gte=since, topic__is_active=True)
        .order_by()
        .values("topic")
        .annotate(total=Count("pk"), lost=Count("pk", filter=Q(item__source__in=list(unwell))))
        .filter(lost__gt=0)
    )
    shares = {row["topic"]: (row["lost"] / row["total"], row["lost"]) for row in rows}
    topics = Topic.objects.in_bulk([key for key, (share, _n) in shares.items() if share >= BLINDED_SHARE])
    found = [Blinded(topic, *shares[key]) for key, topic in topics.items()]
    return sorted(found, key=lambda blinded: -blinded.share)[:limit]

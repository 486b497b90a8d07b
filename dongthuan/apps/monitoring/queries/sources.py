"""Reads about sources: the list with its health and drops, one source with its visits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, Q, Sum

from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.monitoring.intake.opml import Outline
from dongthuan.apps.monitoring.models.sources import DropCount, Fetch, Source, SourceQuerySet
from dongthuan.apps.monitoring.queries.sources_health import ORDER, Health, health_of
from dongthuan.apps.monitoring.queries.sources_wording import drop_words
from dongthuan.apps.monitoring.rules import ACCESS, Act

SHOWN = 1_000
WEEK = timedelta(days=7)
MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class SourceFilter:
    """What somebody asks of the list of sources."""

    words: str = ""
    outlet_class: str = ""
    health: str = ""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One line of the list: the source, how it fares, and what was dropped in the last seven days."""

    source: Source
    health: Health
    dropped: int


def visible_sources(officer: Actor) -> SourceQuerySet:
    """Return the sources this officer may see that were not removed: all of them, or none."""
    sources = Source.objects.kept()
    return sources if ACCESS[Act.READ](officer, None) else sources.none()


def source_rows(sources: SourceQuerySet, wanted: SourceFilter, *, at: datetime) -> list[SourceRow]:
    """Return the sources that pass the filter, those that need a look first, then by outlet and name."""
    if wanted.words:
        words = Q(name__icontains=wanted.words) | Q(outlet__icontains=wanted.words)
        sources = sources.filter(words | Q(url__icontains=wanted.words))
    if wanted.outlet_class:
        sources = sources.filter(outlet_class=wanted.outlet_class)
    if wanted.health:
        sources = sources.exclude(url="")  # as in `overview.source_health`: an archive has no health
    found = list(sources.order_by("outlet", "name")[:SHOWN])
    healths = health_of(found, at=at)
    drops = _dropped_since(found, local_day(at - WEEK))
    rows = [SourceRow(source, healths[source.pk], drops.get(source.pk, 0)) for source in found]
    rows = [row for row in rows if wanted.health in ("", row.health.code)]
    return sorted(rows, key=lambda row: ORDER.index(row.health.code))


def _dropped_since(sources: Sequence[Source], day: date) -> dict[int, int]:
    rows = DropCount.objects.filter(source__in=sources, day__gte=day).order_by()
    return dict(rows.values("source").annotate(total=Sum("count")).values_list("source", "total"))


@dataclass(frozen=True, slots=True)
class Drops:
    """Why entries of a source were dropped in the last 30 days, how often, and the latest example."""

    words: str
    count: int
    example: str
    last_on: date


def drops_of(source: Source, *, at: datetime) -> list[Drops]:
    """Return why entries of a source were dropped in the last 30 days, the commonest reason first."""
    recent = DropCount.objects.filter(source=source, day__gte=local_day(at - MONTH)).order_by()
    examples = {row.reason: row.example for row in recent.order_by("day")}
    sums = recent.values("reason").annotate(total=Sum("count"), last=Max("day")).order_by("-total")
    return [Drops(drop_words(r["reason"]), r["total"], examples[r["reason"]], r["last"]) for r in sums]


def fetches_of(source: Source, *, limit: int = 20) -> list[Fetch]:
    """Return the last visits to a source, the latest first."""
    return list(source.fetches.order_by("-at", "-id")[:limit])


def outlines_of(sources: SourceQuerySet) -> list[Outline]:
    """Return the sources that have a web address as lines of an OPML list, by class and name."""
    of_web = sources.exclude(url="").exclude(kind=Source.Kind.NEWSLETTER)
    return [
        Outline(
            title=source.name,
            url=source.url,
            category=source.category or source.get_outlet_class_display(),
            kind=source.outlet_class,
            selector=source.selector,
            is_verified=source.is_verified,
        )
        for source in of_web.order_by("outlet_class", "outlet", "name")
    ]

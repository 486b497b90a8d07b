"""How many state-funded tasks of science the public was told of (Decision 1169): each figure counts rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from dongthuan.apps.common.roles import Actor
from dongthuan.apps.measurement.models.science import ScienceTask, ScienceTaskQuerySet


@dataclass(frozen=True, slots=True)
class Told:
    """The figures of one unit or of all; outside: state secrets, which the target leaves out."""

    unit_id: int | None
    name: str
    counting: int
    told: int
    outside: int

    @property
    def share(self) -> float | None:
        """The share of the tasks that count of which the public was told."""
        return self.told / self.counting if self.counting else None


_FIGURES = {
    "counting": Count("pk", filter=Q(is_outside=False)),
    "told": Count("pk", filter=Q(is_outside=False, told_on__isnull=False)),
    "outside": Count("pk", filter=Q(is_outside=True)),
}


def science_listed(officer: Actor, wanted: Mapping[str, Any]) -> ScienceTaskQuerySet:
    """Return the tasks the officer may read and that pass the filter."""
    rows = ScienceTask.objects.visible_to(officer).select_related("unit")
    for name in ("unit", "year"):
        if wanted.get(name):
            rows = rows.filter(**{name: wanted[name]})
    if wanted.get("q"):
        rows = rows.filter(Q(title__icontains=wanted["q"]) | Q(code__icontains=wanted["q"]))
    standing = wanted.get("standing")
    if standing == "told":
        return rows.counting().told()
    if standing == "untold":
        return rows.counting().filter(told_on=None)
    if standing == "counting":
        return rows.counting()
    return rows.filter(is_outside=True) if standing == "outside" else rows


def told_of(rows: ScienceTaskQuerySet) -> Told:
    """Return the figures of some tasks."""
    return Told(None, "", **rows.order_by().aggregate(**_FIGURES))


def told_by_unit(rows: ScienceTaskQuerySet) -> list[Told]:
    """Return the figures of each unit, by name."""
    found: Any = rows.order_by("unit__name").values("unit_id", "unit__name").annotate(**_FIGURES)
    return [
        Told(row["unit_id"], row["unit__name"], row["counting"], row["told"], row["outside"]) for row in found
    ]

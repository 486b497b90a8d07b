"""Lines as lists and sums: by year, unit, kind, plan; promises of a task; sums that do not add up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, Sum, Value, When
from django.db.models.functions import Coalesce

from dongthuan.apps.budgets.lifecycle import EFFECTS, Effect
from dongthuan.apps.budgets.models import Commitment, Line, LineQuerySet
from dongthuan.apps.budgets.rules import ACCESS, Act
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.plans.lifecycle import BudgetLine
from dongthuan.apps.plans.models.tasks import Task

SUMS = ("estimate_vnd", "allocated_vnd", "committed_vnd", "paid_vnd")


@dataclass(frozen=True, slots=True)
class Total:
    """Sums of some lines, in đồng. label: what they have in common; key: its value in the filter."""

    label: str
    key: str
    estimate_vnd: int
    allocated_vnd: int
    committed_vnd: int
    paid_vnd: int

    @property
    def available_vnd(self) -> int:
        """What is left of the allocation."""
        return self.allocated_vnd - self.committed_vnd - self.paid_vnd

    @property
    def used(self) -> float:
        """Share of the allocation that is promised or paid, 0 where nothing is allocated."""
        return (self.committed_vnd + self.paid_vnd) / self.allocated_vnd if self.allocated_vnd else 0.0


def lines_listed(officer: Actor, wanted: Mapping[str, Any], *, year: int) -> LineQuerySet:
    """Return the lines of a year that the officer may read and that pass the filter, by unit and source."""
    rows = Line.objects.visible_to(officer).filter(year=year).select_related("unit")
    for name in ("unit", "kind", "state", "control"):
        if wanted.get(name):
            rows = rows.filter(**{name: wanted[name]})
    if wanted.get("q"):
        words = wanted["q"]
        rows = rows.filter(Q(source__icontains=words) | Q(name__icontains=words))
    if wanted.get("only") == "overdrawn":
        rows = rows.overdrawn()
    return rows.order_by("unit__name", "source", "kind", "name", "id")


def total_of(rows: LineQuerySet, label: str = "") -> Total:
    """Return the sums of lines."""
    sums = rows.order_by().aggregate(**{name: Coalesce(Sum(name), 0) for name in SUMS})
    return Total(label, "", **{name: int(sums[name]) for name in SUMS})


def totals_by(rows: LineQuerySet, field: str) -> list[Total]:
    """Return the sums by unit ("unit"), kind ("kind") or source ("source"), the largest allocation first."""
    label = {"unit": "unit__name"}.get(field, field)
    found = rows.order_by().values(label, field).annotate(**{f"sum_{name}": Sum(name) for name in SUMS})
    kinds = dict(BudgetLine.choices)
    totals = [
        Total(
            str(kinds.get(row[label], row[label])),
            str(row[field]),
            **{name: int(row[f"sum_{name}"]) for name in SUMS},
        )
        for row in found
    ]
    return sorted(totals, key=lambda total: (-total.allocated_vnd, total.label))


@dataclass(frozen=True, slots=True)
class PlanSpending:
    """What was promised and paid for the tasks of one plan in a year, in đồng; planned_vnd: in the plan."""

    plan_pk: int
    title: str
    planned_vnd: int
    promised_vnd: int
    paid_vnd: int
    tasks: int


def spending_by_plan(officer: Actor, *, year: int) -> list[PlanSpending]:
    """Return by plan what was promised (not given back) and paid in a year for tasks the officer may read."""
    lines = Line.objects.visible_to(officer).filter(year=year)
    found = (
        Commitment.objects.filter(line__in=lines, task__in=Task.objects.visible_to(officer))
        .order_by()
        .values("task__plan_id", "task__plan__title")
        .annotate(
            promised=Sum(F("amount_vnd") - F("released_vnd") - F("recovered_vnd")),
            paid=Sum("paid_vnd"),
            count=Count("task", distinct=True),
        )
    )
    rows = list(found)
    planned = dict(
        Task.objects.filter(plan_id__in=[row["task__plan_id"] for row in rows])
        .order_by()
        .values("plan_id")
        .annotate(total=Coalesce(Sum("budget_vnd"), 0))
        .values_list("plan_id", "total")
    )
    spent = [
        PlanSpending(
            row["task__plan_id"],
            row["task__plan__title"],
            int(planned.get(row["task__plan_id"], 0)),
            int(row["promised"]),
            int(row["paid"]),
            row["count"],
        )
        for row in rows
    ]
    return sorted(spent, key=lambda row: (-row.promised_vnd, row.title))


def lines_for(officer: Actor, *, year: int) -> LineQuerySet:
    """Return the open lines of a year from which the officer may choose one to promise money of."""
    return Line.objects.visible_to(officer).filter(year=year, state="open").select_related("unit")


def lines_to_spend(officer: Actor, *, year: int) -> LineQuerySet:
    """Return the open lines of a year of which this officer may promise money."""
    rows = lines_for(officer, year=year)
    return rows.filter(pk__in=[row.pk for row in rows if ACCESS[Act.COMMIT](officer, row)])


def wrong_sums() -> Iterator[Line]:
    """Give the lines whose sums are not those of their movements: there should be none."""
    checked = {f"moved_{name}": Coalesce(_moved(name), 0) for name in Effect._fields}
    rows = Line.objects.annotate(**checked)
    differs = Q()
    for name in Effect._fields:
        differs |= ~Q(**{f"{name}_vnd": F(f"moved_{name}")})
    yield from rows.filter(differs).order_by("pk").iterator(chunk_size=500)


def _moved(name: str) -> Sum:
    times = [
        When(movements__kind=kind, then=Value(getattr(effect, name)))
        for kind, effect in EFFECTS.items()
        if getattr(effect, name)
    ]
    return Sum(F("movements__amount_vnd") * Case(*times, default=Value(0), output_field=IntegerField()))

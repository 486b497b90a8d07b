"""Campaigns as lists and one beside another; each objective with what was reached of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, Q

from dongthuan.apps.common.roles import Actor
from dongthuan.apps.measurement.lifecycle import CampaignState
from dongthuan.apps.measurement.models.campaigns import Campaign, CampaignQuerySet, Objective, Result
from dongthuan.apps.measurement.queries.figures import value_of
from dongthuan.apps.plans.lifecycle import Level


@dataclass(frozen=True, slots=True)
class Reached:
    """An objective and its value now: the newest result, or what is counted here; None = not measured."""

    objective: Objective
    value: Decimal | None
    on: date | None
    source: str

    @property
    def share(self) -> float | None:
        """How much of the way from baseline to target was gone."""
        return None if self.value is None else self.objective.share_reached(self.value)

    @property
    def is_met(self) -> bool:
        """Whether the target was reached."""
        return self.share is not None and self.share >= 1


@dataclass(frozen=True, slots=True)
class Compared:
    """One campaign beside others: how many objectives, measured and met, in all and at which levels."""

    campaign: Campaign
    rows: list[Reached]

    @property
    def total(self) -> int:
        """All objectives."""
        return len(self.rows)

    @property
    def measured(self) -> int:
        """Those with a value."""
        return sum(row.value is not None for row in self.rows)

    @property
    def met(self) -> int:
        """Those whose target was reached."""
        return sum(row.is_met for row in self.rows)

    @property
    def levels(self) -> list[str]:
        """The levels at which something was set, from what is put in to what comes of it."""
        held = {row.objective.level for row in self.rows}
        return [str(level.label) for level in Level if level.value in held]


def campaigns_listed(officer: Actor, wanted: Mapping[str, Any]) -> CampaignQuerySet:
    """Return the campaigns the officer may read and that pass the filter, the newest first."""
    rows = Campaign.objects.visible_to(officer).select_related("unit")
    for name in ("unit", "state"):
        if wanted.get(name):
            rows = rows.filter(**{name: wanted[name]})
    if wanted.get("q"):
        rows = rows.filter(Q(title__icontains=wanted["q"]) | Q(aim__icontains=wanted["q"]))
    if wanted.get("year"):
        rows = rows.filter(start_on__year__lte=wanted["year"], end_on__year__gte=wanted["year"])
    return rows.prefetch_related(
        Prefetch("objectives", Objective.objects.prefetch_related("results", "changes__by"))
    )


def reached(campaign: Campaign, *, on: date) -> list[Reached]:
    """Return each objective of a campaign with its value, in the order of the levels."""
    order = list(Level.values)
    rows = sorted(campaign.objectives.all(), key=lambda row: (order.index(row.level), row.pk))
    return [_reached(campaign, row, on) for row in rows]


def compared(campaigns: Iterable[Campaign], *, on: date) -> list[Compared]:
    """Return campaigns one beside another."""
    return [Compared(campaign, reached(campaign, on=on)) for campaign in campaigns]


def _reached(campaign: Campaign, objective: Objective, on: date) -> Reached:
    objective.campaign = campaign
    if objective.is_counted and campaign.state == CampaignState.RUNNING:
        value = value_of(objective, on=on)
        return Reached(objective, value, None if value is None else on, str(objective.get_measure_display()))
    newest: Result | None = next(iter(objective.results.all()), None)
    if newest is None:
        return Reached(objective, None, None, "")
    return Reached(objective, newest.value, newest.on, newest.source)

"""Reads of the register of spokespersons and authorisations."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model, Q

from dongthuan.apps.common.clock import local_day
from dongthuan.apps.press.models.mandates import Mandate, MandateQuerySet
from dongthuan.apps.press.models.spokespersons import Spokesperson, SpokespersonQuerySet
from dongthuan.apps.units.models import Unit
from dongthuan.apps.units.queries import unit_tree


@dataclass(frozen=True, slots=True)
class UnitOffices:
    """One unit, how deep it lies, and who speaks for it by office; nobody = the list has a gap."""

    unit: Unit
    depth: int
    rows: list[Spokesperson]


def offices_by_unit(*, at: datetime) -> list[UnitOffices]:
    """Return the units that stand, parents first, each with those in office or to come; three queries."""
    on = local_day(at)
    rows = Spokesperson.objects.filter(Q(end_on__isnull=True) | Q(end_on__gt=on)).select_related("clock")
    by_unit: dict[int, list[Spokesperson]] = {}
    for row in rows.order_by("kind", "start_on", "pk"):
        by_unit.setdefault(row.unit_id, []).append(row)
    return [
        UnitOffices(row.unit, row.depth, by_unit.get(row.unit.pk, []))
        for row in unit_tree(on=on)
        if row.stands or row.unit.pk in by_unit
    ]


def past_offices(*, at: datetime) -> SpokespersonQuerySet:
    """Return those whose office ended, the latest end first."""
    ended = Spokesperson.objects.filter(end_on__lte=local_day(at)).select_related("unit")
    return ended.order_by("-end_on", "-pk")


def mandates_listed(*, at: datetime, is_over: bool = False) -> MandateQuerySet:
    """Return the authorisations that run or are to come, or those that are over, the latest first."""
    rows = Mandate.objects.select_related("unit", "authorised_by", "document")
    over = Q(end_at__lte=at) | Q(revoked_at__lte=at)
    return rows.filter(over) if is_over else rows.exclude(over)


def mandates_for(record: Model) -> MandateQuerySet:
    """Return the authorisations given for a record of another app, the latest first."""
    return Mandate.objects.filter(
        record_type=record._meta.label_lower, record_key=str(record.pk)
    ).select_related("authorised_by", "document")


def spokesperson_shown() -> SpokespersonQuerySet:
    """Return spokespersons with what their page shows."""
    return Spokesperson.objects.select_related("unit", "officer", "clock", "recorded_by")


def mandate_shown() -> MandateQuerySet:
    """Return authorisations with what their page shows."""
    return Mandate.objects.select_related(
        "unit", "officer", "clock", "recorded_by", "revoked_by", "authorised_by__unit", "document"
    )

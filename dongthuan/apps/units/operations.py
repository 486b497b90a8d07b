"""Every write about units."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.units.models import Agency, Unit
from dongthuan.apps.units.rules import ACCESS, Act


class CircularUnits(Exception):
    """A unit cannot lie below itself."""


class HasOpenChildren(Exception):
    """A unit cannot end while units below it go on."""


class EndsBeforeStart(Exception):
    """A unit cannot end before it began."""


@dataclass(frozen=True, slots=True)
class UnitContent:
    """What one writes down about a unit."""

    code: str
    name: str
    short_name: str
    kind: str
    parent: Unit | None
    start_on: date
    predecessors: Iterable[Unit] = ()
    is_illustrative: bool = False
    agency_kind: str = ""  # only of the agency itself: what it is before the law


@transaction.atomic
def save_unit(*, unit: Unit | None, content: UnitContent, by: Actor, at: datetime) -> Unit:
    """Add a unit (`unit` None) or rewrite one; raises CircularUnits if it would lie below itself."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk) if unit else Unit()
    require(ACCESS, Act.SAVE, by, unit)
    _refuse_circle(unit, content.parent)
    unit.code, unit.name, unit.short_name = content.code, content.name, content.short_name
    unit.kind, unit.parent, unit.start_on = content.kind, content.parent, content.start_on
    unit.is_illustrative = content.is_illustrative
    unit.save()
    unit.predecessors.set(content.predecessors)
    if content.agency_kind:
        Agency.objects.filter(unit=unit).update(kind=content.agency_kind)
    audit.note(act=Act.SAVE, actor=by, record=unit, at=at, details={"code": unit.code})
    return unit


def _refuse_circle(unit: Unit, parent: Unit | None) -> None:
    above = parent
    while above is not None:
        if unit.pk is not None and above.pk == unit.pk:
            raise CircularUnits(unit.code)
        above = above.parent


@transaction.atomic
def end_unit(*, unit: Unit, end_on: date, by: Actor, at: datetime) -> Unit:
    """Let a unit end; `end_on` is the first day on which it is no more."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    require(ACCESS, Act.END, by, unit)
    if unit.children.filter(end_on__isnull=True).exists():
        raise HasOpenChildren(unit.code)
    if end_on <= unit.start_on:
        raise EndsBeforeStart(unit.code)
    unit.end_on = end_on
    unit.save(update_fields=["end_on"])
    audit.note(act=Act.END, actor=by, record=unit, at=at, details={"end_on": end_on.isoformat()})
    return unit

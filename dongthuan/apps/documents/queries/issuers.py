"""Under whose head and number a unit's documents go out, and which units somebody may write for."""

from datetime import date

from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.documents.rules import WRITERS
from dongthuan.apps.units.models import Unit, UnitQuerySet

# These keep a seal and a register of their own; offices and departments write under the body above them.
OWN_SEAL = frozenset({Unit.Kind.AGENCY, Unit.Kind.INSTITUTE, Unit.Kind.CENTRE})


def usual_issuer(unit: Unit) -> Unit:
    """Return the nearest unit, from `unit` upwards, that has a seal of its own."""
    found = unit
    while found.kind not in OWN_SEAL and found.parent is not None:
        found = found.parent
    return found


def unit_of_the_writer(officer: Actor, units: UnitQuerySet) -> Unit | None:
    """Return for which of the units an officer usually writes: one where he holds a role, else the first."""
    held = [unit for _role, unit in officer.held_roles()]
    return units.filter(pk__in=held).first() or units.first()


def units_to_write_for(officer: Actor, *, on: date) -> UnitQuerySet:
    """Return the standing units for which an officer may draw up documents, by name."""
    units = Unit.objects.all()
    assert isinstance(units, UnitQuerySet)
    units = units.standing(on=on)
    held = officer.held_roles()
    is_of_the_office = Role.COORDINATOR in officer.held_at_the_top()
    if not is_of_the_office and not any(role == Role.SYSTEM for role, _unit in held):
        units = units.filter(pk__in=[unit for role, unit in held if role in WRITERS])
    return units.order_by("name")

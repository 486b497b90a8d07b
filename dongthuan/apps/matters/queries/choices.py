"""What can be chosen when a matter is opened: units, and who may answer for it."""

from datetime import date

from django.db.models import QuerySet

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.matters.models.matters import SEES_EVERY_MATTER
from dongthuan.apps.units.models import Unit

_THERE = frozenset({Role.COORDINATOR, Role.LEADER, Role.UNIT_OFFICER})


def units_to_open_in(officer: Actor, *, on: date) -> QuerySet[Unit]:
    """Return the standing units for which an officer may open a matter: the same as the rule, by name."""
    held = officer.held_roles()
    units = standing_units(on=on)
    is_everywhere = any(role in SEES_EVERY_MATTER for role, _unit in held)
    if is_everywhere or not _THERE.isdisjoint(officer.held_at_the_top()):
        return units
    return units.filter(pk__in=[unit for role, unit in held if role in _THERE])


def standing_units(*, on: date) -> QuerySet[Unit]:
    """Return the units that stand on a day, by name."""
    return Unit.objects.filter(pk__in=Unit.objects.standing(on=on)).order_by("name")


def officers_to_choose() -> QuerySet[Officer]:
    """Return the active officers with a role, by name; the machine is none of them."""
    people = Officer.objects.filter(is_active=True, roles__isnull=False).exclude(roles__role=Role.SYSTEM)
    return people.distinct().order_by("full_name", "pk")

"""What can be chosen when a clock is opened by hand: rules, and units."""

from datetime import date

from django.db.models import QuerySet

from dongthuan.apps.clocks.queries.rules import rules_in_force_now
from dongthuan.apps.clocks.rules import STARTS
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.units.models import Unit

EVERYWHERE = frozenset({Role.LEGAL_OFFICER, Role.SYSTEM})


def rule_names() -> list[tuple[str, str]]:
    """Return name and title of every rule, each name once; which of its versions holds, its day decides."""
    names: dict[str, str] = {}
    for rule in sorted(rules_in_force_now(), key=lambda rule: (rule.valid_from, rule.key), reverse=True):
        names.setdefault(rule.key, f"{rule.title} ({rule.alias or rule.key})")
    return sorted(names.items(), key=lambda pair: pair[1])


def units_to_start_in(officer: Actor, *, on: date) -> QuerySet[Unit]:
    """Return the standing units for which an officer may open a clock: the same as the rule."""
    held = officer.held_roles()
    units = Unit.objects.filter(pk__in=Unit.objects.standing(on=on)).order_by("name")
    if any(role in EVERYWHERE for role, _unit in held) or Role.COORDINATOR in officer.held_at_the_top():
        return units
    return units.filter(pk__in=[unit for role, unit in held if role in STARTS])

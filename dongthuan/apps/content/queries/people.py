"""Who may write for which unit, and whom one asks to clear."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from dongthuan.apps.accounts.models import SYSTEM_NAME, Officer, RoleHeld
from dongthuan.apps.clearances.lifecycle import Part
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.content.rules import WRITERS
from dongthuan.apps.units.models import Unit, UnitQuerySet

ASKED_FIRST = {
    Part.FACTS: (Role.UNIT_OFFICER,),
    Part.UNIT: (Role.LEADER, Role.UNIT_OFFICER),
    Part.LEGAL: (Role.LEGAL_OFFICER,),
    Part.SECRECY: (Role.COORDINATOR, Role.LEGAL_OFFICER),
    Part.LEADER: (Role.LEADER,),
}


def units_to_write_for(officer: Actor, *, on: date) -> UnitQuerySet:
    """Return the standing units for which an officer may draw up texts, by name."""
    units = Unit.objects.all()
    assert isinstance(units, UnitQuerySet)
    units = units.standing(on=on)
    if not {Role.COORDINATOR, Role.SPOKESPERSON}.isdisjoint(officer.held_at_the_top()):
        return units.order_by("name")
    held = [unit for role, unit in officer.held_roles() if role in WRITERS or role == Role.SYSTEM]
    return units.filter(pk__in=held).order_by("name")


def own_unit(officer: Actor, units: UnitQuerySet) -> Unit | None:
    """Return for which of the units an officer usually writes."""
    held = [unit for role, unit in officer.held_roles() if role in WRITERS]
    return units.filter(pk__in=held).first() or units.first()


def clearers(*, on: date) -> QuerySet[Officer]:
    """Return the officers with an account and some role on a day, by name: whoever can be asked to clear."""
    in_force = Q(roles__start_on__lte=on) & (Q(roles__end_on__isnull=True) | Q(roles__end_on__gt=on))
    people = Officer.objects.filter(in_force, is_active=True).exclude(username=SYSTEM_NAME)
    return people.distinct().order_by("full_name", "id")


def proposed(
    part: Part, unit: Unit, *, on: date, but_not: set[int], away: Collection[int] = ()
) -> Officer | None:
    """Return whom one usually asks for a part: of the unit first, then of those above, then the Office.

    No author is proposed. away: keys of who is away that day, asked only where nobody else can be.
    """
    line, here = [unit.pk], unit.parent
    while here is not None and len(line) < 10:
        line.append(here.pk)
        here = here.parent
    at_the_top = Unit.objects.filter(kind=Unit.Kind.OFFICE, parent__isnull=False, parent__parent=None)
    line += [key for key in at_the_top.values_list("pk", flat=True) if key not in line]
    rows = RoleHeld.objects.in_force(on=on).filter(
        unit_id__in=line, role__in=ASKED_FIRST[part], officer__is_active=True
    )
    people = rows.exclude(officer__in=but_not).exclude(officer__username=SYSTEM_NAME)
    order = {role: place for place, role in enumerate(ASKED_FIRST[part])}
    found = sorted(
        people.select_related("officer"),
        key=lambda one: (one.officer_id in away, order[Role(one.role)], line.index(one.unit_id), one.pk),
    )
    return found[0].officer if found else None

"""Whom to call in a unit."""

from collections.abc import Iterable
from datetime import date

from dongthuan.apps.accounts.models import Officer, RoleHeld
from dongthuan.apps.common.roles import Role

CALLED = [Role.UNIT_OFFICER, Role.SPOKESPERSON, Role.COORDINATOR]


def contacts_of(units: Iterable[int], *, on: date) -> dict[int, list[Officer]]:
    """Return whom to call in each unit on a day, those who do its communication first; one query."""
    held = RoleHeld.objects.in_force(on=on).filter(
        unit__in=set(units), role__in=CALLED, officer__is_active=True
    )
    found: dict[int, list[Officer]] = {}
    for row in sorted(held.select_related("officer"), key=lambda row: CALLED.index(Role(row.role))):
        people = found.setdefault(row.unit_id, [])
        if row.officer not in people:
            people.append(row.officer)
    return found

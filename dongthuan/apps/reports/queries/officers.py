"""Whom to tell and whom to call in a unit."""

from collections.abc import Iterable
from datetime import date

from dongthuan.apps.accounts.models import Officer, RoleHeld
from dongthuan.apps.common.roles import Role


def officers_by_unit(unit_keys: Iterable[int], *, on: date) -> dict[int, list[Officer]]:
    """Return who reports for each unit: its communications officers, else its leaders; one query."""
    held = RoleHeld.objects.in_force(on=on).filter(
        unit_id__in=list(unit_keys), role__in=[Role.UNIT_OFFICER, Role.LEADER], officer__is_active=True
    )
    writers: dict[int, dict[int, Officer]] = {}
    heads: dict[int, dict[int, Officer]] = {}
    for row in held.select_related("officer").order_by("officer__full_name"):
        found = writers if row.role == Role.UNIT_OFFICER else heads
        found.setdefault(row.unit_id, {})[row.officer_id] = row.officer
    return {unit: list((writers.get(unit) or heads[unit]).values()) for unit in writers.keys() | heads.keys()}

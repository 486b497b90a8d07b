"""Whom to call in a unit, and whom to tell: one rule for every page that names somebody."""

from collections.abc import Iterable, Sequence
from datetime import date

from dongthuan.apps.accounts.models import Officer, RoleHeld
from dongthuan.apps.common.roles import Role

Ranks = Sequence[Sequence[Role]]

CALLED: Ranks = ((Role.UNIT_OFFICER,), (Role.COORDINATOR, Role.SPOKESPERSON), (Role.LEADER,))
WRITERS: Ranks = ((Role.UNIT_OFFICER,), (Role.LEADER,))  # who may write and file for a unit


def contacts_of(unit_keys: Iterable[int], *, on: date, ranks: Ranks = CALLED) -> dict[int, list[Officer]]:
    """Return whom to call in each unit on a day: all of the first rank in which it has anybody; one query.

    Those who do the unit's communication, else who coordinates or speaks for it, else its leaders.
    Names in order; who cannot sign in any more is not among them. A unit without anybody is left out.
    """
    place = {role: rank for rank, roles in enumerate(ranks) for role in roles}
    held = RoleHeld.objects.in_force(on=on).filter(
        unit_id__in=set(unit_keys), role__in=list(place), officer__is_active=True
    )
    found: dict[int, dict[int, dict[int, Officer]]] = {}
    for row in held.select_related("officer").order_by("officer__full_name", "officer_id"):
        ranked = found.setdefault(row.unit_id, {}).setdefault(place[Role(row.role)], {})
        ranked[row.officer_id] = row.officer
    return {unit: list(ranked[min(ranked)].values()) for unit, ranked in found.items()}

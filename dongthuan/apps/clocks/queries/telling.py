"""Whom a moved deadline concerns: who answers for it, else the unit's officers, else the Office."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from dongthuan.apps.accounts.models import Officer, RoleHeld
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.clocks.models.redating import ClockMove, Redating
from dongthuan.apps.clocks.rules import WORKS_WITH_LIMITS
from dongthuan.apps.common.roles import Role
from dongthuan.law.vietnam import local_day

TOLD_AT_MOST = 99  # beyond it a notice says "99+": nobody counts on


def recipients_of(clocks: Sequence[Clock], *, at: datetime) -> dict[int, list[int]]:
    """Return for each clock the keys of the officers to tell; two queries for any number of clocks."""
    on = local_day(at)
    held = RoleHeld.objects.in_force(on=on).filter(officer__is_active=True)
    by_unit: dict[int, set[int]] = defaultdict(set)
    units = {clock.unit_id for clock in clocks if clock.owner_id is None}
    for unit, officer in held.filter(unit_id__in=units, role__in=WORKS_WITH_LIMITS).values_list(
        "unit_id", "officer_id"
    ):
        by_unit[unit].add(officer)
    office = sorted(set(held.filter(role=Role.COORDINATOR).values_list("officer_id", flat=True)))
    return {
        clock.pk: [clock.owner_id] if clock.owner_id else sorted(by_unit[clock.unit_id]) or office
        for clock in clocks
    }


def heads_and_office_of(clock: Clock, *, at: datetime) -> set[int]:
    """Return the keys of the leaders of a clock's unit and of the Office: who hears that a limit passed."""
    held = RoleHeld.objects.in_force(on=local_day(at)).filter(officer__is_active=True)
    heads = held.filter(role=Role.LEADER, unit_id=clock.unit_id) | held.filter(role=Role.COORDINATOR)
    return set(heads.values_list("officer_id", flat=True))


def told_by(redating: Redating) -> Iterator[tuple[Officer, list[ClockMove]]]:
    """Give each officer whom a run concerns, with the first of the moves: at most one more than is told."""
    link = ClockMove.told.through
    keys = link.objects.filter(clockmove__redating=redating).values("officer_id").distinct()
    for officer in Officer.objects.filter(pk__in=keys):
        moves = redating.moves.filter(told=officer).select_related("clock").order_by("pk")
        yield officer, list(moves[: TOLD_AT_MOST + 1])

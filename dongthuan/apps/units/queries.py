"""Reads about the agency and its units."""

from dataclasses import dataclass
from datetime import date

from dongthuan.apps.units.models import Agency, Unit


def current_agency() -> Agency | None:
    """Return the agency, with its unit, or None before set-up."""
    return Agency.objects.select_related("unit").first()


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit and how deep it lies below the agency (0 = the agency)."""

    unit: Unit
    depth: int
    stands: bool


def unit_tree(*, on: date) -> list[UnitRow]:
    """Return all units, parents before children, children by name, in one query; ended ones included."""
    by_parent: dict[int | None, list[Unit]] = {}
    for unit in Unit.objects.select_related("parent").prefetch_related("predecessors").order_by("name"):
        by_parent.setdefault(unit.parent_id, []).append(unit)
    rows: list[UnitRow] = []
    waiting = [(unit, 0) for unit in reversed(by_parent.get(None, []))]
    while waiting:
        unit, depth = waiting.pop()
        stands = unit.start_on <= on and (unit.end_on is None or unit.end_on > on)
        rows.append(UnitRow(unit, depth, stands))
        waiting += [(child, depth + 1) for child in reversed(by_parent.get(unit.pk, []))]
    return rows

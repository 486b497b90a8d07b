"""Reads about officers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Model, Prefetch, Q, QuerySet

from dongthuan.apps.accounts.models import SYSTEM_NAME, Absence, AbsenceQuerySet, Officer, RoleHeld
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.units.models import Unit


def acting_system(*, on: date) -> Officer | None:
    """Return the system's officer as of a day, under whose name jobs act; None before there is an agency."""
    officer = Officer.objects.filter(username=SYSTEM_NAME).first()
    return officer.on(on) if officer else None


def own_unit(officer: Actor, units: QuerySet[Unit], *, record: Model | None = None) -> Unit | None:
    """Return the unit that a form begins with: that of the record it is for, else the officer's own.

    Only of the units given; where neither is among them, the first.
    """
    held = [unit for _role, unit in officer.held_roles()]
    of_record = units.filter(pk=getattr(record, "unit_id", None) or 0).first()
    return of_record or units.filter(pk__in=held).first() or units.first()


def units_where(officer: Actor, roles: frozenset[Role], *, on: date) -> QuerySet[Unit]:
    """Return the standing units in which the officer holds one of the roles, by name; from the top, all."""
    rows = Unit.objects.filter(start_on__lte=on).filter(Q(end_on__isnull=True) | Q(end_on__gt=on))
    if roles.isdisjoint(officer.held_at_the_top()):
        rows = rows.filter(pk__in=[unit for role, unit in officer.held_roles() if role in roles])
    return rows.order_by("name")


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """One officer, the roles in force, and how he or she is away; None = is there."""

    officer: Officer
    held: list[RoleHeld]
    away: "Away | None" = None


def officer_rows(*, on: date) -> list[OfficerRow]:
    """Return the officers by name, each with the roles in force on a day, and who is away; three queries."""
    in_force = RoleHeld.objects.in_force(on=on).select_related("unit")
    officers = Officer.objects.exclude(username=SYSTEM_NAME).prefetch_related(
        Prefetch("roles", queryset=in_force, to_attr="held_now")
    )
    away = away_on(on)
    return [OfficerRow(officer, officer.held_now, away.get(officer.pk)) for officer in officers]


@dataclass(frozen=True, slots=True)
class Away:
    """One who is away on a day, and who really stands in: along the chain, where a stand-in is away too.

    stand_in: None = nobody is named, or nobody of the chain is there.
    """

    absence: Absence
    stand_in: Officer | None

    @property
    def is_passed_on(self) -> bool:
        """Whether another stands in than the one named, who is away too."""
        return self.stand_in is not None and self.stand_in.pk != self.absence.stand_in_id


def away_on(day: date, *, among: Iterable[int] | None = None) -> dict[int, Away]:
    """Return who is away on a day, by key of the officer (of those in `among`); one query."""
    rows = {one.officer_id: one for one in Absence.objects.on(day).select_related("officer", "stand_in")}
    wanted = rows.keys() if among is None else rows.keys() & set(among)
    return {key: Away(rows[key], _who_stands_in(rows, key)) for key in wanted}


def _who_stands_in(rows: dict[int, Absence], key: int) -> Officer | None:
    """Follow the chain of stand-ins to the first who is there and may sign in; a circle ends with nobody."""
    passed = {key}
    found = rows[key].stand_in
    while found is not None and found.pk in rows and found.pk not in passed:
        passed.add(found.pk)
        found = rows[found.pk].stand_in
    is_there = found is not None and found.pk not in passed and found.is_active
    return found if is_there else None


def away_of(officer: Officer, *, on: date) -> Away | None:
    """Return how an officer is away on a day, None = is there."""
    return away_on(on, among=[officer.pk]).get(officer.pk)


def absences_shown(*, on: date, is_over: bool = False) -> AbsenceQuerySet:
    """Return the absences of today and to come, the nearest first; is_over: those past, the latest first."""
    rows = Absence.objects.standing().select_related("officer", "stand_in")
    if is_over:
        return rows.filter(end_on__lte=on).order_by("-end_on", "-pk")
    return rows.filter(end_on__gt=on).order_by("start_on", "officer__full_name", "pk")


def absences_of(officer: Officer, *, most: int = 20) -> list[Absence]:
    """Return the absences of an officer that were not withdrawn, the latest first."""
    rows = Absence.objects.standing().filter(officer=officer).select_related("stand_in", "recorded_by")
    return list(rows.order_by("-start_on", "-pk")[:most])


def stood_in_for(officer: Officer, *, start_on: date, end_on: date) -> list[Absence]:
    """Return the absences of others in which an officer is to stand in during a span of days."""
    rows = Absence.objects.touching(start_on, end_on).filter(stand_in=officer)
    return list(rows.select_related("officer").order_by("start_on", "pk"))


def possible_stand_ins(officer: Officer, *, on: date) -> QuerySet[Officer]:
    """Return the officers who may stand in: colleagues who hold a role on the day, by name."""
    in_force = Q(roles__start_on__lte=on) & (Q(roles__end_on__isnull=True) | Q(roles__end_on__gt=on))
    rows = Officer.objects.filter(in_force, is_active=True).exclude(username=SYSTEM_NAME)
    return rows.exclude(pk=officer.pk).distinct().order_by("full_name")


def stand_ins_of(officers: Sequence[Officer], away: dict[int, Away]) -> list[Officer]:
    """Return the officers and, after them, who stands in for those of them who are away; each once."""
    found = {one.pk: one for one in officers}
    for one in officers:
        row = away.get(one.pk)
        if row is not None and row.stand_in is not None:
            found.setdefault(row.stand_in.pk, row.stand_in)
    return list(found.values())

"""Staff as a list, one person against what is needed, and the map of skills by unit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from dongthuan.apps.accounts.models import SYSTEM_NAME, Officer, RoleHeld
from dongthuan.apps.accounts.oversight import oversees
from dongthuan.apps.accounts.queries import units_where
from dongthuan.apps.capacity.lifecycle import OPEN_NEEDS, Engagement, Skill
from dongthuan.apps.capacity.models.staff import Member, MemberQuerySet, SkillHeld, SkillNeed
from dongthuan.apps.capacity.models.training import Certificate, TrainingNeed
from dongthuan.apps.capacity.rules import KEEPERS
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.units.models import Unit

SOON = timedelta(days=60)


def trained(*, on: date) -> Exists:
    """Return the condition that a person holds a certificate on a day."""
    return Exists(Certificate.objects.holding(on=on).filter(invitation__member_id=OuterRef("pk")))


def members_listed(officer: Actor, wanted: Mapping[str, Any], *, on: date) -> MemberQuerySet:
    """Return the staff the officer may read that pass the filter, by name."""
    rows = Member.objects.visible_to(officer).select_related("unit").annotate(is_trained=trained(on=on))
    rows = rows.filter(end_on__lte=on) if wanted.get("only") == "ended" else rows.present(on=on)
    for name in ("unit", "engagement"):
        if wanted.get(name):
            rows = rows.filter(**{name: wanted[name]})
    if wanted.get("q"):
        rows = rows.filter(Q(full_name__icontains=wanted["q"]) | Q(post__icontains=wanted["q"]))
    if wanted.get("duty"):
        rows = rows.filter(duties__contains=[wanted["duty"]])
    if wanted.get("language"):
        rows = rows.filter(languages__contains=[wanted["language"]])
    if wanted.get("skill"):
        able = SkillHeld.objects.counting(on=on).filter(skill=wanted["skill"], member_id=OuterRef("pk"))
        rows = rows.filter(Exists(able.filter(level__gte=wanted.get("level") or 1)))
    if wanted.get("only") in ("trained", "untrained"):
        rows = rows.filter(is_trained=wanted["only"] == "trained")
    return rows.order_by("full_name", "pk")


def levels_of(members: Sequence[Member], *, on: date) -> dict[int, dict[str, int]]:
    """Return the level that counts by key of the person and skill; one query."""
    found: dict[int, dict[str, int]] = {}
    rows = SkillHeld.objects.counting(on=on).filter(member__in=members)
    for key, skill, level in rows.order_by().values_list("member_id", "skill").annotate(best=Max("level")):
        found.setdefault(key, {})[skill] = level
    return found


def kept_units(officer: Actor, *, on: date) -> QuerySet[Unit]:
    """Return the units that stand and whose people the officer keeps, by name."""
    return units_where(officer, KEEPERS, on=on)


def accounts_for(officer: Actor, units: QuerySet[Unit], *, on: date) -> QuerySet[Officer]:
    """Return the accounts an entry may name, by name: for the Office all, for a head those of the units."""
    rows = Officer.objects.filter(is_active=True).exclude(username=SYSTEM_NAME)
    if KEEPERS.isdisjoint(officer.held_at_the_top()):
        rows = rows.filter(
            pk__in=RoleHeld.objects.in_force(on=on).filter(unit__in=units).values("officer_id")
        )
    return rows.order_by("full_name")


@dataclass(frozen=True, slots=True)
class Cell:
    """One skill: the level there is (0 = none) and the level needed (None = none is)."""

    skill: Skill
    level: int
    need: int | None

    @property
    def tone(self) -> str:
        """How it stands, as a mark shows it."""
        if not self.need:
            return "neutral" if not self.level else "info"
        if self.level >= self.need:
            return "good"
        return "warn" if self.level else "bad"


def cells_of(member: Member, *, on: date) -> list[Cell]:
    """Return each skill of a person against what the duties in the unit need; three queries."""
    levels = levels_of([member], on=on).get(member.pk, {})
    needed: dict[str, int] = {}
    for one in _needs_in_force([member.unit_id], member.duties).values():
        if one.level is not None:
            needed[one.skill] = max(one.level, needed.get(one.skill, 0))
    return [Cell(skill, levels.get(skill, 0), needed.get(skill)) for skill in Skill]


def needs_shown(unit: Unit | None, duty: str) -> dict[str, int | None]:
    """Return the levels said for a unit (None = every unit) and duty by skill; the others are left out."""
    rows = SkillNeed.objects.filter(unit=unit, duty=duty)
    return {one.skill: one.level for one in rows}


def own_rules() -> QuerySet[SkillNeed]:
    """Return what units say for themselves, by unit, duty and skill."""
    return (
        SkillNeed.objects.filter(unit__isnull=False)
        .select_related("unit")
        .order_by("unit__name", "duty", "skill")
    )


@dataclass(frozen=True, slots=True)
class UnitCover:
    """One unit on the map: its people, how many are trained, and each skill's best level against the need."""

    unit: Unit
    count: int
    full_time: int
    trained: int
    cells: list[Cell]

    @property
    def gaps(self) -> int:
        """How many skills lie below the need."""
        return sum(one.need is not None and one.level < one.need for one in self.cells)


def units_mapped(officer: Actor, wanted: Mapping[str, Any], *, on: date) -> QuerySet[Unit]:
    """Return the units of the map that the officer may read, by name, below the agency itself."""
    rows = Unit.objects.filter(parent__isnull=False, start_on__lte=on)
    rows = rows.filter(Q(end_on__isnull=True) | Q(end_on__gt=on))
    if not oversees(officer):
        rows = rows.filter(pk__in=[unit for _role, unit in officer.held_roles()])
    if wanted.get("only") == "untrained":
        present = Member.objects.present(on=on).filter(trained(on=on), unit_id=OuterRef("pk"))
        rows = rows.filter(~Exists(present))
    elif wanted.get("only") == "nobody":
        rows = rows.filter(~Exists(Member.objects.present(on=on).filter(unit_id=OuterRef("pk"))))
    return rows.order_by("name", "pk")


def coverage(units: Iterable[Unit], *, on: date) -> list[UnitCover]:
    """Return the map of some units: four queries, however many people they have."""
    rows = list(units)
    keys = [one.pk for one in rows]
    present = Member.objects.present(on=on).filter(unit_id__in=keys)
    counted = {
        row["unit_id"]: row
        for row in present.annotate(is_trained=trained(on=on))
        .order_by()
        .values("unit_id")
        .annotate(
            count=Count("pk"),
            full=Count("pk", filter=Q(engagement=Engagement.FULL)),
            trained=Count("pk", filter=Q(is_trained=True)),
        )
    }
    best: dict[tuple[int, str], int] = {}
    held = SkillHeld.objects.counting(on=on).filter(member__in=present)
    for unit, skill, level in (
        held.order_by().values_list("member__unit_id", "skill").annotate(best=Max("level"))
    ):
        best[unit, skill] = level
    needs = _needs_in_force(keys, [""])
    found = []
    for unit in rows:
        said: Any = counted.get(unit.pk, {})
        cells = []
        for skill in Skill:
            need = needs.get((unit.pk, "", skill)) or needs.get((None, "", skill))
            cells.append(Cell(skill, best.get((unit.pk, skill), 0), need.level if need else None))
        found.append(
            UnitCover(unit, said.get("count", 0), said.get("full", 0), said.get("trained", 0), cells)
        )
    return found


@dataclass(frozen=True, slots=True)
class Indicators:
    """What leaders read first; ending: certificates that end within 60 days."""

    units: int
    trained_units: int
    members: int
    trained_members: int
    open_needs: int
    ending: int


def indicators(officer: Actor, *, on: date) -> Indicators:
    """Return the figures over what the officer may read; six counts."""
    units = units_mapped(officer, {}, on=on)
    members = Member.objects.visible_to(officer).present(on=on)
    who = members.filter(trained(on=on))
    ending = Certificate.objects.visible_to(officer).holding(on=on).filter(expires_on__lte=on + SOON)
    return Indicators(
        units=units.count(),
        trained_units=units.filter(Exists(who.filter(unit_id=OuterRef("pk")))).count(),
        members=members.count(),
        trained_members=who.count(),
        open_needs=TrainingNeed.objects.visible_to(officer).filter(state__in=OPEN_NEEDS).count(),
        ending=ending.filter(invitation__member__in=members).count(),
    )


def _needs_in_force(
    units: Sequence[int], duties: Sequence[str]
) -> dict[tuple[int | None, str, str], SkillNeed]:
    """Return the levels needed by unit (None = every unit), duty and skill.

    For one unit only: what it says itself stands for what holds for every unit.
    """
    rows = SkillNeed.objects.filter(Q(unit_id__in=units) | Q(unit__isnull=True), duty__in=duties)
    found = {(one.unit_id, one.duty, one.skill): one for one in rows}
    if len(units) == 1:
        own = {(duty, skill) for unit, duty, skill in found if unit is not None}
        found = {key: one for key, one in found.items() if key[0] is not None or key[1:] not in own}
    return found

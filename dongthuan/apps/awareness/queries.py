"""What one has to read, the library, who is informed by unit, deadlines of readers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Avg, Count, F, Q

from dongthuan.apps.accounts.models import RoleHeld
from dongthuan.apps.awareness.lifecycle import GOAL, BriefingState
from dongthuan.apps.awareness.models import Briefing, BriefingQuerySet, Reading, ReadingQuerySet
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.notices.reminding import Deadline


@dataclass(frozen=True, slots=True)
class Informed:
    """How many of a unit's readers confirmed. mean_right: right answers a quiz, None = nobody answered."""

    unit_id: int
    name: str
    asked: int
    confirmed: int
    answered: int
    mean_right: float | None

    @property
    def share(self) -> float:
        """Share of those asked who confirmed, 0 to 1."""
        return self.confirmed / self.asked if self.asked else 0.0

    @property
    def is_met(self) -> bool:
        """Whether the goal is reached: everybody."""
        return self.share >= GOAL


def readers_of(briefing: Briefing, *, on: date) -> list[tuple[int, int]]:
    """Return whom a briefing asks on a day, each once: (officer, unit), by the role held longest."""
    held = RoleHeld.objects.in_force(on=on).filter(officer__is_active=True).exclude(role=Role.SYSTEM)
    units = list(briefing.units.values_list("pk", flat=True))
    if units:
        held = held.filter(unit_id__in=units)
    if briefing.roles:
        held = held.filter(role__in=briefing.roles)
    found: dict[int, int] = {}
    for officer, unit in held.order_by("start_on", "pk").values_list("officer_id", "unit_id"):
        found.setdefault(officer, unit)
    return sorted(found.items())


def to_read(officer: Actor) -> ReadingQuerySet:
    """Return what an officer has still to confirm, the nearest day first."""
    rows = Reading.objects.awaited().filter(officer_id=officer.pk).select_related("briefing__unit")
    return rows.order_by("briefing__due_on", "pk")


def was_read(officer: Actor) -> ReadingQuerySet:
    """Return what an officer confirmed, the latest first."""
    rows = Reading.objects.filter(officer_id=officer.pk, confirmed_at__isnull=False)
    return rows.select_related("briefing__unit").order_by("-confirmed_at", "-pk")


def library(words: str = "") -> BriefingQuerySet:
    """Return the materials that stay open to every officer, the latest first."""
    rows = Briefing.objects.filter(is_material=True, state=BriefingState.SENT).select_related("unit", "file")
    return rows.filter(Q(title__icontains=words) | Q(body__icontains=words)) if words else rows


def kept_briefings(officer: Actor, units: list[int]) -> BriefingQuerySet:
    """Return the briefings of units with how many are asked and confirmed, the latest first."""
    rows = Briefing.objects.visible_to(officer).filter(unit__in=units).select_related("unit")
    confirmed = Count("readings", filter=Q(readings__confirmed_at__isnull=False))
    return rows.annotate(asked=Count("readings"), confirmed=confirmed).order_by("-written_at", "-pk")


def informed_by_unit(rows: ReadingQuerySet) -> list[Informed]:
    """Return who is informed by unit, the lowest share first; one query."""
    found = (
        rows.order_by()
        .values("unit_id", name=F("unit__name"))
        .annotate(
            asked=Count("pk"),
            confirmed=Count("pk", filter=Q(confirmed_at__isnull=False)),
            answered=Count("pk", filter=Q(answered_at__isnull=False)),
            mean_right=Avg("right_count"),
        )
    )
    return sorted((Informed(**row) for row in found), key=lambda one: (one.share, one.name))


def readings_of_year(year: int) -> ReadingQuerySet:
    """Return the readings of briefings that stand and were sent in a year."""
    return Reading.objects.filter(briefing__state=BriefingState.SENT, briefing__sent_at__year=year)


def awaited_deadlines(*, since: date) -> Iterator[Deadline]:
    """Give a deadline for each reading not confirmed, of briefings due after a day."""
    rows = Reading.objects.awaited().filter(briefing__due_on__gt=since, told_at__isnull=False)
    for row in rows.select_related("briefing", "officer").order_by("pk").iterator(chunk_size=500):
        yield Deadline(
            record=row,
            title=row.briefing.title,
            url=row.briefing.get_absolute_url(),
            due_on=row.briefing.due_on,
            owner=row.officer,
            unit_id=row.unit_id,
        )

"""How far the register covers what the law wants public: by group and by unit; every figure is a list."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Q

from dongthuan.apps.disclosure.models.publications import (
    GroupPeriod,
    PublicInformation,
    PublicInformationQuerySet,
)
from dongthuan.apps.disclosure.publications_lifecycle import InformationState, LinkState
from dongthuan.apps.disclosure.queries.law_lists import sorted_by
from dongthuan.law.openness import Entry, Kind, Listing

_S = InformationState
MONTH_DAYS = 30.44
COUNTS = {
    "public": Q(state=_S.PUBLISHED),
    "draft": Q(state=_S.DRAFT),
    "ended": Q(state=_S.ENDED),
    "withdrawn": Q(state=_S.WITHDRAWN),
    "dead": Q(state=_S.PUBLISHED, link_state=LinkState.DEAD),
}


@dataclass(frozen=True, slots=True)
class GroupCover:
    """One group. newest_on: when its newest public information was made; months: the period set, None = none.

    share: of the fullest group, 0 to 100, for the bar. is_outdated: nothing new within the period.
    """

    entry: Entry
    public: int
    draft: int
    ended: int
    withdrawn: int
    dead: int
    late: int
    newest_on: date | None
    months: int | None
    share: int
    is_outdated: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it is public."""
        return self.public == 0


@dataclass(frozen=True, slots=True)
class UnitCover:
    """One unit that has items: how many are public, waiting, late, dead, over."""

    unit_id: int
    name: str
    public: int
    draft: int
    late: int
    dead: int
    ended: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole. is_provisional: the groups are those of the last list that was known."""

    listing: Listing
    is_provisional: bool
    groups: list[GroupCover]
    units: list[UnitCover]

    @property
    def empty_count(self) -> int:
        """How many groups have nothing public."""
        return sum(group.is_empty for group in self.groups)

    @property
    def outdated_count(self) -> int:
        """How many groups are out of date."""
        return sum(group.is_outdated for group in self.groups)


def coverage(rows: PublicInformationQuerySet, *, on: date, at: datetime) -> Coverage:
    """Return how far some items (what an officer may see) cover the list of a day; four queries."""
    listing, is_provisional = sorted_by(Kind.GROUP, on)
    late = Q(state=_S.DRAFT, clock__state="running", clock__due_at__lte=at)
    counts = {name: Count("pk", filter=wanted) for name, wanted in (COUNTS | {"late": late}).items()}
    newest = Max("created_on", filter=COUNTS["public"])
    grouped = rows.order_by().values("group").annotate(**counts, newest_on=newest)
    found: dict[str, dict[str, Any]] = {row["group"]: dict(row) for row in grouped}
    months = dict(GroupPeriod.objects.filter(months__gt=0).values_list("group", "months"))
    most = max((row["public"] for row in found.values()), default=0)
    groups = [_cover(entry, found.get(entry.key, {}), months, most, on) for entry in listing.entries]
    by_unit = rows.order_by().values("unit_id", "unit__name").annotate(**counts).order_by("unit__name")
    units = [_unit(dict(row)) for row in by_unit]
    return Coverage(listing, is_provisional, groups, units)


def outdated_groups(*, on: date) -> list[str]:
    """Return the groups in which nothing new was made public within the period that officers set."""
    newest = dict(
        PublicInformation.objects.filter(COUNTS["public"])
        .order_by()
        .values("group")
        .annotate(newest=Max("created_on"))
        .values_list("group", "newest")
    )
    periods = GroupPeriod.objects.filter(months__gt=0)
    return [row.group for row in periods if _is_outdated(newest.get(row.group), row.months, on)]


def _unit(row: dict[str, Any]) -> UnitCover:
    counted = {name: row[name] for name in ("public", "draft", "late", "dead", "ended")}
    return UnitCover(unit_id=row["unit_id"], name=row["unit__name"], **counted)


def _cover(entry: Entry, row: dict[str, Any], months: dict[str, int], most: int, on: date) -> GroupCover:
    newest_on: date | None = row.get("newest_on")
    period = months.get(entry.key)
    return GroupCover(
        entry=entry,
        newest_on=newest_on,
        months=period,
        share=round(100 * row.get("public", 0) / most) if most else 0,
        is_outdated=_is_outdated(newest_on, period, on),
        **{name: row.get(name, 0) for name in (*COUNTS, "late")},
    )


def _is_outdated(newest_on: date | None, months: int | None, on: date) -> bool:
    return months is not None and newest_on is not None and (on - newest_on).days > months * MONTH_DAYS

"""The figures of execution in the Government Office's style: assigned, due, in time, late, overdue."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.plans.lifecycle import TaskState
from dongthuan.apps.plans.models.tasks import TaskQuerySet
from dongthuan.apps.units.models import Unit

_NOT_GIVEN = (TaskState.DRAFT, TaskState.CANCELLED)


@dataclass(frozen=True, slots=True)
class UnitStatistics:
    """How one unit stands with its tasks at the end of one day; every assigned task is in one of five places.

    assigned = done_in_time + done_late + overdue + not_yet_due + undated; the last three are `open`.
    due: of the assigned, those whose last day is that day or earlier, done or not.
    inherited: how many of the assigned came from units that were dissolved; 0 mostly.
    """

    unit_id: int
    unit_name: str
    assigned: int
    due: int
    done_in_time: int
    done_late: int
    overdue: int
    not_yet_due: int
    undated: int
    inherited: int = 0

    @property
    def open(self) -> int:
        """The tasks that are not done: overdue, not yet due, or without a date."""
        return self.overdue + self.not_yet_due + self.undated

    @property
    def done(self) -> int:
        """The tasks that are done, in time or late."""
        return self.done_in_time + self.done_late

    @property
    def done_share(self) -> float | None:
        """Of the assigned, the share that is done (0 to 1); None where nothing was assigned."""
        return self.done / self.assigned if self.assigned else None


PLACES: dict[str, str | Promise] = {  # of the figures by which tasks can be opened
    "assigned": _("tasks given"),
    "due": _("due by now, done or not"),
    "done_in_time": _("done in time"),
    "done_late": _("done late"),
    "overdue": _("overdue"),
}
_COUNTS = ("assigned", "due", "done_in_time", "done_late", "overdue", "not_yet_due", "undated", "inherited")


def unit_statistics(tasks: TaskQuerySet, *, on: date) -> list[UnitStatistics]:
    """Return how each lead unit stands with `tasks` at the end of the day `on`, units by name.

    Assigned: given to the unit by then; drafts and what fell away are not. A refused task stays with
    the unit until it is given to another. Due: the last day (`due_on`) is `on` or earlier.
    Done in time: done by then, at the latest on its last day in the agency's time zone; what has no
    last day is always in time. Done late: done by then, after its last day. Overdue: not done by
    then, and the last day is earlier than `on`; on the last day itself a task is due, not overdue.
    A task done after `on` was not done at `on`, so figures of a past day stay what they were
    (except for what fell away or changed its date since: those times are not kept).
    A task whose parent is among `tasks`, given, and led by the same unit is not counted a second time.
    A dissolved unit's tasks count with its successor; where it has several, none can be chosen and
    they stay under its own name. One query; two where a dissolved unit still holds tasks.
    """
    rows = (
        _counted(tasks, on)
        .order_by()
        .values("lead_unit_id", "lead_unit__name", "lead_unit__end_on")
        .annotate(**_counts(on))
        .order_by("lead_unit__name", "lead_unit_id")
    )
    return _with_successors([dict(row) for row in rows], on)


def in_place(tasks: TaskQuerySet, place: str, *, on: date) -> TaskQuerySet:
    """Return those of `tasks` that a figure of `unit_statistics` counts; place: a key of PLACES."""
    return _counted(tasks, on).filter(_conditions(on)[place])


def total_of(rows: Iterable[UnitStatistics], *, name: str) -> UnitStatistics:
    """Return the sums of the rows under `name`, with the unit key 0."""
    listed = list(rows)
    return UnitStatistics(0, name, **{key: sum(getattr(row, key) for row in listed) for key in _COUNTS})


def _counted(tasks: TaskQuerySet, on: date) -> TaskQuerySet:
    given = _given(tasks, on)
    return given.exclude(
        parent__isnull=False, parent__lead_unit=F("lead_unit"), parent__in=given.values("pk")
    )


def _given(tasks: TaskQuerySet, on: date) -> TaskQuerySet:
    was_given = Q(assigned_at__isnull=True) | Q(assigned_at__lt=_end_of(on))
    return tasks.exclude(state__in=_NOT_GIVEN).filter(was_given)


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def _counts(on: date) -> dict[str, Any]:
    return {place: Count("pk", filter=condition) for place, condition in _conditions(on).items()}


def _conditions(on: date) -> dict[str, Q]:
    done = Q(state=TaskState.DONE, done_at__lt=_end_of(on))
    is_open = ~Q(state=TaskState.DONE) | Q(done_at__gte=_end_of(on))
    late = Q(due_on__isnull=False, due_on__lt=TruncDate("done_at"))
    in_time = Q(due_on__isnull=True) | Q(due_on__gte=TruncDate("done_at"))
    return {
        "assigned": Q(pk__isnull=False),
        "due": Q(due_on__lte=on),
        "done_in_time": done & in_time,
        "done_late": done & late,
        "overdue": is_open & Q(due_on__lt=on),
        "not_yet_due": is_open & Q(due_on__gte=on),
        "undated": is_open & Q(due_on__isnull=True),
    }


def _with_successors(rows: list[dict[str, Any]], on: date) -> list[UnitStatistics]:
    ended = {row["lead_unit_id"] for row in rows if _has_ended(row["lead_unit__end_on"], on)}
    heirs = sole_successors(on=on) if ended else {}
    found: dict[int, dict[str, Any]] = {}
    for row in rows:
        heir = heirs.get(row["lead_unit_id"])
        key, name = heir or (row["lead_unit_id"], row["lead_unit__name"])
        sums = found.setdefault(key, {"unit_id": key, "unit_name": name, **dict.fromkeys(_COUNTS, 0)})
        for count in _COUNTS[:-1]:
            sums[count] += row[count]
        sums["inherited"] += row["assigned"] if heir else 0
    return sorted((UnitStatistics(**sums) for sums in found.values()), key=lambda s: (s.unit_name, s.unit_id))


def _has_ended(end_on: date | None, on: date) -> bool:
    return end_on is not None and end_on <= on


def sole_successors(*, on: date) -> dict[int, tuple[int, str]]:
    """Return, for each unit dissolved by `on`, the one standing unit that took it over: key and name.

    Chains are followed; a unit with several successors, or with none, is left out. One query.
    """
    links = Unit.predecessors.through.objects.values_list(
        "to_unit_id", "to_unit__end_on", "from_unit_id", "from_unit__name", "from_unit__end_on"
    )
    heirs: dict[int, set[int]] = {}
    names: dict[int, str] = {}
    ended: set[int] = set()
    for old, old_end, new, name, new_end in links:
        heirs.setdefault(old, set()).add(new)
        names[new] = name
        ended |= {unit for unit, end in ((old, old_end), (new, new_end)) if _has_ended(end, on)}
    return {
        old: (last, names[last])
        for old in ended
        if (last := _last_heir(old, heirs, ended)) is not None and last != old
    }


def _last_heir(unit: int, heirs: dict[int, set[int]], ended: set[int]) -> int | None:
    """Follow sole successors to a unit that stands; None where the way forks, ends or goes round."""
    seen = {unit}
    while unit in ended:
        following = heirs.get(unit, set())
        if len(following) != 1:
            return None
        (unit,) = following
        if unit in seen:
            return None
        seen.add(unit)
    return unit

"""The date of a clock: the rule chosen by facts and day, counted on the calendar, frozen with its steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model

from dongthuan.apps.clocks.models.clocks import Clock, ClockExtension, ClockPause
from dongthuan.apps.clocks.queries.calendars import working_calendar
from dongthuan.apps.clocks.queries.rules import rules_in_force_now
from dongthuan.apps.clocks.rulebook import fingerprint
from dongthuan.law.calendar import WorkingCalendar
from dongthuan.law.deadlines import Due, Extension, Pause, due_of
from dongthuan.law.model import CannotCompute, Facts, Rule, Unit
from dongthuan.law.selection import NoRule, rule_in_force
from dongthuan.law.steps import as_json
from dongthuan.law.vietnam import local_day

# What is written anew when a clock is dated anew.
DATED = (
    "due_at",
    "due_on",
    "rule_key",
    "alias",
    "rule_title",
    "amount",
    "amount_unit",
    "cap",
    "cap_unit",
    "instrument",
    "article",
    "source",
    "verified",
    "verified_by",
    "verified_on",
    "is_estimated",
    "steps",
    "trouble",
    "calendar_version",
)


@dataclass(frozen=True, slots=True)
class Basis:
    """What dates are counted on: all rules, and the working calendar."""

    rules: tuple[Rule, ...]
    calendar: WorkingCalendar

    @property
    def version(self) -> str:
        """64 hexadecimal digits that change with any rule or day."""
        return fingerprint(self.rules, self.calendar.version)


def basis_now() -> Basis:
    """Return the rules and the calendar as they stand."""
    return Basis(rules_in_force_now(), working_calendar())


def due_for(
    clock: Clock,
    basis: Basis,
    pauses: Sequence[ClockPause] = (),
    extension: ClockExtension | None = None,
) -> tuple[Rule, Due, Due]:
    """Return a clock's rule, when it ends, and when it would end if a pause that lasts took no time.

    Raises CannotCompute where there is no rule, no figure, or the pauses or the extension do not fit.
    """
    rule = _rule_for(clock, basis)
    longer = Extension(extension.amount, Unit(extension.unit)) if extension else None
    spans = [Pause(pause.start_at, pause.end_at, pause.reason) for pause in pauses]
    due = due_of(rule, clock.start_at, calendar=basis.calendar, pauses=spans, extension=longer)
    if due.due_at is not None:
        return rule, due, due
    ended = [span for span in spans if span.end is not None]
    return rule, due, due_of(rule, clock.start_at, calendar=basis.calendar, pauses=ended, extension=longer)


def _rule_for(clock: Clock, basis: Basis) -> Rule:
    """Return the rule by the name asked for; if a correction no longer bears it, by the key."""
    facts = Facts(clock.channel, clock.complexity, clock.agency_kind)
    on = local_day(clock.start_at)
    try:
        return rule_in_force(basis.rules, clock.name, on=on, facts=facts)
    except NoRule:
        if clock.rule_key in ("", clock.name):
            raise
        return rule_in_force(basis.rules, clock.rule_key, on=on, facts=facts)


def write_date(
    clock: Clock,
    basis: Basis,
    pauses: Sequence[ClockPause] = (),
    extension: ClockExtension | None = None,
) -> Due:
    """Set on a clock, unsaved, its end and all that explains it; raises CannotCompute."""
    rule, due, nominal = due_for(clock, basis, pauses, extension)
    clock.due_at = _known(nominal.due_at, clock.start_at)
    clock.due_on = nominal.due_on
    clock.rule_key, clock.alias, clock.rule_title = rule.key, rule.alias, rule.title
    clock.amount, clock.amount_unit = rule.amount, rule.unit.value if rule.unit else ""
    cap = rule.extension
    clock.cap, clock.cap_unit = (cap.amount, cap.unit.value) if cap else (None, "")
    clock.instrument, clock.article, clock.source = rule.instrument, rule.article, rule.source
    clock.verified, clock.verified_by = rule.verified.value, rule.verified_by
    clock.verified_on = rule.verified_on
    clock.calendar_version, clock.is_estimated = due.calendar_version, nominal.is_estimated
    clock.steps, clock.trouble = as_json(due.steps), {}
    return due


@dataclass(frozen=True, slots=True)
class Parts:
    """The pauses and extensions of some clocks, by the key of the clock."""

    pauses: dict[int, list[ClockPause]]
    extensions: dict[int, ClockExtension]


def parts_of(clocks: Sequence[Clock]) -> Parts:
    """Return the pauses and extensions of clocks; two queries."""
    keys = [clock.pk for clock in clocks]
    pauses: dict[int, list[ClockPause]] = {}
    for pause in ClockPause.objects.filter(clock_id__in=keys).order_by("start_at"):
        pauses.setdefault(pause.clock_id, []).append(pause)
    extensions = ClockExtension.objects.filter(clock_id__in=keys)
    return Parts(pauses, {one.clock_id: one for one in extensions})


def trouble_of(fault: CannotCompute) -> dict[str, Any]:
    """Return, as plain data, why a date could not be computed."""
    return {"code": fault.code, "facts": dict(fault.facts)}


def record_columns(record: Model | None) -> dict[str, str]:
    """Return the two columns by which a clock names its record."""
    if record is None:
        return {"record_type": "", "record_key": ""}
    return {"record_type": record._meta.label_lower, "record_key": str(record.pk)}


def _known(due_at: datetime | None, start_at: datetime) -> datetime:
    return start_at if due_at is None else due_at

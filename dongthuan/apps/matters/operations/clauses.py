"""Under which clause the agency must speak, and from when: set, changed with a reason, and its clock run."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.clocks.lifecycle import OPEN as OPEN_CLOCKS
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.clocks.operations import clocks
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.matters.lifecycle import CLAUSES, Clause, MatterState
from dongthuan.apps.matters.models.matters import ClauseChange, Matter
from dongthuan.apps.matters.operations.locking import locked_matter
from dongthuan.apps.matters.operations.machine import machine
from dongthuan.apps.matters.operations.refusals import AheadOfTime, NoChange, NoReason, NotInThatState
from dongthuan.apps.matters.queries.clauses import limit_of
from dongthuan.apps.matters.rules import ACCESS, Act


@dataclass(frozen=True, slots=True)
class Duty:
    """The clause under which the agency must speak, from when its time runs, and why from then."""

    clause: Clause
    t0_at: datetime
    t0_reason: str


def check_duty(duty: Duty, at: datetime) -> None:
    """Refuse a t0 in the future, without reason, or of a law that did not hold on that day.

    Raises AheadOfTime, NoReason, SecretMark, queries.clauses.WrongLaw.
    """
    if duty.t0_at > at:
        raise AheadOfTime
    if not duty.t0_reason.strip():
        raise NoReason
    refuse_secret(duty.t0_reason)
    limit_of(duty.clause, duty.t0_at)


def write_duty(matter: Matter, duty: Duty | None, at: datetime) -> None:
    """Set the columns of a checked duty on a matter, unsaved; None = no duty to speak."""
    matter.clause = duty.clause.value if duty else ""
    matter.t0_at = duty.t0_at if duty else None
    matter.t0_reason = duty.t0_reason.strip()[:500] if duty else ""
    matter.t0_recorded_at = at if duty else None


def run_clock(matter: Matter, by: Actor, at: datetime) -> Clock | None:
    """Start the clock of a saved matter's clause; None where the law names no figure."""
    if not matter.clause or matter.t0_at is None:
        return None
    clause = Clause(matter.clause)
    if limit_of(clause, matter.t0_at) is None:
        return None
    rule = CLAUSES[clause]
    clock = clocks.start_clock(
        name=rule.rule,
        unit=matter.unit,
        start_at=matter.t0_at,
        by=machine(by),
        at=at,
        record=matter,
        facts=rule.facts,
        start_reason=matter.t0_reason,
        title=str(matter)[:300],
        url=matter.get_absolute_url(),
        owner=matter.owner,
    )
    if matter.first_statement_at is not None:
        stop_clock(clock, spoken_at=matter.first_statement_at, by=by, at=at)
    return clock


def stop_clock(clock: Clock | None, *, spoken_at: datetime, by: Actor, at: datetime) -> None:
    """Say that what the clock waits for was done; a clock that is over already is left as it is."""
    if clock is None:
        return
    clock = Clock.objects.get(pk=clock.pk)
    if clock.state in OPEN_CLOCKS:
        clocks.finish_clock(clock=clock, by=machine(by), at=at, done_at=max(spoken_at, clock.start_at))


def hand_clock_over(matter: Matter, *, reason: str, by: Actor, at: datetime) -> None:
    """Let the running clock of a locked matter fall away and run anew, from the same t0, for its new unit.

    The caller saves `matter.clock`. A clock that is over stays with the unit that kept or missed it.
    """
    if matter.clock is None or Clock.objects.get(pk=matter.clock.pk).state not in OPEN_CLOCKS:
        return
    _cancel(matter.clock, reason=reason, by=by, at=at)
    matter.clock = run_clock(matter, by, at)


@transaction.atomic
def set_clause(
    *, matter: Matter, version: int, duty: Duty | None, reason: str, by: Actor, at: datetime
) -> Matter:
    """Set or change the clause and t0 of an open matter; what stood before is kept with both its stamps.

    The clock that ran falls away with the reason, the new one runs from the new t0. duty: None = the
    matter turned out to be none of the clauses. Raises ChangedMeanwhile, NotInThatState, NoReason,
    NoChange, AheadOfTime, SecretMark, WrongLaw.
    """
    matter = locked_matter(matter, version=version)
    require(ACCESS, Act.CHANGE_CLAUSE if matter.clause else Act.SET_CLAUSE, by, matter)
    if matter.state != MatterState.OPEN:
        raise NotInThatState(matter.state)
    if not reason.strip():
        raise NoReason
    refuse_secret(reason)
    if duty is not None:
        check_duty(duty, at)
    if (matter.clause, matter.t0_at) == ((duty.clause, duty.t0_at) if duty else ("", None)):
        raise NoChange
    change = ClauseChange(
        matter=matter,
        before=matter.clause,
        t0_before=matter.t0_at,
        t0_recorded_before=matter.t0_recorded_at,
        reason=reason.strip()[:500],
        by_id=by.pk,
        at=at,
    )
    old = matter.clock
    write_duty(matter, duty, at)
    change.after, change.t0_after = matter.clause, matter.t0_at
    change.save()
    _cancel(old, reason=change.reason, by=by, at=at)
    matter.clock = run_clock(matter, by, at)
    matter.version += 1
    matter.save(update_fields=[*DUTY_FIELDS, "clock", "version"])
    act = Act.CHANGE_CLAUSE if change.before else Act.SET_CLAUSE
    details = {"before": change.before, "after": change.after, "t0": _iso(matter.t0_at)}
    audit.note(act=act, actor=by, record=matter, at=at, ground=change.reason, details=details)
    return matter


DUTY_FIELDS = ("clause", "t0_at", "t0_reason", "t0_recorded_at")


def _cancel(clock: Clock | None, *, reason: str, by: Actor, at: datetime) -> None:
    if clock is None:
        return
    clock = Clock.objects.get(pk=clock.pk)
    if clock.state in OPEN_CLOCKS:
        clocks.cancel_clock(clock=clock, reason=reason, by=machine(by), at=at)


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""

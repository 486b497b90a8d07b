"""Every write about one clock: start, let it stand still, go on, extend, finish, let it fall away.

The version of the clock handed in is the one that the officer saw; if it stands otherwise: ChangedMeanwhile.
"""

from datetime import datetime, timedelta
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Model

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.clocks.lifecycle import NEXT, State
from dongthuan.apps.clocks.models.clocks import Clock, ClockExtension, ClockPause
from dongthuan.apps.clocks.operations.alarms import sound_start
from dongthuan.apps.clocks.operations.dating import DATED, basis_now, record_columns, write_date
from dongthuan.apps.clocks.rules import ACCESS, Act
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.notices import operations as notices
from dongthuan.apps.units.models import Unit
from dongthuan.apps.units.queries import current_agency
from dongthuan.law import model as law
from dongthuan.law.model import Facts
from dongthuan.law.steps import midnight_after
from dongthuan.law.vietnam import local_day

FARTHEST_START = timedelta(days=400)  # an event yet to come, from which a notice counts back


class ChangedMeanwhile(Exception):
    """Somebody else changed the clock since the officer saw it."""


class NotInThatState(Exception):
    """The clock's state does not allow this step."""


class NoReason(Exception):
    """A reason must be given."""


class LimitPassed(Exception):
    """The limit has passed: it can no longer be paused or extended."""


class AlreadyExtended(Exception):
    """A clock is extended once."""


class OutOfTime(Exception):
    """The instant lies before the clock started, after the present, or before the pause began."""


class PausesOverlap(Exception):
    """The clock stood still at that time already."""


class More(TypedDict, total=False):
    """What else may be said of a clock; record None = a matter that has no record here.

    title, url: how the clock is shown and what it leads to. owner: who answers for it; None = the unit.
    """

    record: Model | None
    facts: Facts
    start_reason: str
    title: str
    url: str
    owner: Officer | None


@transaction.atomic
def start_clock(
    *, name: str, unit: Unit, start_at: datetime, by: Actor, at: datetime, **more: Unpack[More]
) -> Clock:
    """Start the clock of a rule (its key or alias) on a record.

    The rule is the one in force on the day of `start_at` that fits the facts; the kind of agency is ours
    if not said. Raises NoReason, OutOfTime, and CannotCompute (NoRule, UnknownLimit, AmbiguousRule).
    """
    clock = drafted_clock(name=name, unit=unit, start_at=start_at, by=by, at=at, **more)
    require(ACCESS, Act.START, by, clock)
    write_date(clock, basis_now())
    clock.title = clock.title or clock.rule_title[:300]
    clock.save(force_insert=True)
    details = {"rule": clock.alias or clock.rule_key, "due_at": clock.due_at.isoformat()}
    audit.note(act=Act.START, actor=by, record=clock, at=at, ground=clock.start_reason, details=details)
    sound_start(clock, at=at)
    return clock


def drafted_clock(
    *, name: str, unit: Unit, start_at: datetime, by: Actor, at: datetime, **more: Unpack[More]
) -> Clock:
    """Return a clock, neither dated nor saved; raises NoReason, OutOfTime."""
    reason = more.get("start_reason", "").strip()
    if not reason:
        raise NoReason
    if start_at > at + FARTHEST_START:
        raise OutOfTime
    facts = more.get("facts") or Facts()
    agency = current_agency()
    return Clock(
        **record_columns(more.get("record")),
        title=more.get("title", "")[:300],
        url=more.get("url", ""),
        unit=unit,
        owner=more.get("owner"),
        name=name,
        channel=facts.channel,
        complexity=facts.complexity,
        agency_kind=facts.agency_kind or (agency.kind if agency else ""),
        start_at=start_at,
        start_reason=reason[:500],
        created_by_id=by.pk,
        created_at=at,
    )


@transaction.atomic
def pause_clock(
    *, clock: Clock, reason: str, by: Actor, at: datetime, start_at: datetime | None = None
) -> ClockPause:
    """Let a clock stand still from `start_at` (or now) on; the date moves when it goes on.

    Raises ChangedMeanwhile, NotInThatState, NoReason, LimitPassed, OutOfTime, PausesOverlap.
    """
    clock = _locked(clock, Act.PAUSE, by)
    _refuse_step(clock, State.PAUSED)
    start_at = start_at or at
    if not reason.strip():
        raise NoReason
    if not clock.start_at <= start_at <= at:
        raise OutOfTime
    if start_at >= clock.due_at:
        raise LimitPassed
    if clock.pauses.filter(end_at__gt=start_at).exists():
        raise PausesOverlap
    pause = ClockPause.objects.create(
        clock=clock, start_at=start_at, reason=reason.strip()[:500], by_id=by.pk
    )
    clock.state = State.PAUSED
    _save_dated(clock)
    notices.withdraw(record=clock, at=at)
    audit.note(act=Act.PAUSE, actor=by, record=clock, at=at, ground=pause.reason)
    return pause


@transaction.atomic
def resume_clock(*, clock: Clock, by: Actor, at: datetime, end_at: datetime | None = None) -> Clock:
    """Let a clock go on from `end_at` (or now), and date it anew.

    Raises ChangedMeanwhile, NotInThatState, OutOfTime.
    """
    clock = _locked(clock, Act.RESUME, by)
    _refuse_step(clock, State.RUNNING)
    end_at = end_at or at
    pause = clock.pauses.get(end_at=None)
    if not pause.start_at < end_at <= at:
        raise OutOfTime
    pause.end_at, pause.ended_by_id = end_at, by.pk
    pause.save(update_fields=["end_at", "ended_by"])
    clock.state = State.RUNNING
    _save_dated(clock)
    audit.note(act=Act.RESUME, actor=by, record=clock, at=at, details={"due_at": clock.due_at.isoformat()})
    return clock


@transaction.atomic
def extend_clock(
    *, clock: Clock, amount: int, unit: str, reason: str, by: Actor, at: datetime
) -> ClockExtension:
    """Extend a clock once, in the unit that its law names, within its cap, before the limit passes.

    Raises ChangedMeanwhile, NotInThatState, NoReason, LimitPassed, AlreadyExtended, and
    law.deadlines.ExtensionRefused where the law does not allow it.
    """
    clock = _locked(clock, Act.EXTEND, by)
    if clock.state != State.RUNNING:
        raise NotInThatState(clock.state)
    if not reason.strip():
        raise NoReason
    if at >= clock.due_at:
        raise LimitPassed
    if ClockExtension.objects.filter(clock=clock).exists():
        raise AlreadyExtended
    extension = ClockExtension(
        clock=clock,
        amount=amount,
        unit=law.Unit(unit).value,
        reason=reason.strip()[:500],
        due_before=clock.due_at,
        by_id=by.pk,
        at=at,
    )
    _save_dated(clock, extension)
    extension.save(force_insert=True)
    details = {"amount": amount, "unit": extension.unit, "due_at": clock.due_at.isoformat()}
    audit.note(act=Act.EXTEND, actor=by, record=clock, at=at, ground=extension.reason, details=details)
    return extension


@transaction.atomic
def finish_clock(*, clock: Clock, by: Actor, at: datetime, done_at: datetime | None = None) -> Clock:
    """Say that what the clock waits for was done at `done_at` (or now), in time or late.

    A clock that stands still is ended as it stands. Raises ChangedMeanwhile, NotInThatState, OutOfTime.
    """
    clock = _locked(clock, Act.FINISH, by)
    _refuse_step(clock, State.DONE)
    done_at = done_at or at
    is_counted_back = clock.due_at < clock.start_at
    if done_at > at or (done_at < clock.start_at and not is_counted_back):
        raise OutOfTime
    clock.done_at, clock.is_late = done_at, is_too_late(clock, done_at)
    clock.state = State.DONE
    _end(clock, ["done_at", "is_late"], at)
    audit.note(act=Act.FINISH, actor=by, record=clock, at=at, details={"is_late": clock.is_late})
    return clock


def is_too_late(clock: Clock, done_at: datetime) -> bool:
    """Return whether what is done at an instant is late; "at once" is in time on the day of the event."""
    if clock.amount_unit == law.Unit.IMMEDIATE:
        return done_at >= midnight_after(local_day(clock.start_at))
    return done_at >= clock.due_at and clock.state != State.PAUSED


@transaction.atomic
def cancel_clock(*, clock: Clock, reason: str, by: Actor, at: datetime) -> Clock:
    """Let a clock fall away, with a reason. Raises ChangedMeanwhile, NotInThatState, NoReason."""
    clock = _locked(clock, Act.CANCEL, by)
    _refuse_step(clock, State.CANCELLED)
    if not reason.strip():
        raise NoReason
    clock.state, clock.reason = State.CANCELLED, reason.strip()
    _end(clock, ["reason"], at)
    audit.note(act=Act.CANCEL, actor=by, record=clock, at=at, ground=clock.reason)
    return clock


def _locked(seen: Clock, act: Act, by: Actor) -> Clock:
    """Return the clock as it stands, locked, if the officer may do this and saw it in this version."""
    clock = Clock.objects.select_for_update().get(pk=seen.pk)
    require(ACCESS, act, by, clock)
    if clock.version != seen.version:
        raise ChangedMeanwhile(clock.pk)
    return clock


def _refuse_step(clock: Clock, to: State) -> None:
    if to not in NEXT[State(clock.state)]:
        raise NotInThatState(clock.state)


def _save_dated(clock: Clock, extension: ClockExtension | None = None) -> None:
    pauses = list(clock.pauses.order_by("start_at"))
    extension = extension or ClockExtension.objects.filter(clock=clock).first()
    write_date(clock, basis_now(), pauses, extension)
    clock.version += 1
    clock.save(update_fields=[*DATED, "state", "version"])


def _end(clock: Clock, fields: list[str], at: datetime) -> None:
    """Save a clock at its end; nobody is urged on any more."""
    clock.version += 1
    clock.save(update_fields=[*fields, "state", "version"])
    notices.withdraw(record=clock, at=at)

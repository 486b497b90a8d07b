"""Clocks of law on records of the press desk: started, met and dropped together with what they wait for.

Where the law of the day knows no such limit, there is no clock and nothing is invented. Who does an act
of the press desk may lack the right over clocks (a leader who authorises somebody to speak): the clock
that follows from the act is then kept in the system's name.
"""

from datetime import datetime
from typing import TypedDict, Unpack

from django.db import models

from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.clocks.lifecycle import OPEN
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.clocks.operations.clocks import cancel_clock, finish_clock, start_clock
from dongthuan.apps.clocks.rules import ACCESS as CLOCKS
from dongthuan.apps.clocks.rules import Act as ClockAct
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.units.models import Unit
from dongthuan.law.model import CannotCompute, Facts


class About(TypedDict, total=False):
    """What the clock is about. start_reason: what set it off. facts: what the rule depends on."""

    record: models.Model
    start_reason: str
    title: str
    url: str
    facts: Facts


def start_limit(
    *, name: str, unit: Unit, start_at: datetime, by: Actor, at: datetime, **about: Unpack[About]
) -> Clock | None:
    """Start the clock of a rule; None where the law of that day sets no such limit or no figure for it."""
    keeper = _keeper(ClockAct.START, Clock(unit=unit), by, at)
    try:
        return start_clock(name=name, unit=unit, start_at=start_at, by=keeper, at=at, **about)
    except CannotCompute:
        return None


def meet_limit(clock: Clock | None, *, done_at: datetime, by: Actor, at: datetime) -> None:
    """Say that what a clock waits for was done; nothing where there is none or where it has ended."""
    found = _open(clock)
    if found is not None:
        earliest = found.start_at if found.due_at >= found.start_at else done_at
        finish_clock(
            clock=found,
            by=_keeper(ClockAct.FINISH, found, by, at),
            at=at,
            done_at=min(at, max(done_at, earliest)),
        )


def drop_limit(clock: Clock | None, *, reason: str, by: Actor, at: datetime) -> None:
    """Let a clock fall away with what it waited for; nothing where there is none or where it has ended."""
    found = _open(clock)
    if found is not None:
        cancel_clock(clock=found, reason=reason, by=_keeper(ClockAct.CANCEL, found, by, at), at=at)


def _open(clock: Clock | None) -> Clock | None:
    return Clock.objects.filter(pk=clock.pk, state__in=OPEN).first() if clock is not None else None


def _keeper(act: ClockAct, clock: Clock, by: Actor, at: datetime) -> Actor:
    return by if CLOCKS[act](by, clock) else acting_system(on=local_day(at)) or by

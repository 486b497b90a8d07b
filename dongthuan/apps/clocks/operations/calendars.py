"""Propose, sign off and reject changes of the working calendar; a signature dates open clocks anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.clocks.models.calendars import CalendarChange, CalendarDay
from dongthuan.apps.clocks.models.redating import Redating
from dongthuan.apps.clocks.operations import deciding
from dongthuan.apps.clocks.operations.redating import in_agency_words, redate_or_queue
from dongthuan.apps.clocks.rules import ACCESS, Act
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.law.calendar import FIRST_YEAR, LAST_YEAR, DayOverride

MOST_DAYS = 400


class NothingChanges(Exception):
    """The change names no day and turns no switch."""


class SwapFaulty(Exception):
    """The two days of a swap are one and the same."""


class OutOfYears(Exception):
    """A day lies in a year for which there is no calendar, or there are too many days."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """What an officer proposes: the kind of change, its document, and days or a switch."""

    kind: str
    ground: str
    days: Sequence[DayOverride] = ()
    with_unconfirmed: bool | None = None
    settled_through: int | None = None


@transaction.atomic
def propose_change(*, proposed: Proposed, by: Actor, at: datetime) -> CalendarChange:
    """Propose a change of the calendar; it holds once another officer signs it off.

    Raises NoReason, NothingChanges, OutOfYears.
    """
    change = CalendarChange(
        kind=proposed.kind,
        ground=proposed.ground.strip()[:300],
        with_unconfirmed=proposed.with_unconfirmed,
        settled_through=proposed.settled_through,
        proposed_by_id=by.pk,
        proposed_at=at,
    )
    require(ACCESS, Act.PROPOSE_DAYS, by, change)
    _check(change, proposed.days)
    change.save(force_insert=True)
    CalendarDay.objects.bulk_create(_row(change, day) for day in proposed.days)
    details = {"kind": change.kind, "days": [day.day.isoformat() for day in proposed.days][:50]}
    audit.note(act=Act.PROPOSE_DAYS, actor=by, record=change, at=at, ground=change.ground, details=details)
    return change


def propose_swap(*, day_off: date, day_worked: date, ground: str, by: Actor, at: datetime) -> CalendarChange:
    """Propose a day off and the day worked for it, both in one act. Raises SwapFaulty, and as above."""
    if day_off == day_worked:
        raise SwapFaulty
    days = (
        DayOverride(day_off, False, f"Nghỉ hoán đổi với {day_worked:%d/%m/%Y}", swapped_with=day_worked),
        DayOverride(day_worked, True, f"Làm bù cho {day_off:%d/%m/%Y}", swapped_with=day_off),
    )
    return propose_change(proposed=Proposed(CalendarChange.Kind.SWAP, ground, days), by=by, at=at)


@transaction.atomic
def sign_off_change(*, change: CalendarChange, by: Actor, at: datetime) -> Redating:
    """Let a proposed change hold, and date open clocks anew. Raises AlreadyDecided."""
    change = deciding.approved(change, Act.SIGN_OFF_DAYS, by=by, at=at)
    audit.note(act=Act.SIGN_OFF_DAYS, actor=by, record=change, at=at)
    return redate_or_queue(
        cause=in_agency_words(_("Working calendar: {ground}"), ground=change.ground), by=by, at=at
    )


@transaction.atomic
def reject_change(*, change: CalendarChange, reason: str, by: Actor, at: datetime) -> CalendarChange:
    """Reject a proposed change, with a reason. Raises AlreadyDecided, NoReason."""
    change = deciding.rejected(change, Act.REJECT_DAYS, reason=reason, by=by, at=at)
    audit.note(act=Act.REJECT_DAYS, actor=by, record=change, at=at, ground=change.reason)
    return change


def _check(change: CalendarChange, days: Sequence[DayOverride]) -> None:
    if not change.ground:
        raise deciding.NoReason
    if not days and change.with_unconfirmed is None and change.settled_through is None:
        raise NothingChanges
    years = {day.day.year for day in days} | {change.settled_through or FIRST_YEAR}
    if len(days) > MOST_DAYS or not all(FIRST_YEAR <= year <= LAST_YEAR for year in years):
        raise OutOfYears


def _row(change: CalendarChange, day: DayOverride) -> CalendarDay:
    return CalendarDay(
        change=change,
        day=day.day,
        is_working=day.is_working,
        swapped_with=day.swapped_with,
        ground=day.ground[:300],
        is_confirmed=day.is_confirmed,
    )

"""The steps by which a limit is counted, which anyone can add up again without a calendar."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from dongthuan.law.model import Unit
from dongthuan.law.vietnam import ZONE

DAY = timedelta(days=1)
_MIDNIGHT = time(tzinfo=ZONE)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what was done, the instant reached, and how far it went.

    code: a key of `wording.STEPS`; amount: below 0 where one counts back;
    detail: plain values, days in ISO 8601; "skipped" = the days passed over, each with its reason.
    """

    code: str
    at: datetime
    amount: int
    unit: Unit | None
    detail: Mapping[str, Any]


def midnight_after(day: date) -> datetime:
    """Return the end of a day: the midnight that follows, in Vietnam."""
    return datetime.combine(date.fromordinal(day.toordinal() + 1), _MIDNIGHT)


def day_ended_by(at: datetime) -> date:
    """Return the last day that an instant belongs to; midnight belongs to the day it ends.

    >>> day_ended_by(datetime(2026, 8, 12, tzinfo=ZONE))
    datetime.date(2026, 8, 11)
    """
    return (at.astimezone(ZONE) - timedelta.resolution).date()


def add_months(day: date, n: int) -> date:
    """Return the same day n months on, or the last of that month if it has no such day.

    >>> add_months(date(2026, 1, 31), 1), add_months(date(2024, 2, 29), -12)
    (datetime.date(2026, 2, 28), datetime.date(2023, 2, 28))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_up(start: datetime, steps: Iterable[Step]) -> datetime:
    """Return the instant that the steps lead to from `start`, by their own numbers and nothing else."""
    at = start.astimezone(ZONE)
    for step in steps:
        at = _moved(at, step)
    return at


def _moved(at: datetime, step: Step) -> datetime:  # one line for each kind of step
    if step.code == "first-day":
        return midnight_after(at.date())
    if step.code == "event-day":
        return datetime.combine(at.date(), _MIDNIGHT)
    if step.code == "fixed-day":
        return midnight_after(date.fromisoformat(step.detail["last"]))
    if step.code == "pause-exact":
        return at + timedelta(microseconds=step.detail["microseconds"])
    if step.unit is Unit.HOURS:
        return at + timedelta(hours=step.amount)
    if step.unit is Unit.MONTHS:
        return midnight_after(add_months(day_ended_by(at), step.amount))
    skipped = len(step.detail.get("skipped", ())) if step.unit is Unit.WORKING_DAYS else 0
    return at + (step.amount + (skipped if step.amount >= 0 else -skipped)) * DAY


def as_json(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """Return steps as plain data, to be kept beside a clock."""
    return [
        {
            "code": step.code,
            "at": step.at.isoformat(),
            "amount": step.amount,
            "unit": step.unit,
            "detail": dict(step.detail),
        }
        for step in steps
    ]


def from_json(rows: Iterable[Mapping[str, Any]]) -> tuple[Step, ...]:
    """Return the steps that `as_json` made plain."""
    return tuple(
        Step(
            row["code"],
            datetime.fromisoformat(row["at"]).astimezone(ZONE),
            row["amount"],
            Unit(row["unit"]) if row["unit"] else None,
            row["detail"],
        )
        for row in rows
    )

"""Spans of time on the monitoring pages: whole hours, half-open; and the same span months before."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal

from django.utils.timezone import get_current_timezone, localtime

Step = Literal["hour", "day", "month"]
HOUR = timedelta(hours=1)
LONGEST_BY_HOUR = timedelta(hours=48)
LONGEST_BY_DAY = timedelta(days=93)


@dataclass(frozen=True, slots=True)
class Span:
    """The hours from `start` until before `end`, both whole hours of the agency's time zone."""

    start: datetime
    end: datetime

    @property
    def step(self) -> Step:
        """The step in which a chart of this span is drawn."""
        length = self.end - self.start
        if length <= LONGEST_BY_HOUR:
            return "hour"
        return "day" if length <= LONGEST_BY_DAY else "month"

    def months_before(self, count: int) -> "Span":
        """Return the same span `count` months earlier."""
        return Span(_months_before(self.start, count), _months_before(self.end, count))

    def floor(self, at: datetime) -> datetime:
        """Return the beginning of the step in which a whole hour lies, as the database truncates it."""
        if self.step == "hour":
            return at
        return at.replace(hour=0, day=1) if self.step == "month" else at.replace(hour=0)

    def steps(self) -> list["Span"]:
        """Return the span cut at the steps of its chart, oldest first; the ends may be shorter."""
        found, at = [], self.start
        while at < self.end:
            following = min(_next_step(at, self.step), self.end)
            found.append(Span(at, following))
            at = following
        return found


def _months_before(at: datetime, count: int) -> datetime:
    months = at.year * 12 + at.month - 1 - count
    year, month = divmod(months, 12)
    return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))


def _next_step(at: datetime, step: Step) -> datetime:
    if step == "hour":
        return at + HOUR
    midnight = at.replace(hour=0)
    if step == "day":
        return midnight + timedelta(days=1)
    return (midnight.replace(day=1) + timedelta(days=32)).replace(day=1)


def end_of_hour(at: datetime) -> datetime:
    """Return the first instant after the hour in which `at` lies, in the agency's time zone."""
    return localtime(at).replace(minute=0, second=0, microsecond=0) + HOUR


def around(first: datetime, last: datetime) -> Span:
    """Return the whole hours from that of `first` to that of `last`."""
    return Span(end_of_hour(first) - HOUR, end_of_hour(last))


def last_hours(count: int, *, at: datetime) -> Span:
    """Return the last `count` hours, the running one included."""
    end = end_of_hour(at)
    return Span(end - count * HOUR, end)


def last_days(count: int, *, at: datetime) -> Span:
    """Return the last `count` days of the calendar until the running hour, today included."""
    end = end_of_hour(at)
    first = localtime(at).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=count - 1)
    return Span(first, end)


def of_days(first: date, last: date, *, zone: tzinfo | None = None) -> Span:
    """Return the days from `first` to `last`, both included."""
    zone = zone or get_current_timezone()
    return Span(
        datetime.combine(first, time(), tzinfo=zone),
        datetime.combine(last + timedelta(days=1), time(), tzinfo=zone),
    )

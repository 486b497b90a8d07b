"""When an officer may be disturbed: the quiet hours of the night, days off, the hour of the digest."""

from datetime import datetime, time
from typing import Protocol


class Hours(Protocol):
    """Quiet hours and the hour of the digest, as in models.Preference."""

    @property
    def quiet_from(self) -> time: ...

    @property
    def quiet_to(self) -> time: ...

    @property
    def digest_hour(self) -> int: ...


def is_quiet(moment: time, hours: Hours) -> bool:
    """Say whether a time of day lies in the quiet hours (half-open; over midnight where from > to)."""
    start, end = hours.quiet_from, hours.quiet_to
    return start <= moment < end if start <= end else moment >= start or moment < end


def may_disturb(local: datetime, hours: Hours, *, is_working: bool) -> bool:
    """Say whether an urgent mail may go now: on a working day, outside the quiet hours."""
    return is_working and not is_quiet(local.time(), hours)


def is_digest_due(local: datetime, hours: Hours, *, is_working: bool) -> bool:
    """Say whether the day's digest may go now: from its hour on, on a working day, not in quiet hours."""
    return local.hour >= hours.digest_hour and may_disturb(local, hours, is_working=is_working)


def is_reachable(hours: Hours) -> bool:
    """Say whether a whole hour is left for the digest, from its hour on."""
    minutes = (time(hours.digest_hour, minute) for minute in range(60))
    return not any(is_quiet(moment, hours) for moment in minutes)

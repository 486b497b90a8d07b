"""The clock, read in one place only; views, jobs and commands pass the time on as an argument."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """Return the present instant, aware."""
    return timezone.now()  # noqa: TID251  # the one place that may


def local_day(at: datetime) -> date:
    """Return the day of `at` in the agency's time zone."""
    return timezone.localtime(at).date()

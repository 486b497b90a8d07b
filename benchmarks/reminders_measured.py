"""What `benchmarks/reminders.py` measures, once Django is ready and the tasks are seeded."""

import resource
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from datetime import time as datetime_time

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import OfficerContent, give_role, save_officer
from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.clocks.queries.calendars import working_calendar
from dongthuan.apps.common import clock
from dongthuan.apps.common.roles import Role
from dongthuan.apps.notices import operations as notices
from dongthuan.apps.notices.mailing import build_messages
from dongthuan.apps.notices.models import Message, Notice, Reminder
from dongthuan.apps.plans.jobs import deadlines
from dongthuan.apps.units.models import Unit


def measure() -> None:
    """Print one line a run: how many were told, in how many queries, how long it took."""
    now = clock.now()
    _staff(now)
    calendar = working_calendar()
    today = calendar.next_working(clock.local_day(now))
    morning = now + timedelta(days=(today - clock.local_day(now)).days)

    def remind(at: datetime) -> Callable[[], int]:
        return lambda: notices.remind(deadlines=deadlines(), fires_on=calendar.add_working_days, at=at)

    print(f"{sum(1 for _ in deadlines())} open deadlines, {Unit.objects.count() - 1} units")
    _timed("first run ever: everything overdue is caught up", remind(morning))
    _timed("the same run again: nothing is told twice", remind(morning))
    _timed("after three days without a scheduler", remind(morning + timedelta(days=3)))
    is_working = calendar.is_working
    later = calendar.next_working(today + timedelta(days=3))
    digest_at = timezone.make_aware(datetime.combine(later, datetime_time(9)))
    _timed("digests of that morning", lambda: build_messages(at=digest_at, is_working_day=is_working))
    told, mailed = Notice.objects.count(), Message.objects.count()
    print(f"reminders {Reminder.objects.count()}, notices {told}, mails {mailed}")
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def _staff(at: datetime) -> None:
    """Give each unit a head and somebody who does its communication."""
    by = acting_system(on=clock.local_day(at))
    if by is None:
        raise SystemExit("the agency is missing")
    for unit in Unit.objects.filter(parent__isnull=False):
        for role in (Role.UNIT_OFFICER, Role.LEADER):
            name = f"{role.value}-{unit.pk}"
            officer = save_officer(
                officer=None, content=OfficerContent(name, name.capitalize()), by=by, at=at
            )
            give_role(officer=officer, role=role, unit=unit, start_on=unit.start_on, by=by, at=at)
    for officer in Officer.objects.filter(email=""):
        Officer.objects.filter(pk=officer.pk).update(email=f"cb{officer.pk}@co-quan.vn")


def _timed(words: str, act: Callable[[], int]) -> None:
    begun = time.perf_counter()
    with CaptureQueriesContext(connection) as asked:
        count = act()
    print(f"{words}: {count} in {time.perf_counter() - begun:.2f} s, {len(asked)} queries")

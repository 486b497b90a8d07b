"""What stands in an officer's own calendar, and that calendar written as RFC 5545 asks."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.plans.models.campaigns import CalendarFeed
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.plans.queries.timeline import shown_once

MOST_TASKS = 1_000
PAST_DAYS, COMING_DAYS = 92, 400


def officer_of(token_hash: str, *, on: date) -> Officer | None:
    """Return the officer whose feed it is, as of the day; None where there is none who may sign in."""
    feed = CalendarFeed.objects.select_related("officer").filter(token_hash=token_hash).first()
    if feed is None or not feed.officer.is_active:
        return None
    officer = feed.officer.on(on)
    return officer if officer.held_roles() else None


def tasks_in_feed(officer: Officer, *, on: date) -> list[Task]:
    """Return the tasks that are the officer's own or led by one of his units, with a day near `on`.

    From three months back to thirteen months ahead, the earliest day first, at most 1,000.
    """
    units = [unit for _role, unit in officer.held_roles()]
    first, last = on - timedelta(days=PAST_DAYS), on + timedelta(days=COMING_DAYS)
    near = Q(due_on__range=(first, last)) | Q(report_due_on__range=(first, last))
    own = Q(owner_id=officer.pk) | Q(lead_unit_id__in=units)
    tasks = (
        shown_once(Task.objects.visible_to(officer)).filter(own & near).select_related("lead_unit", "plan")
    )
    return list(tasks.order_by("due_on", "pk")[:MOST_TASKS])


def as_ics(tasks: Iterable[Task], *, address_of: dict[int, str], name: str, at: datetime) -> bytes:
    """Write tasks as whole-day events: one for the last day, one for the day of reporting.

    address_of: the page of each task by its key, absolute. The UID of an event never changes.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Dong Thuan//Tasks//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    for task in tasks:
        for kind, day, words in (
            ("due", task.due_on, _("Due: %(task)s")),
            ("report", task.report_due_on, _("To be reported: %(task)s")),
        ):
            if day is not None:
                calendar.add_component(_event(task, kind, day, words, address_of[task.pk], at))
    return bytes(calendar.to_ical())


def _event(task: Task, kind: str, day: date, words: str, address: str, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"task-{task.pk}-{kind}@dongthuan")
    event.add("dtstamp", at.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("sequence", task.version)
    event.add("summary", words % {"task": f"{task.ref} {task.content}".strip()[:200]})
    event.add("description", "\n".join(filter(None, [task.content, task.product, task.plan.title, address])))
    event.add("url", address)
    event.add("categories", [str(task.get_state_display())])
    event.add("transp", "TRANSPARENT")
    return event

"""In the background: the mailbox, summaries and alarms of the desk, lines past their days, meanings."""

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.clocks.queries.calendars import working_calendar
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.common.outgoing import guard_of_settings
from dongthuan.apps.common.outgoing_box import BoxAddress, opener
from dongthuan.apps.press.operations.absent_owners import warn_of_absent_owners
from dongthuan.apps.press.operations.answers_flags import remember
from dongthuan.apps.press.operations.inquiries_portal import forget_knocks
from dongthuan.apps.press.operations.lines import expire_lines
from dongthuan.apps.press.operations.mailbox import poll_box
from dongthuan.apps.press.operations.mandate_papers import follow_signatures
from dongthuan.apps.press.operations.summaries import sound_alarms, sum_up
from dongthuan.apps.press.queries.answers import without_meaning
from dongthuan.apps.units.queries import current_agency

REMEMBERED_AT_ONCE = 200


@app.task(name="press.poll_mail", queue="press", lock="press.poll_mail", queueing_lock="press.poll_mail")
def poll_mail(timestamp: int = 0) -> None:
    """Read the mailbox that is set up, if one is; letters are only read, never moved or deleted."""
    at, agency = now(), current_agency()
    by = acting_system(on=local_day(at))
    if by is None or agency is None or not settings.IMAP_HOST:
        return
    where = BoxAddress(
        settings.IMAP_HOST,
        settings.IMAP_PORT,
        settings.IMAP_USER,
        settings.IMAP_PASSWORD,
        settings.IMAP_FOLDER,
        settings.IMAP_STARTTLS,
    )
    open_box = opener(where, guard_of_settings())
    poll_box(name=where.name, folder=where.folder, open_box=open_box, unit=agency.unit, by=by, at=at)


@app.task(name="press.sum_up", queue="press", lock="press.sum_up", queueing_lock="press.sum_up")
def sum_up_day(timestamp: int = 0) -> None:
    """Tell each who works at the desk how it stands, mornings and evenings of working days."""
    at = now()
    by = acting_system(on=local_day(at))
    if by is None or not working_calendar().is_working(local_day(at)):
        return
    is_morning = timezone.localtime(at).hour < 12
    sum_up(is_morning=is_morning, language=settings.LANGUAGE_CODE, by=by, at=at)


@app.task(name="press.alarm", queue="press", lock="press.alarm", queueing_lock="press.alarm")
def alarm(timestamp: int = 0) -> None:
    """Tell whose inquiry is near its deadline or past it, whose authorisation is signed; forget addresses."""
    at = now()
    by = acting_system(on=local_day(at))
    if by is not None:
        warn_of_absent_owners(by=by, at=at)
        sound_alarms(by=by, at=at)
        follow_signatures(by=by, at=at)
        forget_knocks(by=by, at=at)


@app.task(name="press.keep_lines", queue="press", lock="press.keep_lines", queueing_lock="press.keep_lines")
def keep_lines(timestamp: int = 0) -> None:
    """Let lines go whose days are over, and keep what sent answers and lines mean to today's encoder."""
    at = now()
    by = acting_system(on=local_day(at))
    if by is None:
        return
    expire_lines(by=by, at=at)
    answers, lines = without_meaning(REMEMBERED_AT_ONCE)
    for answer in answers:
        remember(answer=answer)
    for line in lines:
        remember(line=line)

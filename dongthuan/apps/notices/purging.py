"""Let old notices, messages and reminders go, so that years of mornings do not pile up.

What still asks for attention stays: mail that waits or failed, reminders of records that are not settled.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.notices.models import TROUBLED, Message, Notice, Reminder, Settled
from dongthuan.apps.notices.rules import ACCESS, Act

KEPT = timedelta(days=365)  # read or withdrawn notices, messages that came to an end
KEPT_LONGEST = timedelta(days=3 * 365)  # what nobody ever read; who was urged on about what
AT_ONCE = 1000


@transaction.atomic
def purge(*, by: Officer, at: datetime) -> int:
    """Let one batch of each kind go; returns how many rows went, 0 = nothing is left to let go.

    A key is told once for as long as its notice is kept.
    """
    require(ACCESS, Act.PURGE, by, None)
    counts = {name: _let_go(rows) for name, rows in _old(at).items()}
    gone = sum(counts.values())
    if gone:
        audit.note(act=Act.PURGE, actor=by, record=by, at=at, details=counts)
    return gone


def _old(at: datetime) -> dict[str, QuerySet[Any]]:
    year, longest = at - KEPT, at - KEPT_LONGEST
    settled = Settled.objects.filter(
        record_type=OuterRef("record_type"), record_key=OuterRef("record_key"), at__lt=longest
    )
    mail = Message.objects.exclude(state__in=[Message.State.WAITING, *TROUBLED])
    notices = Notice.objects.exclude(mail=Notice.Mail.WAITING)
    return {
        "messages": mail.filter(queued_at__lt=year).order_by("queued_at"),
        "read": notices.settled().filter(queued_at__lt=year).order_by("queued_at"),
        "unread": notices.unread().filter(queued_at__lt=longest).order_by("queued_at"),
        "reminders": Reminder.objects.filter(Exists(settled), at__lt=longest).order_by("at"),
    }


def _let_go(rows: QuerySet[Any]) -> int:
    keys = list(rows.values_list("pk", flat=True)[:AT_ONCE])
    if keys:
        rows.filter(pk__in=keys).order_by().delete()
    return len(keys)

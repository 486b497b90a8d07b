"""Mailings that came back: the reports in the mailbox of the press desk are held against what was sent."""

from datetime import datetime, timedelta

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.content.lifecycle import DeliveryState
from dongthuan.apps.content.models.mailings import Delivery
from dongthuan.apps.content.rules import ACCESS, Act
from dongthuan.apps.files.queries import attachments_of
from dongthuan.apps.notices.bounces import Bounce, NotABounce, OnlyDelayed, read_bounce
from dongthuan.apps.press.desk_lifecycle import MailKind
from dongthuan.apps.press.models.mail import IncomingMail
from dongthuan.apps.press.operations.mail import RAW_NAME

LOOKED_BACK = timedelta(days=2)  # a scheduler may stand still so long
AT_ONCE = 500
RETURNED = "returned"


def note_returned(*, by: Actor, at: datetime) -> int:
    """Note on deliveries which reports of the last days say that they came back; returns how many.

    A report that is read again changes nothing. What came back may be sent again by a person.
    """
    require(ACCESS, Act.DELIVER, by, None)
    reports = IncomingMail.objects.filter(kind=MailKind.BOUNCE, taken_at__gt=at - LOOKED_BACK)
    return sum(_note(mail, by=by, at=at) for mail in reports.order_by("-pk")[:AT_ONCE])


def _note(mail: IncomingMail, *, by: Actor, at: datetime) -> int:
    bounce = _read(mail)
    if bounce is None:
        return 0
    with transaction.atomic():
        sent = Delivery.objects.select_for_update(of=("self",)).filter(
            message_id__in=bounce.message_ids, state__in=[DeliveryState.SENT, DeliveryState.UNSURE]
        )
        row = sent.select_related("revision__text").first()
        if row is None:
            return 0
        row.state, row.fault, row.error, row.settled_at = DeliveryState.FAILED, RETURNED, bounce.said, at
        row.save(update_fields=["state", "fault", "error", "settled_at"])
        details = {"delivery": row.pk, "fault": RETURNED}
        audit.note(act=Act.DELIVER, actor=by, record=row.revision.text, at=at, details=details)
    return 1


def _read(mail: IncomingMail) -> Bounce | None:
    raw = attachments_of(mail).filter(name=RAW_NAME).select_related("content").first()
    if raw is None:
        return None
    try:
        return read_bounce(bytes(raw.content.data))
    except (NotABounce, OnlyDelayed):
        return None

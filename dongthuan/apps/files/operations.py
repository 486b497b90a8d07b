"""Every write about attachments: keep one, let it go when its day has come."""

import hashlib
from datetime import date, datetime

from django.db import transaction
from django.db.models import Model

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.checking import checked_kind, checked_name
from dongthuan.apps.files.models import Attachment, AttachmentContent
from dongthuan.apps.files.rules import ACCESS, Act
from dongthuan.apps.units.models import Unit

PURGED_AT_ONCE = 500


@transaction.atomic
def keep(  # noqa: PLR0913  # the face agreed with the apps above: each of these is said by every caller
    *,
    data: bytes,
    name: str,
    record: Model,
    unit: Unit,
    by: Actor,
    at: datetime,
    keep_until: date | None = None,
) -> Attachment:
    """Keep a file for a record, in the transaction of the act; the caller has asked whether `by` may.

    name: as uploaded. Raises checking.FileRefused, whose str() is the sentence for the officer.
    """
    require(ACCESS, Act.KEEP, by, record)
    name = checked_name(name)
    kind = checked_kind(data, name)
    kept = Attachment.objects.create(
        unit=unit,
        record_type=record._meta.label_lower,
        record_key=str(record.pk),
        name=name,
        kind=kind,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        keep_until=keep_until,
        by_id=by.pk,
        at=at,
    )
    AttachmentContent.objects.create(attachment=kept, data=data)
    audit.note(
        act=Act.KEEP,
        actor=by,
        record=record,
        at=at,
        details={"attachment": kept.pk, "kind": kind, "size": kept.size, "sha256": kept.sha256},
    )
    return kept


@transaction.atomic
def purge(*, on: date, by: Actor, at: datetime) -> int:
    """Let the files go whose day has come (`keep_until` is the first on which they may); returns how many.

    The acts of keeping and of letting go stay in the audit record, with the hash.
    """
    require(ACCESS, Act.PURGE, by, None)
    due = Attachment.objects.select_for_update(skip_locked=True).filter(keep_until__lte=on).order_by("pk")
    rows = list(due[:PURGED_AT_ONCE])
    for row in rows:
        details = {"attachment": row.pk, "sha256": row.sha256, "keep_until": str(row.keep_until)}
        details |= {"record_type": row.record_type, "record_key": row.record_key}
        audit.note(act=Act.PURGE, actor=by, record=row, at=at, details=details)
    Attachment.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


@transaction.atomic
def let_go(*, attachment: Attachment, by: Actor, at: datetime) -> None:
    """Delete a file that its record no longer has; the caller has asked whether `by` may.

    The audit record keeps its hash. Raises ProtectedError where a row still holds it.
    """
    require(ACCESS, Act.LET_GO, by, attachment)
    details = {"attachment": attachment.pk, "sha256": attachment.sha256}
    details |= {"record_type": attachment.record_type, "record_key": attachment.record_key}
    audit.note(act=Act.LET_GO, actor=by, record=attachment, at=at, details=details)
    Attachment.objects.filter(pk=attachment.pk).delete()


@transaction.atomic
def keep_until(*, attachment: Attachment, day: date | None, by: Actor, at: datetime) -> Attachment:
    """Say until when a file is kept (None = as long as its record); the caller has asked whether `by` may."""
    kept = Attachment.objects.select_for_update().get(pk=attachment.pk)
    before, kept.keep_until = kept.keep_until, day
    kept.save(update_fields=["keep_until"])
    details = {"before": str(before), "after": str(day)}
    audit.note(act="files.keep_until", actor=by, record=kept, at=at, details=details)
    return kept

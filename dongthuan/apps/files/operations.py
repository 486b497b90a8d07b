"""Every write about attachments: keep one, let it go when its day has come."""

import hashlib
from datetime import date, datetime

from django.db import transaction
from django.db.models import Model

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.checking import checked_kind, checked_name
from dongthuan.apps.files.models import Attachment, AttachmentContent
from dongthuan.apps.units.models import Unit


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
        act="files.keep",
        actor=by,
        record=record,
        at=at,
        details={"attachment": kept.pk, "kind": kind, "size": kept.size, "sha256": kept.sha256},
    )
    return kept

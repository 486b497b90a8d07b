"""Reads of attachments."""

from django.db.models import Model, QuerySet

from dongthuan.apps.files.models import Attachment


def attachments_of(record: Model) -> QuerySet[Attachment]:
    """Return the files kept for a record, the newest first, without their bytes."""
    kept = Attachment.objects.filter(record_type=record._meta.label_lower, record_key=str(record.pk))
    return kept.select_related("by")

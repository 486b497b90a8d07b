"""Reads of attachments."""

from collections.abc import Iterator

from django.db.models import BinaryField, CharField, F, Func, IntegerField, Model, Q, QuerySet, Value

from dongthuan.apps.files.models import Attachment


def attachments_of(record: Model) -> QuerySet[Attachment]:
    """Return the files kept for a record, the newest first, without their bytes."""
    kept = Attachment.objects.filter(record_type=record._meta.label_lower, record_key=str(record.pk))
    return kept.select_related("by")


def integrity() -> Iterator[int]:
    """Give the key of each attachment whose bytes are gone or are not those that were kept.

    The database hashes them, so that no file travels; for the daily check.
    """
    digest = Func(F("content__data"), function="sha256", output_field=BinaryField())
    found = Attachment.objects.annotate(
        found_hash=Func(digest, Value("hex"), function="encode", output_field=CharField()),
        found_size=Func(F("content__data"), function="octet_length", output_field=IntegerField()),
    )
    is_whole = Q(found_hash=F("sha256"), found_size=F("size"))
    unwhole = found.filter(~is_whole | Q(content=None))
    yield from unwhole.order_by("pk").values_list("pk", flat=True).iterator()

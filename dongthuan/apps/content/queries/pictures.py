"""Reads about pictures: those of a text or of a correction, as the public would get them."""

from django.db.models import Q, QuerySet

from dongthuan.apps.clearances.models.clearances import ClearancePicture
from dongthuan.apps.clearances.operations.clearances import PictureShown
from dongthuan.apps.content.models.pictures import RevisionFile, TextPicture
from dongthuan.apps.content.models.revisions import CorrectionNotice
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.wholes import PictureSaid
from dongthuan.apps.files.models import Attachment, AttachmentContent


def pictures_of(record: Text | CorrectionNotice) -> QuerySet[TextPicture]:
    """Return the pictures of a text or of a correction in their order, with their files; no bytes."""
    if not record.pk:
        return TextPicture.objects.none()
    named = Q(correction=record) if isinstance(record, CorrectionNotice) else Q(text=record, correction=None)
    return TextPicture.objects.filter(named).select_related("full", "shown").order_by("number", "id")


def pictures_said(record: Text | CorrectionNotice) -> tuple[PictureSaid, ...]:
    """Return the pictures as they are frozen and hashed."""
    return tuple(_said(row) for row in pictures_of(record))


def pictures_shown(record: Text | CorrectionNotice) -> list[PictureShown]:
    """Return the pictures as those who clear see them: in the size of the page."""
    return [
        PictureShown(row.shown, row.alt, row.caption, row.shown_width, row.shown_height)
        for row in pictures_of(record)
    ]


def has_other_pictures(text: Text, correction: CorrectionNotice) -> bool:
    """Say whether a kept correction shows other pictures, other words beside them, or another order."""
    return bool(correction.pk) and pictures_said(text) != pictures_said(correction)


def is_needed(attachment: Attachment) -> bool:
    """Say whether a text, a published version or a clearance still holds a file."""
    holders = (
        TextPicture.objects.filter(Q(full=attachment) | Q(shown=attachment)),
        RevisionFile.objects.filter(attachment=attachment),
        ClearancePicture.objects.filter(attachment=attachment),
    )
    return any(rows.exists() for rows in holders)


def bytes_shown(pictures: tuple[PictureSaid, ...]) -> dict[int, bytes]:
    """Return the bytes of pictures in the size of the page, by the key of their file."""
    rows = AttachmentContent.objects.filter(pk__in=[one.shown for one in pictures])
    return {row.pk: bytes(row.data) for row in rows}


def _said(row: TextPicture) -> PictureSaid:
    return PictureSaid(
        full=row.full_id,
        shown=row.shown_id,
        sha256=row.full.sha256,
        shown_sha256=row.shown.sha256,
        kind=row.full.kind,
        size=row.full.size,
        width=row.width,
        height=row.height,
        shown_width=row.shown_width,
        shown_height=row.shown_height,
        alt=row.alt,
        caption=row.caption,
    )

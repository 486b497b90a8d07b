"""A correction begins with the pictures of its text, and hands its own over when it is published."""

from datetime import datetime

from dongthuan.apps.common.roles import Actor
from dongthuan.apps.content.models.pictures import TextPicture
from dongthuan.apps.content.models.revisions import CorrectionNotice
from dongthuan.apps.content.operations.pictures import let_go
from dongthuan.apps.content.queries.pictures import pictures_of


def begin_with_pictures(correction: CorrectionNotice) -> None:
    """Give a new correction the pictures of its text; they share the files."""
    _copy(list(pictures_of(correction.text)), correction)


def take_pictures_over(correction: CorrectionNotice) -> None:
    """Let the text have the pictures of its correction; those published before stay with their version."""
    rows = list(pictures_of(correction))
    pictures_of(correction.text).delete()
    _copy(rows, None)


def drop_pictures(correction: CorrectionNotice, *, by: Actor, at: datetime) -> None:
    """Take the pictures of a correction that is given up away, with the files that nothing else holds."""
    rows = list(pictures_of(correction))
    TextPicture.objects.filter(correction=correction).delete()
    for row in rows:
        let_go((row.full, row.shown), by=by, at=at)


def _copy(rows: list[TextPicture], correction: CorrectionNotice | None) -> None:
    for row in rows:
        row.pk, row.correction = None, correction
    TextPicture.objects.bulk_create(rows)

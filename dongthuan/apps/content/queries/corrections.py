"""Reads about corrections: how the text shall read, and what was published of it."""

from dataclasses import replace

from django.db.models import QuerySet

from dongthuan.apps.clearances.lifecycle import ClearanceState
from dongthuan.apps.clearances.queries.clearances import state_for
from dongthuan.apps.content.lifecycle import CorrectionState
from dongthuan.apps.content.models.revisions import CorrectionNotice, TextRevision
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.queries.pictures import has_other_pictures, pictures_said
from dongthuan.apps.content.queries.texts import whole_of


def corrected_whole(text: Text, correction: CorrectionNotice) -> str:
    """Return what those who clear a correction read: what was wrong, then the whole as it shall read."""
    whole = replace(
        whole_of(text),
        title=correction.title,
        lead=correction.lead,
        body=correction.body,
        quote=correction.quote,
        pictures=pictures_said(correction),
    )
    return f"Cải chính: {correction.explanation}\n\n{whole.as_words()}"


def says_nothing_new(text: Text, correction: CorrectionNotice) -> bool:
    """Say whether a correction has the words and the pictures that its text has."""
    names = ("title", "lead", "body", "quote")
    has_same_words = all(getattr(text, name) == getattr(correction, name) for name in names)
    return has_same_words and not has_other_pictures(text, correction)


def clearing_state(correction: CorrectionNotice) -> ClearanceState | None:
    """Return how far the clearance of a correction's very words, as they stand now, is; None = not asked."""
    return state_for(correction, corrected_whole(correction.text, correction))


def open_correction(text: Text) -> CorrectionNotice | None:
    """Return the correction being drafted, if there is one."""
    return text.corrections.filter(state=CorrectionState.DRAFT).select_related("text", "author").first()


def public_notices() -> QuerySet[CorrectionNotice]:
    """Return the corrections of all texts that were published, the newest first."""
    return CorrectionNotice.objects.filter(state=CorrectionState.PUBLISHED).order_by("-published_at", "-id")


def published_corrections(text: Text) -> list[CorrectionNotice]:
    """Return the corrections the public sees, the newest first."""
    return list(public_notices().filter(text=text))


def latest_revision(text: Text) -> TextRevision | None:
    """Return what the public has of a text now, or None before publication."""
    return text.revisions.order_by("-number").first()

"""What the public lists show; what one text shows is said in `content.queries.public`, for all alike."""

from datetime import datetime

from dongthuan.analysis.text import fold
from dongthuan.apps.content.lifecycle import TextState
from dongthuan.apps.content.models.revisions import CorrectionNotice, Withdrawal
from dongthuan.apps.content.models.texts import TextQuerySet
from dongthuan.apps.content.queries.corrections import public_notices
from dongthuan.apps.content.queries.public import published

MOST_WORDS = 10
MOST = 100


def listed(*, at: datetime, words: str = "") -> TextQuerySet:
    """Return what the lists show at an instant, the newest first; withdrawn texts stand under corrections."""
    texts = published(at=at).filter(state=TextState.PUBLISHED)
    for word in fold(words).split()[:MOST_WORDS]:
        texts = texts.filter(folded__contains=word)
    return texts.light()


def public_corrections(*, at: datetime) -> list[CorrectionNotice]:
    """Return the corrections of our own texts, the newest first."""
    return list(public_notices().filter(text__public_at__lte=at).select_related("text")[:MOST])


def withdrawals(*, at: datetime) -> list[Withdrawal]:
    """Return the texts that were withdrawn after the public could read them, the newest first."""
    rows = Withdrawal.objects.filter(text__public_at__lte=at).select_related("text")
    return list(rows.order_by("-withdrawn_at")[:MOST])

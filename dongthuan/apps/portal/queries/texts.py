"""What the public may read of texts; one rule for the page, the list, the feeds and the sitemap."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from dongthuan.analysis.text import fold
from dongthuan.apps.content.lifecycle import AiLabel, CorrectionState, TextKind, TextState
from dongthuan.apps.content.models.revisions import CorrectionNotice, TextRevision, Withdrawal
from dongthuan.apps.content.models.texts import Text, TextQuerySet
from dongthuan.apps.content.paragraphs import as_html
from dongthuan.apps.content.queries.corrections import latest_revision, published_corrections

KINDS = (TextKind.RELEASE, TextKind.STATEMENT, TextKind.QA)
MOST_WORDS = 10


@dataclass(frozen=True, slots=True)
class PublicText:
    """One text as the public reads it: the words of its latest published version, never those of a draft.

    body: safe HTML; "" where the words of a withdrawn text may not be read any more.
    """

    text: Text
    words: Mapping[str, Any]
    revision: TextRevision
    body: SafeString
    corrections: list[CorrectionNotice]
    withdrawal: Withdrawal | None
    ai_words: str

    @property
    def changed_at(self) -> datetime:
        """When the words last changed."""
        if self.withdrawal is not None:
            return self.withdrawal.withdrawn_at
        return max(self.revision.made_at, self.text.public_at or self.revision.made_at)


def public_texts(*, at: datetime, words: str = "") -> TextQuerySet:
    """Return what the lists show at an instant, the newest first; withdrawn texts are not listed."""
    texts = Text.objects.public(at=at).filter(state=TextState.PUBLISHED, kind__in=KINDS)
    for word in fold(words).split()[:MOST_WORDS]:
        texts = texts.filter(folded__contains=word)
    return texts.light().select_related("unit")


def public_text(slug: str, *, at: datetime) -> PublicText | None:
    """Return one text as the public reads it, or None where it may not (yet) be read."""
    text = Text.objects.public(at=at).filter(slug=slug).select_related("unit").first()
    revision = latest_revision(text) if text else None
    if text is None or revision is None:
        return None
    withdrawal = Withdrawal.objects.filter(text=text).first()
    is_readable = withdrawal is None or withdrawal.keeps_words
    label = revision.content.get("ai_label", "")
    return PublicText(
        text=text,
        words=revision.content if is_readable else {"title": revision.content["title"]},
        revision=revision,
        body=mark_safe(as_html(revision.content["body"])) if is_readable else mark_safe(""),  # noqa: S308 - as_html escapes every letter, and nh3 looks it over
        corrections=published_corrections(text),
        withdrawal=withdrawal,
        ai_words=str(AiLabel(label).label) if label else "",
    )


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One text as the feeds give it; body: safe HTML."""

    text: Text
    words: Mapping[str, Any]
    body: str
    changed_at: datetime


def feed_entries(*, at: datetime, length: int) -> list[FeedEntry]:
    """Return the newest texts with the words of their latest published version; two queries."""
    texts = list(public_texts(at=at)[:length])
    latest = TextRevision.objects.filter(text__in=texts).order_by("text_id", "-number").distinct("text_id")
    by_text = {revision.text_id: revision for revision in latest.defer("html")}
    return [
        FeedEntry(
            text, found.content, as_html(found.content["body"]), max(found.made_at, text.public_at or at)
        )
        for text in texts
        if (found := by_text.get(text.pk)) is not None
    ]


def public_corrections(*, at: datetime) -> list[CorrectionNotice]:
    """Return the corrections of our own texts, the newest first."""
    rows = CorrectionNotice.objects.filter(state=CorrectionState.PUBLISHED, text__public_at__lte=at)
    return list(rows.select_related("text").order_by("-published_at", "-id")[:100])


def withdrawals(*, at: datetime) -> list[Withdrawal]:
    """Return the texts that were withdrawn after the public could read them, the newest first."""
    rows = Withdrawal.objects.filter(text__public_at__lte=at).select_related("text")
    return list(rows.order_by("-withdrawn_at")[:100])

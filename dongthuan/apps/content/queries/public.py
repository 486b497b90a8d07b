"""The faces for the portal: what the public may see, and nothing of what it may not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from dongthuan.apps.content.lifecycle import AiLabel, TextKind, TextState
from dongthuan.apps.content.models.pictures import RevisionFile
from dongthuan.apps.content.models.revisions import CorrectionNotice, TextRevision
from dongthuan.apps.content.models.texts import Text, TextQuerySet
from dongthuan.apps.content.paragraphs import as_html, plain_words
from dongthuan.apps.content.queries.corrections import public_notices, published_corrections
from dongthuan.apps.content.wholes import (
    AI_WORDS,
    KIND_WORDS,
    NOT_OFFICIAL,
    PictureSaid,
    pictures_from_plain,
)
from dongthuan.apps.files.models import Attachment


@dataclass(frozen=True, slots=True)
class PublicText:
    """One text as the public reads it. body_html, lead_html, quote_html: safe HTML.

    corrections: published ones, the newest first. withdrawn_reason: "" = it stands. Where the withdrawal
    keeps no words, the HTML parts are empty; it never keeps pictures. not_official: what to show above, "" =
    the official view.
    """

    slug: str
    kind: str
    kind_words: str
    title: str
    lead_html: str
    body_html: str
    quote_html: str
    summary: str
    speaker_name: str
    speaker_post: str
    contact: str
    not_official: str
    ai_words: str
    language: str
    unit_name: str
    public_at: datetime
    changed_at: datetime
    revision: int
    corrections: list[CorrectionNotice]
    withdrawn_reason: str
    withdrawn_at: datetime | None
    text: Text
    pictures: tuple[PictureSaid, ...]

    @property
    def first_picture(self) -> PictureSaid | None:
        """The picture below the lead; the others stand below the words."""
        return self.pictures[0] if self.pictures else None

    @property
    def further_pictures(self) -> tuple[PictureSaid, ...]:
        """The pictures after the first."""
        return self.pictures[1:]


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One text in a feed; is_withdrawn: only its title and the reason are given."""

    slug: str
    title: str
    summary: str
    html: str
    public_at: datetime
    changed_at: datetime
    is_withdrawn: bool
    pictures: tuple[PictureSaid, ...]


class PictureWithdrawn(Exception):
    """The public saw this picture once; its text was withdrawn, or a correction took the picture out."""


def published(*, at: datetime) -> TextQuerySet:
    """Return what the public may see, the newest first: embargoes passed, withdrawn ones with their banner.

    Its rows are for lists; three queries for a page of them. Words come from `public_text`.
    """
    rows = Text.objects.public(at=at).exclude(kind=TextKind.POST).select_related("unit", "withdrawal")
    return rows.prefetch_related(
        Prefetch("corrections", queryset=public_notices(), to_attr="public_corrections")
    )


def public_text(slug: str, at: datetime) -> PublicText | None:
    """Return one text by its address, or None where the public may not see it (yet)."""
    text = published(at=at).filter(slug=slug).first()
    return _public(text, _newest_revisions([text])) if text is not None else None


def public_picture(slug: str, key: int, at: datetime) -> Attachment | None:
    """Return the file of a picture that a public text shows, or None where the public may not see it (yet).

    key: of the file, full or shown. Raises PictureWithdrawn where the public could see it once.
    """
    text = published(at=at).filter(slug=slug).first()
    if text is None:
        return None
    shown = public_pictures(text)
    if any(key in (one.full, one.shown) for one in shown):
        return Attachment.objects.get(pk=key)
    if RevisionFile.objects.filter(revision__text=text, attachment=key).exists():
        raise PictureWithdrawn
    return None


def public_pictures(text: Text) -> tuple[PictureSaid, ...]:
    """Return the pictures that the public sees of a text from `published`: none once it is withdrawn."""
    revision = _newest_revisions([text]).get(text.pk)
    return _pictures(text, revision.content) if revision is not None else ()


def _pictures(text: Text, said: dict[str, Any]) -> tuple[PictureSaid, ...]:
    return () if text.state == TextState.WITHDRAWN else pictures_from_plain(said)


def corrections_of(text: Text) -> list[CorrectionNotice]:
    """Return the corrections of a text that the public sees, the newest first."""
    found: list[CorrectionNotice] | None = getattr(text, "public_corrections", None)
    return published_corrections(text) if found is None else found


def feed_entries(*, at: datetime, most: int = 30) -> list[FeedEntry]:
    """Return the newest texts for a feed; four queries, however many."""
    texts = list(published(at=at)[:most])
    revisions = _newest_revisions(texts)
    return [_entry(_public(text, revisions)) for text in texts]


def public_words(texts: Iterable[Text]) -> dict[int, tuple[str, str, str]]:
    """Return title, lead and all further words of texts from `published`, as they were frozen; by key.

    For the search of the portal; nothing is asked here about who may see them. One query.
    """
    return {key: _words(row.content) for key, row in _newest_revisions(texts).items()}


def _words(said: dict[str, Any]) -> tuple[str, str, str]:
    captions = [one.caption for one in pictures_from_plain(said)]
    further = "\n\n".join([said["body"], said["quote"], said["speaker_name"], *captions])
    return said["title"], said["lead"], further


def _newest_revisions(texts: Iterable[Text]) -> dict[int, TextRevision]:
    rows = TextRevision.objects.filter(text__in=[text.pk for text in texts]).defer("html")
    newest = rows.order_by("text_id", "-number").distinct("text_id")
    return {row.text_id: row for row in newest}


def _public(text: Text, revisions: dict[int, TextRevision]) -> PublicText:
    """Build what is shown from the frozen version, never from the row that people work on."""
    revision = revisions[text.pk]
    said: dict[str, Any] = revision.content
    withdrawal = text.withdrawal if text.state == TextState.WITHDRAWN else None
    has_words = withdrawal is None or withdrawal.keeps_words
    html = {name: as_html(said[name]) if has_words else "" for name in ("lead", "body", "quote")}
    assert text.public_at is not None
    return PublicText(
        slug=text.slug,
        kind=said["kind"],
        kind_words=KIND_WORDS[TextKind(said["kind"])],
        title=said["title"],
        lead_html=html["lead"],
        body_html=html["body"],
        quote_html=html["quote"],
        summary=plain_words(said["lead"] or said["body"])[:300] if has_words else "",
        speaker_name=said["speaker_name"],
        speaker_post=said["speaker_post"],
        contact=said["contact"],
        not_official="" if said["is_official"] else NOT_OFFICIAL,
        ai_words=AI_WORDS[AiLabel(said["ai_label"])] if said["ai_label"] else "",
        language=said["language"],
        unit_name=text.unit.name,
        public_at=text.public_at,
        changed_at=max(
            revision.made_at, text.public_at, withdrawal.withdrawn_at if withdrawal else text.public_at
        ),
        revision=revision.number,
        corrections=corrections_of(text),
        withdrawn_reason=withdrawal.reason if withdrawal else "",
        withdrawn_at=withdrawal.withdrawn_at if withdrawal else None,
        text=text,
        pictures=_pictures(text, said),
    )


def _entry(shown: PublicText) -> FeedEntry:
    parts = [shown.lead_html, shown.body_html, shown.quote_html]
    title, summary = shown.title, shown.summary
    if shown.withdrawn_reason:
        title = _("[Withdrawn] %(title)s") % {"title": title}
        summary = _("Withdrawn: %(reason)s") % {"reason": shown.withdrawn_reason}
        parts = [as_html(summary)]
    elif shown.corrections:
        title = _("[Corrected] %(title)s") % {"title": title}
    said = [_("Correction: %(words)s") % {"words": one.explanation} for one in shown.corrections]
    notices = [as_html(one) for one in said]
    return FeedEntry(
        slug=shown.slug,
        title=title,
        summary=summary,
        html="\n".join(part for part in (*notices, *parts) if part),
        public_at=shown.public_at,
        changed_at=shown.changed_at,
        is_withdrawn=bool(shown.withdrawn_reason),
        pictures=shown.pictures,
    )

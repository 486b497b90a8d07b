"""A published text is corrected with a notice that all see, or withdrawn with a banner; never unsaid."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dongthuan.analysis.text import fold, nfc
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.clearances.operations.clearances import text_changed
from dongthuan.apps.clearances.queries.clearances import hash_of, is_cleared
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.content.lifecycle import TEXT_NEXT, CorrectionState, PostState, TextState
from dongthuan.apps.content.models.posts import Publication
from dongthuan.apps.content.models.revisions import CorrectionNotice, Withdrawal
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.operations.pictures_correcting import (
    begin_with_pictures,
    drop_pictures,
    take_pictures_over,
)
from dongthuan.apps.content.operations.publishing import Blocked, NotCleared, freeze
from dongthuan.apps.content.operations.texts import (
    NotInThatState,
    check_words,
    locked,
    locked_correction,
    stamp,
)
from dongthuan.apps.content.queries.corrections import (
    corrected_whole,
    latest_revision,
    open_correction,
    says_nothing_new,
)
from dongthuan.apps.content.queries.texts import findings_in, whole_of
from dongthuan.apps.content.rules import ACCESS, Act
from dongthuan.apps.files.secrecy import refuse_secret

LONGEST_EXPLANATION = 2_000


class NoExplanation(Exception):
    """A correction says what was wrong; a withdrawal says why."""


class CorrectionOpen(Exception):
    """A correction of this text is already being drafted."""


class NothingCorrected(Exception):
    """The words and pictures are those already published."""


@dataclass(frozen=True, slots=True)
class CorrectionContent:
    """How the text shall read, and what was wrong. is_of_pictures: they are changed; the words may stay."""

    title: str
    lead: str
    body: str
    quote: str
    explanation: str
    is_of_pictures: bool = False


@transaction.atomic
def draft_correction(*, text: Text, content: CorrectionContent, by: Actor, at: datetime) -> CorrectionNotice:
    """Begin a correction of a published text; the public sees nothing of it yet.

    Raises NotInThatState, CorrectionOpen, NoExplanation, NothingCorrected, and what a text's words raise.
    """
    text = locked(text)
    require(ACCESS, Act.CORRECT, by, text)
    if text.state != TextState.PUBLISHED:
        raise NotInThatState(text.state)
    if open_correction(text) is not None:
        raise CorrectionOpen
    base = latest_revision(text)
    correction = CorrectionNotice(text=text, author_id=by.pk, created_at=at, base=base.number if base else 0)
    _fill(text, correction, content)
    correction.save(force_insert=True)
    begin_with_pictures(correction)
    audit.note(act=Act.CORRECT, actor=by, record=text, at=at, details={"correction": correction.pk})
    return correction


@transaction.atomic
def rewrite_correction(
    *, correction: CorrectionNotice, version: int, content: CorrectionContent, by: Actor, at: datetime
) -> CorrectionNotice:
    """Write a correction anew; where its words changed, its clearance lapses."""
    text, correction = locked_correction(correction, version)
    require(ACCESS, Act.CORRECT, by, text)
    before = hash_of(corrected_whole(text, correction))
    _fill(text, correction, content)
    correction.version += 1
    correction.save()
    if by.pk != correction.author_id:
        correction.editors.add(by.pk)
    words = corrected_whole(text, correction)
    if hash_of(words) != before:
        text_changed(record=correction, text=words, by=by, at=at)
    audit.note(act=Act.CORRECT, actor=by, record=text, at=at, details={"correction": correction.pk})
    return correction


@transaction.atomic
def drop_correction(
    *, correction: CorrectionNotice, version: int, by: Actor, at: datetime
) -> CorrectionNotice:
    """Give a correction up before it was published."""
    text, correction = locked_correction(correction, version)
    require(ACCESS, Act.CORRECT, by, text)
    _drop(correction, by=by, at=at)
    details = {"correction": correction.pk, "dropped": True}
    audit.note(act=Act.CORRECT, actor=by, record=text, at=at, details=details)
    return correction


@transaction.atomic
def publish_correction(*, correction: CorrectionNotice, version: int, by: Actor, at: datetime) -> Text:
    """Let the text read as the cleared correction says, with its notice above it; the old version is kept.

    Posts on other channels are to be corrected there: they stand as to be posted anew.
    Raises NotInThatState, ChangedMeanwhile, NotCleared, and Blocked where the checks find what blocks.
    """
    text, correction = locked_correction(correction, version)
    require(ACCESS, Act.PUBLISH_CORRECTION, by, text)
    if text.state != TextState.PUBLISHED:
        raise NotInThatState(text.state)
    if not is_cleared(correction, corrected_whole(text, correction)):
        raise NotCleared
    if blocking := [one for one in findings_in(text, correction) if one.is_blocking]:
        raise Blocked(blocking)
    take_pictures_over(correction)
    text.title, text.lead = correction.title, correction.lead
    text.body, text.quote = correction.body, correction.quote
    text.folded = fold(f"{text.title} {text.lead}")
    text.text_hash = hash_of(whole_of(text).as_words())
    stamp(text, at=at)
    correction.state, correction.published_at = CorrectionState.PUBLISHED, at
    correction.published_by_id = by.pk
    correction.save()
    revision = freeze(text, by=by, at=at, correction=correction)
    _let_posts_follow(text, revision.number)
    details = {"correction": correction.pk, "revision": revision.number, "hash": text.text_hash}
    audit.note(act=Act.PUBLISH_CORRECTION, actor=by, record=text, at=at, details=details)
    return text


def _let_posts_follow(text: Text, number: int) -> None:
    """The portal and feeds show the corrected words by themselves."""
    rows = Publication.objects.filter(text=text, channel__in=["portal", "feed"])
    rows.exclude(state=PostState.DROPPED).update(revision=number)


@transaction.atomic
def withdraw_text(
    *, text: Text, version: int, reason: str, by: Actor, at: datetime, keeps_words: bool = True
) -> Text:
    """Withdraw a published text: a banner says why; an open correction is given up; the archive stays.

    keeps_words: False = the public reads the banner only. Raises ChangedMeanwhile, NotInThatState,
    NoExplanation, SecretMark.
    """
    text = locked(text, version=version)
    require(ACCESS, Act.WITHDRAW, by, text)
    if TextState.WITHDRAWN not in TEXT_NEXT[TextState(text.state)]:
        raise NotInThatState(text.state)
    said = nfc(reason.replace("\x00", "")).strip()[:LONGEST_EXPLANATION]
    if not said:
        raise NoExplanation
    refuse_secret(said)
    if (correction := open_correction(text)) is not None:
        _drop(correction, by=by, at=at)
    text.state = TextState.WITHDRAWN
    stamp(text, at=at)
    Withdrawal.objects.create(
        text=text, reason=said, keeps_words=keeps_words, withdrawn_at=at, withdrawn_by_id=by.pk
    )
    audit.note(act=Act.WITHDRAW, actor=by, record=text, at=at, ground=said)
    return text


def _drop(correction: CorrectionNotice, *, by: Actor, at: datetime) -> None:
    drop_pictures(correction, by=by, at=at)
    correction.state = CorrectionState.DROPPED
    correction.version += 1
    correction.save(update_fields=["state", "version"])


def _fill(text: Text, correction: CorrectionNotice, content: CorrectionContent) -> None:
    title = " ".join(nfc(content.title).split())
    lead, body, quote, said = (
        nfc(words.replace("\x00", "").replace("\r\n", "\n")).strip()
        for words in (content.lead, content.body, content.quote, content.explanation)
    )
    if not said or len(said) > LONGEST_EXPLANATION:
        raise NoExplanation
    check_words(title, lead, body, quote, has_speaker=bool(text.speaker_name))
    refuse_secret(title, lead, body, quote, said)
    correction.title, correction.lead, correction.body = title, lead, body
    correction.quote, correction.explanation = quote, said
    if not content.is_of_pictures and says_nothing_new(text, correction):
        raise NothingCorrected

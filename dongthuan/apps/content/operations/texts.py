"""A text is drawn up and rewritten; any edit ends its clearance, and nothing classified is kept."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Model

from dongthuan.analysis.text import fold, nfc
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.clearances.operations.clearances import text_changed
from dongthuan.apps.clearances.queries.clearances import hash_of
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.content.lifecycle import AiLabel, CorrectionState, TextKind, TextState
from dongthuan.apps.content.models.revisions import CorrectionNotice
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.queries.texts import whole_of
from dongthuan.apps.content.rules import ACCESS, Act
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.press.queries.mandates import Standing
from dongthuan.apps.units.models import Unit

LONGEST_BODY = 200_000
LONGEST_SLUG = 90


class NoTitle(Exception):
    """A text has a title."""


class NoWords(Exception):
    """A text has a body or a quote."""


class TooLong(Exception):
    """The text is longer than a text can be."""


class QuoteWithoutSpeaker(Exception):
    """A quote names who says it."""


class ChangedMeanwhile(Exception):
    """Somebody else saved this text since it was opened."""


class NotInThatState(Exception):
    """This step does not lead on from the state the text is in, which is the argument."""


@dataclass(frozen=True, slots=True)
class TextContent:
    """What one writes down. speaker: as `press.queries.mandates` found; None = nobody is quoted."""

    kind: TextKind
    unit: Unit
    title: str
    lead: str = ""
    body: str = ""
    quote: str = ""
    speaker: Standing | None = None
    contact: str = ""
    is_official: bool = True
    language: str = "vi"
    ai_label: AiLabel = AiLabel.NONE
    is_matter_confirmed: bool = False  # it is on the one matter that the speaker was authorised for


@transaction.atomic
def draw_up_text(*, content: TextContent, by: Actor, at: datetime, record: Model | None = None) -> Text:
    """Draw up a draft. record: what it belongs to, such as a matter.

    Raises NoTitle, NoWords, TooLong, QuoteWithoutSpeaker, and SecretMark before anything is kept.
    """
    text = Text(unit=content.unit, author_id=by.pk, created_at=at, changed_at=at)
    require(ACCESS, Act.WRITE, by, text)
    if record is not None:
        text.record_type, text.record_key = record._meta.label_lower, str(record.pk)
    _fill(text, content, by)
    text.slug = _free_slug(text.title, at=at)
    text.save(force_insert=True)
    audit.note(act=Act.WRITE, actor=by, record=text, at=at, details={"kind": text.kind, "version": 1})
    return text


@transaction.atomic
def rewrite_text(*, text: Text, version: int, content: TextContent, by: Actor, at: datetime) -> Text:
    """Write a draft anew; where its words changed, its clearance lapses and begins anew.

    Who edits counts as an author. Raises ChangedMeanwhile, NotInThatState (a scheduled text is locked,
    a published one is corrected), NoTitle, NoWords, TooLong, QuoteWithoutSpeaker, SecretMark.
    """
    text = locked(text, version=version)
    require(ACCESS, Act.WRITE, by, text)
    if text.state != TextState.DRAFT:
        raise NotInThatState(text.state)
    text.unit = content.unit
    require(ACCESS, Act.WRITE, by, text)
    before = text.text_hash
    _fill(text, content, by)
    stamp(text, at=at)
    if by.pk != text.author_id:
        text.editors.add(by.pk)
    if text.text_hash != before:
        text_changed(record=text, text=whole_of(text).as_words(), by=by, at=at)
    audit.note(act=Act.WRITE, actor=by, record=text, at=at, details={"version": text.version})
    return text


def _fill(text: Text, content: TextContent, by: Actor) -> None:
    title, lead = " ".join(nfc(content.title).split()), _clean(content.lead)
    body, quote, contact = _clean(content.body), _clean(content.quote), " ".join(nfc(content.contact).split())
    check_words(title, lead, body, quote, has_speaker=content.speaker is not None)
    refuse_secret(title, lead, body, quote, contact)
    text.kind, text.title, text.lead, text.body, text.quote = content.kind.value, title, lead, body, quote
    text.contact, text.is_official, text.language = contact[:500], content.is_official, content.language
    text.ai_label = content.ai_label.value
    speaker = content.speaker
    is_other = text.mandate_id != (speaker.mandate if speaker else None)
    if not content.is_matter_confirmed:
        text.matter_confirmed_by_id = None
    elif is_other or text.matter_confirmed_by_id is None:
        text.matter_confirmed_by_id = by.pk
    text.spokesperson_id = speaker.spokesperson if speaker else None
    text.mandate_id = speaker.mandate if speaker else None
    text.speaker_name, text.speaker_post = (speaker.name, speaker.post) if speaker else ("", "")
    text.speaker_capacity = speaker.capacity.value if speaker else ""
    text.folded = fold(f"{title} {lead}")
    text.text_hash = hash_of(whole_of(text).as_words())


def check_words(title: str, lead: str, body: str, quote: str, *, has_speaker: bool) -> None:
    """Raise NoTitle, NoWords, TooLong or QuoteWithoutSpeaker where a text is none."""
    if not title:
        raise NoTitle
    if not body and not quote:
        raise NoWords
    if len(title) > 300 or len(lead) + len(body) + len(quote) > LONGEST_BODY:
        raise TooLong
    if quote and not has_speaker:
        raise QuoteWithoutSpeaker


def _clean(words: str) -> str:
    lines = nfc(words.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def _free_slug(title: str, *, at: datetime) -> str:
    """Return an address of plain letters that no other text has: day, words, and a number if needed."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")[:LONGEST_SLUG].strip("-") or "van-ban"
    stem = f"{local_day(at):%Y%m%d}-{words}"
    taken = set(Text.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    free = (slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)
    return next(free)


def locked(text: Text, *, version: int | None = None) -> Text:
    """Return the text locked for a change; raises ChangedMeanwhile if `version` is no longer stored."""
    rows = Text.objects.select_for_update(of=("self",)).select_related("unit__parent", "author")
    found = rows.get(pk=text.pk)
    if version is not None and found.version != version:
        raise ChangedMeanwhile(text.pk)
    return found


def locked_correction(correction: CorrectionNotice, version: int) -> tuple[Text, CorrectionNotice]:
    """Return a text and the draft of its correction, both locked; raises NotInThatState, ChangedMeanwhile."""
    text = locked(correction.text)
    found = CorrectionNotice.objects.select_for_update(of=("self",)).get(pk=correction.pk)
    if found.state != CorrectionState.DRAFT:
        raise NotInThatState(found.state)
    if found.version != version:
        raise ChangedMeanwhile(found.pk)
    found.text = text
    return text, found


def stamp(text: Text, *, at: datetime) -> None:
    """Save a changed text with its next version."""
    text.version += 1
    text.changed_at = at
    text.save()

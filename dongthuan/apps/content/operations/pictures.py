"""Pictures are put into a draft or a correction, described, replaced, moved, taken out; clearance lapses."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from django.db import transaction

from dongthuan.analysis.text import nfc
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.clearances.operations.clearances import text_changed
from dongthuan.apps.clearances.queries.clearances import hash_of
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.content.lifecycle import PictureWords, TextState
from dongthuan.apps.content.models.pictures import TextPicture
from dongthuan.apps.content.models.revisions import CorrectionNotice
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.operations.texts import NotInThatState, locked, locked_correction, stamp
from dongthuan.apps.content.queries.corrections import corrected_whole
from dongthuan.apps.content.queries.pictures import is_needed, pictures_of
from dongthuan.apps.content.queries.texts import whole_of
from dongthuan.apps.content.rules import ACCESS, Act
from dongthuan.apps.files import operations as files
from dongthuan.apps.files.checking import LONGEST_NAME, checked_name
from dongthuan.apps.files.models import Attachment
from dongthuan.apps.files.pictures import Picture, drawn_anew
from dongthuan.apps.files.secrecy import refuse_secret

MOST_PICTURES = 12
LONGEST_ALT = 500
LONGEST_CAPTION = 600
ROOM_FOR_ENDING = 20


class TooManyPictures(Exception):
    """A text has at most MOST_PICTURES pictures."""


class PictureGone(Exception):
    """The picture was taken out or replaced meanwhile."""


@dataclass(frozen=True, slots=True)
class PictureContent:
    """What is said about a picture; a draft may leave it empty, publication asks for it."""

    alt: str = ""
    caption: str = ""
    words_in: str = ""


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file as somebody chose it."""

    data: bytes
    name: str


@transaction.atomic
def add_picture(
    *,
    record: Text | CorrectionNotice,
    version: int,
    file: Uploaded,
    content: PictureContent,
    by: Actor,
    at: datetime,
) -> TextPicture:
    """Put a picture last into a draft or a correction; it is written anew without what hides in it.

    version: of the record. Raises ChangedMeanwhile, NotInThatState, TooManyPictures, FileRefused, SecretMark.
    """
    record = _begun(record, version, by)
    count = pictures_of(record).count()
    if count >= MOST_PICTURES:
        raise TooManyPictures
    text = _text_of(record)
    row = TextPicture(text=text, correction=_correction_of(record), added_by_id=by.pk, added_at=at)
    row.number = count + 1
    _say(row, content)
    _keep(row, file, by=by, at=at)
    row.save(force_insert=True)
    _changed(record, row, "added", by=by, at=at)
    return row


@transaction.atomic
def describe_picture(
    *, picture: TextPicture, version: int, content: PictureContent, by: Actor, at: datetime
) -> TextPicture:
    """Say what a picture shows; raises ChangedMeanwhile, NotInThatState, PictureGone, SecretMark."""
    record, row = _locked(picture, version, by)
    _say(row, content)
    row.save(update_fields=["alt", "caption", "words_in"])
    _changed(record, row, "described", by=by, at=at)
    return row


@transaction.atomic
def replace_picture(
    *, picture: TextPicture, version: int, file: Uploaded, by: Actor, at: datetime
) -> TextPicture:
    """Put another file in the place of a picture; its words stay, what was said of words in it does not.

    Raises as `add_picture` does, and PictureGone.
    """
    record, row = _locked(picture, version, by)
    old = (row.full, row.shown)
    row.words_in = ""
    _keep(row, file, by=by, at=at)
    row.save()
    let_go(old, by=by, at=at)
    _changed(record, row, "replaced", by=by, at=at)
    return row


@transaction.atomic
def move_picture(*, picture: TextPicture, version: int, steps: int, by: Actor, at: datetime) -> TextPicture:
    """Move a picture up (steps < 0) or down among the others, at most to an end.

    Raises ChangedMeanwhile, NotInThatState, PictureGone.
    """
    record, row = _locked(picture, version, by)
    rows = list(pictures_of(record))
    here = next(place for place, one in enumerate(rows) if one.pk == row.pk)
    rows.insert(max(0, min(here + steps, len(rows) - 1)), rows.pop(here))
    _number(rows)
    _changed(record, row, "moved", by=by, at=at)
    return row


@transaction.atomic
def remove_picture(*, picture: TextPicture, version: int, by: Actor, at: datetime) -> None:
    """Take a picture out; its files go too unless they were published or put before those who clear.

    Raises ChangedMeanwhile, NotInThatState, PictureGone.
    """
    record, row = _locked(picture, version, by)
    old = (row.full, row.shown)
    TextPicture.objects.filter(pk=row.pk).delete()
    _number(list(pictures_of(record)))
    let_go(old, by=by, at=at)
    _changed(record, row, "removed", by=by, at=at)


def let_go(attachments: tuple[Attachment, Attachment], *, by: Actor, at: datetime) -> None:
    """Delete the files that nothing holds any more; no rule is asked here."""
    for attachment in {one.pk: one for one in attachments}.values():
        if not is_needed(attachment):
            files.let_go(attachment=attachment, by=by, at=at)


def _begun(record: Text | CorrectionNotice, version: int, by: Actor) -> Text | CorrectionNotice:
    """Return the draft or correction locked, where this officer may change it now."""
    if isinstance(record, CorrectionNotice):
        text, correction = locked_correction(record, version)
        require(ACCESS, Act.CORRECT, by, text)
        return correction
    text = locked(record, version=version)
    require(ACCESS, Act.WRITE, by, text)
    if text.state != TextState.DRAFT:
        raise NotInThatState(text.state)
    return text


def _locked(picture: TextPicture, version: int, by: Actor) -> tuple[Text | CorrectionNotice, TextPicture]:
    record = _begun(picture.correction or picture.text, version, by)
    row = pictures_of(record).filter(pk=picture.pk).first()
    if row is None:
        raise PictureGone
    return record, row


def _keep(row: TextPicture, file: Uploaded, *, by: Actor, at: datetime) -> None:
    """Write a picture anew and keep it, in the size of the page too where that is smaller."""
    drawn = drawn_anew(file.data)
    stem = PurePosixPath(checked_name(file.name)).stem[: LONGEST_NAME - ROOM_FOR_ENDING]
    refuse_secret(stem)
    row.full = _kept(row, drawn.full.data, f"{stem}.{drawn.kind}", by=by, at=at)
    row.shown = row.full
    if drawn.shown is not drawn.full:
        name = f"{stem}-{drawn.shown.width}.{drawn.kind}"
        row.shown = _kept(row, drawn.shown.data, name, by=by, at=at)
    _measure(row, drawn)


def _kept(row: TextPicture, data: bytes, name: str, *, by: Actor, at: datetime) -> Attachment:
    return files.keep(data=data, name=name, record=row.text, unit=row.text.unit, by=by, at=at)


def _measure(row: TextPicture, drawn: Picture) -> None:
    row.width, row.height = drawn.full.width, drawn.full.height
    row.shown_width, row.shown_height = drawn.shown.width, drawn.shown.height
    row.widest_contrast = drawn.widest_contrast


def _say(row: TextPicture, content: PictureContent) -> None:
    refuse_secret(content.alt, content.caption)
    said = (content.alt, content.caption)
    alt, caption = (" ".join(nfc(words.replace("\x00", "")).split()) for words in said)
    row.alt, row.caption = alt[:LONGEST_ALT], caption[:LONGEST_CAPTION]
    row.words_in = PictureWords(content.words_in).value if content.words_in else ""


def _number(rows: list[TextPicture]) -> None:
    for number, row in enumerate(rows, 1):
        row.number = number
    TextPicture.objects.bulk_update(rows, ["number"])


def _changed(record: Text | CorrectionNotice, row: TextPicture, did: str, *, by: Actor, at: datetime) -> None:
    """Note a change, count who made it as an author; the clearance lapses where the public would see it."""
    text = _text_of(record)
    details = {"picture": did, "number": row.number, "sha256": row.full.sha256}
    if by.pk != record.author_id:
        record.editors.add(by.pk)
    if isinstance(record, CorrectionNotice):
        record.version += 1
        record.save(update_fields=["version"])
        words, act = corrected_whole(text, record), Act.CORRECT
        details["correction"] = record.pk
    else:
        words, act = whole_of(text).as_words(), Act.WRITE
        text.text_hash = hash_of(words)
        stamp(text, at=at)
    text_changed(record=record, text=words, by=by, at=at)
    audit.note(act=act, actor=by, record=text, at=at, details=details)


def _text_of(record: Text | CorrectionNotice) -> Text:
    return record.text if isinstance(record, CorrectionNotice) else record


def _correction_of(record: Text | CorrectionNotice) -> CorrectionNotice | None:
    return record if isinstance(record, CorrectionNotice) else None

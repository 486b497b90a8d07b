"""Words are removed from a file before it is given: one officer marks, another confirms, the copy is kept."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.disclosure.models.redaction import Redaction, RedactionMark
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.operations.requests import NoSuchStep, clean
from dongthuan.apps.disclosure.operations.requests_classifying import SamePerson, law_day
from dongthuan.apps.disclosure.queries.law_lists import entered_entries
from dongthuan.apps.disclosure.queries.redaction import redacted_copy
from dongthuan.apps.disclosure.redaction_lifecycle import RedactionState
from dongthuan.apps.disclosure.redaction_rules import REDACTION_ACCESS, RedactionAct
from dongthuan.apps.disclosure.requests_law import restriction_cited
from dongthuan.apps.disclosure.requests_lifecycle import IN_HAND
from dongthuan.apps.files import operations as attachments
from dongthuan.apps.files.checking import checked_kind, checked_name
from dongthuan.apps.files.reasons import reason_given
from dongthuan.apps.files.secrecy import refuse_secret_file
from dongthuan.apps.press.operations.versions import locked
from dongthuan.docgen.raster import Region, page_count
from dongthuan.docgen.reading.limits import CannotRead
from dongthuan.docgen.redaction import readable
from dongthuan.law.openness import Kind

COPY = "{stem} (đã che).{ending}"


@dataclass(frozen=True, slots=True)
class MarkContent:
    """Words to be removed, each for itself, on one restriction. citation: see `requests_law`."""

    words: tuple[str, ...]
    restriction: str
    reason: str
    citation: str = ""


@dataclass(frozen=True, slots=True)
class RegionContent:
    """One place of a scan to be painted over, on one restriction. citation: see `requests_law`."""

    region: Region
    restriction: str
    reason: str
    citation: str = ""


@transaction.atomic
def begin_redaction(
    *, request: InformationRequest, name: str, data: bytes, by: Actor, at: datetime
) -> Redaction:
    """Take in a file from which something must be removed; it stays within, in the hands of the request.

    Of a scan or a picture places are painted over, of others words are taken out.

    Raises NoSuchStep, FileRefused, SecretMark, CannotRead and CannotRedact for what cannot be opened.
    """
    row = Redaction(request=request, begun_by_id=by.pk, begun_at=at)
    require(REDACTION_ACCESS, RedactionAct.PREPARE, by, row)
    if request.state not in IN_HAND:
        raise NoSuchStep(request.state)
    row.name = checked_name(name)
    checked_kind(data, row.name)
    refuse_secret_file(data, row.name)
    row.is_raster = _is_raster(data, row.name)
    row.original_sha256 = hashlib.sha256(data).hexdigest()
    row.save(force_insert=True)
    attachments.keep(data=data, name=row.name, record=row, unit=request.unit, by=by, at=at)
    audit.note(act=RedactionAct.PREPARE, actor=by, record=row, at=at, details={"request": request.pk})
    return row


@transaction.atomic
def add_marks(
    *, redaction: Redaction, version: int, content: MarkContent, by: Actor, at: datetime
) -> Redaction:
    """Mark words for removal; the copy is made at once to see that they are found and gone.

    Raises ChangedMeanwhile, NoSuchStep, NotListed, NoReason, SecretMark, CannotRead, CannotRedact.
    """
    row = _drafted(redaction, version, by)
    if row.is_raster:
        raise NoSuchStep(row.state)
    key, citation = _cited(row, content)
    reason = reason_given(content.reason)[:1000]
    known = set(row.marks.values_list("words", flat=True))
    marks = list(row.marks.all())
    marks += [
        RedactionMark(redaction=row, words=words, restriction=key, citation=citation, reason=reason)
        for words in dict.fromkeys(map(clean, content.words))
        if words and words not in known
    ]
    _count(row, marks, at)
    RedactionMark.objects.bulk_create([mark for mark in marks if mark.pk is None])
    row.save(update_fields=["version"])
    audit.note(act=RedactionAct.PREPARE, actor=by, record=row, at=at, details={"marks": len(marks)})
    return row


@transaction.atomic
def add_region(
    *, redaction: Redaction, version: int, content: RegionContent, by: Actor, at: datetime
) -> Redaction:
    """Mark one place of a scan to be painted over; the copy is made at once to see that it is covered.

    Raises ChangedMeanwhile, NoSuchStep, NotListed, NoReason, SecretMark, CannotRead, CannotRedact.
    """
    row = _drafted(redaction, version, by)
    if not row.is_raster:
        raise NoSuchStep(row.state)
    key, citation = _cited(row, content)
    place = content.region
    mark = RedactionMark(
        redaction=row,
        page=place.page,
        left=place.left,
        top=place.top,
        right=place.right,
        bottom=place.bottom,
        restriction=key,
        citation=citation,
        reason=reason_given(content.reason)[:1000],
        count=1,
    )
    redacted_copy(row, [*row.marks.all(), mark], made_at=at)
    mark.save(force_insert=True)
    row.save(update_fields=["version"])
    details = {"marks": row.marks.count(), "page": place.page}
    audit.note(act=RedactionAct.PREPARE, actor=by, record=row, at=at, details=details)
    return row


@transaction.atomic
def remove_mark(*, redaction: Redaction, version: int, mark: int, by: Actor, at: datetime) -> Redaction:
    """Take one mark away. Raises ChangedMeanwhile, NoSuchStep."""
    row = _drafted(redaction, version, by)
    row.marks.filter(pk=mark).delete()
    row.save(update_fields=["version"])
    audit.note(act=RedactionAct.PREPARE, actor=by, record=row, at=at, details={"marks": row.marks.count()})
    return row


@transaction.atomic
def propose_redaction(*, redaction: Redaction, version: int, by: Actor, at: datetime) -> Redaction:
    """Put the marks before a second person. Raises ChangedMeanwhile, NoSuchStep, CannotRead, CannotRedact."""
    row = _drafted(redaction, version, by)
    redacted_copy(row, list(row.marks.all()), made_at=at)
    row.state, row.proposed_by_id, row.proposed_at = RedactionState.PROPOSED, by.pk, at
    row.save()
    audit.note(act=RedactionAct.PREPARE, actor=by, record=row, at=at, details={"state": row.state})
    return row


@transaction.atomic
def confirm_redaction(*, redaction: Redaction, version: int, by: Actor, at: datetime) -> Redaction:
    """Confirm the marks as the second person; the copy is made, searched for the words, and kept.

    Raises ChangedMeanwhile, SamePerson, NoSuchStep, CannotRead, CannotRedact.
    """
    row = _proposed(redaction, version, by)
    made = redacted_copy(row, list(row.marks.all()), made_at=at)
    stem = PurePosixPath(row.name).stem[:200]
    name = COPY.format(stem=stem, ending=made.kind)
    kept = attachments.keep(data=made.data, name=name, record=row, unit=row.request.unit, by=by, at=at)
    row.state, row.result_sha256 = RedactionState.CONFIRMED, kept.sha256
    row.confirmed_by_id, row.confirmed_at = by.pk, at
    row.save()
    details = {"result": kept.sha256, "marks": row.marks.count()}
    audit.note(act=RedactionAct.CONFIRM, actor=by, record=row, at=at, details=details)
    return row


@transaction.atomic
def return_redaction(*, redaction: Redaction, version: int, note: str, by: Actor, at: datetime) -> Redaction:
    """Give the marks back with a note on what to change. Raises ChangedMeanwhile, SamePerson, NoReason."""
    row = _proposed(redaction, version, by)
    row.state, row.note = RedactionState.DRAFT, reason_given(note)[:1000]
    row.proposed_by, row.proposed_at = None, None
    row.save()
    audit.note(act=RedactionAct.CONFIRM, actor=by, record=row, at=at, details={"state": row.state})
    return row


@transaction.atomic
def drop_redaction(*, redaction: Redaction, version: int, by: Actor, at: datetime) -> Redaction:
    """Give a redaction up that is not confirmed. Raises ChangedMeanwhile, NoSuchStep."""
    row = locked(redaction, version)
    require(REDACTION_ACCESS, RedactionAct.PREPARE, by, row)
    if row.state not in (RedactionState.DRAFT, RedactionState.PROPOSED):
        raise NoSuchStep(row.state)
    row.state = RedactionState.DROPPED
    row.save()
    audit.note(act=RedactionAct.PREPARE, actor=by, record=row, at=at, details={"state": row.state})
    return row


def _is_raster(data: bytes, name: str) -> bool:
    """Say whether the pages of a file are pictures; raises CannotRead, CannotRedact."""
    try:
        readable(data, name)
    except CannotRead as problem:
        if problem.code not in ("scan", "picture"):
            raise
        page_count(data)
        return True
    return False


def _cited(row: Redaction, content: MarkContent | RegionContent) -> tuple[str, str]:
    on, entered = law_day(row.request), entered_entries(Kind.RESTRICTION)
    return restriction_cited(on, content.restriction, content.citation, entered)


def _drafted(redaction: Redaction, version: int, by: Actor) -> Redaction:
    row = locked(redaction, version)
    require(REDACTION_ACCESS, RedactionAct.PREPARE, by, row)
    if row.state != RedactionState.DRAFT:
        raise NoSuchStep(row.state)
    return row


def _proposed(redaction: Redaction, version: int, by: Actor) -> Redaction:
    row = locked(redaction, version)
    if row.proposed_by_id == by.pk:
        raise SamePerson
    require(REDACTION_ACCESS, RedactionAct.CONFIRM, by, row)
    if row.state != RedactionState.PROPOSED:
        raise NoSuchStep(row.state)
    return row


def _count(row: Redaction, marks: list[RedactionMark], at: datetime) -> None:
    made = redacted_copy(row, marks, made_at=at)
    for mark, count in zip(marks, made.counts, strict=True):
        mark.count = count
    RedactionMark.objects.bulk_update([mark for mark in marks if mark.pk is not None], ["count"])

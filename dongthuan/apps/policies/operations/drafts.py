"""Versions of a draft: read from a file, corrected by people, published with the comments carried over."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from dongthuan.analysis.directive.model import Warning
from dongthuan.analysis.notes import numbers_in
from dongthuan.analysis.provisions import RANKS, Outline, Piece, arrange
from dongthuan.analysis.revisions import pairs_of
from dongthuan.analysis.text import nfc
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files import operations as files
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.policies.comments_lifecycle import ProvisionKind, VersionState
from dongthuan.apps.policies.comments_rules import COMMENT_ACCESS, CommentAct
from dongthuan.apps.policies.consultations_lifecycle import ConsultationState
from dongthuan.apps.policies.drafts_reading import read_draft
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.models.drafts import DraftVersion, Provision
from dongthuan.apps.policies.operations.carrying import carry_over
from dongthuan.apps.policies.operations.versions import NotInThatState, locked
from dongthuan.apps.policies.queries.drafts import pieces_of

_TAKES_VERSIONS = frozenset({ConsultationState.DRAFT, ConsultationState.OPEN, ConsultationState.CLOSED})


class AnotherIsBeingChecked(Exception):
    """A version of this consultation is being checked already: publish or drop it first."""


class NothingToPublish(Exception):
    """The version has no provision."""


class NoSuchPiece(Exception):
    """The provision to be corrected is not there, or cannot be merged or split so."""


@transaction.atomic
def upload_draft(
    *, consultation: Consultation, data: bytes, name: str, note: str, by: Actor, at: datetime
) -> DraftVersion:
    """Keep a file as the next version and read it into provisions, to be checked by a person.

    Raises NotAllowed, NotInThatState, AnotherIsBeingChecked, CannotRead, SecretMark, FileRefused.
    """
    consultation = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    require(COMMENT_ACCESS, CommentAct.UPLOAD_DRAFT, by, consultation)
    if consultation.state not in _TAKES_VERSIONS:
        raise NotInThatState(consultation.state)
    rows = DraftVersion.objects.filter(consultation=consultation)
    if rows.filter(state=VersionState.PREVIEW).exists():
        raise AnotherIsBeingChecked
    reading = read_draft(data, name)
    note = nfc(note).strip()[:4000]
    refuse_secret(note)
    last = rows.aggregate(last=Max("number"))["last"] or 0
    version = DraftVersion.objects.create(
        consultation=consultation,
        number=last + 1,
        note=note,
        file_kind=reading.kind,
        text=reading.text,
        text_hash=hashlib.sha256(reading.text.encode()).hexdigest(),
        uploaded_by_id=by.pk,
        uploaded_at=at,
    )
    unit = consultation.dossier.unit
    version.attachment = files.keep(data=data, name=name, record=version, unit=unit, by=by, at=at)
    keep_provisions(version, reading.outline, reading.warnings)
    details = {"number": version.number, "provisions": len(reading.outline.pieces)}
    audit.note(act=CommentAct.UPLOAD_DRAFT, actor=by, record=version, at=at, details=details)
    return version


def keep_provisions(version: DraftVersion, outline: Outline, others: Sequence[Warning] = ()) -> None:
    """Replace the provisions of a version that nobody has commented on yet."""
    version.provisions.all().delete()
    version.has_articles = outline.has_articles
    version.warnings = [[w.code, w.ref, w.detail] for w in (*others, *outline.warnings)]
    version.save()
    rows = [
        Provision(
            draft_version=version,
            key=secrets.token_hex(16),
            kind=piece.kind,
            number=piece.number[:20],
            path=piece.path,
            heading=piece.heading[:1000],
            text=piece.text,
            notes=[list(note) for note in piece.notes],
            words_hash=piece.words_hash,
            place=place,
            depth=piece.depth,
        )
        for place, piece in enumerate(outline.pieces, 1)
    ]
    Provision.objects.bulk_create(rows, batch_size=500)
    for row, piece in zip(rows, outline.pieces, strict=True):
        row.parent = rows[piece.parent] if piece.parent >= 0 else None
        own = row if row.kind == ProvisionKind.ARTICLE else None
        row.article = own or (row.parent.article if row.parent else None)
    Provision.objects.bulk_update(rows, ["parent", "article"], batch_size=500)


@transaction.atomic
def rewrite_provision(
    *, version: DraftVersion, seen: int, place: int, piece: Piece, by: Actor, at: datetime
) -> DraftVersion:
    """Correct kind, number, heading and words of one provision before publication; the tree follows.

    Raises NotAllowed, ChangedMeanwhile, NotInThatState, NoSuchPiece, SecretMark.
    """
    version, pieces = _to_correct(version, seen, by)
    kept = replace(
        piece,
        notes=_one(pieces, place).notes,
        number=" ".join(nfc(piece.number).split())[:20],
        heading=" ".join(nfc(piece.heading).split())[:1000],
        text=nfc(piece.text).strip(),
    )
    if kept.kind not in RANKS or not (kept.number or kept.heading or kept.text):
        raise NoSuchPiece
    refuse_secret(kept.heading, kept.text)
    pieces[place - 1] = kept
    return _corrected(version, pieces, "rewritten", place, by=by, at=at)


@transaction.atomic
def merge_provision(*, version: DraftVersion, seen: int, place: int, by: Actor, at: datetime) -> DraftVersion:
    """Make a provision part of the words of the one before it; raises as `rewrite_provision`."""
    version, pieces = _to_correct(version, seen, by)
    if place < 2:
        raise NoSuchPiece
    gone = _one(pieces, place)
    above = pieces[place - 2]
    words = "\n".join(filter(None, (above.text, gone.heading, gone.text)))
    pieces[place - 2 : place] = [replace(above, text=words, notes=above.notes + gone.notes)]
    return _corrected(version, pieces, "merged", place, by=by, at=at)


@transaction.atomic
def split_provision(
    *, version: DraftVersion, seen: int, place: int, line: int, by: Actor, at: datetime
) -> DraftVersion:
    """Cut a provision before one line of its words (the first is 1); what follows becomes a paragraph.

    Its kind and number are then corrected like any other's. Raises as `rewrite_provision`.
    """
    version, pieces = _to_correct(version, seen, by)
    whole = _one(pieces, place)
    lines = whole.text.split("\n")
    if not (1 <= line <= len(lines)) or (line == 1 and not whole.heading):
        raise NoSuchPiece
    rest = "\n".join(lines[line - 1 :])
    going = tuple(note for note in whole.notes if note[0] in numbers_in(rest))
    staying = tuple(note for note in whole.notes if note not in going)
    above = replace(whole, text="\n".join(lines[: line - 1]), notes=staying)
    below = Piece(whole.kind if whole.kind != "article" else "clause", "", "", rest, notes=going)
    pieces[place - 1 : place] = [above, below]
    return _corrected(version, pieces, "split", place, by=by, at=at)


def _to_correct(version: DraftVersion, seen: int, by: Actor) -> tuple[DraftVersion, list[Piece]]:
    version = locked(version, seen)
    require(COMMENT_ACCESS, CommentAct.CORRECT_DRAFT, by, version)
    if version.state != VersionState.PREVIEW:
        raise NotInThatState(version.state)
    return version, pieces_of(version)


def _one(pieces: Sequence[Piece], place: int) -> Piece:
    if not 1 <= place <= len(pieces):
        raise NoSuchPiece
    return pieces[place - 1]


def _corrected(
    version: DraftVersion, pieces: Sequence[Piece], what: str, place: int, *, by: Actor, at: datetime
) -> DraftVersion:
    version.corrected_by_id, version.corrected_at = by.pk, at
    kept = [Warning(*row) for row in version.warnings if row[0] not in _OF_NUMBERS]
    keep_provisions(version, arrange(pieces), kept)
    details = {"what": what, "place": place}
    audit.note(act=CommentAct.CORRECT_DRAFT, actor=by, record=version, at=at, details=details)
    return version


_OF_NUMBERS = frozenset({"missing-number", "out-of-order", "duplicate-number", "restart", "too-many"})


@transaction.atomic
def publish_draft(*, version: DraftVersion, seen: int, by: Actor, at: datetime) -> DraftVersion:
    """Publish a checked version: keys of the same words go on, comments are carried exactly or are orphans.

    Raises NotAllowed, ChangedMeanwhile, NotInThatState, NothingToPublish.
    """
    consultation = Consultation.objects.select_for_update(of=("self",)).get(pk=version.consultation_id)
    version = locked(version, seen)
    require(COMMENT_ACCESS, CommentAct.PUBLISH_DRAFT, by, version)
    if version.state != VersionState.PREVIEW or consultation.state not in _TAKES_VERSIONS:
        raise NotInThatState(version.state)
    if not version.provisions.exists():
        raise NothingToPublish
    before = DraftVersion.objects.filter(consultation=consultation).published().order_by("-number").first()
    version.state, version.published_by_id, version.published_at = VersionState.PUBLISHED, by.pk, at
    version.save()
    details: dict[str, int] = {"number": version.number}
    if before is not None:
        _keep_keys(before, version)
        details |= carry_over(consultation=consultation, before=before, version=version, by=by, at=at)
    audit.note(act=CommentAct.PUBLISH_DRAFT, actor=by, record=version, at=at, details=details)
    return version


def _keep_keys(before: DraftVersion, version: DraftVersion) -> None:
    old = list(before.provisions.order_by("place"))
    new = list(version.provisions.order_by("place"))
    for after, earlier in pairs_of(pieces_of(before), pieces_of(version)).items():
        new[after].key = old[earlier].key
    Provision.objects.bulk_update(new, ["key"], batch_size=500)


@transaction.atomic
def drop_draft(*, version: DraftVersion, seen: int, by: Actor, at: datetime) -> DraftVersion:
    """Give up a version that was never published; its file stays. Raises NotAllowed, NotInThatState."""
    version = locked(version, seen)
    require(COMMENT_ACCESS, CommentAct.DROP_DRAFT, by, version)
    if version.state != VersionState.PREVIEW:
        raise NotInThatState(version.state)
    version.state = VersionState.DROPPED
    version.save(update_fields=["state", "version"])
    audit.note(act=CommentAct.DROP_DRAFT, actor=by, record=version, at=at)
    return version

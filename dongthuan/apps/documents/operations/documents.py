"""A document is drawn up and rewritten; every save raises its version, and nothing classified is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Model

from dongthuan.analysis.text import fold
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.documents import blocks
from dongthuan.apps.documents.lifecycle import OPEN_STATES
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.queries.issuers import usual_issuer
from dongthuan.apps.documents.rules import ACCESS, Act
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.units.models import Unit
from dongthuan.docgen.letterhead import Recipient
from dongthuan.docgen.official import Annex, Block, Kind, Urgency
from dongthuan.docgen.official_record import annexes_to_plain, blocks_to_plain
from dongthuan.docgen.wording import clean

LONGEST_SUBJECT = 2_000
MOST_LETTERS = 3_000_000


class NoSubject(Exception):
    """A document says what it is about."""


class TooLong(Exception):
    """The subject or the whole is longer than a document can be."""


class ChangedMeanwhile(Exception):
    """Somebody else saved this document since it was opened."""


class NotInThatState(Exception):
    """This step does not lead on from the state the document is in."""


@dataclass(frozen=True, slots=True)
class DocumentContent:
    """What one writes down; issuer: None = the usual one of the unit."""

    kind: Kind
    unit: Unit
    subject: str
    body: Sequence[Block]
    addressees: Sequence[str] = ()
    recipients: Sequence[Recipient] = ()
    archive: str = "VT"
    annexes: Sequence[Annex] = ()
    issuer: Unit | None = None
    urgency: Urgency = Urgency.NONE


class More(TypedDict, total=False):
    """What else a document may say. record: what it is drawn up from."""

    addressees: Sequence[str]
    recipients: Sequence[Recipient]
    archive: str
    annexes: Sequence[Annex]
    issuer: Unit | None
    urgency: Urgency
    record: Model | None


@transaction.atomic
def draw_up(
    *,
    kind: Kind,
    unit: Unit,
    subject: str,
    body: Sequence[Block],
    by: Actor,
    at: datetime,
    **more: Unpack[More],
) -> OfficialDocument:
    """Draw up a draft, by hand or from what another app decided (`record`).

    Raises NoSubject, TooLong, and SecretMark before anything is kept.
    """
    record = more.pop("record", None)
    content = DocumentContent(kind, unit, subject, body, **more)  # type: ignore[misc]  # the record is out
    document = OfficialDocument(unit=unit, author_id=by.pk, created_at=at, changed_at=at)
    document.year = local_day(at).year
    require(ACCESS, Act.DRAW_UP, by, document)
    if record is not None:
        document.record_type, document.record_key = record._meta.label_lower, str(record.pk)
    _fill(document, content)
    document.save()
    details = {"kind": document.kind, "unit": unit.code}
    audit.note(act=Act.DRAW_UP, actor=by, record=document, at=at, details=details)
    return document


@transaction.atomic
def rewrite(
    *, document: OfficialDocument, version: int, content: DocumentContent, by: Actor, at: datetime
) -> OfficialDocument:
    """Write an open document anew; who did so can no longer sign it.

    Raises ChangedMeanwhile, NotInThatState, NoSubject, TooLong, SecretMark.
    """
    document = locked(document, version=version)
    require(ACCESS, Act.EDIT, by, document)
    if document.state not in OPEN_STATES:
        raise NotInThatState(document.state)
    document.unit = content.unit
    require(ACCESS, Act.EDIT, by, document)
    _fill(document, content)
    document.version += 1
    document.changed_at = at
    document.save()
    if by.pk != document.author_id:
        document.editors.add(by.pk)
    audit.note(act=Act.EDIT, actor=by, record=document, at=at, details={"version": document.version})
    return document


def _fill(document: OfficialDocument, content: DocumentContent) -> None:
    """Put clean words into the row; raises before anything is kept."""
    subject = clean(content.subject)
    body, annexes = blocks.tidied(content.body), blocks.tidied_annexes(content.annexes)
    addressees = [words for one in content.addressees if (words := clean(one))]
    recipients = [(clean(one.name), clean(one.purpose)) for one in content.recipients if clean(one.name)]
    lines = [subject, *addressees, *(name for name, _ in recipients), *blocks.words_of(body, annexes)]
    _refuse(subject, lines)
    document.kind, document.subject = content.kind.value, subject
    document.issuer = content.issuer or usual_issuer(content.unit)
    document.addressees = addressees
    document.recipients = [{"name": name, "purpose": purpose} for name, purpose in recipients]
    document.urgency = content.urgency.value
    document.archive = clean(content.archive)[:120] or "VT"
    document.body, document.annexes = blocks_to_plain(body), annexes_to_plain(annexes)
    document.folded = fold(f"{document.symbol} {subject}")


def _refuse(subject: str, lines: Sequence[str]) -> None:
    if not subject:
        raise NoSubject
    if len(subject) > LONGEST_SUBJECT or sum(map(len, lines)) > MOST_LETTERS:
        raise TooLong
    refuse_secret("\n".join(lines))


def locked(document: OfficialDocument, *, version: int) -> OfficialDocument:
    """Return the document locked for a change; raises ChangedMeanwhile if `version` is no longer stored."""
    rows = OfficialDocument.objects.select_for_update(of=("self",)).select_related(
        "unit", "issuer__parent", "author", "proposed"
    )
    document = rows.get(pk=document.pk)
    if document.version != version:
        raise ChangedMeanwhile(document.pk)
    return document

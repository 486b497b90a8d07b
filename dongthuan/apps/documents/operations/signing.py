"""The way of a document to its signature: submitted, returned or signed by another, issued, cancelled."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dongthuan.analysis.text import fold
from dongthuan.apps.accounts.models import SYSTEM_NAME, Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.documents.lifecycle import DOCUMENT_NEXT, DocumentState
from dongthuan.apps.documents.models.authorities import SigningAuthority
from dongthuan.apps.documents.models.documents import FrozenContent, OfficialDocument
from dongthuan.apps.documents.operations.documents import NotInThatState, locked
from dongthuan.apps.documents.operations.registers import enter, next_number
from dongthuan.apps.documents.queries import contents, signing
from dongthuan.apps.documents.queries.registers import is_numbered
from dongthuan.apps.documents.rules import ACCESS, Act
from dongthuan.apps.notices import operations as notices
from dongthuan.docgen import official_record
from dongthuan.docgen.official import Kind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class NoReason(Exception):
    """A document is returned or cancelled with a reason."""


class NothingToSign(Exception):
    """The document has no text yet."""


class NoAddressee(Exception):
    """A dispatch is addressed to somebody."""


class NotForThis(Exception):
    """The proposed authority does not reach this document, or belongs to somebody who wrote it."""


class NoAuthority(Exception):
    """The officer has no authority in force on that day that reaches this document."""


def _step(document: OfficialDocument, to: DocumentState, *, at: datetime) -> None:
    if to not in DOCUMENT_NEXT[DocumentState(document.state)]:
        raise NotInThatState(document.state)
    document.state = to
    document.version += 1
    document.changed_at = at


@transaction.atomic
def submit(
    *,
    document: OfficialDocument,
    version: int,
    by: Officer,
    at: datetime,
    proposed: SigningAuthority | None = None,
) -> OfficialDocument:
    """Hand a document in for signature, and tell who may sign it; from then on its text stands.

    Who hands minutes in signs them as the secretary. proposed: whose signature is sought; None = whoever may.
    Raises NothingToSign, NoAddressee, NotForThis.
    """
    document = locked(document, version=version)
    require(ACCESS, Act.SUBMIT, by, document)
    _step(document, DocumentState.SUBMITTED, at=at)
    if not document.body:
        raise NothingToSign
    if document.kind == Kind.DISPATCH and not document.addressees:
        raise NoAddressee
    document.submitted_by, document.submitted_at, document.return_reason = by, at, ""
    possible = signing.possible_signatures(document, on=local_day(at))
    if proposed is not None and proposed.pk not in {one.pk for one in possible}:
        raise NotForThis
    document.proposed = proposed
    document.save()
    audit.note(act=Act.SUBMIT, actor=by, record=document, at=at, details={"version": document.version})
    asked = [proposed] if proposed else possible
    for officer in {one.officer_id: one.officer for one in asked}.values():
        _tell(document, officer, _("Awaiting your signature: {subject}"), Act.SUBMIT, at)
    return document


@transaction.atomic
def withdraw(*, document: OfficialDocument, version: int, by: Officer, at: datetime) -> OfficialDocument:
    """Take a submitted document back to go on working on it."""
    document = locked(document, version=version)
    require(ACCESS, Act.SUBMIT, by, document)
    if document.state != DocumentState.SUBMITTED:
        raise NotInThatState(document.state)
    _step(document, DocumentState.DRAFT, at=at)
    document.submitted_by = document.submitted_at = document.proposed = None
    document.save()
    audit.note(act=Act.SUBMIT, actor=by, record=document, at=at, details={"withdrawn": True})
    return document


@transaction.atomic
def send_back(
    *, document: OfficialDocument, version: int, reason: str, by: Officer, at: datetime
) -> OfficialDocument:
    """Give a submitted document back to its authors with a reason; raises NoReason without one."""
    document = locked(document, version=version)
    require(ACCESS, Act.SEND_BACK, by, document)
    _step(document, DocumentState.RETURNED, at=at)
    if not reason.strip():
        raise NoReason
    document.return_reason = reason.strip()
    document.save()
    audit.note(act=Act.SEND_BACK, actor=by, record=document, at=at, ground=document.return_reason)
    _tell_authors(document, _("Returned to you: {subject}"), Act.SEND_BACK, at)
    return document


@transaction.atomic
def sign(
    *, document: OfficialDocument, authority: SigningAuthority, version: int, by: Officer, at: datetime
) -> OfficialDocument:
    """Sign the version on the signer's screen, number it from the register, and freeze what is printed.

    A press release goes without number where its issuer chose so.
    Who drew it up, edited or submitted it cannot sign; there is no override. Raises NoAuthority,
    ChangedMeanwhile, NotInThatState; in each case no number is used up.
    """
    document = locked(document, version=version)
    require(ACCESS, Act.SEND_BACK, by, document)
    on = local_day(at)
    authority = _in_force(document, authority, by, on=on)
    require(ACCESS, Act.SIGN, by, document)
    _step(document, DocumentState.SIGNED, at=at)
    register, number = None, None
    if is_numbered(document.issuer_id, document.kind):
        register, number = next_number(document, year=on.year)
    content = contents.signed_content(document, authority=authority, number=number, signed_on=on)
    document.signed_by, document.authority, document.signed_at, document.signed_on = by, authority, at, on
    document.number, document.year, document.symbol = number, on.year, contents.symbol_of(content)
    document.content_hash = contents.sha256_of(content)
    document.folded = fold(f"{document.symbol} {document.subject}".strip())
    document.save()
    plain = official_record.to_plain(content)
    FrozenContent.objects.create(document=document, content=plain, sha256=document.content_hash)
    if register is not None and number is not None:
        enter(register=register, number=number, document=document, at=at)
    details = {"symbol": document.symbol, "hash": document.content_hash, "authority": authority.pk}
    audit.note(act=Act.SIGN, actor=by, record=document, at=at, ground=authority.ground, details=details)
    _tell_authors(document, _("Signed: {subject}"), Act.SIGN, at)
    return document


def _in_force(
    document: OfficialDocument, authority: SigningAuthority, by: Officer, *, on: date
) -> SigningAuthority:
    """Return the authority as stored, held against changes; raises NoAuthority if it is not good for this."""
    rows = signing.reaching(document).in_force(on=on).select_for_update(of=("self",))
    found = rows.select_related("officer").filter(pk=authority.pk, officer=by).first()
    if found is None:
        raise NoAuthority(on)
    return found


@transaction.atomic
def issue(*, document: OfficialDocument, version: int, by: Officer, at: datetime) -> OfficialDocument:
    """Note that the signed document went out to its recipients."""
    document = locked(document, version=version)
    require(ACCESS, Act.ISSUE, by, document)
    _step(document, DocumentState.ISSUED, at=at)
    document.issued_by, document.issued_at = by, at
    document.save()
    audit.note(act=Act.ISSUE, actor=by, record=document, at=at, details={"symbol": document.symbol})
    return document


@transaction.atomic
def cancel(
    *, document: OfficialDocument, version: int, reason: str, by: Actor, at: datetime
) -> OfficialDocument:
    """Give a document up with a reason; the number of a signed one stays used, and its text stays to be read.

    A signed one only by a leader or the Office, and only before it went out.
    """
    document = locked(document, version=version)
    act = Act.CANCEL if document.signed_on is None else Act.CANCEL_SIGNED
    require(ACCESS, act, by, document)
    _step(document, DocumentState.CANCELLED, at=at)
    if not reason.strip():
        raise NoReason
    document.cancel_reason = reason.strip()
    document.save()
    audit.note(act=act, actor=by, record=document, at=at, ground=document.cancel_reason)
    return document


def _tell_authors(document: OfficialDocument, words: "_StrPromise", act: Act, at: datetime) -> None:
    people = {one.pk: one for one in (document.author, document.submitted_by) if one is not None}
    for officer in people.values():
        _tell(document, officer, words, act, at)


def _tell(document: OfficialDocument, officer: Officer, words: "_StrPromise", act: Act, at: datetime) -> None:
    if officer.username == SYSTEM_NAME:
        return
    notices.queue(
        kind=act.value,
        recipient=officer,
        title=format_lazy(words, subject=document.subject[:200]),
        at=at,
        record=document,
        url=reverse("documents:document", args=[document.pk]),
        key=f"{act.value}:{document.pk}:{document.version}",
    )

"""What is printed of a document: the frozen content once it is signed, before that what is decided so far."""

import hashlib
from datetime import date

from dongthuan.apps.common.clock import local_day
from dongthuan.apps.documents.lifecycle import OPEN_STATES, PREFIXES, Capacity
from dongthuan.apps.documents.models.authorities import SigningAuthority
from dongthuan.apps.documents.models.documents import FrozenContent, OfficialDocument
from dongthuan.apps.documents.queries.registers import is_numbered
from dongthuan.apps.units.models import Agency, Unit
from dongthuan.apps.units.queries import current_agency
from dongthuan.docgen import official_record
from dongthuan.docgen.letterhead import Letterhead, Recipient, Signature
from dongthuan.docgen.official import Document, Kind, Urgency

# Over the names below minutes (Decree 30/2020/NĐ-CP, Annex III); the authority is recorded all the same.
CHAIR, SECRETARY = "Chủ tọa", "Thư ký"
OTHER_PARTY = "Đại diện bên B"  # signs a contract on paper, on the left


class Altered(Exception):
    """What is stored is not what was signed: its hash differs."""


def content_of(document: OfficialDocument) -> Document:
    """Return what is printed; raises Altered where the frozen content does not fit its hash."""
    if document.signed_on is None:
        return drafted_content(document)
    frozen = FrozenContent.objects.filter(pk=document.pk).first()
    if frozen is None:
        raise Altered(document.pk)
    return thawed(frozen, document.content_hash)


def thawed(frozen: FrozenContent, content_hash: str) -> Document:
    """Return the content that was signed; raises Altered where it does not fit the hash."""
    try:
        content = official_record.from_plain(frozen.content)
    except official_record.CannotRestore:
        raise Altered(frozen.pk) from None
    if not sha256_of(content) == frozen.sha256 == content_hash:
        raise Altered(frozen.pk)
    return content


def sha256_of(content: Document) -> str:
    """Return the SHA-256 of all that is printed, number and signature included."""
    return hashlib.sha256(official_record.to_json(content).encode()).hexdigest()


def drafted_content(document: OfficialDocument) -> Document:
    """Return the content of a document that is not signed: no number, no day, no name, the stamp DỰ THẢO."""
    proposed = document.proposed or usual_authority(document)
    signature = signature_of(proposed) if proposed else Signature("")
    return _content(document, signature=signature, signed_on=None, number=None)


def signed_content(
    document: OfficialDocument, *, authority: SigningAuthority, number: int | None, signed_on: date
) -> Document:
    """Return the content as it is signed on a day under an authority, with its number if it gets one."""
    signature = signature_of(authority, name=authority.officer.full_name)
    return _content(document, signature=signature, signed_on=signed_on, number=number)


def usual_authority(document: OfficialDocument) -> SigningAuthority | None:
    """Return the authority of the issuer that stands first: its head's, on the day of the last change."""
    reaching = SigningAuthority.objects.covering(issuer_id=document.issuer_id, kind=document.kind)
    found = list(reaching.in_force(on=local_day(document.changed_at)).select_related("officer"))
    order = list(Capacity)
    return min(found, key=lambda one: (order.index(Capacity(one.capacity)), one.pk), default=None)


def signature_of(authority: SigningAuthority, *, name: str = "") -> Signature:
    """Return the signature block that follows from an authority."""
    mode = PREFIXES[Capacity(authority.capacity)]
    return Signature(title=authority.title, name=name, mode=mode, principal=authority.principal)


def _content(
    document: OfficialDocument, *, signature: Signature, signed_on: date | None, number: int | None
) -> Document:
    second = None
    if document.kind == Kind.MINUTES:
        signature, second = Signature(CHAIR, signature.name), Signature(SECRETARY, _secretary_of(document))
    if document.kind == Kind.CONTRACT:
        second = Signature(OTHER_PARTY)
    return Document(
        kind=Kind(document.kind),
        letterhead=letterhead_of(document, signed_on=signed_on),
        subject=document.subject,
        body=official_record.blocks_from_plain(document.body),
        signature=signature,
        number=str(number) if number is not None else None,
        addressees=tuple(document.addressees),
        recipients=tuple(Recipient(one["name"], one["purpose"]) for one in document.recipients),
        archive=document.archive,
        annexes=official_record.annexes_from_plain(document.annexes),
        is_draft=signed_on is None,
        cosignature=second,
        urgency=Urgency(document.urgency),
    )


def _secretary_of(document: OfficialDocument) -> str:
    """Return who handed the minutes in, which is the secretary's signature; nobody while they are written."""
    if document.state in OPEN_STATES or document.submitted_by is None:
        return ""
    return document.submitted_by.full_name


def letterhead_of(document: OfficialDocument, *, signed_on: date | None) -> Letterhead:
    """Return the head: the agency under its superior body, or a unit with its own seal under the agency."""
    agency, issuer = current_agency(), document.issuer
    return Letterhead(
        parent_agency=_above(issuer, agency),
        agency=issuer.name,
        code_suffix=_suffix(document, _code(issuer, agency)),
        place=agency.place if agency else "",
        signed_on=signed_on,
    )


def _above(issuer: Unit, agency: Agency | None) -> str:
    if issuer.parent is not None:
        return issuer.parent.name
    return agency.parent_name if agency else ""


def _code(issuer: Unit, agency: Agency | None) -> str:
    return agency.document_code if agency and agency.unit_id == issuer.pk else issuer.code


def _suffix(document: OfficialDocument, code: str) -> str:
    """Return what follows the number: KH-VHL, of a dispatch code and writer: VHL-VP; without a number ""."""
    if not is_numbered(document.issuer_id, document.kind):
        return ""
    if document.kind != Kind.DISPATCH:
        return f"{document.kind}-{code}"
    return code if document.unit_id == document.issuer_id else f"{code}-{document.unit.code}"


def symbol_of(content: Document) -> str:
    """Return number and symbol as one cites them: 07/KH-VHL."""
    return content.letterhead.number_line(content.number).removeprefix("Số:").strip()

"""An official document as decided content: head, body of blocks, signature, recipients, annexes."""

from dataclasses import dataclass
from enum import StrEnum

from dongthuan.docgen.letterhead import Letterhead, Recipient, Signature


class Urgency(StrEnum):
    """How fast a document goes, as its stamp says (Decree 30/2020/NĐ-CP, Annex I, part 10b)."""

    NONE = ""
    URGENT = "KHẨN"
    VERY_URGENT = "THƯỢNG KHẨN"
    AT_ONCE = "HỎA TỐC"


class Kind(StrEnum):
    """The kinds we draw, by their abbreviation (Decree 30/2020/NĐ-CP, article 7); a dispatch has none."""

    PLAN = "KH"
    REPORT = "BC"
    DISPATCH = "CV"
    NOTICE = "TB"
    INVITATION = "GM"
    DECISION = "QĐ"
    MINUTES = "BB"
    RELEASE = "TC"
    AUTHORISATION = "GUQ"
    CONTRACT = "HĐ"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. level: 1 = "I. …" capitals bold, 2 = "1. …" bold, 3 = "a) …"."""

    words: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body. is_basis: one of the "Căn cứ …" lines, set in italics."""

    words: str
    is_basis: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one row of headings. widths: relative, one a column; () = by what the cells hold.

    numeric: the columns (from 0) set to the right. caption: "" = none.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()
    numeric: tuple[int, ...] = ()
    caption: str = ""


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex on pages of its own; is_landscape turns them for wide tables."""

    title: str
    blocks: tuple[Block, ...]
    is_landscape: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """All that is printed, decided beforehand; nothing is looked up while it is drawn.

    number: None until it is registered. addressees: the lines after "Kính gửi:" (of an invitation: who is
    invited). archive: after "Lưu:", as "VT, VP". is_draft: the stamp DỰ THẢO.
    cosignature: the second signature, on the left: of minutes the secretary's (the chair signs on the
    right), of a contract the other party's.
    issuer: who decides, above the grounds of a decision; "" = the head of the agency, by the signature.
    """

    kind: Kind
    letterhead: Letterhead
    subject: str
    body: tuple[Block, ...]
    signature: Signature
    number: str | None = None
    addressees: tuple[str, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    archive: str = "VT"
    annexes: tuple[Annex, ...] = ()
    is_draft: bool = False
    cosignature: Signature | None = None
    issuer: str = ""
    urgency: Urgency = Urgency.NONE

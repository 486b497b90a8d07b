"""The signed document that goes with a mail: found, held against its hash, drawn as a PDF not too large."""

from django.db.models import Model

from dongthuan.apps.documents.lifecycle import NUMBERED_STATES, DocumentState
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.queries.contents import Altered, content_of
from dongthuan.apps.documents.wording import file_name
from dongthuan.apps.notices.outside import MOST_BYTES, Enclosed
from dongthuan.apps.press.letters import SignedPaper
from dongthuan.apps.press.models.answers import Answer
from dongthuan.docgen import official_pdf
from dongthuan.docgen.official import Document
from dongthuan.docgen.wording import clean

PDF = "application/pdf"


class PaperCancelled(Exception):
    """The document that was to be sent was cancelled."""


class LetterNotSigned(Exception):
    """A letter of this answer is drawn up, and not signed yet."""


class LetterDiffers(Exception):
    """The signed letter does not hold the cleared text of the answer word by word."""


class PaperAltered(Exception):
    """What is stored of the document is not what was signed: nothing is sent."""


class PaperTooLarge(Exception):
    """The document as a file is larger than a mail may carry."""


def signed_paper(document: OfficialDocument) -> tuple[Document, SignedPaper]:
    """Return what was signed and the file of it. Raises PaperCancelled, PaperAltered, PaperTooLarge.

    The document must be signed; its content is held against the hash of the register before it is drawn.
    """
    if document.state == DocumentState.CANCELLED:
        raise PaperCancelled
    try:
        content = content_of(document)
    except Altered:
        raise PaperAltered from None
    assert document.signed_at is not None
    data = official_pdf.as_pdf(content, made_at=document.signed_at)
    if len(data) > MOST_BYTES:
        raise PaperTooLarge
    reference = f"{document.symbol} · SHA-256 {document.content_hash}"
    file = Enclosed(file_name(document, "pdf"), PDF, data, reference)
    return content, SignedPaper(document.symbol, document.content_hash, file)


def letter_of(answer: Answer) -> SignedPaper | None:
    """Return the signed letter of an answer, or None where none was ever drawn up: then its words go alone.

    Raises LetterNotSigned, LetterDiffers, PaperCancelled (the only letter signed was cancelled),
    PaperAltered, PaperTooLarge.
    """
    letters = _drawn_up_from(answer)
    standing = [one for one in letters if one.state != DocumentState.CANCELLED]
    if not standing:
        if any(one.signed_on is not None for one in letters):
            raise PaperCancelled
        return None
    latest = standing[0]
    if latest.state not in NUMBERED_STATES:
        raise LetterNotSigned
    content, paper = signed_paper(latest)
    if not _holds(content, answer.text):
        raise LetterDiffers
    return paper


def _drawn_up_from(record: Model) -> list[OfficialDocument]:
    rows = OfficialDocument.objects.filter(record_type=record._meta.label_lower, record_key=str(record.pk))
    return list(rows.order_by("-pk"))


def was_cancelled(record: Model) -> bool:
    """Say whether the latest document drawn up from a record was signed and then cancelled."""
    latest = next(iter(_drawn_up_from(record)), None)
    return latest is not None and latest.state == DocumentState.CANCELLED and latest.signed_on is not None


def _holds(content: Document, text: str) -> bool:
    """Say whether the paragraphs of a letter hold every line of a text, in order, nothing between them."""
    said = [clean(block.words) for block in content.body if hasattr(block, "words")]
    wanted = [words for line in text.splitlines() if (words := clean(line))]
    places = range(len(said) - len(wanted) + 1)
    return any(said[place : place + len(wanted)] == wanted for place in places)

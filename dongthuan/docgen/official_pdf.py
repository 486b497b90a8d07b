"""An official document as PDF."""

from datetime import datetime

from dongthuan.docgen import typeset
from dongthuan.docgen.official import Document
from dongthuan.docgen.official_data import official_data


def as_pdf(document: Document, *, made_at: datetime) -> bytes:
    """Return the document as an archival, accessible PDF; equal document and instant, equal bytes.

    made_at: aware; written into the file as its date.
    """
    return typeset.as_pdf("official.typ", official_data(document), made_at=made_at)

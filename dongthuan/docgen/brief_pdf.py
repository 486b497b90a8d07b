"""The daily brief as PDF."""

from datetime import datetime

from dongthuan.docgen import typeset
from dongthuan.docgen.brief import Brief
from dongthuan.docgen.brief_data import brief_data


def as_pdf(brief: Brief, *, made_at: datetime) -> bytes:
    """Return the brief as an archival, accessible PDF; equal brief and instant, equal bytes.

    made_at: aware; written into the file as its date.
    """
    return typeset.as_pdf("brief.typ", brief_data(brief), made_at=made_at)

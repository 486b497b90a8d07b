"""The register of outgoing documents as a sheet, in the columns of Decree 30/2020/NĐ-CP, Annex IV."""

from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dongthuan.apps.documents.lifecycle import DocumentKind, DocumentState
from dongthuan.apps.documents.models.registers import RegisterEntry
from dongthuan.docgen.sheet import Cell, Sheet

MOST_ROWS = 50_000


def book_of(entries: QuerySet[RegisterEntry]) -> Sheet:
    """Return the book of the entries in their order; at most 50,000 lines."""
    header = (
        _("Number and symbol"),
        _("Day"),
        _("Kind"),
        _("What it is about"),
        _("Signed by"),
        _("Recipients"),
        _("Drawn up by"),
        _("State"),
        _("Note"),
    )
    rows = (_row(entry) for entry in entries[:MOST_ROWS].iterator(chunk_size=500))
    return Sheet(_("Register"), header, rows, widths=(18, 12, 20, 60, 24, 40, 24, 14, 40))


def _row(entry: RegisterEntry) -> tuple[Cell, ...]:
    document = entry.document
    return (
        document.symbol,
        document.signed_on or localtime(entry.registered_at).date(),
        str(DocumentKind(document.kind).label),
        document.subject,
        document.signed_by.full_name if document.signed_by else "",
        "; ".join(one["name"] for one in document.recipients),
        document.unit.label,
        str(DocumentState(document.state).label),
        document.cancel_reason,
    )

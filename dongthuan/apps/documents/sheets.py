"""The list of documents and the register as sheets; the register in the columns of Decree 30, Annex IV."""

from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.apps.common.sheets import Column, Columns, heading_where_cut
from dongthuan.apps.documents.lifecycle import DocumentKind, DocumentState
from dongthuan.apps.documents.models.authorities import SigningAuthority
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.models.registers import RegisterEntry
from dongthuan.docgen.sheet import Cell, Sheet

MOST_ROWS = 50_000
AUTHORITIES: Columns[SigningAuthority] = (
    Column(gettext_lazy("Officer"), lambda row: row.officer.full_name, 28),
    Column(gettext_lazy("Signs as"), lambda row: "\n".join(row.capacity_lines), 40),
    Column(gettext_lazy("Documents of"), lambda row: row.unit.label, 24),
    Column(gettext_lazy("Kinds"), lambda row: ", ".join(row.kinds), 18),
    Column(gettext_lazy("From"), lambda row: row.start_on, 14),
    Column(gettext_lazy("Until before"), lambda row: row.end_on, 14),
)


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
    return Sheet(
        _("Register"),
        header,
        rows,
        widths=(18, 12, 20, 60, 24, 40, 24, 14, 40),
        heading=heading_where_cut(entries, MOST_ROWS),
    )


def list_of(documents: QuerySet[OfficialDocument]) -> Sheet:
    """Return the list of documents in their order; at most 50,000 lines."""
    header = (
        _("What it is about"),
        _("Number and symbol"),
        _("Kind"),
        _("State"),
        _("Unit"),
        _("Issued by"),
        _("Drawn up by"),
        _("Drawn up"),
        _("Changed"),
        _("Signed on"),
        _("Signed by"),
        _("Sent out"),
        _("Note"),
    )
    rows = (_line(one) for one in documents[:MOST_ROWS].iterator(chunk_size=500))
    return Sheet(
        _("Official documents"),
        header,
        rows,
        widths=(60, 18, 20, 16, 24, 24, 24, 18, 18, 14, 24, 18, 40),
        heading=heading_where_cut(documents, MOST_ROWS),
    )


def _line(document: OfficialDocument) -> tuple[Cell, ...]:
    return (
        document.subject,
        document.symbol,
        str(DocumentKind(document.kind).label),
        str(DocumentState(document.state).label),
        document.unit.label,
        document.issuer.label,
        document.author.full_name,
        localtime(document.created_at),
        localtime(document.changed_at),
        document.signed_on,
        document.signed_by.full_name if document.signed_by else "",
        localtime(document.issued_at) if document.issued_at else None,
        document.cancel_reason or document.return_reason,
    )


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

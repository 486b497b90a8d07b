"""Reads of documents: the list with its filters, one document, its history, what came from a record."""

from datetime import date
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Model

from dongthuan.analysis.text import fold, tokens
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.documents.models.documents import OfficialDocument, OfficialDocumentQuerySet

MOST_WORDS = 12
MOST_ENTRIES = 200


def documents_listed(officer: Officer, wanted: dict[str, Any]) -> OfficialDocumentQuerySet:
    """Return the documents an officer may read that pass the filters; empty ones let everything pass.

    wanted: keys of `forms.documents.FilterForm`.
    """
    rows = OfficialDocument.objects.visible_to(officer).light()
    exact = {name: wanted[name] for name in ("kind", "state", "unit", "year") if wanted.get(name)}
    rows = rows.filter(**exact)
    if wanted.get("mine"):
        rows = rows.awaiting(officer)
    if words := tokens(fold(str(wanted.get("q") or "")))[:MOST_WORDS]:
        asked = " & ".join(f"'{word}':*" for word in words)
        query = SearchQuery(asked, search_type="raw", config="simple")
        rows = rows.annotate(words=SearchVector("folded", config="simple")).filter(words=query)
    return rows.select_related("unit", "issuer", "author", "signed_by")


def document_seen(officer: Officer) -> OfficialDocumentQuerySet:
    """Return the documents an officer may read, with what their page shows."""
    parts = (
        "unit",
        "issuer__parent",
        "author",
        "submitted_by",
        "signed_by",
        "issued_by",
        "proposed__officer",
    )
    return OfficialDocument.objects.visible_to(officer).select_related(*parts)


def history_of(document: OfficialDocument) -> list[Entry]:
    """Return what was done with a document, the latest first."""
    entries = Entry.objects.filter(
        record_type=document._meta.label_lower, record_key=str(document.pk)
    ).select_related("actor")
    return list(entries.order_by("-id")[:MOST_ENTRIES])


def drawn_up_from(record: Model, *, seen_by: Officer) -> OfficialDocumentQuerySet:
    """Return the documents drawn up from a record of another app that an officer may read."""
    rows = OfficialDocument.objects.visible_to(seen_by).light()
    return rows.filter(record_type=record._meta.label_lower, record_key=str(record.pk))


def years_of_documents(*, today: date) -> list[int]:
    """Return the years for a filter, the latest first: from the first document's to this year."""
    first = OfficialDocument.objects.order_by("year").values_list("year", flat=True).first()
    return list(range(today.year, min(first or today.year, today.year) - 1, -1))

"""Who may sign what: authorities that reach a document, what waits for somebody, and why somebody may not."""

from collections.abc import Sequence
from datetime import date

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.documents.models.authorities import SigningAuthority, SigningAuthorityQuerySet
from dongthuan.apps.documents.models.documents import OfficialDocument, OfficialDocumentQuerySet
from dongthuan.apps.documents.rules import is_not_author


def to_sign(officer: Officer) -> OfficialDocumentQuerySet:
    """Return the documents that wait for a signature this officer may give on his day, the latest first."""
    rows = OfficialDocument.objects.visible_to(officer).awaiting(officer).light()
    return rows.select_related("unit", "issuer", "author", "submitted_by").order_by("-changed_at", "-id")


def authorities_for(document: OfficialDocument, officer: Officer, *, on: date) -> list[SigningAuthority]:
    """Return the officer's authorities in force on a day that reach a document, the proposed one first."""
    rows = reaching(document).in_force(on=on).filter(officer=officer).select_related("officer", "unit")
    return sorted(rows, key=lambda one: (one.pk != document.proposed_id, one.capacity != "head", one.pk))


def reaching(document: OfficialDocument) -> SigningAuthorityQuerySet:
    """Return the authorities that reach a document by issuer and kind, whenever they are in force."""
    return SigningAuthority.objects.covering(issuer_id=document.issuer_id, kind=document.kind)


def possible_signatures(document: OfficialDocument, *, on: date) -> Sequence[SigningAuthority]:
    """Return the authorities in force under which somebody who did not write the document may sign it."""
    rows = reaching(document).in_force(on=on).select_related("officer")
    return [one for one in rows if is_not_author(one.officer.on(on), document)]

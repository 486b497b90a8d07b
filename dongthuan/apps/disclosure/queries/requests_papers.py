"""The papers of a request that whoever holds its code may fetch: receipt, handling, notices sent out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.clock import local_day
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.queries.papers import slip_of
from dongthuan.apps.documents.lifecycle import DocumentState
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.queries.contents import content_of
from dongthuan.docgen import official_pdf, slip

RECEIPT, HANDLING = "02", "03"


@dataclass(frozen=True, slots=True)
class PublicPaper:
    """One paper. key: by which it is asked for; label: what it is; draw: gives its PDF, made at an instant.

    draw raises documents' Altered where what is stored is not what was signed.
    """

    key: str
    label: str | Promise
    draw: Callable[[datetime], bytes]


def papers_of_code(request: InformationRequest) -> list[PublicPaper]:
    """Return what the holder of the code may fetch: nothing once personal data has been let go.

    Of official documents only those that were signed and sent out; never a draft.
    """
    if request.purged_at is not None:
        return []
    papers = [_slip(request, RECEIPT, _("Receipt (form 02)"))]
    if request.valid_at is not None:
        papers.append(_slip(request, HANDLING, _("How it is handled: time, place, form, cost (form 03)")))
    issued = OfficialDocument.objects.filter(
        record_type=request._meta.label_lower, record_key=str(request.pk), state=DocumentState.ISSUED
    )
    return papers + [
        _document(one) for one in issued.select_related("issuer", "unit").order_by("signed_on", "pk")
    ]


def paper_of_code(request: InformationRequest, key: str) -> PublicPaper | None:
    """Return one paper by its key, None where the holder of the code may not fetch it."""
    return next((one for one in papers_of_code(request) if one.key == key), None)


def _slip(request: InformationRequest, code: str, label: str | Promise) -> PublicPaper:
    def draw(at: datetime) -> bytes:
        return slip.as_pdf(slip_of(request, code, on=local_day(at)), made_at=at)

    return PublicPaper(code, label, draw)


def _document(document: OfficialDocument) -> PublicPaper:
    def draw(_at: datetime) -> bytes:
        return official_pdf.as_pdf(content_of(document), made_at=document.signed_at or document.changed_at)

    return PublicPaper(f"doc-{document.pk}", document.subject, draw)

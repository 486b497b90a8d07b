"""The list of documents, one document on paper, its way to the signature, and its files."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.documents.models.documents import OfficialDocument


def document(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one document."""
    return HttpResponse(str(get_object_or_404(OfficialDocument.objects.visible_to(request.user), pk=pk)))

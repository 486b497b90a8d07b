"""The documents of a consultation in one place: for officers, with what the public sees of each."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.common.paging import LARGEST_KEY
from dongthuan.apps.files.responses import download
from dongthuan.apps.policies.consultations_lifecycle import DocumentKind
from dongthuan.apps.policies.consultations_rules import CONSULTATION_ACCESS, ConsultationAct
from dongthuan.apps.policies.forms.consultation_documents import DocumentForm
from dongthuan.apps.policies.models.consultation_documents import ConsultationDocument
from dongthuan.apps.policies.operations import consultations_documents as operations
from dongthuan.apps.policies.queries.consultations import consultations_seen
from dongthuan.apps.policies.views.consultations import consultation_of
from dongthuan.apps.policies.views.drafts import attempt
from dongthuan.apps.press.forms.register_fields import ReasonForm, VersionForm


@require_http_methods(["GET", "POST"])
def list_documents(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show the documents of a consultation; add one."""
    consultation = consultation_of(request, pk)
    may_add = CONSULTATION_ACCESS[ConsultationAct.ADD_DOCUMENT](request.user, consultation)
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        require(CONSULTATION_ACCESS, ConsultationAct.ADD_DOCUMENT, request.user, consultation)
        made = attempt(
            form,
            lambda: operations.add_document(
                consultation=consultation,
                kind=DocumentKind(form.cleaned_data["kind"]),
                title=form.cleaned_data["title"],
                file=form.content(),
                by=request.user,
                at=clock.now(),
            ),
        )
        if made:
            messages.success(
                request, _("The document is kept; the public sees it once another lets it through.")
            )
            return redirect("policies:documents", pk=pk)
    rows = consultation.documents.select_related("attachment", "added_by", "checked_by", "withdrawn_by")
    page = {
        "consultation": consultation,
        "documents": [(row, _may(request, row)) for row in rows],
        "versions": consultation.draft_versions.select_related("attachment").defer("text"),
        "form": form if may_add else None,
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "policies/documents.html", page, status=status)


def _may(request: OfficerRequest, row: ConsultationDocument) -> dict[str, bool]:
    """Return which buttons a document has for this officer."""
    is_in_use = row.withdrawn_at is None
    asked: dict[str, ConsultationAct] = {
        "let_through": ConsultationAct.LET_DOCUMENT_THROUGH,
        "withdraw": ConsultationAct.WITHDRAW_DOCUMENT,
    }
    may = {name: is_in_use and CONSULTATION_ACCESS[act](request.user, row) for name, act in asked.items()}
    may["let_through"] = may["let_through"] and row.checked_at is None
    return may


@require_GET
def document_file(request: OfficerRequest, pk: int) -> HttpResponseBase:
    """Hand a document out to an officer, withdrawn ones too."""
    return download(document_of(request, pk).attachment)


STEPS: dict[str, tuple[type[VersionForm], Any]] = {
    "cho-cong-khai": (VersionForm, operations.let_document_through),
    "rut": (ReasonForm, operations.withdraw_document),
}


@require_POST
def take_document_step(request: OfficerRequest, pk: int, step: str) -> HttpResponse:
    """Let a document through to the public, or withdraw it."""
    document = document_of(request, pk)
    if step not in STEPS:
        raise Http404
    kind, act = STEPS[step]
    form = kind(request.POST)

    def do() -> object:
        given = {"reason": form.cleaned_data["reason"]} if "reason" in form.cleaned_data else {}
        return act(document=document, version=form.seen, by=request.user, at=clock.now(), **given)

    if attempt(form, do) is None:
        for faults in form.errors.values():
            messages.error(request, str(faults[0]))
    else:
        messages.success(request, _("Noted, with your name."))
    return redirect("policies:documents", pk=document.consultation_id)


def document_of(request: OfficerRequest, pk: int) -> ConsultationDocument:
    """Return the document, if this officer may read its dossier."""
    rows = ConsultationDocument.objects.filter(consultation__in=consultations_seen(request.user))
    parts = ("consultation__dossier__unit", "attachment")
    return get_object_or_404(rows.select_related(*parts), pk=min(pk, LARGEST_KEY))

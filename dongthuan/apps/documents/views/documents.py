"""The list of documents, one document as on paper, its way to the signature, and its files."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, paging, sheets
from dongthuan.apps.common.access import allowed_acts, require
from dongthuan.apps.common.acting import attempting
from dongthuan.apps.common.origins import origin_of
from dongthuan.apps.documents import wording
from dongthuan.apps.documents.blocks import has_gaps
from dongthuan.apps.documents.forms import documents as entered
from dongthuan.apps.documents.lifecycle import OPEN_STATES, DocumentKind, DocumentState
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.operations import signing as operations
from dongthuan.apps.documents.queries import contents, signing
from dongthuan.apps.documents.queries import documents as queries
from dongthuan.apps.documents.queries.registers import is_numbered
from dongthuan.apps.documents.rules import ACCESS, Act, may_draw_up_something
from dongthuan.apps.documents.sheets import list_of
from dongthuan.docgen import official_docx, official_pdf
from dongthuan.docgen.official import Document
from dongthuan.docgen.official_html import as_html

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS: dict[str, tuple[str, Callable[..., bytes]]] = {
    "docx": (WORD, official_docx.as_docx),
    "pdf": ("application/pdf", official_pdf.as_pdf),
}


def document_of(request: OfficerRequest, pk: int) -> OfficialDocument:
    """Return the document, if this officer may see it."""
    return get_object_or_404(queries.document_seen(request.user), pk=pk)


tell = attempting(tuple(wording.REFUSALS), wording.sentence)


@require_GET
def documents(request: OfficerRequest) -> HttpResponse:
    """List the documents, the latest changed first."""
    form = entered.FilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = queries.documents_listed(request.user, wanted)
    page = {
        "page": paging.page_of(rows, request.GET.get("page", ""), by="changed_at"),
        "form": form,
        "is_filtered": any(wanted.values()),
        "waiting": signing.to_sign(request.user).count(),
        "may_draw_up": may_draw_up_something(request.user, None),
    }
    return render(request, "documents/documents.html", page, status=200 if form.is_valid() else 400)


@require_GET
def documents_sheet(request: OfficerRequest) -> HttpResponse:
    """Give the list, as filtered, as a spreadsheet."""
    form = entered.FilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = queries.documents_listed(request.user, wanted).order_by("-changed_at", "-pk")
    return sheets.answer([list_of(rows)], "van-ban", at=clock.now())


@require_GET
def document(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one document as it looks on paper, with what may be done about it and what was."""
    found = document_of(request, pk)
    try:
        content = contents.content_of(found)
    except contents.Altered:
        return render(request, "documents/altered.html", {"document": found}, status=409)
    may = {act.rpartition(".")[2] for act in allowed_acts(ACCESS, request.user, found)}
    page = {
        "document": found,
        "paper": as_html(content),
        "origin": origin_of(found.record_type, found.record_key, seen_by=request.user),
        "history": _history(found),
        "is_open": found.state in OPEN_STATES,
        "has_gaps": found.signed_on is None and has_gaps(content.body),
        "may": may,
    }
    return render(request, "documents/document.html", page | _acts(request, found, may))


def _acts(request: OfficerRequest, found: OfficialDocument, may: set[str]) -> dict[str, Any]:
    """Return the forms of the steps that lead on from where the document is."""
    on, version = clock.local_day(clock.now()), {"version": found.version}
    is_waiting = found.state == DocumentState.SUBMITTED
    own = signing.authorities_for(found, request.user, on=on) if is_waiting and "send_back" in may else []
    possible = signing.possible_signatures(found, on=on) if found.signed_on is None else []
    is_signed = found.state == DocumentState.SIGNED
    return {
        "is_submitted": is_waiting,
        "is_signed": is_signed,
        "is_minutes": found.kind == DocumentKind.MINUTES,
        "is_numbered": is_numbered(found.issuer_id, found.kind),
        "possible": possible,
        "submit_form": entered.SubmitForm(initial=version, possible=possible),
        "sign_form": entered.SignForm(initial=version, possible=own) if own else None,
        "reason_form": entered.ReasonForm(initial=version),
        "may_cancel": (found.state in OPEN_STATES and "cancel" in may)
        or (is_signed and "cancel_signed" in may),
    }


def _history(found: OfficialDocument) -> list[dict[str, Any]]:
    return [
        {
            "entry": entry,
            "words": wording.WITHDRAWN if entry.details.get("withdrawn") else wording.ACTS.get(entry.act, ""),
        }
        for entry in queries.history_of(found)
    ]


@require_GET
def document_file(request: OfficerRequest, pk: int, form: str) -> HttpResponse:
    """Give the document as a file: what was signed, else stamped as a draft."""
    found = document_of(request, pk)
    if form not in FORMS:
        raise Http404
    try:
        content = contents.content_of(found)
    except contents.Altered:
        return render(request, "documents/altered.html", {"document": found}, status=409)
    return _file(found, content, form, made_at=found.signed_at or found.changed_at)


def _file(found: OfficialDocument, content: Document, form: str, *, made_at: datetime) -> HttpResponse:
    kind, draw = FORMS[form]
    answer = HttpResponse(draw(content, made_at=made_at), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{wording.file_name(found, form)}"'
    return answer


def _decide(
    request: OfficerRequest, found: OfficialDocument, form: forms.Form, act: Callable[..., object], done: str
) -> HttpResponse:
    if form.is_valid():
        tell(request, act, done, document=found, **form.cleaned_data)
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect("documents:document", pk=found.pk)


@require_POST
def submit(request: OfficerRequest, pk: int) -> HttpResponse:
    """Hand a document in for signature."""
    found = document_of(request, pk)
    require(ACCESS, Act.SUBMIT, request.user, found)
    possible = signing.possible_signatures(found, on=clock.local_day(clock.now()))
    form = entered.SubmitForm(request.POST, possible=possible)
    return _decide(request, found, form, operations.submit, _("The document awaits its signature."))


@require_POST
def withdraw(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take a submitted document back."""
    form = entered.VersionForm(request.POST)
    done = _("The document is a draft again.")
    return _decide(request, document_of(request, pk), form, operations.withdraw, done)


@require_POST
def send_back(request: OfficerRequest, pk: int) -> HttpResponse:
    """Give a document back with a reason."""
    form = entered.ReasonForm(request.POST)
    done = _("The document was returned to its authors.")
    return _decide(request, document_of(request, pk), form, operations.send_back, done)


@require_POST
def sign(request: OfficerRequest, pk: int) -> HttpResponse:
    """Sign the version on the signer's screen."""
    found = document_of(request, pk)
    require(ACCESS, Act.SEND_BACK, request.user, found)
    own = signing.authorities_for(found, request.user, on=clock.local_day(clock.now()))
    if not own:
        messages.error(request, str(wording.REFUSALS[operations.NoAuthority]))
        return redirect("documents:document", pk=pk)
    form = entered.SignForm(request.POST, possible=own)
    has_number = is_numbered(found.issuer_id, found.kind)
    done = _("Signed, numbered and frozen.") if has_number else _("Signed and frozen, without a number.")
    return _decide(request, found, form, operations.sign, done)


@require_POST
def issue(request: OfficerRequest, pk: int) -> HttpResponse:
    """Note that the document went out."""
    form = entered.VersionForm(request.POST)
    done = _("The document is noted as sent out.")
    return _decide(request, document_of(request, pk), form, operations.issue, done)


@require_POST
def cancel(request: OfficerRequest, pk: int) -> HttpResponse:
    """Give a document up with a reason."""
    form = entered.ReasonForm(request.POST)
    done = _("The document was given up.")
    return _decide(request, document_of(request, pk), form, operations.cancel, done)

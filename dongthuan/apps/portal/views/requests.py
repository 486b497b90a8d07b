"""Pages by which a citizen asks for information and follows the request; no account, no script."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dongthuan.apps.accounts.operations import system_officer
from dongthuan.apps.common import clock
from dongthuan.apps.disclosure.operations.requests import (
    NothingAsked,
    OutOfTime,
    TooLong,
    TooManyFiles,
)
from dongthuan.apps.disclosure.queries.law_lists import list_of
from dongthuan.apps.files.checking import FileRefused
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.portal.forms_requests import InformationRequestForm
from dongthuan.apps.portal.guarded_forms import new_stamp, shown_at
from dongthuan.apps.portal.operations.requests import SentRequest, send_request
from dongthuan.apps.portal.pages import frame_of
from dongthuan.apps.portal.queries.suggestions import already_public
from dongthuan.apps.portal.views.inquiries import address_of
from dongthuan.apps.press.models.inquiries import Door
from dongthuan.apps.press.operations.inquiries_portal import (
    PageUsed,
    TooManyKnocks,
    TurnedAway,
    WaitLonger,
    note_turned_away,
)
from dongthuan.law.openness import Kind, Listing

SENTENCES: dict[type[Exception], Any] = {
    SecretMark: _("What you sent bears a mark of state secrecy. It was not kept; bring it in person."),
    TooManyKnocks: _("Too many requests came within a short time. Telephone, or try in an hour."),
    WaitLonger: _("Many requests are coming in. Wait a little, then press once more; nothing is lost."),
    PageUsed: _("This page was sent already. Your request is here once; open the page anew for another."),
    TooManyFiles: _("Send no more than three files."),
    TooLong: _("This is too long. Write the most important, and send the rest as a file."),
    OutOfTime: _("Something went wrong with the time. Send it once more."),
    NothingAsked: _("Say which information you ask for."),
}
FAULTS: tuple[type[Exception], ...] = (FileRefused, *SENTENCES)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_information(request: HttpRequest) -> HttpResponse:
    """Show what may be public already, take a request in, and show its tracking code, this once."""
    if request.method != "POST":
        return _opened(request)
    at = clock.now()
    form = InformationRequestForm(request.POST, request.FILES, is_law_known=_contents().is_known)
    if not form.is_valid():
        return _form_page(request, form, status=400)
    by = system_officer(on=clock.local_day(at))
    try:
        row, code = send_request(sent=_sent(request, form), by=by, at=at)
    except FAULTS as fault:
        form.add_error(None, sentence_of(fault))
        if not isinstance(fault, TurnedAway):
            return _form_page(request, form, status=400)
        note_turned_away(fault=fault, door=Door.REQUEST, by=by, at=at)
        waited = form.cleaned_data["stamp"] if isinstance(fault, WaitLonger) else ""
        return _form_page(request, form, stamp=waited, status=429)
    return render(request, "portal/request_sent.html", {**frame_of(request), "row": row, "code": code})


def _sent(request: HttpRequest, form: InformationRequestForm) -> SentRequest:
    given = form.cleaned_data
    return SentRequest(
        form.content_given,
        uploads_of(given["attachments"]),
        address_of(request),
        given["stamp"],
        shown_at(given["stamp"]),
    )


def _opened(request: HttpRequest) -> HttpResponse:
    """Ask first what is wanted; then show what is public of it beside the form."""
    words = request.GET.get("q", "")[:1000].strip()
    if not words and "viet" not in request.GET:
        page = {**frame_of(request), "contents": _contents()}
        return render(request, "portal/request_start.html", page)
    form = InformationRequestForm(initial={"content": words}, is_law_known=_contents().is_known)
    return _form_page(request, form, words=words)


def _form_page(
    request: HttpRequest,
    form: InformationRequestForm,
    *,
    words: str = "",
    stamp: str = "",
    status: int = 200,
) -> HttpResponse:
    at = clock.now()
    page = {
        **frame_of(request),
        "form": form,
        "words": words,
        "suggestions": already_public(words, at=at),
        "stamp": stamp or new_stamp(at),
        "contents": _contents(),
    }
    return render(request, "portal/request.html", page, status=status)


def _contents() -> Listing:
    """Return what the law of today asks of a request; empty where nothing is known."""
    return list_of(Kind.CONTENT, clock.local_day(clock.now()))


def uploads_of(files: "Sequence[UploadedFile[Any]]") -> list[tuple[str, bytes]]:
    """Return uploaded files as names and bytes."""
    return [(one.name or "", one.read()) for one in files]


def sentence_of(fault: Exception) -> str:
    """Return what to tell the sender, who may do something about it."""
    if isinstance(fault, FileRefused):
        return str(fault)
    return str(next(words for kind, words in SENTENCES.items() if isinstance(fault, kind)))

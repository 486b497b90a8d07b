"""The page of a code: how a request stands, what it lacks, what was given, and what its sender may do.

The code is sent in the body of each form, so that it stands in no address, no log and no history.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dongthuan.apps.accounts.operations import system_officer
from dongthuan.apps.clocks.wording import explained
from dongthuan.apps.common import clock
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.operations.requests import (
    NoSuchStep,
    NothingAsked,
    OutOfTime,
    TooLong,
    TooManyFiles,
    complete_request,
    withdraw_request,
)
from dongthuan.apps.disclosure.operations.requests_after import (
    ComplaintContent,
    CorrectionContent,
    complain,
    raise_correction,
)
from dongthuan.apps.disclosure.operations.requests_fetching import note_fetched
from dongthuan.apps.disclosure.queries.requests_papers import paper_of_code
from dongthuan.apps.disclosure.queries.requests_public import given_files, public_request, request_by_code
from dongthuan.apps.disclosure.requests_lifecycle import ComplaintLevel, RequestState
from dongthuan.apps.documents.queries.contents import Altered
from dongthuan.apps.files.checking import FileRefused
from dongthuan.apps.files.responses import MEDIA, download
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.portal.forms import TrackingForm
from dongthuan.apps.portal.forms_requests import ComplainForm, CompletionForm, WithdrawForm, WrongForm
from dongthuan.apps.portal.pages import frame_of
from dongthuan.apps.portal.views.requests import sentence_of, uploads_of
from dongthuan.apps.press.operations.versions import NoReason

PLAIN: dict[RequestState, Any] = {
    RequestState.RECEIVED: _(
        "Your request has arrived. We look whether it says everything the law asks for."
    ),
    RequestState.GUIDING: _("Something is missing. Please add it below; the time of the law runs from then."),
    RequestState.VALID: _("Your request is complete. We look for the information."),
    RequestState.CLASSIFYING: _("We check which parts of the information the law allows us to give."),
    RequestState.CONSENT: _("The information concerns others. We have asked whether they consent."),
    RequestState.COST: _("The information is ready to be copied. Please pay the cost shown below first."),
    RequestState.ANSWERING: _("We are preparing the answer."),
    RequestState.PROVIDED: _("The information has been given in full."),
    RequestState.PARTLY: _("The information has been given in part. Below is what was withheld, and why."),
    RequestState.REFUSED: _("The request was refused. Below are the reason and what you may do."),
    RequestState.WITHDRAWN: _("You have withdrawn the request."),
    RequestState.LAPSED: _("The request was closed because it was never completed. You may ask again."),
}
FAULTS = (FileRefused, SecretMark, TooManyFiles, TooLong, OutOfTime, NothingAsked)
FORMS: dict[str, type[forms.Form]] = {
    "complete": CompletionForm,
    "withdraw": WithdrawForm,
    "complain": ComplainForm,
    "wrong": WrongForm,
}
DONE: dict[str, Any] = {
    "complete": _("Thank you. What you added is with your request now."),
    "withdraw": _("Your request is withdrawn."),
    "complain": _("Your complaint is noted with the request; the head of the agency is told."),
    "wrong": _("Noted. We check the information and answer you here."),
}


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_request(request: HttpRequest) -> HttpResponseBase:
    """Show how far the request behind a code is, and take what its sender does about it."""
    form = TrackingForm(request.POST or None)
    row = request_by_code(form.cleaned_data["code"]) if form.is_valid() else None
    if row is None:
        if form.is_bound and form.is_valid():
            form.add_error("code", _("There is no request with this code. Look at how it is written."))
        page = {**frame_of(request), "form": form}
        return render(request, "portal/request_follow.html", page, status=400 if form.errors else 200)
    act = request.POST.get("act", "")
    if act == "file":
        return _file(request, row)
    if act == "paper":
        return _paper(request, row)
    if act in FORMS:
        return _act(request, row, act)
    return _status(request, row)


def _file(request: HttpRequest, row: InformationRequest) -> HttpResponseBase:
    key = request.POST.get("file", "")
    if not (key.isascii() and key.isdigit()) or len(key) > 12:
        raise Http404
    kept = get_object_or_404(given_files(row), pk=int(key))
    _note(row, f"file-{kept.pk}")
    return download(kept)


def _paper(request: HttpRequest, row: InformationRequest) -> HttpResponse:
    found = paper_of_code(row, request.POST.get("paper", "")[:40])
    if found is None:
        raise Http404
    try:
        data = found.draw(clock.now())
    except Altered:
        problem = _("This paper cannot be handed out here: ask the contact point for it.")
        return _status(request, row, problem=problem, status=409)
    _note(row, found.key)
    answer = HttpResponse(data, content_type=MEDIA["pdf"])
    answer["Content-Disposition"] = f'attachment; filename="{found.key}-{row.number:03d}-{row.year}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _note(row: InformationRequest, what: str) -> None:
    at = clock.now()
    note_fetched(request=row, what=what, by=system_officer(on=clock.local_day(at)), at=at)


def _act(request: HttpRequest, row: InformationRequest, act: str) -> HttpResponse:
    form = FORMS[act](request.POST, request.FILES)
    if not form.is_valid():
        return _status(request, row, bound={act: form}, status=400)
    try:
        _ACTS[act](row, form)
    except NoSuchStep:
        row.refresh_from_db()
        problem = _("This can no longer be done with the request as it stands now.")
        return _status(request, row, problem=problem, status=409)
    except NoReason:
        form.add_error(None, _("Write what it is about."))
    except FAULTS as fault:
        form.add_error(None, sentence_of(fault))
    else:
        row.refresh_from_db()
        return _status(request, row, done=DONE[act])
    return _status(request, row, bound={act: form}, status=400)


def _complete(row: InformationRequest, form: Any) -> None:
    at = clock.now()
    complete_request(
        request=row,
        completion=form.completion,
        files=uploads_of(form.cleaned_data["attachments"]),
        by=system_officer(on=clock.local_day(at)),
        at=at,
    )


def _withdraw(row: InformationRequest, form: Any) -> None:
    at = clock.now()
    withdraw_request(
        request=row, reason=form.cleaned_data["reason"], by=system_officer(on=clock.local_day(at)), at=at
    )


def _complain(row: InformationRequest, form: Any) -> None:
    at = clock.now()
    told = ComplaintContent(form.cleaned_data["about"], ComplaintLevel(form.cleaned_data["level"]))
    complain(request=row, content=told, by=system_officer(on=clock.local_day(at)), at=at)


def _wrong(row: InformationRequest, form: Any) -> None:
    at = clock.now()
    told = CorrectionContent(form.cleaned_data["wrong"])
    raise_correction(request=row, content=told, by=system_officer(on=clock.local_day(at)), at=at)


_ACTS: dict[str, Callable[[InformationRequest, Any], None]] = {
    "complete": _complete,
    "withdraw": _withdraw,
    "complain": _complain,
    "wrong": _wrong,
}


def _status(
    request: HttpRequest,
    row: InformationRequest,
    *,
    bound: dict[str, forms.Form] | None = None,
    status: int = 200,
    **said: Any,
) -> HttpResponse:
    shown = public_request(row)
    page = {
        **frame_of(request),
        "shown": shown,
        "plain": PLAIN[shown.state],
        "why": explained(row.clock, gettext) if row.clock and shown.due_on else [],
        "code": request.POST.get("code", "")[:40],
        "forms": {name: form(prefix=None) for name, form in FORMS.items()} | (bound or {}),
        "bound": set(bound or {}),
        **said,
    }
    return render(request, "portal/request_status.html", page, status=status)

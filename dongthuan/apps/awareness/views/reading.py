"""What one has to read; a briefing; confirming and answering; the library."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.awareness import forms
from dongthuan.apps.awareness.operations import reading as operations
from dongthuan.apps.awareness.queries import library, to_read, was_read
from dongthuan.apps.awareness.rules import ACCESS, Act, writes_somewhere
from dongthuan.apps.awareness.views.showing import briefing_of, show
from dongthuan.apps.awareness.wording import REFUSED, sentence_of
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.common.acting import attempting
from dongthuan.apps.files.responses import download
from dongthuan.apps.press.views.register_steps import page_by_name

_attempt = attempting(REFUSED, sentence_of)


@require_GET
def mine(request: OfficerRequest) -> HttpResponse:
    """List what one has to read and confirm, and what one confirmed."""
    require(ACCESS, Act.LIST, request.user, None)
    on = clock.local_day(clock.now())
    page = {
        "tab": "mine",
        "open": [(one, one.is_late(on=on)) for one in to_read(request.user)[:100]],
        "page": page_by_name(was_read(request.user), request.GET.get("page", "")),
        "keeps": writes_somewhere(request.user, None),
    }
    return render(request, "awareness/mine.html", page)


@require_GET
def materials(request: OfficerRequest) -> HttpResponse:
    """List the library of materials."""
    require(ACCESS, Act.LIST, request.user, None)
    form = forms.SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    page = {
        "tab": "materials",
        "form": form,
        "page": page_by_name(library(words), request.GET.get("page", "")),
        "is_filtered": bool(words),
        "keeps": writes_somewhere(request.user, None),
    }
    return render(request, "awareness/materials.html", page, status=200 if form.is_valid() else 400)


@require_GET
def briefing(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show a briefing."""
    return show(request, briefing_of(request, pk), {})


@require_GET
def file(request: OfficerRequest, pk: int) -> HttpResponseBase:
    """Give the file of a briefing."""
    found = briefing_of(request, pk)
    if found.file is None:
        raise Http404
    return download(found.file)


@require_POST
def confirm(request: OfficerRequest, pk: int) -> HttpResponse:
    """Confirm that one has read a briefing."""
    found = briefing_of(request, pk)
    own = get_object_or_404(found.readings.filter(officer_id=request.user.pk))
    _attempt(request, operations.confirm, _("Thank you: it is noted that you read it."), reading=own)
    return redirect(found)


@require_POST
def answer(request: OfficerRequest, pk: int) -> HttpResponse:
    """Answer the quiz, once."""
    found = briefing_of(request, pk)
    own = get_object_or_404(found.readings.filter(officer_id=request.user.pk))
    form = forms.QuizForm(request.POST, questions=list(found.questions.all()))
    if not form.is_valid():
        return show(request, found, {}, quiz=form, status=400)
    done = _("Your answers are kept.")
    _attempt(request, operations.answer, done, reading=own, answers=form.answers())
    return redirect(found)

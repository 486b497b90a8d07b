"""The form by which the press asks, and the page that follows a question by its code."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from dongthuan.apps.accounts.operations import system_officer
from dongthuan.apps.common import clock
from dongthuan.apps.files.checking import FileRefused
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.portal.forms import InquiryForm, TrackingForm
from dongthuan.apps.portal.guarded_forms import new_stamp, shown_at
from dongthuan.apps.portal.pages import frame_of
from dongthuan.apps.press.operations.inquiries import DeadlineBefore, NobodyAsks, NothingAsked, TooLong
from dongthuan.apps.press.operations.inquiries_portal import (
    PageUsed,
    PortalInquiry,
    TooManyFiles,
    TooManyKnocks,
    TurnedAway,
    WaitLonger,
    note_turned_away,
    receive_from_portal,
)
from dongthuan.apps.press.queries.inquiries import by_tracking_code, sent_answer_of

SENTENCES: dict[type[Exception], Any] = {
    SecretMark: _("What you sent bears a mark of state secrecy. It was not kept; bring it in person."),
    TooManyKnocks: _("Too many questions came within a short time. Telephone, or try in an hour."),
    PageUsed: _("This page was sent already. Your question is here once; open the page anew for another."),
    TooManyFiles: _("Send no more than three files."),
    TooLong: _("The questions are too long. Send the most important ones, and the rest as a file."),
    DeadlineBefore: _("This time has passed already. Give a later one, or leave it empty."),
    NobodyAsks: _("Give your name or your press agency."),
    NothingAsked: _("Say what it is about and what you ask."),
}
FAULTS: tuple[type[Exception], ...] = (FileRefused, WaitLonger, *SENTENCES)


@login_not_required
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """Take a question in and show its tracking code, this once; what is wrong is said beside the form."""
    at = clock.now()
    form = InquiryForm(request.POST or None, request.FILES or None)
    status, stamp = 200, new_stamp(at)
    if request.method == "POST":
        status = 400
        if form.is_valid():
            by = system_officer(on=clock.local_day(at))
            try:
                inquiry, code = receive_from_portal(content=_content(request, form), by=by, at=at)
            except FAULTS as fault:
                form.add_error(None, _sentence(fault))
                if isinstance(fault, TurnedAway):
                    status = 429
                    note_turned_away(fault=fault, by=by, at=at)
                if isinstance(fault, WaitLonger):
                    stamp = form.cleaned_data["stamp"]  # the time already waited counts
            else:
                page = {**frame_of(request), "inquiry": inquiry, "code": code}
                return render(request, "portal/asked.html", page)
    page = {**frame_of(request), "form": form, "stamp": stamp}
    return render(request, "portal/ask.html", page, status=status)


@login_not_required
@never_cache
def follow(request: HttpRequest) -> HttpResponse:
    """Show how far the question behind a code is, and its answer; a wrong code is told so, no more."""
    form = TrackingForm(request.POST or None)
    inquiry = by_tracking_code(form.cleaned_data["code"]) if form.is_valid() else None
    if form.is_bound and form.is_valid() and inquiry is None:
        form.add_error("code", _("There is no question with this code. Look at how it is written."))
    answer = sent_answer_of(inquiry) if inquiry else None
    page = {**frame_of(request), "form": form, "inquiry": inquiry, "answer": answer}
    return render(request, "portal/follow.html", page, status=400 if form.errors else 200)


def _content(request: HttpRequest, form: InquiryForm) -> PortalInquiry:
    given = form.cleaned_data
    files: Sequence[UploadedFile[Any]] = given["attachments"]
    return PortalInquiry(
        name=given["name"],
        email=given["email"],
        outlet=given["outlet"],
        topic=given["topic"],
        questions=given["questions"],
        phone=given["phone"],
        deadline=given["deadline"],
        files=[(one.name or "", one.read()) for one in files],
        address=address_of(request),
        stamp=given["stamp"],
        shown_at=shown_at(given["stamp"]),
    )


def address_of(request: HttpRequest) -> str:
    """Return the network address of who sends; behind our own TLS proxy the last one it was told."""
    told = str(request.META.get("HTTP_X_FORWARDED_FOR", "")) if settings.IS_BEHIND_TLS else ""
    return told.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))


def _sentence(fault: Exception) -> str:
    """Return what to tell the sender, who may do something about it."""
    if isinstance(fault, FileRefused):
        return str(fault)
    if isinstance(fault, WaitLonger):
        words = ngettext(
            "Many questions are coming in. Wait %(n)s second, then press once more; nothing is lost.",
            "Many questions are coming in. Wait %(n)s seconds, then press once more; nothing is lost.",
            fault.seconds,
        )
        return words % {"n": fault.seconds}
    return str(next(words for kind, words in SENTENCES.items() if isinstance(fault, kind)))

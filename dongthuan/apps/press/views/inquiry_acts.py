"""What can be pressed on the page of an inquiry: each button is one act."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.press.desk_rules import DESK_ACCESS, DeskAct
from dongthuan.apps.press.forms.inquiries import CloseForm, FileForm, GroupForm, OwnerForm, RefusalForm
from dongthuan.apps.press.forms.register_fields import ReasonForm, VersionForm
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.apps.press.operations import grounds, inquiries, inquiries_giving
from dongthuan.apps.press.operations.inquiries_files import attach_file
from dongthuan.apps.press.queries.desk_people import officers_at_work
from dongthuan.apps.press.queries.inquiries import like_it, others_of
from dongthuan.apps.press.views.desk import attempt, fill, tell_errors
from dongthuan.apps.press.views.inquiries import inquiry_content, inquiry_of


@require_POST
def offer(request: OfficerRequest, pk: int) -> HttpResponse:
    """Ask an officer to answer for an inquiry."""
    inquiry = inquiry_of(request, pk)
    require(DESK_ACCESS, DeskAct.OFFER_INQUIRY, request.user, inquiry)
    officers = officers_at_work(on=clock.local_day(clock.now()))
    form = OwnerForm(request.POST, officers=officers, auto_id="offer_%s")
    done = _("The inquiry was offered; it counts once it is accepted.")
    return _act(request, inquiry, "offer_inquiry", form, inquiries_giving.offer_inquiry, done)


@require_POST
def take(request: OfficerRequest, pk: int) -> HttpResponse:
    """Answer for an inquiry oneself."""
    inquiry = inquiry_of(request, pk)
    form = VersionForm(request.POST)
    version = form.seen if form.is_valid() else 0
    done = _("You answer for this inquiry now.")
    given: dict[str, Any] = {"inquiry": inquiry, "version": version, "owner": request.user}
    attempt(request, inquiries_giving.offer_inquiry, done, **given)
    return redirect("press:inquiry", pk=pk)


@require_POST
def accept(request: OfficerRequest, pk: int) -> HttpResponse:
    """Accept an offer."""
    inquiry = inquiry_of(request, pk)
    form = VersionForm(request.POST)
    version = form.seen if form.is_valid() else 0
    done = _("You answer for this inquiry now.")
    attempt(request, inquiries_giving.accept_inquiry, done, inquiry=inquiry, version=version)
    return redirect("press:inquiry", pk=pk)


@require_POST
def refuse_offer(request: OfficerRequest, pk: int) -> HttpResponse:
    """Say no to an offer."""
    inquiry = inquiry_of(request, pk)
    require(DESK_ACCESS, DeskAct.REFUSE_OFFER, request.user, inquiry)
    form = ReasonForm(request.POST, auto_id="refuse_offer_%s")
    done = _("You do not answer for it; whoever asked you is told.")
    return _act(request, inquiry, "refuse_offer", form, inquiries_giving.refuse_offer, done)


@require_POST
def together(request: OfficerRequest, pk: int) -> HttpResponse:
    """Let one answer serve two inquiries."""
    inquiry = inquiry_of(request, pk)
    require(DESK_ACCESS, DeskAct.GROUP_INQUIRY, request.user, inquiry)
    leads = Inquiry.objects.filter(pk__in=[row.pk for row in like_it(inquiry, request.user)])
    form = GroupForm(request.POST, leads=leads, auto_id="group_%s")
    done = _("One answer now serves both.")
    return _act(request, inquiry, "group_inquiry", form, inquiries.answer_together, done)


@require_POST
def apart(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take an inquiry out of a shared answer."""
    inquiry = inquiry_of(request, pk)
    form = VersionForm(request.POST)
    version = form.seen if form.is_valid() else 0
    done = _("The inquiry is answered by itself again.")
    attempt(request, inquiries.answer_apart, done, inquiry=inquiry, version=version)
    return redirect("press:inquiry", pk=pk)


@require_POST
def refuse(request: OfficerRequest, pk: int) -> HttpResponse:
    """Refuse the press, on a listed ground."""
    inquiry = inquiry_of(request, pk)
    require(DESK_ACCESS, DeskAct.REFUSE_INQUIRY, request.user, inquiry)
    on = clock.local_day(inquiry.received_at)
    form = RefusalForm(request.POST, on=on, auto_id="refuse_%s")
    done = _("The refusal is recorded with its ground and reason.")
    return _act(request, inquiry, "refuse_inquiry", form, grounds.refuse_inquiry, done)


@require_POST
def refusal_letter(request: OfficerRequest, pk: int) -> HttpResponse:
    """Draw up the letter of a refusal."""
    inquiry = inquiry_of(request, pk)
    done = _("The letter is drafted; it still needs its signature.")
    letter = attempt(request, grounds.draw_up_refusal, done, inquiry=inquiry)
    return redirect("documents:document", pk=letter.pk) if letter else redirect("press:inquiry", pk=pk)


@require_POST
def close(request: OfficerRequest, pk: int) -> HttpResponse:
    """Close an inquiry that wants no answer any more."""
    inquiry = inquiry_of(request, pk)
    require(DESK_ACCESS, DeskAct.CLOSE_INQUIRY, request.user, inquiry)
    form = CloseForm(request.POST, others=others_of(inquiry, request.user), auto_id="close_%s")
    return _act(request, inquiry, "close_inquiry", form, inquiries.close_inquiry, _("The inquiry is closed."))


@require_POST
def attach(request: OfficerRequest, pk: int) -> HttpResponse:
    """Keep a file with an inquiry."""
    inquiry = inquiry_of(request, pk)
    require(DESK_ACCESS, DeskAct.REWRITE_INQUIRY, request.user, inquiry)
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        given: dict[str, Any] = {"data": file.read(), "name": file.name}
        attempt(request, attach_file, _("The file is kept."), inquiry=inquiry, **given)
    else:
        tell_errors(request, form)
    return redirect("press:inquiry", pk=pk)


def _act(
    request: OfficerRequest, inquiry: Inquiry, key: str, form: forms.Form, operation: Any, done: str
) -> HttpResponse:
    """Do one act with its form; what was typed is kept where it was refused."""

    def act() -> Any:
        told = form.cleaned_data | {"version": form.cleaned_data.get("version") or 0}
        return operation(inquiry=inquiry, by=request.user, at=clock.now(), **told)

    if fill(request, form, act) is not None:
        messages.success(request, done)
        return redirect("press:inquiry", pk=inquiry.pk)
    content = inquiry_content(request, inquiry, **{key: form}) | {"opened": key}
    return render(request, "press/inquiry.html", content, status=400)

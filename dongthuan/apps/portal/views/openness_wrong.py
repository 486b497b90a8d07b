"""Pages by which a reader says that published information is wrong, and reads the answer; no account."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dongthuan.apps.accounts.operations import system_officer
from dongthuan.apps.common import clock
from dongthuan.apps.disclosure.models.publications import PublicInformation
from dongthuan.apps.disclosure.operations.publications import NotInThatState
from dongthuan.apps.disclosure.queries.public import may_show, notice_by_code, public_item
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.portal.forms import TrackingForm
from dongthuan.apps.portal.forms_openness import WrongInformationForm
from dongthuan.apps.portal.guarded_forms import new_stamp, shown_at
from dongthuan.apps.portal.operations.notices import SentNotice, send_notice
from dongthuan.apps.portal.pages import frame_of
from dongthuan.apps.portal.views.inquiries import address_of
from dongthuan.apps.press.models.inquiries import Door
from dongthuan.apps.press.operations.inquiries_portal import (
    PageUsed,
    TooManyKnocks,
    TurnedAway,
    WaitLonger,
    note_turned_away,
)
from dongthuan.apps.press.operations.versions import AheadOfTime, NoReason

SENTENCES: dict[type[Exception], Any] = {
    SecretMark: _("What you sent bears a mark of state secrecy. It was not kept; bring it in person."),
    TooManyKnocks: _("Too many notices came within a short time. Telephone, or try in an hour."),
    WaitLonger: _("Many notices are coming in. Wait a little, then press once more; nothing is lost."),
    PageUsed: _("This page was sent already. Your notice is here once; open the page anew for another."),
    NotInThatState: _("This information is no longer public. Say on the page of the column what you mean."),
    AheadOfTime: _("This information is no longer public. Say on the page of the column what you mean."),
    NoReason: _("Say what is wrong."),
}


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Take in what is wrong in one public item, or in one that its sender names; the code is shown once."""
    at = clock.now()
    item = public_item(slug, on=clock.local_day(at)) if slug else None
    if slug and item is None:
        raise Http404
    form = WrongInformationForm(request.POST or None, is_named=item is not None)
    if request.method != "POST":
        return _form_page(request, form, item)
    if not form.is_valid():
        return _form_page(request, form, item, status=400)
    by, given = system_officer(on=clock.local_day(at)), form.cleaned_data
    sent = SentNotice(form.content, item, address_of(request), given["stamp"], shown_at(given["stamp"]))
    try:
        notice, code = send_notice(sent=sent, by=by, at=at)
    except tuple(SENTENCES) as fault:
        form.add_error(None, next(words for kind, words in SENTENCES.items() if isinstance(fault, kind)))
        if not isinstance(fault, TurnedAway):
            return _form_page(request, form, item, status=400)
        note_turned_away(fault=fault, door=Door.NOTICE, by=by, at=at)
        waited = given["stamp"] if isinstance(fault, WaitLonger) else ""
        return _form_page(request, form, item, stamp=waited, status=429)
    page = {**frame_of(request), "notice": notice, "item": item, "code": code}
    return render(request, "portal/wrong_sent.html", page)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Show until when a notice is answered, and its answer, to whoever holds its code."""
    form = TrackingForm(request.POST or None)
    notice = notice_by_code(form.cleaned_data["code"]) if form.is_valid() else None
    if form.is_bound and form.is_valid() and notice is None:
        form.add_error("code", _("There is no notice with this code. Look at how it is written."))
    on = clock.local_day(clock.now())
    is_shown = bool(notice and notice.item and may_show(notice.item, on=on))
    page = {**frame_of(request), "form": form, "notice": notice, "is_shown": is_shown}
    return render(request, "portal/wrong_follow.html", page, status=400 if form.errors else 200)


def _form_page(
    request: HttpRequest,
    form: WrongInformationForm,
    item: PublicInformation | None,
    *,
    stamp: str = "",
    status: int = 200,
) -> HttpResponse:
    page = {**frame_of(request), "form": form, "item": item, "stamp": stamp or new_stamp(clock.now())}
    return render(request, "portal/wrong.html", page, status=status)

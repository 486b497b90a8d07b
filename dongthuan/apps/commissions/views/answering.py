"""The page behind an outlet's link: open without a sign-in, harmless until a button is pressed."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dongthuan.apps.accounts.operations import system_officer
from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.commissions.forms import AnswerForm, LinkForm
from dongthuan.apps.commissions.lifecycle import OrderState
from dongthuan.apps.commissions.operations import offering as operations
from dongthuan.apps.commissions.operations.orders import WrongState
from dongthuan.apps.commissions.rules import ACCESS, Act
from dongthuan.apps.commissions.views.orders import order_of
from dongthuan.apps.commissions.wording import REFUSED, sentence_of
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.common.versions import NoReason
from dongthuan.apps.files.secrecy import SecretMark, secret_sentence
from dongthuan.apps.notices.delivery import KEPT_AS_FILE
from dongthuan.apps.plans.operations.tasks_answering import LinkExpired, LinkUnknown, LinkUsed
from dongthuan.docgen.money import in_words

GONE = (LinkUnknown, LinkExpired, LinkUsed, WrongState)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show the order of a link; only a press of a button answers, so that a scanner of mail does no harm."""
    at = clock.now()
    form = AnswerForm(request.POST or None)
    try:
        link = operations.link_of(token, at=at)
        if request.method == "POST" and form.is_valid():
            by = system_officer(on=clock.local_day(at))
            operations.answer_by_link(token=token, by=by, at=at, **form.cleaned_data)
            content = {"order": link.order, "answer": form.cleaned_data["answer"]}
            return _private(render(request, "commissions/answered.html", content))
    except GONE as problem:
        return _private(render(request, "commissions/answer_gone.html", {"why": _why(problem)}, status=410))
    except NoReason:
        form.add_error("reason", _("Say why you refuse the order."))
    except SecretMark as refusal:
        form.add_error("reason", secret_sentence(refusal))
    content = {
        "order": link.order,
        "parts": link.order.parts.all(),
        "link": link,
        "form": form,
        "words": in_words(link.order.total_vnd),
    }
    return _private(render(request, "commissions/answer.html", content, status=400 if form.errors else 200))


@require_http_methods(["GET", "POST"])
def make_link(request: OfficerRequest, pk: int) -> HttpResponse:
    """Make a link to answer by, and show it once."""
    order = order_of(request, pk)
    require(ACCESS, Act.SEND_LINK, request.user, order)
    if order.state != OrderState.OFFERED:
        return redirect(order)
    form = LinkForm(request.POST or None, initial={"recipient": next(iter(order.outlet.emails), "")})
    if not form.is_bound or not form.is_valid():
        page = {"form": form, "order": order}
        return render(request, "commissions/link_form.html", page, status=400 if form.is_bound else 200)
    try:
        link, token = operations.make_link(order=order, by=request.user, at=clock.now(), **form.cleaned_data)
    except REFUSED as refusal:
        messages.error(request, str(sentence_of(refusal)))
        return redirect(order)
    content = {
        "order": order,
        "link": link,
        "address": request.build_absolute_uri(reverse("commissions:answer", args=[token])),
        "is_mailed": settings.EMAIL_BACKEND != KEPT_AS_FILE,
    }
    made = render(request, "commissions/link_made.html", content)
    made["Cache-Control"] = "private, no-store"
    return made


def _private(response: HttpResponse) -> HttpResponse:
    """Let nobody learn the address from where its reader goes next; see decision 0036."""
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


def _why(problem: Exception) -> str:
    if isinstance(problem, LinkExpired):
        return _("This link is past its time. Ask whoever sent it for a new one.")
    if isinstance(problem, LinkUnknown):
        return _("There is no such link. Copy the whole address from the letter.")
    return _("This link was used, or the order was answered in another way meanwhile.")

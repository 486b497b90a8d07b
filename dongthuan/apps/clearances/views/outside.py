"""The page behind a link to clear by: open without a sign-in, harmless until a button is pressed."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from dongthuan.apps.accounts.operations import system_officer
from dongthuan.apps.clearances.forms.clearances import OutsideForm
from dongthuan.apps.clearances.lifecycle import Decision
from dongthuan.apps.clearances.operations import deciding as operations
from dongthuan.apps.clearances.queries.clearances import is_ready
from dongthuan.apps.clearances.wording import sentence
from dongthuan.apps.common import clock
from dongthuan.apps.files.responses import private_picture
from dongthuan.apps.files.secrecy import SecretMark

GONE = (operations.LinkUnknown, operations.LinkGone)


@login_not_required
@never_cache
def outside(request: HttpRequest, token: str) -> HttpResponse:
    """Show the frozen text of a link; only a press of a button decides, so a scanner of mail does no harm."""
    at = clock.now()
    form = OutsideForm(request.POST or None)
    try:
        link = operations.link_of(token, at=at)
        if request.method == "POST" and form.is_valid():
            decision = Decision(form.cleaned_data["decision"])
            by, comment = system_officer(on=clock.local_day(at)), form.cleaned_data["comment"]
            operations.decide_by_link(token=token, decision=decision, comment=comment, by=by, at=at)
            content = {"step": link.step, "decision": decision.value}
            return _private(render(request, "clearances/outside_done.html", content))
    except GONE as problem:
        return _private(render(request, "clearances/outside_gone.html", {"why": _why(problem)}, status=410))
    except (operations.NoReason, operations.FactsFirst, SecretMark) as refusal:
        form.add_error("comment", sentence(refusal))
    content = {"link": link, "step": link.step, "form": form, "is_ready": is_ready(link.step)}
    content |= {"token": token, "pictures": link.step.clearance.pictures.all()}
    return _private(render(request, "clearances/outside.html", content, status=400 if form.errors else 200))


@login_not_required
@never_cache
@require_GET
def outside_picture(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """Show a picture of the frozen text to whoever holds the link, while it can be used."""
    try:
        link = operations.link_of(token, at=clock.now())
    except GONE:
        return _private(HttpResponse(status=410))
    rows = link.step.clearance.pictures.select_related("attachment")
    return _private(private_picture(get_object_or_404(rows, number=number).attachment))


def _private(response: HttpResponse) -> HttpResponse:
    """Let nobody learn the address from where its reader goes next."""
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


def _why(problem: Exception) -> str:
    if isinstance(problem, operations.LinkUnknown):
        return _("There is no such link. Copy the whole address from the letter.")
    return _(
        "This link was used or replaced, is past its time, or the text was settled in another way meanwhile. "
        "Ask whoever sent it for a new one."
    )

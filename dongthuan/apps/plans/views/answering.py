"""The page behind a link to answer by: open without a sign-in, harmless until a button is pressed."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from dongthuan.apps.accounts.operations import system_officer
from dongthuan.apps.common import clock
from dongthuan.apps.common.versions import NoReason
from dongthuan.apps.files.secrecy import SecretMark, secret_sentence
from dongthuan.apps.plans.forms.tasks import AnswerForm
from dongthuan.apps.plans.operations import tasks_answering as operations
from dongthuan.apps.plans.operations.steps import CarriedBelow, NoSuchStep

GONE = (operations.LinkUnknown, operations.LinkExpired, operations.LinkUsed, NoSuchStep, CarriedBelow)


@login_not_required
@never_cache
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show the task of a link; only a press of a button answers, so that a scanner of mail does no harm."""
    at = clock.now()
    form = AnswerForm(request.POST or None)
    try:
        link = operations.link_of(token, at=at)
        if request.method == "POST" and form.is_valid():
            by = system_officer(on=clock.local_day(at))
            operations.answer_by_link(token=token, by=by, at=at, **form.cleaned_data)
            content = {"task": link.task, "answer": form.cleaned_data["answer"]}
            return _private(render(request, "plans/answered.html", content))
    except GONE as problem:
        return _private(render(request, "plans/answer_gone.html", {"why": _why(problem)}, status=410))
    except NoReason:
        form.add_error("reason", _("Say why the unit refuses the task."))
    except SecretMark as refusal:
        form.add_error("reason", secret_sentence(refusal))
    content = {"task": link.task, "link": link, "form": form}
    return _private(render(request, "plans/answer.html", content, status=400 if form.errors else 200))


def _private(response: HttpResponse) -> HttpResponse:
    """Let nobody learn the address from where its reader goes next.

    Not "no-referrer": with it a browser answers the page's own form with an origin of null, which is refused.
    """
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


def _why(problem: Exception) -> str:
    if isinstance(problem, operations.LinkExpired):
        return _("This link is past its time. Ask the Office for a new one.")
    if isinstance(problem, operations.LinkUnknown):
        return _("There is no such link. Copy the whole address from the letter.")
    return _("This link was used, or the task was answered in another way meanwhile.")

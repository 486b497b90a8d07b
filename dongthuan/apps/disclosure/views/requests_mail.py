"""A mail that holds a request: what can be read of it fills what the form left empty."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.disclosure.forms.requests import RequestForm, received_now
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.operations.requests import LONGEST
from dongthuan.apps.disclosure.operations.requests_mail import request_from_mail
from dongthuan.apps.disclosure.queries.requests import units_to_receive_for
from dongthuan.apps.disclosure.requests_lifecycle import RequestChannel
from dongthuan.apps.disclosure.requests_rules import RequestAct, may_receive_somewhere
from dongthuan.apps.disclosure.requests_wording import REFUSED, sentence_of
from dongthuan.apps.press.intake.mail import read_mail
from dongthuan.apps.press.models.mail import IncomingMail

NAME = "thu-goc.eml"
LARGEST_KEY = 2**63 - 1


def fields_of_mail(file: Any) -> tuple[dict[str, Any], list[tuple[str, bytes]]]:
    """Return what a mail says, under the names of the form, and the mail with its files to be kept."""
    if file is None:
        return {}, []
    data = file.read()
    read = read_mail(data)
    text = "\n\n".join(part for part in (read.subject, read.text) if part.strip())[:LONGEST]
    told = {"content": text, "requester_name": read.from_name[:200], "email": read.from_address[:254]}
    return told, [(NAME, data), *((one.name, one.data) for one in read.files[:8])]


@require_http_methods(["GET", "POST"])
def add_from_mail(request: OfficerRequest, pk: int) -> HttpResponse:
    """Make a request for information of a mail that waits at the press desk."""
    waiting = IncomingMail.objects.visible_to(request.user).waiting().filter(is_secret=False)
    mail = get_object_or_404(waiting, pk=min(pk, LARGEST_KEY))
    if not may_receive_somewhere(request.user):
        raise NotAllowed(RequestAct.RECEIVE.value)
    at = clock.now()
    units = units_to_receive_for(request.user)
    initial = {
        "content": "\n\n".join(part for part in (mail.subject, mail.text) if part.strip())[:LONGEST],
        "requester_name": mail.from_name,
        "email": mail.from_address,
        "channel": RequestChannel.EMAIL,
        "received_at": min(mail.dated_at or mail.taken_at, mail.taken_at),
        "unit": units.first(),
    }
    form = RequestForm(request.POST or None, units=units, initial=received_now(at) | initial)
    if form.is_valid():
        try:
            made, code = request_from_mail(mail=mail, content=form.asked({}), by=request.user, at=at)
        except REFUSED as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            tell_code(request, made, code)
            return redirect(made)
    status = 400 if request.method == "POST" else 200
    return render(request, "disclosure/request_form.html", {"form": form, "row": None}, status=status)


def tell_code(request: OfficerRequest, made: InformationRequest, code: str) -> None:
    """Show the code of a new request, once."""
    words = _("Taken in as %(symbol)s. Give the requester this code, it is shown only now: %(code)s")
    messages.success(request, words % {"symbol": made.symbol, "code": code})

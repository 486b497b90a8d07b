"""A mail that holds a request: what can be read of it fills what the form left empty."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dongthuan.apps.accounts.queries import own_unit
from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.disclosure.forms.requests import AT_THE_OFFICE, RequestForm
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.operations.requests import LONGEST
from dongthuan.apps.disclosure.operations.requests_mail import request_from_mail
from dongthuan.apps.disclosure.queries.requests import units_to_receive_for
from dongthuan.apps.disclosure.requests_lifecycle import RequestChannel
from dongthuan.apps.disclosure.requests_rules import RequestAct, may_receive_somewhere
from dongthuan.apps.disclosure.requests_wording import REFUSED, sentence_of
from dongthuan.apps.files.checking import FileRefused, checked_kind, checked_name
from dongthuan.apps.press.intake.mail import read_mail
from dongthuan.apps.press.models.mail import IncomingMail

NAME = "thu-goc.eml"
LARGEST_KEY = 2**63 - 1
MOST_FILES = 8


@dataclass(frozen=True, slots=True)
class MailTold:
    """What a mail says, under the names of the form. files: to be kept; left_out: names that are not."""

    told: dict[str, Any] = field(default_factory=dict)
    files: list[tuple[str, bytes]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def told_by_mail(file: Any, *, at: datetime) -> MailTold:
    """Return what a mail says; a file that we do not keep never keeps the request itself away."""
    if file is None:
        return MailTold()
    data = file.read()
    read = read_mail(data)
    text = "\n\n".join(part for part in (read.subject, read.text) if part.strip())[:LONGEST]
    told = {"content": text, "requester_name": read.from_name[:200], "email": read.from_address[:254]}
    given = [(NAME, data), *((one.name, one.data) for one in read.files)]
    kept = [(name, content) for name, content in given if _is_kept(name, content)][: MOST_FILES + 1]
    names = [name for name, _content in kept]
    received = {"received_at": min(read.dated_at, at)} if read.dated_at else {}
    return MailTold(told | received, kept, [name for name, _content in given if name not in names])


def _is_kept(name: str, data: bytes) -> bool:
    try:
        checked_kind(data, checked_name(name))
    except FileRefused:
        return False
    return True


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
        "unit": own_unit(request.user, units),
    }
    form = RequestForm(request.POST or None, units=units, initial=AT_THE_OFFICE | initial)
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


def tell_code(
    request: OfficerRequest, made: InformationRequest, code: str, left_out: Sequence[str] = ()
) -> None:
    """Show the code of a new request, once; left_out: files of its mail that were not kept."""
    words = _("Taken in as %(symbol)s. Give the requester this code, it is shown only now: %(code)s")
    messages.success(request, words % {"symbol": made.symbol, "code": code})
    if left_out:
        said = _("Not kept, because of their kind or size: %(names)s. Look at them in the mail itself.")
        messages.warning(request, said % {"names": ", ".join(left_out)})

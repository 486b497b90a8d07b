"""What can be pressed on the page of an answer: each button is one act."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.press.desk_lifecycle import SentHow
from dongthuan.apps.press.desk_rules import DESK_ACCESS, DeskAct
from dongthuan.apps.press.forms.answers import ClearanceForm, FlagForm, SendForm
from dongthuan.apps.press.forms.register_fields import ReasonForm, VersionForm
from dongthuan.apps.press.models.answers import Answer
from dongthuan.apps.press.models.lines import Line
from dongthuan.apps.press.operations import answers as operations
from dongthuan.apps.press.operations.answers_flags import decide_flag
from dongthuan.apps.press.operations.answers_letters import draw_up_letter
from dongthuan.apps.press.operations.lines import use_line
from dongthuan.apps.press.operations.mailing_out import mail_answer
from dongthuan.apps.press.queries.desk_people import readers_of
from dongthuan.apps.press.views.answers import answer_content, answer_of, first_inquiry
from dongthuan.apps.press.views.desk import attempt, fill, tell_errors


@require_POST
def clear(request: OfficerRequest, pk: int) -> HttpResponse:
    """Put a draft before those who clear it."""
    answer = answer_of(request, pk)
    require(DESK_ACCESS, DeskAct.ASK_CLEARANCE, request.user, answer)
    at = clock.now()
    wrote = [answer.author_id, *answer.editors.values_list("pk", flat=True)]
    readers = readers_of(answer.unit, but_not=wrote, on=clock.local_day(at))
    form = ClearanceForm(request.POST, readers=readers, at=at, auto_id="clear_%s")

    def ask() -> Any:
        return operations.ask_clearance(
            answer=answer, version=form.seen, steps=form.steps, by=request.user, at=at
        )

    done = _("The draft is before those who clear it; they are told.")
    return _finish(request, answer, ("ask_clearance", form), fill(request, form, ask), done)


@require_POST
def send(request: OfficerRequest, pk: int) -> HttpResponse:
    """Note that an answer went out."""
    answer = answer_of(request, pk)
    require(DESK_ACCESS, DeskAct.SEND_ANSWER, request.user, answer)
    form = SendForm(request.POST, auto_id="send_%s")

    def note() -> Any:
        told = form.given()
        return operations.send_answer(
            answer=answer,
            version=form.seen,
            how=SentHow(told["how"]),
            sent_at=told["sent_at"],
            by=request.user,
            at=clock.now(),
        )

    done = _("The answer is noted as sent; its limits are met.")
    return _finish(request, answer, ("send_answer", form), fill(request, form, note), done)


@require_POST
def mail(request: OfficerRequest, pk: int) -> HttpResponse:
    """Send an answer by mail to those who asked."""
    answer = answer_of(request, pk)
    require(DESK_ACCESS, DeskAct.SEND_ANSWER, request.user, answer)
    form = VersionForm(request.POST)
    done = _("The answer is on its way by mail; what becomes of it stands on this page.")
    version = form.seen if form.is_valid() else 0
    attempt(request, mail_answer, done, answer=answer, version=version)
    return redirect(answer)


@require_POST
def drop(request: OfficerRequest, pk: int) -> HttpResponse:
    """Give a draft up."""
    answer = answer_of(request, pk)
    require(DESK_ACCESS, DeskAct.DROP_ANSWER, request.user, answer)
    form = ReasonForm(request.POST, auto_id="drop_%s")

    def give_up() -> Any:
        return operations.drop_answer(
            answer=answer, version=form.seen, reason=form.given()["reason"], by=request.user, at=clock.now()
        )

    made = fill(request, form, give_up)
    return _finish(request, answer, ("drop_answer", form), made, _("The draft is given up."))


def _finish(
    request: OfficerRequest, answer: Answer, tried: tuple[str, forms.Form], made: Any, done: str
) -> HttpResponse:
    if made is not None:
        messages.success(request, done)
        return redirect(answer)
    key, form = tried
    content = answer_content(request, answer, **{key: form}) | {"opened": key}
    return render(request, "press/answer.html", content, status=400)


@require_POST
def decide(request: OfficerRequest, pk: int, flag_pk: int) -> HttpResponse:
    """Decide on a possible contradiction."""
    answer = answer_of(request, pk)
    flag = get_object_or_404(answer.flags.all(), pk=flag_pk)
    require(DESK_ACCESS, DeskAct.DECIDE_FLAG, request.user, answer)
    form = FlagForm(request.POST)
    if form.is_valid():
        attempt(request, decide_flag, _("Your decision is kept with its reason."), flag=flag, **form.given)
    else:
        tell_errors(request, form)
    return redirect(answer)


@require_POST
def letter(request: OfficerRequest, pk: int) -> HttpResponse:
    """Draw an answer up as an official letter."""
    answer = answer_of(request, pk)
    done = _("The letter is drafted; it still needs its signature.")
    made = attempt(request, draw_up_letter, done, answer=answer)
    return redirect("documents:document", pk=made.pk) if made else redirect(answer)


@require_POST
def note_line(request: OfficerRequest, pk: int, line_pk: int) -> HttpResponse:
    """Note that an answer uses a line to take."""
    answer = answer_of(request, pk)
    require(DESK_ACCESS, DeskAct.REWRITE_ANSWER, request.user, answer)
    line = get_object_or_404(Line.objects.visible_to(request.user), pk=line_pk)
    inquiry = first_inquiry(answer)
    title = str(inquiry) if inquiry is not None else str(answer)
    given: dict[str, Any] = {"line": line, "record": answer, "title": title}
    attempt(request, use_line, _("The use of the line is noted."), url=answer.get_absolute_url(), **given)
    return redirect(answer)

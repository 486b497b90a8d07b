"""Pages of requests to correct: the list, one with its rounds and steps, writing it down."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, paging, sheets
from dongthuan.apps.common.access import require
from dongthuan.apps.common.steps import Step
from dongthuan.apps.files.queries import attachments_of
from dongthuan.apps.files.responses import download
from dongthuan.apps.press.forms import corrections as entered
from dongthuan.apps.press.forms.register_fields import VersionForm
from dongthuan.apps.press.forms.spokespersons import record_written
from dongthuan.apps.press.lifecycle import CORRECTION_NEXT, ENDED_CORRECTIONS, CorrectionState
from dongthuan.apps.press.models.corrections import CorrectionRequest
from dongthuan.apps.press.operations import correction_rounds as rounds
from dongthuan.apps.press.operations import corrections as operations
from dongthuan.apps.press.operations.mailing_out import mail_request
from dongthuan.apps.press.queries import corrections as queries
from dongthuan.apps.press.queries.mailed import mails_of
from dongthuan.apps.press.rules import ACCESS, Act, keeps_lists_somewhere
from dongthuan.apps.press.sheets import CORRECTIONS
from dongthuan.apps.press.views.register_steps import attempt, offered, take


def _leads_to(row: CorrectionRequest, *states: CorrectionState) -> bool:
    return not CORRECTION_NEXT[CorrectionState(row.state)].isdisjoint(states)


def _has_rounds_left(row: CorrectionRequest) -> bool:
    first = row.first_sent_at or clock.now()
    most = queries.most_rounds(on=clock.local_day(first))
    return _leads_to(row, CorrectionState.SENT) and row.rounds.count() < most


def _is_signed(row: CorrectionRequest) -> bool:
    paper = queries.request_paper(row)
    return paper is not None and paper.signed_on is not None


STEPS = {
    "soan-cong-van": Step(
        Act.DRAW_UP_CORRECTION,
        VersionForm,
        rounds.draw_up_request,
        "file-text",
        gettext_lazy("Draw up the dispatch"),
        gettext_lazy("The dispatch is drawn up; have it signed, send it, then note it on the request."),
        lambda row: _has_rounds_left(row) and queries.request_paper(row) is None,
    ),
    "gui-thu": Step(
        Act.SEND_CORRECTION,
        VersionForm,
        mail_request,
        "mail",
        gettext_lazy("Send the dispatch by mail now"),
        gettext_lazy("The dispatch is on its way by mail; the outlet's time runs."),
        lambda row: _has_rounds_left(row) and _is_signed(row) and bool(row.outlet.emails),
        gettext_lazy(
            "To the official addresses of the outlet, once, with the signed dispatch as a PDF and your own "
            "address for replies."
        ),
    ),
    "da-gui": Step(
        Act.SEND_CORRECTION,
        entered.SendForm,
        rounds.send_request,
        "send",
        gettext_lazy("Note the dispatch as sent"),
        gettext_lazy("Sent; the outlet's time runs from the receipt."),
        lambda row: _has_rounds_left(row) and queries.request_paper(row) is not None,
        gettext_lazy("The dispatch must be signed: its number is what the outlet answers to."),
    ),
    "tra-loi": Step(
        Act.SEND_CORRECTION,
        entered.OutletAnswerForm,
        rounds.record_answer,
        "message-2",
        gettext_lazy("Record the outlet's answer"),
        gettext_lazy("The answer is recorded."),
        lambda row: (
            _leads_to(row, CorrectionState.CORRECTED, CorrectionState.REFUSED)
            and row.state != CorrectionState.ESCALATED
        ),
    ),
    "khong-tra-loi": Step(
        Act.SEND_CORRECTION,
        VersionForm,
        rounds.note_silence,
        "hourglass",
        gettext_lazy("Note that no answer came in time"),
        gettext_lazy("Noted. Ask once more, or put the case before the authority."),
        lambda row: _leads_to(row, CorrectionState.UNANSWERED),
    ),
    "bo-sung": Step(
        Act.DRAW_UP_CORRECTION,
        entered.EvidenceForm,
        operations.add_evidence,
        "upload",
        gettext_lazy("Add evidence"),
        gettext_lazy("The file is kept with the request."),
        lambda row: row.state not in ENDED_CORRECTIONS,
    ),
    "chuyen-cap": Step(
        Act.ESCALATE_CORRECTION,
        entered.EscalateForm,
        rounds.escalate,
        "building-bank",
        gettext_lazy("Put it before the competent authority"),
        gettext_lazy("The dispatch to the authority is drawn up from the rounds."),
        lambda row: _leads_to(row, CorrectionState.ESCALATED),
    ),
    "ket-thuc": Step(
        Act.CLOSE_CORRECTION,
        entered.NoteForm,
        operations.close_correction,
        "check",
        gettext_lazy("Close the request"),
        gettext_lazy("Closed."),
        lambda row: _leads_to(row, CorrectionState.CLOSED, CorrectionState.CANCELLED),
        is_grave=True,
    ),
}


@require_GET
def corrections(request: OfficerRequest) -> HttpResponse:
    """List the requests to correct, the latest first."""
    form = entered.CorrectionFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = queries.corrections_listed(request.user, wanted)
    if sheets.is_wanted(request):
        rows, at = rows.order_by("-created_at", "-pk"), clock.now()
        title = _("Requests to correct")
        return sheets.answer_with(title, CORRECTIONS, rows, name="cai-chinh", at=at, form=form)
    page = {
        "page": paging.page_of(rows, request.GET.get("page", ""), by="created_at"),
        "form": form,
        "is_filtered": any(wanted.values()),
        "may_add": keeps_lists_somewhere(request.user, None),
    }
    return render(request, "press/corrections.html", page, status=200 if form.is_valid() else 400)


def _show(
    request: OfficerRequest,
    row: CorrectionRequest,
    bound: Mapping[str, forms.Form] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    first = row.first_sent_at or clock.now()
    page: dict[str, Any] = {
        "correction": row,
        "rounds": queries.rounds_of(row),
        "answer_days": queries.answer_days(on=clock.local_day(first)),
        "most_rounds": queries.most_rounds(on=clock.local_day(first)),
        "paper": queries.request_paper(row),
        "mailed": mails_of(row),
        "attachments": attachments_of(row),
        "steps": offered(STEPS, row, request, bound),
        "may_edit": row.state == CorrectionState.DRAFT and ACCESS[Act.DRAW_UP_CORRECTION](request.user, row),
    }
    return render(request, "press/correction.html", page, status=status)


@require_GET
def correction(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one request to correct."""
    return _show(request, get_object_or_404(queries.correction_seen(request.user), pk=pk))


@require_POST
def correction_step(request: OfficerRequest, pk: int, step: str) -> HttpResponse:
    """Take one step about a request to correct."""
    row = get_object_or_404(queries.correction_seen(request.user), pk=pk)
    return take(request, STEPS, step, row, subject="request", show=_show)


@require_GET
def correction_file(request: OfficerRequest, pk: int, attachment: int) -> FileResponse:
    """Hand out a piece of evidence."""
    row = get_object_or_404(queries.correction_seen(request.user), pk=pk)
    return download(get_object_or_404(attachments_of(row), pk=attachment))


@require_http_methods(["GET", "POST"])
def correction_add(request: OfficerRequest) -> HttpResponse:
    """Write a false item down; `?about=matters.matter:12` says to which record it belongs."""
    require({Act.DRAW_UP_CORRECTION: keeps_lists_somewhere}, Act.DRAW_UP_CORRECTION, request.user, None)
    record = record_written(request.GET.get("about", "")[:130], by=request.user)
    shown = ("item_title", "item_url", "item_published_at", "outlet", "false_content")
    initial: dict[str, object] = {name: request.GET.get(name, "")[:2000] for name in shown}
    own = sorted(unit for _role, unit in request.user.held_roles())
    initial["unit"] = getattr(record, "unit_id", None) or (own[0] if own else None)
    form = entered.CorrectionForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = {"content": form.content, "files": form.uploads, "record": record}
        saved = attempt(request, form, operations.draw_up_correction, **given)
        if saved is not None:
            messages.success(request, _("Written down. Next: draw up the dispatch."))
            return redirect(saved)
    page = {"form": form, "correction": None}
    return render(
        request, "press/correction_edit.html", page, status=400 if request.method == "POST" else 200
    )


@require_http_methods(["GET", "POST"])
def correction_edit(request: OfficerRequest, pk: int) -> HttpResponse:
    """Write a request anew that was not sent yet."""
    row = get_object_or_404(queries.correction_seen(request.user), pk=pk)
    require(ACCESS, Act.DRAW_UP_CORRECTION, request.user, row)
    form = entered.CorrectionForm(request.POST or None, initial=entered.initial_of(row))
    del form.fields["file"]
    if request.method == "POST" and form.is_valid():
        saved = attempt(
            request, form, operations.rewrite_correction, request=row, content=form.content, version=form.seen
        )
        if saved is not None:
            messages.success(request, _("The request is written anew."))
            return redirect(saved)
    page = {"form": form, "correction": row}
    return render(
        request, "press/correction_edit.html", page, status=400 if request.method == "POST" else 200
    )

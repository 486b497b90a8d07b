"""Pages of conferences: the list, one of them with its steps, planning and moving it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, paging, sheets
from dongthuan.apps.common.access import require
from dongthuan.apps.common.steps import Step
from dongthuan.apps.press.conference_papers import ITEMS, missing_items
from dongthuan.apps.press.forms import conferences as entered
from dongthuan.apps.press.forms.register_fields import ReasonForm, VersionForm
from dongthuan.apps.press.forms.spokespersons import record_written
from dongthuan.apps.press.lifecycle import CONFERENCE_NEXT, OPEN_CONFERENCES, ConferenceState
from dongthuan.apps.press.models.conferences import Conference
from dongthuan.apps.press.operations import conference_notices as notices
from dongthuan.apps.press.operations import conferences as operations
from dongthuan.apps.press.queries import conferences as queries
from dongthuan.apps.press.queries.duties import is_refused_in_time, refusal_due
from dongthuan.apps.press.register_wording import ITEM_WORDS
from dongthuan.apps.press.rules import ACCESS, Act, keeps_lists_somewhere
from dongthuan.apps.press.sheets import CONFERENCES
from dongthuan.apps.press.views.register_steps import attempt, offered, take, title_for

MOST = 200


def _leads_to(row: Conference, state: ConferenceState) -> bool:
    return state in CONFERENCE_NEXT[ConferenceState(row.state)]


def _is_open(row: Conference) -> bool:
    return row.state in OPEN_CONFERENCES


STEPS = {
    "soan-thong-bao": Step(
        Act.PLAN_CONFERENCE,
        entered.AddresseeForm,
        notices.draw_up_notice,
        "file-text",
        gettext_lazy("Draw up the written notice"),
        gettext_lazy("The notice is drawn up; have it signed, send it, then note it here."),
        lambda row: row.needs_notice and row.state == ConferenceState.PLANNED,
        gettext_lazy("With the six items of article 22, Decree 237/2026."),
    ),
    "da-thong-bao": Step(
        Act.RUN_CONFERENCE,
        entered.SentForm,
        notices.send_notice,
        "send",
        gettext_lazy("Note the notice as sent"),
        gettext_lazy("The notice is noted as sent."),
        lambda row: row.needs_notice and _leads_to(row, ConferenceState.NOTIFIED),
    ),
    "soan-giay-moi": Step(
        Act.PLAN_CONFERENCE,
        VersionForm,
        notices.draw_up_invitation,
        "mail",
        gettext_lazy("Draw up the invitation"),
        gettext_lazy("The invitation is drawn up."),
        _is_open,
    ),
    "bi-tu-choi": Step(
        Act.RUN_CONFERENCE,
        entered.RefusedForm,
        notices.note_refusal,
        "circle-x",
        gettext_lazy("Note the authority's refusal"),
        gettext_lazy("The refusal is recorded. Move the conference and give notice anew, or call it off."),
        lambda row: _leads_to(row, ConferenceState.REFUSED),
        gettext_lazy("It refuses in writing, at least 12 hours before the beginning."),
    ),
    "da-to-chuc": Step(
        Act.RUN_CONFERENCE,
        entered.HeldForm,
        operations.hold_conference,
        "circle-check",
        gettext_lazy("Note as held"),
        gettext_lazy("Held: it counts in the annual report. Draw up the minutes from the log."),
        lambda row: _leads_to(row, ConferenceState.HELD) and row.starts_at <= clock.now(),
    ),
    "bien-ban": Step(
        Act.RUN_CONFERENCE,
        VersionForm,
        notices.draw_up_minutes,
        "clipboard-list",
        gettext_lazy("Draw up the minutes"),
        gettext_lazy("The minutes are drawn up from the log."),
        lambda row: row.state == ConferenceState.HELD,
    ),
    "huy": Step(
        Act.RUN_CONFERENCE,
        ReasonForm,
        operations.call_off_conference,
        "ban",
        gettext_lazy("Call it off"),
        gettext_lazy("Called off."),
        lambda row: _leads_to(row, ConferenceState.CANCELLED),
        is_grave=True,
    ),
}


@require_GET
def conferences(request: OfficerRequest) -> HttpResponse:
    """List the conferences, the latest beginning first."""
    require(ACCESS, Act.READ_CONFERENCES, request.user, None)
    form = entered.ConferenceFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = queries.conferences_listed(wanted)
    if sheets.is_wanted(request):
        rows, at = rows.order_by("-starts_at", "-pk"), clock.now()
        return sheets.answer_with(_("Press conferences"), CONFERENCES, rows, name="hop-bao", at=at, form=form)
    page = {
        "page": paging.page_of(rows, request.GET.get("page", ""), by="starts_at"),
        "form": form,
        "is_filtered": any(wanted.values()),
        "may_plan": keeps_lists_somewhere(request.user, None),
    }
    return render(request, "press/conferences.html", page, status=200 if form.is_valid() else 400)


def show(
    request: OfficerRequest,
    row: Conference,
    bound: Mapping[str, forms.Form] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Draw the page of a conference; bound: forms with what was typed and refused."""
    bound = bound or {}
    invited = [one.outlet for one in row.invitations.select_related("outlet")]
    missing = missing_items(row, invited=len(invited))
    may_run = ACCESS[Act.RUN_CONFERENCE](request.user, row)
    is_logged = row.starts_at <= clock.now() and row.state != ConferenceState.CANCELLED
    page: dict[str, Any] = {
        "conference": row,
        "invited": invited,
        "items": [(ITEM_WORDS[item], item not in missing) for item in ITEMS],
        "missing": missing,
        "refusal_due": refusal_due(row) if row.state == ConferenceState.NOTIFIED else None,
        "refused_in_time": is_refused_in_time(row),
        "accreditations": row.accreditations.order_by("outlet_name", "full_name", "pk")[:MOST],
        "came": row.accreditations.filter(attended_at__isnull=False).count(),
        "questions": row.questions.order_by("asked_at", "pk")[:MOST],
        "steps": offered(STEPS, row, request, bound),
        "may_plan": ACCESS[Act.PLAN_CONFERENCE](request.user, row) and _is_open(row),
        "may_run": may_run and row.state != ConferenceState.CANCELLED,
        "is_logged": is_logged,
        "ending": queries.mandates_that_end_during(row),
        "accreditation_form": bound.get("accreditation") or entered.AccreditationForm(auto_id="who_%s"),
        "question_form": bound.get("question")
        or entered.QuestionForm(auto_id="question_%s", initial={"asked_at": clock.now()}),
    }
    return render(request, "press/conference.html", page, status=status)


@require_GET
def conference(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one conference: its notice, who comes, what was asked, what to do next."""
    require(ACCESS, Act.READ_CONFERENCES, request.user, None)
    return show(request, get_object_or_404(queries.conference_shown(), pk=pk))


@require_POST
def conference_step(request: OfficerRequest, pk: int, step: str) -> HttpResponse:
    """Take one step about a conference."""
    require(ACCESS, Act.READ_CONFERENCES, request.user, None)
    row = get_object_or_404(queries.conference_shown(), pk=pk)
    return take(request, STEPS, step, row, subject="conference", show=show)


@require_http_methods(["GET", "POST"])
def conference_add(request: OfficerRequest) -> HttpResponse:
    """Plan a conference; `?about=matters.matter:12` says on which record."""
    require({Act.PLAN_CONFERENCE: keeps_lists_somewhere}, Act.PLAN_CONFERENCE, request.user, None)
    record = record_written(request.GET.get("about", "")[:130], by=request.user)
    initial = {"title": title_for(record)[:300]}
    form = entered.ConferenceForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = {"content": form.content_given, "invited": form.cleaned_data["invited"], "record": record}
        saved = attempt(request, form, operations.plan_conference, **given)
        if saved is not None:
            messages.success(request, _("The conference is planned."))
            return redirect(saved)
    status = 400 if request.method == "POST" else 200
    return render(request, "press/conference_edit.html", {"form": form, "conference": None}, status=status)


@require_http_methods(["GET", "POST"])
def conference_edit(request: OfficerRequest, pk: int) -> HttpResponse:
    """Write an open conference anew."""
    require(ACCESS, Act.READ_CONFERENCES, request.user, None)
    row = get_object_or_404(queries.conference_shown(), pk=pk)
    require(ACCESS, Act.PLAN_CONFERENCE, request.user, row)
    form = entered.ConferenceForm(request.POST or None, initial=entered.initial_of(row))
    if request.method == "POST" and form.is_valid():
        given = {"content": form.content_given, "invited": form.cleaned_data["invited"], "version": form.seen}
        saved = attempt(request, form, operations.rewrite_conference, conference=row, **given)
        if saved is not None:
            messages.success(request, _("The conference is written anew."))
            return redirect(saved)
    status = 400 if request.method == "POST" else 200
    return render(request, "press/conference_edit.html", {"form": form, "conference": row}, status=status)

"""Pages on which a consultation is set up, opened, extended, closed early or called off."""

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
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.common.paging import LARGEST_KEY
from dongthuan.apps.common.steps import Step, Steps
from dongthuan.apps.policies.consultations_lifecycle import ConsultationState, Phase, phase_of
from dongthuan.apps.policies.consultations_rules import CONSULTATION_ACCESS, ConsultationAct
from dongthuan.apps.policies.dossiers_wording import LACKS, REFUSED, sentence_of
from dongthuan.apps.policies.forms.consultations import (
    ConsultationForm,
    ExtendForm,
    PublicReasonForm,
    initial_of,
)
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.operations import consultations as operations
from dongthuan.apps.policies.operations import consultations_dates as dates
from dongthuan.apps.policies.queries import consultations as queries
from dongthuan.apps.policies.queries import people
from dongthuan.apps.policies.views.acting import attempt
from dongthuan.apps.policies.views.dossiers import dossier_of
from dongthuan.apps.press.forms.register_fields import StepForm


def _is_draft(row: Consultation) -> bool:
    return row.state == ConsultationState.DRAFT


def _in_phase(*phases: Phase) -> Any:
    return lambda row: phase_of(row, clock.now()) in phases


TABLE = {
    "ra-soat": Step(
        ConsultationAct.CHECK_SECRECY,
        StepForm,
        operations.check_secrecy,
        "shield-lock",
        gettext_lazy("I looked it through: nothing in it is secret"),
        gettext_lazy("Noted, with your name."),
        _is_draft,
    ),
    "mo": Step(
        ConsultationAct.OPEN_CONSULTATION,
        StepForm,
        operations.open_consultation,
        "player-play",
        gettext_lazy("Open it to the public"),
        gettext_lazy("The consultation is open from its first instant on."),
        _is_draft,
    ),
    "gia-han": Step(
        ConsultationAct.EXTEND_CONSULTATION,
        ExtendForm,
        dates.extend_consultation,
        "clock",
        gettext_lazy("Extend it"),
        gettext_lazy("Extended; the public reads the reason."),
        _in_phase(Phase.UPCOMING, Phase.RUNNING),
    ),
    "dong-som": Step(
        ConsultationAct.CLOSE_EARLY,
        PublicReasonForm,
        dates.close_early,
        "player-pause",
        gettext_lazy("Close it early"),
        gettext_lazy("Closed; the public reads the reason."),
        _in_phase(Phase.RUNNING),
        is_grave=True,
    ),
    "huy": Step(
        ConsultationAct.CANCEL_CONSULTATION,
        PublicReasonForm,
        dates.cancel_consultation,
        "ban",
        gettext_lazy("Call the consultation off"),
        gettext_lazy("Called off; the reason stays."),
        lambda row: row.state in (ConsultationState.DRAFT, ConsultationState.OPEN),
        is_grave=True,
    ),
}
STEPS = Steps("consultation", TABLE, CONSULTATION_ACCESS, REFUSED, sentence_of)


@require_GET
def show_consultation(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show a consultation as officers see it: its dates, what is lacking, what can be done."""
    return show(request, consultation_of(request, pk))


def show(
    request: OfficerRequest,
    row: Consultation,
    bound: Mapping[str, forms.Form] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Draw the page of a consultation; bound: forms with what was typed and refused."""
    at, is_draft = clock.now(), _is_draft(row)
    page: dict[str, Any] = {
        "consultation": row,
        "dossier": row.dossier,
        "phase": phase_of(row, at),
        "questions": list(row.questions.all()),
        "changes": list(row.changes.select_related("by")),
        "lacking": [LACKS[code] for code in queries.lacks(row, at=at)] if is_draft else [],
        "minimum": queries.minimum_from(row.opens_at or at) if is_draft else None,
        "no_response_limit": queries.why_no_response_limit(row, at=at),
        "steps": STEPS.offered(request, row, bound or {}),
        "may_edit": is_draft and CONSULTATION_ACCESS[ConsultationAct.SET_UP_CONSULTATION](request.user, row),
    }
    return render(request, "policies/consultation.html", page, status=status)


@require_POST
def take_step(request: OfficerRequest, pk: int, step: str) -> HttpResponse:
    """Take one step on a consultation."""
    return STEPS.take(request, step, consultation_of(request, pk), show)


@require_http_methods(["GET", "POST"])
def add_consultation(request: OfficerRequest, pk: int) -> HttpResponse:
    """Set a consultation up on a dossier."""
    dossier, at = dossier_of(request, pk), clock.now()
    asked = Consultation(dossier=dossier, created_by_id=request.user.pk)
    require(CONSULTATION_ACCESS, ConsultationAct.SET_UP_CONSULTATION, request.user, asked)
    begun = {"title": dossier.title, "responsible": dossier.drafter_id, "purpose": dossier.purpose}
    form = ConsultationForm(
        request.POST or None, officers=people.officers_at_work(on=clock.local_day(at)), initial=begun
    )

    def set_up() -> Consultation:
        return operations.set_up_consultation(dossier=dossier, content=form.content(), by=request.user, at=at)

    if made := attempt(form, set_up):
        messages.success(request, _("Set up; see what is still needed before another opens it."))
        return redirect("policies:consultation", pk=made.pk)
    page = {"form": form, "dossier": dossier, "minimum": queries.minimum_from(at)}
    return _form_page(request, page)


@require_http_methods(["GET", "POST"])
def edit_consultation(request: OfficerRequest, pk: int) -> HttpResponse:
    """Write a consultation that is not open yet anew."""
    consultation, at = consultation_of(request, pk), clock.now()
    require(CONSULTATION_ACCESS, ConsultationAct.SET_UP_CONSULTATION, request.user, consultation)
    if consultation.state != ConsultationState.DRAFT:
        messages.error(request, _("It was opened: only its dates can be moved, with a reason."))
        return redirect("policies:consultation", pk=pk)
    form = ConsultationForm(
        request.POST or None,
        officers=people.officers_at_work(on=clock.local_day(at)),
        initial=initial_of(consultation),
    )

    def rewrite() -> Consultation:
        return operations.rewrite_consultation(
            consultation=consultation, version=form.seen, content=form.content(), by=request.user, at=at
        )

    if attempt(form, rewrite):
        messages.success(request, _("Saved. It must be looked through for secrets again."))
        return redirect("policies:consultation", pk=pk)
    page = {
        "form": form,
        "dossier": consultation.dossier,
        "consultation": consultation,
        "minimum": queries.minimum_from(consultation.opens_at or at),
    }
    return _form_page(request, page)


def _form_page(request: OfficerRequest, page: dict[str, Any]) -> HttpResponse:
    status = 400 if request.method == "POST" else 200
    return render(request, "policies/consultation_edit.html", page, status=status)


def consultation_of(request: OfficerRequest, pk: int) -> Consultation:
    """Return the consultation, if this officer may see it."""
    return get_object_or_404(queries.consultations_seen(request.user), pk=min(pk, LARGEST_KEY))

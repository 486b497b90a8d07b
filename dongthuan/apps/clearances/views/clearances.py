"""What awaits an officer's clearance, one clearance with its parts, and the acts on them."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dongthuan.apps.accounts.queries import away_on
from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.clearances.forms.clearances import DecideForm, ReasonForm
from dongthuan.apps.clearances.lifecycle import ClearanceState, Decision
from dongthuan.apps.clearances.models.clearances import Clearance, ClearancePicture, ClearanceStep
from dongthuan.apps.clearances.operations import clearances as operations
from dongthuan.apps.clearances.operations import deciding
from dongthuan.apps.clearances.queries import clearances as queries
from dongthuan.apps.clearances.queries.clearances import StepRow
from dongthuan.apps.clearances.rules import ACCESS, STEP_ACTS, Act
from dongthuan.apps.clearances.sheets import CLEARANCES
from dongthuan.apps.clearances.wording import REFUSALS, sentence
from dongthuan.apps.common import clock, paging, sheets
from dongthuan.apps.common.access import require
from dongthuan.apps.common.acting import attempting
from dongthuan.apps.files.responses import private_picture

attempt = attempting(tuple(REFUSALS), sentence)


@require_GET
def mine(request: OfficerRequest) -> HttpResponse:
    """List what awaits the officer, and the clearances he or she may see, the newest first."""
    require(ACCESS, Act.READ_OWN, request.user, None)
    at = clock.now()
    seen = Clearance.objects.visible_to(request.user).select_related("unit", "requested_by")
    is_open = request.GET.get("state") == "open"
    if is_open:
        seen = seen.filter(state=ClearanceState.OPEN)
    if sheets.is_wanted(request):
        rows = seen.defer("text").order_by("-pk")
        return sheets.answer_with(_("Clearance"), CLEARANCES, rows, name="thong-qua", at=at)
    page = {
        "waiting": queries.rows_waiting(request.user, at=at),
        "page": paging.page_of(seen.defer("text"), request.GET.get("page", "")),
        "is_open": is_open,
    }
    return render(request, "clearances/mine.html", page)


@require_GET
def clearance(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one clearance: the frozen text, and each part with what was and can be decided."""
    return render(request, "clearances/clearance.html", page_of(request, clearance_of(request, pk)))


def clearance_of(request: OfficerRequest, pk: int) -> Clearance:
    """Return the clearance, if this officer may see it."""
    return get_object_or_404(queries.whole(Clearance.objects.visible_to(request.user)), pk=pk)


@require_GET
def picture(request: OfficerRequest, pk: int, number: int) -> HttpResponse:
    """Show a picture as it was put for clearance, to whoever may see the clearance."""
    seen = Clearance.objects.visible_to(request.user)
    found = get_object_or_404(
        ClearancePicture.objects.select_related("attachment"), clearance__in=seen, clearance=pk, number=number
    )
    return private_picture(found.attachment)


def page_of(request: OfficerRequest, found: Clearance, form: DecideForm | None = None) -> dict[str, Any]:
    """Return what the page of a clearance shows."""
    at = clock.now()
    away = away_on(clock.local_day(at))
    rows = [
        StepRow.of(
            step,
            at=at,
            may={act.name.lower() for act in STEP_ACTS if ACCESS[act](request.user, step)},
            away=away,
        )
        for step in found.steps.all()
    ]
    return {
        "clearance": found,
        "rows": rows,
        "pictures": found.pictures.all(),
        "newest": queries.latest_clearance_key(found),
        "form": form or DecideForm(initial={"text_hash": found.text_hash}),
        "reason_form": ReasonForm(),
        "may_withdraw": found.state == ClearanceState.OPEN and ACCESS[Act.WITHDRAW](request.user, found),
    }


def _may(request: OfficerRequest, step: ClearanceStep) -> list[str]:
    return [act.name.lower() for act in STEP_ACTS if ACCESS[act](request.user, step)]


def step_of(request: OfficerRequest, pk: int) -> ClearanceStep:
    """Return the part, if this officer may see its clearance."""
    seen = Clearance.objects.visible_to(request.user)
    return get_object_or_404(ClearanceStep.objects.filter(Q(clearance__in=seen)), pk=pk)


@require_POST
def decide(request: OfficerRequest, pk: int) -> HttpResponse:
    """Approve or return one part; a refusal keeps what was typed."""
    step = step_of(request, pk)
    form = DecideForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        done = _("Approved.") if said["decision"] == Decision.APPROVED else _("Returned with your remarks.")
        said["decision"] = Decision(said["decision"])
        if attempt(request, deciding.decide_step, done, step=step, **said):
            return redirect("clearances:clearance", pk=step.clearance_id)
    found = clearance_of(request, step.clearance_id)
    return render(request, "clearances/clearance.html", page_of(request, found, form), status=400)


@require_POST
def override(request: OfficerRequest, pk: int) -> HttpResponse:
    """Let a leader pass a part with a reason."""
    step = step_of(request, pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        done = _("Passed by override; the reason stays to be seen.")
        attempt(request, deciding.override_step, done, step=step, reason=form.cleaned_data["reason"])
    else:
        messages.error(request, _("Say why; those who wrote the text need to know what to change."))
    return redirect("clearances:clearance", pk=step.clearance_id)


@require_POST
def hand_over(request: OfficerRequest, pk: int) -> HttpResponse:
    """Let the stand-in decide, as the officer asked is away."""
    step = step_of(request, pk)
    attempt(request, deciding.hand_over_step, _("Handed over to the stand-in."), step=step)
    return redirect("clearances:clearance", pk=step.clearance_id)


@require_POST
def send_link(request: OfficerRequest, pk: int) -> HttpResponse:
    """Mail a new link to somebody outside."""
    step = step_of(request, pk)
    attempt(
        request, deciding.send_link, _("A new link is on its way; the older one no longer works."), step=step
    )
    return redirect("clearances:clearance", pk=step.clearance_id)


@require_POST
def withdraw(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take an open clearance back."""
    found = clearance_of(request, pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        done = _("The clearance was taken back.")
        reason = form.cleaned_data["reason"]
        attempt(request, operations.withdraw_clearance, done, clearance=found, reason=reason)
    else:
        messages.error(request, _("Give a reason."))
    return redirect("clearances:clearance", pk=pk)

"""Contradictory deadlines: shown, and marked as none with a reason."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, sheets
from dongthuan.apps.common.access import require
from dongthuan.apps.files.secrecy import SecretMark, secret_sentence
from dongthuan.apps.plans.forms.conflicts import ConflictFilterForm, PardonForm
from dongthuan.apps.plans.list_sheets import CONFLICTS
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.plans.operations import conflicts as operations
from dongthuan.apps.plans.queries import conflicts as queries
from dongthuan.apps.plans.queries.timeline import leading_units
from dongthuan.apps.plans.rules import ACCESS, Act


@require_GET
def list_conflicts(request: OfficerRequest) -> HttpResponse:
    """List the contradictions among the tasks that the officer may see."""
    form = ConflictFilterForm(request.GET, units=leading_units())
    unit = form.cleaned_data["unit"] if form.is_valid() else None
    seen = Task.objects.visible_to(request.user)
    if sheets.is_wanted(request):
        rows = queries.conflicts_among(seen, unit_id=unit.pk if unit else None, most=sheets.MOST_ROWS).shown
        title, at = _("Contradictory deadlines"), clock.now()
        return sheets.answer_with(title, CONFLICTS, rows, name="mau-thuan", at=at, form=form)
    found = queries.conflicts_among(seen, unit_id=unit.pk if unit else None)
    content = {
        "form": form,
        "conflicts": [(one, ACCESS[Act.PARDON](request.user, one.first.plan)) for one in found.shown],
        "open_count": found.open_count,
        "left": found.count - len(found.shown),
    }
    return render(request, "plans/conflicts.html", content)


def pardon(request: OfficerRequest) -> HttpResponse:
    """Say why a contradiction is none."""
    form = PardonForm(request.POST if request.method == "POST" else None, initial=request.GET.dict())
    conflict = _conflict(request)
    require(ACCESS, Act.PARDON, request.user, conflict.first.plan)
    if form.is_valid():
        try:
            operations.pardon_conflict(
                conflict=conflict, reason=form.cleaned_data["reason"], by=request.user, at=clock.now()
            )
        except SecretMark as refusal:
            form.add_error("reason", secret_sentence(refusal))
        else:
            messages.success(request, _("It is noted that these deadlines do not contradict each other."))
            return redirect("plans:conflicts")
    status = 400 if request.method == "POST" else 200
    return render(request, "plans/conflict.html", {"form": form, "conflict": conflict}, status=status)


def _conflict(request: OfficerRequest) -> queries.Conflict:
    """Return the conflict that the address or the form names, if it still is one and may be seen."""
    given = PardonForm({**request.GET.dict(), **request.POST.dict(), "reason": "-"})
    if not given.is_valid():
        raise Http404
    data = given.cleaned_data
    visible = Task.objects.visible_to(request.user)
    task = get_object_or_404(visible.select_related("plan", "lead_unit", "parent", "duty"), pk=data["first"])
    for one in queries.conflicts_of(task, visible):
        if one.kind == data["kind"] and (one.second.pk if one.second else None) == data["second"]:
            return one
    raise Http404

"""Pages of the law beside its limits: ceilings, figures, provisions; figures that officers enter."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.clocks.forms.parameters import ParameterForm
from dongthuan.apps.clocks.forms.rulebook import FigureFilterForm, ReasonForm
from dongthuan.apps.clocks.models.parameters import ParameterVersion
from dongthuan.apps.clocks.operations import parameters as operations
from dongthuan.apps.clocks.operations.deciding import AlreadyDecided, NoReason
from dongthuan.apps.clocks.queries.figures import Figure, figures_searched, verified_count
from dongthuan.apps.clocks.queries.parameters import as_parameter, entered_parameters, missing_parameters
from dongthuan.apps.clocks.rules import ACCESS, Act
from dongthuan.apps.clocks.sheets import figures_sheet
from dongthuan.apps.clocks.wording import parameter_words
from dongthuan.apps.common import clock, sheets
from dongthuan.apps.common.access import require


@require_GET
def list_figures(request: OfficerRequest) -> HttpResponse:
    """Show ceilings, figures and provisions in force on a day, by instrument."""
    require(ACCESS, Act.READ_RULES, request.user, None)
    form, on, groups = _asked(request)
    count, verified = verified_count(groups)
    content = {"form": form, "on": on, "groups": groups, "count": count, "verified_count": verified}
    content |= {
        "waiting": ParameterVersion.objects.proposed().select_related("proposed_by"),
        "missing": missing_parameters(on=on),
        "may_propose": ACCESS[Act.PROPOSE_RULE](request.user, None),
    }
    return render(request, "clocks/figures.html", content)


@require_GET
def download(request: OfficerRequest) -> HttpResponse:
    """Write what the page shows into a sheet."""
    require(ACCESS, Act.READ_RULES, request.user, None)
    _form, on, groups = _asked(request)
    return sheets.answer([figures_sheet(groups, on=on)], "muc-chi-va-so-lieu", at=clock.now())


@require_http_methods(["GET", "POST"])
def propose(request: OfficerRequest) -> HttpResponse:
    """Propose a number of the law, to correct or to follow one, or one that no pack holds."""
    require(ACCESS, Act.PROPOSE_RULE, request.user, None)
    initial = {"key": request.GET.get("key", ""), "valid_from": clock.local_day(clock.now())}
    form = ParameterForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            made = operations.propose_parameter(content=form.content, by=request.user, at=clock.now())
        except NoReason:
            form.add_error("ground", _("Give the reason."))
        else:
            messages.success(request, _("The figure awaits a second pair of eyes."))
            return redirect(made)
    status = 400 if request.method == "POST" else 200
    return render(request, "clocks/figure_propose.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def version(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show a number that an officer entered, and decide on it."""
    require(ACCESS, Act.READ_RULES, request.user, None)
    rows = ParameterVersion.objects.select_related("proposed_by", "decided_by")
    found = get_object_or_404(rows, pk=pk)
    form = ReasonForm(request.POST if request.method == "POST" and "approve" not in request.POST else None)
    if request.method == "POST" and ("approve" in request.POST or form.is_valid()):
        try:
            if "approve" in request.POST:
                operations.approve_parameter(version=found, by=request.user, at=clock.now())
            else:
                reason = form.cleaned_data["reason"]
                operations.reject_parameter(version=found, reason=reason, by=request.user, at=clock.now())
        except AlreadyDecided:
            messages.error(request, _("Somebody decided on this meanwhile."))
        else:
            messages.success(request, _("The decision is noted."))
        return redirect(found)
    may = found.state == "proposed" and ACCESS[Act.APPROVE_RULE](request.user, found)
    page = {
        "version": found,
        "words": parameter_words(as_parameter(found)),
        "may_decide": may,
        "is_own": found.proposed_by_id == request.user.pk,
        "form": form,
    }
    return render(request, "clocks/figure_version.html", page, status=400 if form.errors else 200)


def _asked(request: OfficerRequest) -> tuple[FigureFilterForm, date, list[tuple[str, list[Figure]]]]:
    today = clock.local_day(clock.now())
    form = FigureFilterForm({**request.GET.dict(), "on": request.GET.get("on") or today})
    data: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    on = data.get("on") or today
    groups = figures_searched(
        on=on,
        words=data.get("q", ""),
        kind=data.get("kind", ""),
        verified=data.get("verified", ""),
        entered=entered_parameters(),
    )
    return form, on, groups

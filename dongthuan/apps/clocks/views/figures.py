"""Pages of the shipped law beside its limits: ceilings, figures, provisions."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.clocks.forms.rulebook import FigureFilterForm
from dongthuan.apps.clocks.queries.figures import Figure, figures_searched, verified_count
from dongthuan.apps.clocks.rules import ACCESS, Act
from dongthuan.apps.clocks.sheets import figures_sheet
from dongthuan.apps.common import clock, sheets
from dongthuan.apps.common.access import require


@require_GET
def list_figures(request: OfficerRequest) -> HttpResponse:
    """Show ceilings, figures and provisions in force on a day, by instrument."""
    require(ACCESS, Act.READ_RULES, request.user, None)
    form, on, groups = _asked(request)
    count, verified = verified_count(groups)
    content = {"form": form, "on": on, "groups": groups, "count": count, "verified_count": verified}
    return render(request, "clocks/figures.html", content)


@require_GET
def download(request: OfficerRequest) -> HttpResponse:
    """Write what the page shows into a sheet."""
    require(ACCESS, Act.READ_RULES, request.user, None)
    _form, on, groups = _asked(request)
    return sheets.answer([figures_sheet(groups, on=on)], "muc-chi-va-so-lieu", at=clock.now())


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
    )
    return form, on, groups

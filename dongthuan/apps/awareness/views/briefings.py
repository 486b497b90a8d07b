"""Writing and sending briefings, and who is informed."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.queries import own_unit, units_where
from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.awareness import forms, sheets
from dongthuan.apps.awareness.lifecycle import BriefingState
from dongthuan.apps.awareness.models import Briefing
from dongthuan.apps.awareness.operations.briefings import write_briefing
from dongthuan.apps.awareness.queries import informed_by_unit, kept_briefings, readings_of_year
from dongthuan.apps.awareness.rules import ACCESS, KEEPERS, Act, writes_somewhere
from dongthuan.apps.awareness.views.showing import STEPS, briefing_of, show
from dongthuan.apps.awareness.wording import REFUSED, sentence_of
from dongthuan.apps.common import clock
from dongthuan.apps.common import sheets as workbook
from dongthuan.apps.common.access import NotAllowed, require
from dongthuan.apps.common.acting import entering
from dongthuan.apps.press.views.register_steps import page_by_name

_enter = entering(REFUSED, sentence_of)


@require_GET
def kept(request: OfficerRequest) -> HttpResponse:
    """List the briefings of the units one keeps."""
    _require_keeper(request)
    units = units_where(request.user, KEEPERS, on=clock.local_day(clock.now()))
    rows = kept_briefings(request.user, [one.pk for one in units])
    page = {"tab": "kept", "page": page_by_name(rows, request.GET.get("page", "")), "keeps": True}
    return render(request, "awareness/kept.html", page)


@require_GET
def informed(request: OfficerRequest) -> HttpResponse:
    """Show who is informed by unit over the briefings of a year, against the goal; as a workbook."""
    _require_keeper(request)
    at = clock.now()
    on = clock.local_day(at)
    units = units_where(request.user, KEEPERS, on=on)
    rows = informed_by_unit(readings_of_year(on.year).filter(unit__in=units))
    if workbook.is_wanted(request):
        return workbook.answer_with(_("Who is informed"), sheets.INFORMED, rows, name="quan-triet", at=at)
    page = {
        "tab": "informed",
        "keeps": True,
        "year": on.year,
        "rows": rows,
        "asked": sum(one.asked for one in rows),
        "confirmed": sum(one.confirmed for one in rows),
    }
    return render(request, "awareness/informed.html", page)


@require_http_methods(["GET", "POST"])
def write(request: OfficerRequest) -> HttpResponse:
    """Write a briefing."""
    _require_keeper(request)
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
def edit(request: OfficerRequest, pk: int) -> HttpResponse:
    """Rewrite a briefing that is not sent."""
    found = briefing_of(request, pk)
    require(ACCESS, Act.WRITE, request.user, found)
    if found.state != BriefingState.DRAFT:
        return redirect(found)
    return _edit(request, found)


@require_POST
def take_step(request: OfficerRequest, pk: int, slug: str) -> HttpResponse:
    """Send a briefing, withdraw it, or draw up its report."""
    return STEPS.take(request, slug, briefing_of(request, pk), show)


def _edit(request: OfficerRequest, found: Briefing | None) -> HttpResponse:
    units = units_where(request.user, KEEPERS, on=clock.local_day(clock.now()))
    initial: dict[str, Any] = (
        forms.BriefingForm.initial_of(found) if found else {"unit": own_unit(request.user, units)}
    )
    is_for_all = not KEEPERS.isdisjoint(request.user.held_at_the_top())
    form = forms.BriefingForm(
        request.POST or None, request.FILES or None, units=units, is_for_all=is_for_all, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        given = {"briefing": found, "content": form.content(), "version": form.seen}
        made = _enter(request, form, write_briefing, _("The briefing is saved."), **given)
        if made is not None:
            return redirect(made)
    page = {"form": form, "briefing": found}
    return render(request, "awareness/edit.html", page, status=400 if form.is_bound else 200)


def _require_keeper(request: OfficerRequest) -> None:
    if not writes_somewhere(request.user, None):
        raise NotAllowed(Act.WRITE.value)

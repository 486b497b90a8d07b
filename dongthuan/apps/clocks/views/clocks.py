"""Pages of clocks: the list, one clock with its explanation, open one by hand, act on one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dongthuan.apps.accounts.queries import own_unit
from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.clocks.forms.clocks import ClockFilterForm, OpenForm
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.clocks.operations import clocks as operations
from dongthuan.apps.clocks.operations.dating import basis_now, write_date
from dongthuan.apps.clocks.queries import clocks as queries
from dongthuan.apps.clocks.queries.calendars import working_calendar
from dongthuan.apps.clocks.queries.choices import rule_names, units_to_start_in
from dongthuan.apps.clocks.rules import ACCESS, ON_CLOCK, Act, may_start_somewhere
from dongthuan.apps.clocks.views.acting import ACTS, REFUSED, sentence_of
from dongthuan.apps.clocks.wording import Left, conditions_words, explained, left_of, trouble_sentence
from dongthuan.apps.common import clock as time
from dongthuan.apps.common import paging
from dongthuan.apps.common.access import NotAllowed, allowed_acts, require
from dongthuan.law.steps import add_up, from_json


@dataclass(frozen=True, slots=True)
class Row:
    """A clock of the list with the time it has left."""

    clock: Clock
    left: Left


@require_GET
def list_clocks(request: OfficerRequest) -> HttpResponse:
    """List the clocks the officer may see, those that end soonest first."""
    at = time.now()
    form = ClockFilterForm(request.GET, rules=queries.rules_with_clocks(request.user))
    wanted = form.cleaned_data if form.is_valid() else {}
    clocks = queries.clocks_listed(seen_by=request.user, wanted=wanted, at=at)
    page = paging.page_of(clocks, request.GET.get("page", ""), by="due_at", is_ascending=True)
    calendar = working_calendar()
    content = {
        "form": form,
        "page": page,
        "rows": [Row(clock, left_of(clock, at=at, calendar=calendar)) for clock in page.rows],
        "may_start": may_start_somewhere(request.user, None),
    }
    return render(request, "clocks/list.html", content)


@require_GET
def show_clock(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one clock: what is left, what happened, why it ends on that day."""
    clock = _clock_of(request, pk)
    return render(request, "clocks/clock.html", _content(request, clock))


@require_POST
def act_on_clock(request: OfficerRequest, pk: int, way: str) -> HttpResponse:
    """Do one act on a clock; a refusal is said in words, with what was typed still there."""
    clock, act = _clock_of(request, pk), ACTS[way]
    require(ACCESS, act.act, request.user, clock)
    form = act.form(request.POST)
    if form.is_valid():
        clock.version = form.cleaned_data["version"]
        try:
            act.operation(clock=clock, by=request.user, at=time.now(), **form.given())
        except REFUSED as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            messages.success(request, str(act.done))
            return redirect("clocks:clock", pk=pk)
    clock = _clock_of(request, pk)
    return render(request, "clocks/clock.html", _content(request, clock, {way: form}), status=400)


def open_clock(request: OfficerRequest) -> HttpResponse:
    """Open a clock by hand; "Try" shows when it would end and why, without opening it."""
    if not may_start_somewhere(request.user, None):
        raise NotAllowed(Act.START.value)
    at = time.now()
    units = units_to_start_in(request.user, on=time.local_day(at))
    initial = {"start_at": at, "unit": own_unit(request.user, units), "name": request.GET.get("rule", "")}
    form = OpenForm(request.POST or None, rules=rule_names(), units=units, initial=initial)
    tried = None
    if form.is_valid():
        try:
            if "try" not in request.POST:
                clock = operations.start_clock(**form.given(), by=request.user, at=at)
                messages.success(request, _("The clock runs."))
                return redirect("clocks:clock", pk=clock.pk)
            tried = _tried(request, form, at)
        except REFUSED as refusal:
            form.add_error(None, sentence_of(refusal))
    status = 400 if request.method == "POST" and tried is None else 200
    return render(request, "clocks/open.html", {"form": form, "tried": tried}, status=status)


def _tried(request: OfficerRequest, form: OpenForm, at: datetime) -> dict[str, Any]:
    clock = operations.drafted_clock(**form.given(), by=request.user, at=at)
    write_date(clock, basis_now())
    return {"clock": clock, "steps": explained(clock, _), "is_paper": False}


def _clock_of(request: OfficerRequest, pk: int) -> Clock:
    clocks = Clock.objects.visible_to(request.user)
    return get_object_or_404(clocks.select_related("unit", "owner", "created_by", "extension__by"), pk=pk)


def _content(
    request: OfficerRequest, clock: Clock, given: dict[str, forms.Form] | None = None
) -> dict[str, Any]:
    may = allowed_acts(ON_CLOCK, request.user, clock)
    ways = [way for way in ACTS if ACTS[way].is_open_to(clock) and ACTS[way].act.value in may]
    initial = {"version": clock.version, "unit": clock.cap_unit}
    shown = {way: ACTS[way].form(initial=initial) for way in ways} | (given or {})
    return {
        "clock": clock,
        "left": left_of(clock, at=time.now(), calendar=working_calendar()),
        "timeline": queries.timeline_of(clock),
        "steps": explained(clock, _),
        "trouble": trouble_sentence(clock.trouble, _),
        "adds_up": add_up(clock.start_at, from_json(clock.steps)) == clock.due_at,
        "conditions": conditions_words(clock.channel, clock.complexity, clock.agency_kind),
        "acts": [(way, ACTS[way], form) for way, form in shown.items()],
    }

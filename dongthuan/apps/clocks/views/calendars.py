"""Pages of the working calendar: a year, proposals and their signature, files in and out."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.clocks.forms import calendars as typed
from dongthuan.apps.clocks.forms.rulebook import ReasonForm
from dongthuan.apps.clocks.models.calendars import CalendarChange
from dongthuan.apps.clocks.operations import calendars as operations
from dongthuan.apps.clocks.operations import deciding
from dongthuan.apps.clocks.operations.previewing import preview_of_change
from dongthuan.apps.clocks.queries.calendars import as_override, counts_unconfirmed, working_calendar
from dongthuan.apps.clocks.queries.months import differences, months_of
from dongthuan.apps.clocks.rules import ACCESS, ON_DAYS, Act
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import allowed_acts, require
from dongthuan.law import ics, wording
from dongthuan.law.calendar import LAST_YEAR

MOST_SHOWN = 50
FORMS: dict[str, tuple[type[forms.Form], Any]] = {
    "ngay": (typed.DayForm, gettext_lazy("A day off or worked")),
    "hoan-doi": (typed.SwapForm, gettext_lazy("Swap a day off for a day worked")),
    "chua-xac-nhan": (typed.SwitchForm, gettext_lazy("Whether unconfirmed days off count")),
    "cong-bo": (typed.SettledForm, gettext_lazy("The days off of a year are announced")),
}
REFUSALS: dict[type[Exception], Any] = {
    deciding.NoReason: gettext_lazy("Name the document."),
    operations.NothingChanges: gettext_lazy("This changes nothing."),
    operations.SwapFaulty: gettext_lazy("The day off and the day worked are one and the same."),
    operations.OutOfYears: gettext_lazy("There is no calendar for such a year, or there are too many days."),
}


@require_GET
def show_year(request: OfficerRequest) -> HttpResponse:
    """Show a year of the working calendar, and what awaits a signature."""
    require(ACCESS, Act.READ_CALENDAR, request.user, None)
    today = clock.local_day(clock.now())
    form = typed.YearForm({"year": request.GET.get("year") or today.year})
    year = form.cleaned_data["year"] if form.is_valid() else today.year
    calendar = working_calendar()
    changes = CalendarChange.objects.select_related("proposed_by", "decided_by")
    content = {
        "year": year,
        "today": today,
        "months": months_of(calendar, year),
        "special": calendar.special_days(year),
        "is_estimated": year > calendar.settled_through,
        "with_unconfirmed": counts_unconfirmed(),
        "version": calendar.version,
        "proposals": changes.filter(state="proposed").order_by("proposed_at")[:MOST_SHOWN],
        "decided": changes.exclude(state="proposed").order_by("-decided_at")[:10],
        "may_propose": ACCESS[Act.PROPOSE_DAYS](request.user, None),
        "ways": [(way, label) for way, (_form, label) in FORMS.items()],
    }
    return render(request, "clocks/calendar.html", content)


@require_GET
def export(request: OfficerRequest) -> HttpResponse:
    """Give three years of the calendar, from the one asked for, as an iCalendar file."""
    require(ACCESS, Act.READ_CALENDAR, request.user, None)
    form = typed.YearForm(request.GET)
    year = form.cleaned_data["year"] if form.is_valid() else clock.local_day(clock.now()).year
    years = range(year, min(year + 3, LAST_YEAR + 1))
    response = HttpResponse(ics.calendar_as_ics(working_calendar(), years), content_type="text/calendar")
    response["Content-Disposition"] = f'attachment; filename="lich-lam-viec-{year}.ics"'
    return response


def propose(request: OfficerRequest, way: str) -> HttpResponse:
    """Propose a change of the calendar."""
    require(ACCESS, Act.PROPOSE_DAYS, request.user, None)
    if way not in FORMS:
        raise Http404
    form_class, label = FORMS[way]
    form = form_class(request.POST or None)
    if form.is_valid():
        try:
            change = _proposed(form, request)
        except tuple(REFUSALS) as refusal:
            form.add_error(None, str(REFUSALS[type(refusal)]))
        else:
            messages.success(request, _("The change is proposed; another officer must sign it off."))
            return redirect("clocks:calendar-change", pk=change.pk)
    status = 400 if request.method == "POST" else 200
    return render(request, "clocks/calendar_propose.html", {"form": form, "label": label}, status=status)


def import_file(request: OfficerRequest) -> HttpResponse:
    """Take a calendar file, show what it would change, and propose it when that is confirmed."""
    require(ACCESS, Act.PROPOSE_DAYS, request.user, None)
    if "days" in request.POST:
        return _import_confirmed(request)
    form = typed.ImportForm(request.POST or None, request.FILES or None)
    content: dict[str, Any] = {"form": form}
    if form.is_valid():
        days, problems = ics.overrides_from_ics(form.cleaned_data["file"])
        content["problems"] = [wording.ics_sentence(problem, _) for problem in problems]
        content["rows"] = differences(working_calendar(), days)
        changing = [row.day for row in content["rows"] if row.changes]
        content["count"] = len(changing)
        if changing and len(changing) <= operations.MOST_DAYS:
            given = {"days": typed.packed(changing), "ground": form.cleaned_data["ground"]}
            content["confirmed"] = typed.ImportedForm(initial=given)
            content["ground"] = given["ground"]
    status = 400 if request.method == "POST" and "rows" not in content else 200
    return render(request, "clocks/calendar_import.html", content, status=status)


@require_GET
def show_change(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one change of the calendar beside what holds now, and offer the signature."""
    require(ACCESS, Act.READ_CALENDAR, request.user, None)
    return render(request, "clocks/calendar_change.html", _content(request, _change(pk), ReasonForm()))


@require_POST
def sign_off(request: OfficerRequest, pk: int) -> HttpResponse:
    """Let a proposed change hold."""
    try:
        run = operations.sign_off_change(change=_change(pk), by=request.user, at=clock.now())
    except deciding.AlreadyDecided:
        messages.error(request, _("Somebody decided on this meanwhile."))
        return redirect("clocks:calendar-change", pk=pk)
    messages.success(request, _("The change holds. Open clocks are being dated anew."))
    return redirect("clocks:redating", pk=run.pk)


@require_POST
def reject(request: OfficerRequest, pk: int) -> HttpResponse:
    """Reject a proposed change, with a reason."""
    change, form = _change(pk), ReasonForm(request.POST)
    require(ACCESS, Act.REJECT_DAYS, request.user, change)
    if not form.is_valid():
        return render(request, "clocks/calendar_change.html", _content(request, change, form), status=400)
    reason = form.cleaned_data["reason"]
    try:
        operations.reject_change(change=change, reason=reason, by=request.user, at=clock.now())
    except deciding.AlreadyDecided:
        messages.error(request, _("Somebody decided on this meanwhile."))
    else:
        messages.success(request, _("The proposal is rejected; it stays in the history."))
    return redirect("clocks:calendar-change", pk=pk)


def _proposed(form: forms.Form, request: OfficerRequest) -> CalendarChange:
    by, at = request.user, clock.now()
    if isinstance(form, typed.SwapForm):
        return operations.propose_swap(**form.cleaned_data, by=by, at=at)
    return operations.propose_change(proposed=form.proposed(), by=by, at=at)  # type: ignore[attr-defined]  # every other form of FORMS has it


def _import_confirmed(request: OfficerRequest) -> HttpResponse:
    form = typed.ImportedForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Hand the file in again."))
        return redirect("clocks:calendar-import")
    change = operations.propose_change(proposed=form.proposed(), by=request.user, at=clock.now())
    messages.success(request, _("The change is proposed; another officer must sign it off."))
    return redirect("clocks:calendar-change", pk=change.pk)


def _change(pk: int) -> CalendarChange:
    changes = CalendarChange.objects.select_related("proposed_by", "decided_by")
    return get_object_or_404(changes.prefetch_related("days"), pk=pk)


def _content(request: OfficerRequest, change: CalendarChange, form: ReasonForm) -> dict[str, Any]:
    may = allowed_acts(ON_DAYS, request.user, change) if change.state == "proposed" else set()
    is_own = change.proposed_by_id == request.user.pk
    is_asked = bool(may) or (is_own and change.state == "proposed")
    return {
        "change": change,
        "rows": differences(working_calendar(), [as_override(day, change) for day in change.days.all()]),
        "may": may,
        "form": form,
        "is_own": is_own,
        "preview": preview_of_change(change, seen_by=request.user) if is_asked else None,
    }

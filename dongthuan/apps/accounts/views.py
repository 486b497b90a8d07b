"""Pages about officers, the roles they hold, and when they are away."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dongthuan.apps.accounts import operations
from dongthuan.apps.accounts.absence_wording import REFUSED, sentence_of, stood_in_words
from dongthuan.apps.accounts.forms import (
    AbsenceForm,
    BackForm,
    OfficerForm,
    ResetFactorForm,
    RoleForm,
    StandInForm,
)
from dongthuan.apps.accounts.models import Absence, Officer, RoleHeld
from dongthuan.apps.accounts.queries import (
    absences_of,
    absences_shown,
    away_of,
    away_on,
    officer_rows,
    stood_in_for,
)
from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.accounts.rules import ACCESS, ON_OFFICER, Act
from dongthuan.apps.accounts.second_factor import has_second_factor
from dongthuan.apps.accounts.sheets import ABSENCES, OFFICERS
from dongthuan.apps.common import sheets
from dongthuan.apps.common.access import allowed_acts, require
from dongthuan.apps.common.acting import attempting
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.common.roles import Role


def list_officers(request: OfficerRequest) -> HttpResponse:
    """Show the officers and what they hold today."""
    require(ACCESS, Act.LIST, request.user, None)
    rows = officer_rows(on=local_day(now()))
    if sheets.is_wanted(request):
        return sheets.answer_with(_("Officers"), OFFICERS, rows, name="can-bo", at=now())
    return render(request, "accounts/list.html", {"rows": rows, "acts": _acts(request, None)})


def show_officer(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one officer with all roles ever held."""
    officer = get_object_or_404(Officer, pk=pk)
    require(ACCESS, Act.READ, request.user, officer)
    return _show(request, officer)


def _show(request: OfficerRequest, officer: Officer, *, status: int = 200, **bound: Any) -> HttpResponse:
    """Show an officer; bound: forms that were typed into, as `form` or `absence_form`."""
    on = local_day(now())
    context = {
        "officer": officer,
        "held": officer.roles.select_related("unit").order_by("end_on", "role"),
        "form": RoleForm(initial={"start_on": on}),
        "acts": _acts(request, officer),
        "away": away_of(officer, on=on),
        "absences": absences_of(officer),
        "may_keep_absences": ACCESS[Act.RECORD_ABSENCE](request.user, Absence(officer=officer)),
        "absence_form": AbsenceForm(officer=officer, on=on, initial={"start_on": on, "last_on": on}),
        "stand_in_form": StandInForm(officer=officer, on=on, auto_id="stand_in_%s"),
        "back_form": BackForm(initial={"back_on": on}),
        "today": on,
        "has_factor": has_second_factor(officer),
        "factor_form": ResetFactorForm(auto_id="factor_%s"),
    }
    return render(request, "accounts/show.html", context | bound, status=status)


def add_officer(request: OfficerRequest) -> HttpResponse:
    """Add an officer."""
    require(ACCESS, Act.SAVE, request.user, None)
    return _edit(request, None, OfficerForm(request.POST or None))


def edit_officer(request: OfficerRequest, pk: int) -> HttpResponse:
    """Rewrite an officer."""
    officer = get_object_or_404(Officer, pk=pk)
    require(ACCESS, Act.SAVE, request.user, officer)
    fields = ("username", "full_name", "post", "email", "phone")
    initial = {name: getattr(officer, name) for name in fields}
    return _edit(request, officer, OfficerForm(request.POST or None, officer=officer, initial=initial))


def _edit(request: OfficerRequest, officer: Officer | None, form: OfficerForm) -> HttpResponse:
    if form.is_valid():
        saved = operations.save_officer(
            officer=officer,
            content=form.content(),
            by=request.user,
            at=now(),
            password=form.cleaned_data["password"],
        )
        messages.success(request, _("The officer is saved."))
        return redirect("accounts:show", pk=saved.pk)
    return render(request, "accounts/edit.html", {"form": form, "officer": officer})


@require_POST
def give_role(request: OfficerRequest, pk: int) -> HttpResponse:
    """Let an officer hold a role."""
    officer = get_object_or_404(Officer, pk=pk)
    require(ACCESS, Act.GIVE_ROLE, request.user, officer)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _show(request, officer, form=form)
    data = form.cleaned_data
    try:
        operations.give_role(
            officer=officer,
            role=Role(data["role"]),
            unit=data["unit"],
            start_on=data["start_on"],
            by=request.user,
            at=now(),
        )
    except operations.AlreadyHeld:
        messages.error(request, _("The officer holds this role in this unit already."))
    else:
        messages.success(request, _("The role is given."))
    return redirect("accounts:show", pk=pk)


@require_POST
def end_role(request: OfficerRequest, pk: int) -> HttpResponse:
    """End a role today."""
    held = get_object_or_404(RoleHeld, pk=pk)
    try:
        operations.end_role(held=held, end_on=local_day(now()), by=request.user, at=now())
    except operations.LastAdministrator:
        messages.error(request, _("Somebody must remain who can let others in: name another administrator."))
    else:
        messages.success(request, _("The role has ended."))
    return redirect("accounts:show", pk=held.officer_id)


@require_POST
def close_account(request: OfficerRequest, pk: int) -> HttpResponse:
    """Let an officer sign in no more."""
    officer = get_object_or_404(Officer, pk=pk)
    try:
        operations.close_account(officer=officer, by=request.user, at=now())
    except operations.LastAdministrator:
        messages.error(request, _("Somebody must remain who can let others in: name another administrator."))
    else:
        messages.success(request, _("The account is closed; what the officer did stays under that name."))
    return redirect("accounts:show", pk=pk)


@require_POST
def reset_second_factor(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take the second factor of an officer who lost it away."""
    officer = get_object_or_404(Officer, pk=pk)
    require(ACCESS, Act.RESET_FACTOR, request.user, officer)
    form = ResetFactorForm(request.POST, auto_id="factor_%s")
    if not form.is_valid():
        return _show(request, officer, factor_form=form, status=400)
    reason = form.cleaned_data["reason"]
    operations.reset_second_factor(officer=officer, reason=reason, by=request.user, at=now())
    messages.success(
        request, _("The second factor is taken away; the officer sets up a new one at the next sign-in.")
    )
    return redirect("accounts:show", pk=pk)


ON_ONE = {Act.READ, Act.RESET_FACTOR}  # these ask about one officer


def _acts(request: OfficerRequest, officer: Officer | None) -> set[str]:
    return allowed_acts(
        {act: rule for act, rule in ON_OFFICER.items() if officer or act not in ON_ONE}, request.user, officer
    )


attempt = attempting(REFUSED, sentence_of)
MOST_SHOWN = 200


@require_GET
def list_absences(request: OfficerRequest) -> HttpResponse:
    """Show who is away today and who will be; `?past=1` who was."""
    require(ACCESS, Act.LIST_ABSENCES, request.user, None)
    at, is_over = now(), request.GET.get("past") == "1"
    rows = absences_shown(on=local_day(at), is_over=is_over)
    if sheets.is_wanted(request):
        return sheets.answer_with(_("Absences"), ABSENCES, rows, name="vang-mat", at=at)
    page = {
        "rows": rows[:MOST_SHOWN],
        "is_over": is_over,
        "today": local_day(at),
        "away": away_on(local_day(at)),
    }
    return render(request, "accounts/absences.html", page)


@require_POST
def add_absence(request: OfficerRequest, pk: int) -> HttpResponse:
    """Record that an officer is away."""
    officer = get_object_or_404(Officer, pk=pk)
    require(ACCESS, Act.RECORD_ABSENCE, request.user, Absence(officer=officer))
    form = AbsenceForm(request.POST, officer=officer, on=local_day(now()))
    if form.is_valid():
        content = form.content()
        done = _("The absence is recorded.")
        made = attempt(request, operations.record_absence, done, content=content)
        if made is not None:
            _tell_whom_one_stood_in_for(request, made)
            return redirect("accounts:show", pk=pk)
    return _show(request, officer, absence_form=form, status=400)


def _tell_whom_one_stood_in_for(request: OfficerRequest, absence: Absence) -> None:
    """Say who stands in now where the officer was to stand in for others."""
    others = stood_in_for(absence.officer, start_on=absence.start_on, end_on=absence.end_on)
    for other in others:
        messages.warning(request, stood_in_words(other, absence))


@require_POST
def change_stand_in(request: OfficerRequest, pk: int) -> HttpResponse:
    """Let another stand in."""
    absence = get_object_or_404(Absence.objects.select_related("officer"), pk=pk)
    require(ACCESS, Act.END_ABSENCE, request.user, absence)
    form = StandInForm(request.POST, officer=absence.officer, on=local_day(now()))
    if form.is_valid():
        done = _("The stand-in is noted.")
        stand_in = form.cleaned_data["stand_in"]
        attempt(request, operations.name_stand_in, done, absence=absence, stand_in=stand_in)
    else:
        messages.error(request, _("Choose somebody of the list."))
    return redirect("accounts:show", pk=absence.officer_id)


@require_POST
def end_absence(request: OfficerRequest, pk: int) -> HttpResponse:
    """Let an absence end earlier."""
    absence = get_object_or_404(Absence.objects.select_related("officer"), pk=pk)
    require(ACCESS, Act.END_ABSENCE, request.user, absence)
    form = BackForm(request.POST)
    if form.is_valid():
        done = _("The absence ends earlier; the stand-in's part is over then.")
        attempt(request, operations.end_absence, done, absence=absence, back_on=form.cleaned_data["back_on"])
    else:
        messages.error(request, _("Give the day on which the officer is back."))
    return redirect("accounts:show", pk=absence.officer_id)


@require_POST
def withdraw_absence(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take an absence back that has not begun."""
    absence = get_object_or_404(Absence.objects.select_related("officer"), pk=pk)
    attempt(request, operations.withdraw_absence, _("The absence is withdrawn."), absence=absence)
    return redirect("accounts:show", pk=absence.officer_id)

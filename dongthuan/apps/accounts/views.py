"""Pages about officers and the roles they hold."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dongthuan.apps.accounts import operations
from dongthuan.apps.accounts.forms import OfficerForm, RoleForm
from dongthuan.apps.accounts.models import Officer, RoleHeld
from dongthuan.apps.accounts.queries import officer_rows
from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.accounts.rules import ACCESS, Act
from dongthuan.apps.accounts.sheets import OFFICERS
from dongthuan.apps.common import sheets
from dongthuan.apps.common.access import allowed_acts, require
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
    held = officer.roles.select_related("unit").order_by("end_on", "role")
    form = RoleForm(initial={"start_on": local_day(now())})
    context = {"officer": officer, "held": held, "form": form, "acts": _acts(request, officer)}
    return render(request, "accounts/show.html", context)


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
        context = {"officer": officer, "held": officer.roles.select_related("unit"), "form": form}
        return render(request, "accounts/show.html", context | {"acts": _acts(request, officer)})
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


def _acts(request: OfficerRequest, officer: Officer | None) -> set[str]:
    return allowed_acts(
        {act: rule for act, rule in ACCESS.items() if officer or act != Act.READ}, request.user, officer
    )

"""Pages of press agencies: the list, one of them, entering and correcting."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, sheets
from dongthuan.apps.common.access import allowed_acts, require
from dongthuan.apps.press.forms.outlets import OutletFilterForm, OutletForm
from dongthuan.apps.press.models.corrections import CorrectionRequest
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.press.operations.outlets import save_outlet
from dongthuan.apps.press.queries import outlets as queries
from dongthuan.apps.press.rules import ACCESS, Act, keeps_lists_somewhere
from dongthuan.apps.press.sheets import OUTLETS
from dongthuan.apps.press.views.register_steps import attempt, page_by_name

MOST = 20
ON_OUTLETS = (Act.KEEP_OUTLETS, Act.KEEP_JOURNALISTS, Act.READ_JOURNALISTS, Act.READ_CONTACTS)
ACCESS_TO_REGISTERS = {act: ACCESS[act] for act in ON_OUTLETS}


@require_GET
def outlets(request: OfficerRequest) -> HttpResponse:
    """List the press agencies by name."""
    require(ACCESS, Act.READ_OUTLETS, request.user, None)
    form = OutletFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = queries.outlets_listed(wanted).order_by("name", "pk")
    if sheets.is_wanted(request):
        at = clock.now()
        return sheets.answer_with(_("Press agencies"), OUTLETS, rows, name="bao-chi", at=at, form=form)
    page = {
        "page": page_by_name(rows, request.GET.get("page", "")),
        "form": form,
        "is_filtered": any(wanted.values()),
        "tab": "outlets",
        "may": allowed_acts(ACCESS_TO_REGISTERS, request.user, None),
    }
    return render(request, "press/outlets.html", page, status=200 if form.is_valid() else 400)


@require_GET
def outlet(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one press agency: its register entry, journalists, and what was asked of it."""
    require(ACCESS, Act.READ_OUTLETS, request.user, None)
    found = get_object_or_404(Outlet, pk=pk)
    may = allowed_acts(ACCESS_TO_REGISTERS, request.user, found)
    on = clock.local_day(clock.now())
    journalists = queries.journalists_listed({"outlet": found}, on=on).order_by("full_name", "pk")
    corrections = CorrectionRequest.objects.visible_to(request.user).filter(outlet=found)
    page = {
        "outlet": found,
        "journalists": journalists[:MOST] if "press.read_journalists" in may else [],
        "corrections": corrections[:MOST],
        "may": may,
        "may_ask": keeps_lists_somewhere(request.user, None),
    }
    return render(request, "press/outlet.html", page)


@require_http_methods(["GET", "POST"])
def outlet_edit(request: OfficerRequest, pk: int | None = None) -> HttpResponse:
    """Enter a press agency, or write one anew."""
    found = get_object_or_404(Outlet, pk=pk) if pk is not None else None
    require(ACCESS, Act.KEEP_OUTLETS, request.user, found)
    initial = {name: getattr(found, name) for name in OutletForm.base_fields} if found else {}
    form = OutletForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        saved = attempt(request, form, save_outlet, outlet=found, content=form.content, version=form.seen)
        if saved is not None:
            messages.success(request, _("The press agency is in the register."))
            return redirect("press:outlet", pk=saved.pk)
    status = 400 if request.method == "POST" else 200
    return render(request, "press/outlet_edit.html", {"form": form, "outlet": found}, status=status)

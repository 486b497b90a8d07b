"""Pages of journalists: the list, one of them, entering, correcting, erasing."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, sheets
from dongthuan.apps.common.access import allowed_acts, require
from dongthuan.apps.press.forms.journalists import JournalistFilterForm, JournalistForm
from dongthuan.apps.press.forms.register_fields import ReasonForm
from dongthuan.apps.press.models.journalists import Journalist
from dongthuan.apps.press.operations.journalists import erase_journalist, save_journalist
from dongthuan.apps.press.operations.taking_out import note_taken
from dongthuan.apps.press.queries import outlets as queries
from dongthuan.apps.press.rules import ACCESS, Act
from dongthuan.apps.press.sheets import JOURNALISTS
from dongthuan.apps.press.views.register_steps import attempt, page_by_name

ON_JOURNALISTS = {act: ACCESS[act] for act in (Act.KEEP_JOURNALISTS, Act.ERASE_JOURNALIST)}


def _kept(request: OfficerRequest, pk: int) -> Journalist:
    """Return a journalist whose data may still be used; what is only waiting to be purged is not shown."""
    on = clock.local_day(clock.now())
    return get_object_or_404(Journalist.objects.kept(on=on).select_related("outlet"), pk=pk)


@require_GET
def journalists(request: OfficerRequest) -> HttpResponse:
    """List the journalists by name."""
    require(ACCESS, Act.READ_JOURNALISTS, request.user, None)
    form = JournalistFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    at = clock.now()
    rows = queries.journalists_listed(wanted, on=clock.local_day(at)).order_by("full_name", "pk")
    if sheets.is_wanted(request):
        note_taken(act=Act.READ_JOURNALISTS, count=rows.count(), by=request.user, at=at)
        return sheets.answer_with(_("Journalists"), JOURNALISTS, rows, name="phong-vien", at=at, form=form)
    page = {
        "page": page_by_name(rows, request.GET.get("page", "")),
        "form": form,
        "is_filtered": any(wanted.values()),
        "tab": "journalists",
        "may": allowed_acts(ON_JOURNALISTS, request.user, None),
    }
    return render(request, "press/journalists.html", page, status=200 if form.is_valid() else 400)


def _show(request: OfficerRequest, found: Journalist, form: forms.Form, *, status: int = 200) -> HttpResponse:
    on = clock.local_day(clock.now())
    page: dict[str, Any] = {
        "journalist": found,
        "form": form,
        "may": allowed_acts(ON_JOURNALISTS, request.user, found),
        "ends_soon": found.keep_until <= on + queries.SOON,
    }
    return render(request, "press/journalist.html", page, status=status)


@require_GET
def journalist(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one journalist."""
    require(ACCESS, Act.READ_JOURNALISTS, request.user, None)
    return _show(request, _kept(request, pk), ReasonForm())


@require_http_methods(["GET", "POST"])
def journalist_edit(request: OfficerRequest, pk: int | None = None) -> HttpResponse:
    """Enter a journalist, or write one anew."""
    require(ACCESS, Act.KEEP_JOURNALISTS, request.user, None)
    found = _kept(request, pk) if pk is not None else None
    initial = {name: getattr(found, name) for name in JournalistForm.base_fields} if found else {}
    form = JournalistForm(request.POST or None, on=clock.local_day(clock.now()), initial=initial)
    if request.method == "POST" and form.is_valid():
        saved = attempt(
            request, form, save_journalist, journalist=found, content=form.content, version=form.seen
        )
        if saved is not None:
            messages.success(request, _("The journalist is in the register."))
            return redirect("press:journalist", pk=saved.pk)
    status = 400 if request.method == "POST" else 200
    return render(request, "press/journalist_edit.html", {"form": form, "journalist": found}, status=status)


@require_POST
def journalist_erase(request: OfficerRequest, pk: int) -> HttpResponse:
    """Let a journalist's data go at once."""
    require(ACCESS, Act.READ_JOURNALISTS, request.user, None)
    found = _kept(request, pk)
    require(ACCESS, Act.ERASE_JOURNALIST, request.user, found)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    attempt(request, form, erase_journalist, journalist=found, reason=reason)
    if form.errors:
        return _show(request, found, form, status=400)
    messages.success(request, _("The data are gone; the audit record holds only that and why."))
    return redirect("press:journalists")

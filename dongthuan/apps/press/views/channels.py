"""Pages of the agency's official channels."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, sheets
from dongthuan.apps.common.access import require
from dongthuan.apps.press.forms.outlets import ChannelForm
from dongthuan.apps.press.forms.register_fields import ReasonForm
from dongthuan.apps.press.models.channels import OfficialChannel
from dongthuan.apps.press.operations import channels as operations
from dongthuan.apps.press.queries import outlets as queries
from dongthuan.apps.press.rules import ACCESS, Act, keeps_lists_somewhere
from dongthuan.apps.press.sheets import CHANNELS
from dongthuan.apps.press.views.register_steps import attempt, page_by_name


@require_GET
def channels(request: OfficerRequest) -> HttpResponse:
    """List the official channels in use, or those closed; what the portal does not list stands out."""
    require(ACCESS, Act.READ_CHANNELS, request.user, None)
    is_closed = request.GET.get("closed") == "1"
    rows = queries.channels_listed(is_active=not is_closed)
    if sheets.is_wanted(request):
        return sheets.answer_with(_("Official channels"), CHANNELS, rows, name="kenh", at=clock.now())
    page = {
        "page": page_by_name(rows, request.GET.get("page", "")),
        "is_closed": is_closed,
        "unlisted": OfficialChannel.objects.unlisted().count(),
        "tab": "channels",
        "may_add": keeps_lists_somewhere(request.user, None),
    }
    return render(request, "press/channels.html", page)


@require_http_methods(["GET", "POST"])
def channel_edit(request: OfficerRequest, pk: int | None = None) -> HttpResponse:
    """Enter an official channel, or write one anew."""
    found = (
        get_object_or_404(OfficialChannel.objects.active().select_related("unit"), pk=pk)
        if pk is not None
        else None
    )
    if found is not None:
        require(ACCESS, Act.KEEP_CHANNELS, request.user, found)
    else:
        require({Act.KEEP_CHANNELS: keeps_lists_somewhere}, Act.KEEP_CHANNELS, request.user, None)
    form = ChannelForm(request.POST or None, initial=_initial(found))
    if request.method == "POST" and form.is_valid():
        saved = attempt(
            request, form, operations.save_channel, channel=found, content=form.content, version=form.seen
        )
        if saved is not None:
            messages.success(request, _("The channel is in the register."))
            return redirect("press:channels")
    page = {
        "form": form,
        "channel": found,
        "reason_form": ReasonForm(initial={"version": found.version if found else 0}, auto_id="close_%s"),
    }
    return render(request, "press/channel_edit.html", page, status=400 if request.method == "POST" else 200)


def _initial(found: OfficialChannel | None) -> dict[str, object]:
    if found is None:
        return {}
    names = [name for name in ChannelForm.base_fields if name != "is_listed"]
    return {name: getattr(found, name) for name in names} | {"is_listed": found.listed_at is not None}


@require_POST
def channel_close(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take a channel out of use."""
    found = get_object_or_404(OfficialChannel.objects.active(), pk=pk)
    require(ACCESS, Act.KEEP_CHANNELS, request.user, found)
    form = ReasonForm(request.POST)
    given = form.given() | {"version": form.seen} if form.is_valid() else {}
    if attempt(request, form, operations.close_channel, channel=found, **given) is None:
        words = [str(error) for errors in form.errors.values() for error in errors]
        messages.error(request, " ".join(words))
        return redirect("press:channel-edit", pk=pk)
    messages.success(request, _("The channel is closed; the portal no longer lists it."))
    return redirect("press:channels")

"""A record is attached to a matter that runs already, or taken off."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock as time
from dongthuan.apps.matters.models.matters import Matter, MatterLink
from dongthuan.apps.matters.operations.linking import link_record, unlink_record
from dongthuan.apps.matters.queries.records import found_at


@require_POST
def attach(request: OfficerRequest, pk: int) -> HttpResponse:
    """Attach the record whose page has the posted address, from the page that offers to open a matter."""
    matter = get_object_or_404(Matter.objects.visible_to(request.user), pk=pk)
    record = found_at(request.POST.get("address", "")[:500], seen_by=request.user)
    if record is None:
        raise Http404
    link_record(matter=matter, record=record, by=request.user, at=time.now())
    messages.success(request, _("It hangs on the matter now."))
    return redirect("matters:matter", pk=pk)


@require_POST
def detach(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take a record off a matter."""
    seen = Matter.objects.visible_to(request.user)
    link = get_object_or_404(MatterLink.objects.filter(matter__in=seen).select_related("matter"), pk=pk)
    unlink_record(link=link, by=request.user, at=time.now())
    messages.success(request, _("It is taken off the matter."))
    return redirect("matters:matter", pk=link.matter_id)

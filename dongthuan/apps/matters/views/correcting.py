"""A request to correct is begun from an item that was collected, with what is known of it filled in."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.matters.queries.matters import matter_of
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.press.queries.outlets import outlet_called
from dongthuan.apps.press.rules import Act, keeps_lists_somewhere


@require_GET
def from_item(request: OfficerRequest, pk: int) -> HttpResponse:
    """Lead to the form of a request to correct; outlet, title, address, time and words stand in it.

    It belongs to the matter on which the item hangs, if the officer sees that one.
    """
    if not keeps_lists_somewhere(request.user):
        raise NotAllowed(Act.DRAW_UP_CORRECTION.value)
    item = get_object_or_404(Item.objects.select_related("source"), pk=pk)
    outlet = outlet_called(item.source.outlet, item.url)
    told = {
        "item_title": item.title[:500],
        "item_url": item.url[:500],
        "item_published_at": f"{localtime(item.published_at):%Y-%m-%dT%H:%M}" if item.published_at else "",
        "outlet": str(outlet.pk) if outlet is not None else "",
        "false_content": f"{item.title}\n{item.lead}".strip()[:2000],
    }
    matter = matter_of(item)
    if matter is not None and Matter.objects.visible_to(request.user).filter(pk=matter.pk).exists():
        told["about"] = f"{matter._meta.label_lower}:{matter.pk}"
    return redirect(f"{reverse('press:correction-add')}?{urlencode(told)}")

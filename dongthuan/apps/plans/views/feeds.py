"""An officer's tasks in his own calendar program, by a secret address."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.plans.models.campaigns import CalendarFeed
from dongthuan.apps.plans.operations import feeds as operations
from dongthuan.apps.plans.queries import feeds as queries
from dongthuan.apps.plans.rules import ACCESS, Act


def show_feed(request: OfficerRequest) -> HttpResponse:
    """Say whether there is a feed; on POST make a new address and show it, this once."""
    require(ACCESS, Act.RENEW_FEED, request.user, CalendarFeed(officer_id=request.user.pk))
    address = ""
    if request.method == "POST":
        token = operations.renew_feed(by=request.user, at=clock.now())
        address = request.build_absolute_uri(reverse("plans:feed-ics", args=[token]))
    feed = CalendarFeed.objects.filter(officer_id=request.user.pk).first()
    answer = render(request, "plans/feed.html", {"feed": feed, "address": address})
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
def revoke_feed(request: OfficerRequest) -> HttpResponse:
    """Take the address back."""
    operations.revoke_feed(by=request.user, at=clock.now())
    messages.success(request, _("The address is taken back; calendars that use it get nothing any more."))
    return redirect("plans:feed")


@login_not_required
@require_GET
def feed_ics(request: HttpRequest, token: str) -> HttpResponse:
    """Give the calendar behind a secret address; anything that is not one is not found."""
    at = clock.now()
    on = clock.local_day(at)
    officer = queries.officer_of(operations.hash_of(token), on=on)
    if officer is None:
        raise Http404
    tasks = queries.tasks_in_feed(officer, on=on)
    pages = {task.pk: request.build_absolute_uri(reverse("plans:task", args=[task.pk])) for task in tasks}
    data = queries.as_ics(tasks, address_of=pages, name=_("Tasks – Dong Thuan"), at=at)
    answer = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="nhiem-vu.ics"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer

"""The calendar of press conferences, as a page and as an iCalendar file."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from dongthuan.apps.common import clock
from dongthuan.apps.portal.pages import drawn, kept_for_a_moment
from dongthuan.apps.press.lifecycle import ConferenceState
from dongthuan.apps.press.models.conferences import Conference

PAST = timedelta(days=365)
MOST = 200


@login_not_required
@require_safe
@kept_for_a_moment
def list_conferences(request: HttpRequest) -> HttpResponse:
    """Show the conferences to come, and those of the last year."""
    at = clock.now()
    public = Conference.objects.public().select_related("unit")
    content = {
        "coming": public.coming_or_called_off(at=at)[:MOST],
        "past": public.filter(starts_at__lt=at, starts_at__gte=at - PAST)[:MOST],
    }
    return drawn(request, "portal/conferences.html", content)


@login_not_required
@require_safe
@kept_for_a_moment
def conferences_ics(request: HttpRequest) -> HttpResponse:
    """Give the conferences of the last year and those to come to calendar programs."""
    at = clock.now()
    calendar = Calendar()
    calendar.add("prodid", "-//Dong Thuan//press room//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Press conferences"))
    for conference in Conference.objects.public().filter(starts_at__gte=at - PAST)[:MOST]:
        calendar.add_component(_event(conference, request))
    answer = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="hop-bao.ics"'
    return answer


def _event(conference: Conference, request: HttpRequest) -> Event:
    event = Event()
    event.add("uid", f"conference-{conference.pk}@{request.get_host().partition(':')[0]}")
    event.add("dtstamp", conference.created_at)
    event.add("dtstart", conference.starts_at)
    event.add("dtend", conference.ends_at)
    event.add("summary", conference.title)
    event.add("location", conference.place)
    event.add("sequence", conference.version)
    if conference.online_url:
        event.add("url", conference.online_url)
    if conference.state == ConferenceState.CANCELLED:
        event.add("status", "CANCELLED")
    return event

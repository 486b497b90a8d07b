"""How public pages are drawn: without an account, without a session, and kept for a moment."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_page

from dongthuan.apps.common import clock
from dongthuan.apps.common.navigation import Link, current_url
from dongthuan.apps.measurement.operations.readings import count_reading, is_machine
from dongthuan.apps.units.context import agency

KEPT_SECONDS = 10  # a withdrawal reaches every reader within this time
SCHEMA = "https://schema.org/"  # names kinds of things to machines; nothing is fetched there
View = Callable[..., HttpResponse]


def menu_of(path: str) -> list[Link]:
    """Return the links on top of every public page; the one the reader is on is marked."""
    entries = (
        (_("Public portal"), reverse("portal:home")),
        (_("Releases and statements"), reverse("portal:texts")),
        (_("Spokespersons"), reverse("portal:spokespersons")),
        (_("Press conferences"), reverse("portal:conferences")),
        (_("Corrections"), reverse("portal:corrections")),
        (_("Draft policies"), reverse("portal:consultations")),
        (_("Send a question"), reverse("portal:inquiry")),
        (_("Access to information"), reverse("portal:openness")),
        (_("Ask for information"), reverse("portal:request")),
        (_("Search"), reverse("portal:search")),
    )
    here = current_url(path, (url for _label, url in entries))
    return [Link(label, url, "", url == here) for label, url in entries]


def frame_of(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame of a public page needs."""
    here = {"menu": menu_of(request.path), "path": request.path, "now": clock.now(), "schema": SCHEMA}
    return {**agency(request), **here}


def drawn(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """Draw a public page without its reader: no session is opened, so the page may be kept for all."""
    return HttpResponse(render_to_string(template, {**frame_of(request), **context}), status=status)


def kept_for_a_moment(view: View) -> View:
    """Keep what a view answers for KEPT_SECONDS, by address and language, here and at the reader's."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        patch_cache_control(answer, public=True, max_age=KEPT_SECONDS)
        return answer

    kept: View = cache_page(KEPT_SECONDS, cache="pages")(marked)
    return kept


def counted_as_read(view: View) -> View:
    """Count a page that a person is shown as one reading of its text (`slug`), also where it was kept.

    Nothing of the reader is kept; what names itself a machine is left out, and so is a HEAD.
    """

    @wraps(view)
    def counting(request: HttpRequest, slug: str) -> HttpResponse:
        answer = view(request, slug)
        if answer.status_code == 200 and request.method == "GET" and not is_machine(request.headers):
            count_reading(slug=slug, day=clock.local_day(clock.now()))
        return answer

    return counting

"""What search engines may read: the public pages, nothing else."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from dongthuan.apps.units.context import agency


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Let search engines read the press room and keep them out of everything else.

    In a demonstration our own collector may read the invented newspapers, which are served from here.
    """
    home = reverse("portal:home")
    sitemap = request.build_absolute_uri(reverse("portal:sitemap"))
    lines = ["User-agent: *", f"Allow: {home}", "Allow: /static/", "Disallow: /", f"Sitemap: {sitemap}", ""]
    if agency(request)["demonstration"]:
        collector = settings.OUTGOING_USER_AGENT.partition("/")[0]
        lines = [f"User-agent: {collector}", "Allow: /", "", *lines]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")

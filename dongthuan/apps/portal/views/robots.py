"""What machines are told at fixed addresses: which pages they may read, whom to tell of a weakness."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from dongthuan.apps.common.clock import now
from dongthuan.apps.units.context import agency

CONTACT_HOLDS = timedelta(days=180)  # RFC 9116 wants less than a year


@login_not_required
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Say whom to tell of a weakness (RFC 9116); not found where nobody was named."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    until = (now() + CONTACT_HOLDS).replace(microsecond=0).isoformat()
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {until}",
        "Preferred-Languages: vi, en",
        f"Canonical: {request.build_absolute_uri()}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


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

"""The page behind the link in a mail of alerts: open without a sign-in, harmless until a press."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from dongthuan.apps.accounts.operations import system_officer
from dongthuan.apps.common import clock
from dongthuan.apps.monitoring.operations import alert_rules as operations


@login_not_required
@never_cache
def alert_address(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """Say what the mail is about; a button agrees to it, another ends it."""
    try:
        address = operations.address_of(key=pk, token=token)
        if request.method == "POST":
            at = clock.now()
            act = operations.end_address if "end" in request.POST else operations.confirm_address
            address = act(key=pk, token=token, by=system_officer(on=clock.local_day(at)), at=at)
    except operations.NoSuchLink:
        return _private(render(request, "monitoring/alert_address_gone.html", status=410))
    return _private(render(request, "monitoring/alert_address.html", {"address": address}))


def _private(response: HttpResponse) -> HttpResponse:
    """Let nobody learn the address from where its reader goes next."""
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response

"""An officer's day and a leader's page."""

from django.http import HttpResponse
from django.shortcuts import render

from dongthuan.apps.accounts.requests import OfficerRequest


def home(request: OfficerRequest) -> HttpResponse:
    """Show what awaits this officer today."""
    return render(request, "desk/home.html")

"""The request of somebody signed in, with its officer typed."""

from django.http import HttpRequest

from dongthuan.apps.accounts.models import Officer


class OfficerRequest(HttpRequest):
    """A request whose user is an officer (LoginRequiredMiddleware lets nobody else through)."""

    user: Officer

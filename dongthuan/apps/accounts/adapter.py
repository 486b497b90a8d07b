"""How allauth behaves here: nobody signs up; administrators let people in."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from dongthuan.apps.accounts.backend import as_of_today
from dongthuan.apps.accounts.models import Officer


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]  # untyped base
    """Sign-in without sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: Officer) -> None:
        """Sign an officer in as of today, also after a step between, which read the officer anew."""
        super().login(request, as_of_today(user))

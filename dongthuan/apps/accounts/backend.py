"""Who is signed in: an officer as of today, wherever the officer comes from."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.clock import local_day, now


class OfficerBackend(AuthenticationBackend):  # type: ignore[misc]  # untyped base
    """Lets officers sign in, and tells each on which day he or she acts, so that rules see today's roles."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Officer | None:
        """Return the officer whose name and password these are."""
        return as_of_today(super().authenticate(request, **credentials))

    def get_user(self, user_id: int) -> Officer | None:
        """Return the officer of a session."""
        return as_of_today(super().get_user(user_id))


def as_of_today(officer: Officer | None) -> Officer | None:
    """Return the officer as of this day, or None if there is none."""
    return officer.on(local_day(now())) if officer is not None else None

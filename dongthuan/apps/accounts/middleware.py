"""Says, once a request, on which day the signed-in officer acts."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.clock import local_day, now


class OfficerOfTheDay:
    """Sets the officer's day, so that rules see the roles in force today."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, Officer):
            request.user.on(local_day(now()))
        return self.get_response(request)

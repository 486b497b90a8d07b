"""The door of every page but the public ones."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from dongthuan.apps.accounts.second_factor import lacks_second_factor

OPEN_WITHOUT = ("account_", "mfa_", "usersessions_")


class LoginRequired(LoginRequiredMiddleware):
    """Ask for a sign-in, but do not look for the reader of a public page: such pages are the same for all.

    Django's own looks for the user first, which opens the session and forbids keeping the page.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Let public pages through; send everybody else who is not signed in to the door.

        Whose role asks for a second factor sets it up before anything else.
        """
        if not getattr(view_func, "login_required", True):
            return None
        sent_away = super().process_view(request, view_func, view_args, view_kwargs)
        if sent_away is not None or not request.user.is_authenticated:
            return sent_away
        must_set_up = lacks_second_factor(request.user)
        request.lacks_second_factor = must_set_up  # type: ignore[attr-defined]  # read by mfa/index.html
        name = (request.resolver_match and request.resolver_match.url_name) or ""
        return redirect("mfa_index") if must_set_up and not name.startswith(OPEN_WITHOUT) else None

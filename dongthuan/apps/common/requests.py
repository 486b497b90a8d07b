"""The request of somebody signed in, for the apps below `accounts`."""

from django.http import HttpRequest

from dongthuan.apps.common.roles import Actor


class ActorRequest(HttpRequest):
    """A request whose user may act (LoginRequiredMiddleware lets nobody else through)."""

    user: Actor  # type: ignore[assignment]  # Django types it as its own user model

"""What the frame of every page shows of notices."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString

from dongthuan.apps.notices import queries


def bell(request: HttpRequest) -> dict[str, object]:
    """Give templates `bell`, drawn (and its one query asked) only where a page shows it."""
    return {"bell": SimpleLazyObject(lambda: _drawn(request))}


def _drawn(request: HttpRequest) -> SafeString:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return SafeString()
    count = queries.unread_count(user)
    known = {"count": count, "is_more": count >= queries.MOST_COUNTED}
    return render_to_string("notices/parts/bell.html", known)

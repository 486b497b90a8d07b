"""The pictures of published texts, from our own address; gone with their text."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dongthuan.apps.common import clock
from dongthuan.apps.common.paging import LARGEST_KEY
from dongthuan.apps.content.queries.public import PictureWithdrawn, public_picture
from dongthuan.apps.files.responses import shown_picture
from dongthuan.apps.portal.pages import KEPT_SECONDS

PLAIN = "text/plain; charset=utf-8"


@login_not_required
@require_safe
def show_picture(request: HttpRequest, slug: str, key: int, ending: str) -> HttpResponse:
    """Show a picture while its text is public; 410 once the text or the picture was taken back.

    Readers and stores on the way keep it for KEPT_SECONDS, then ask by its hash whether it still stands.
    """
    try:
        found = public_picture(slug, key, clock.now()) if key <= LARGEST_KEY else None
    except PictureWithdrawn:
        return _kept(
            HttpResponse(
                _("This picture was withdrawn."), content_type="text/plain; charset=utf-8", status=410
            )
        )
    if found is None or found.kind != ending:
        raise Http404
    tag = f'"{found.sha256}"'
    answer = HttpResponse(status=304) if request.headers.get("If-None-Match") == tag else shown_picture(found)
    answer["ETag"] = tag
    return _kept(answer)


def _kept(answer: HttpResponse) -> HttpResponse:
    patch_cache_control(answer, public=True, max_age=KEPT_SECONDS, must_revalidate=True)
    return answer

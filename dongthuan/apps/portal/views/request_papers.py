"""Blank forms of a request, to print and fill in by hand."""

from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dongthuan.apps.common import clock
from dongthuan.apps.disclosure.papers import BLANKS, Agency, Asked
from dongthuan.apps.files.responses import MEDIA
from dongthuan.apps.portal.pages import kept_for_a_moment
from dongthuan.apps.units.queries import current_agency
from dongthuan.docgen import slip

DRAWN: dict[str, Callable[..., bytes]] = {"docx": slip.as_docx, "pdf": slip.as_pdf}


@login_not_required
@require_safe
@kept_for_a_moment
def blank_form(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """Hand out form 01a or 01b without anything in it."""
    if number not in BLANKS or form not in DRAWN:
        raise Http404
    found = current_agency()
    agency = Agency(found.parent_name, found.unit.name, found.place) if found else Agency()
    data = DRAWN[form](BLANKS[number](Asked(), agency), made_at=_first_instant(clock.now()))
    answer = HttpResponse(data, content_type=MEDIA[form])
    answer["Content-Disposition"] = f'attachment; filename="mau-{number}.{form}"'
    return answer


def _first_instant(at: datetime) -> datetime:
    """Return the beginning of the day, so that a blank form is the same all day."""
    return at.replace(hour=0, minute=0, second=0, microsecond=0)

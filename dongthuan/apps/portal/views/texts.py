"""The portal's first page, the list of releases and statements, one of them, and corrections."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from dongthuan.apps.common import clock
from dongthuan.apps.common.paging import page_of
from dongthuan.apps.content.lifecycle import TextKind
from dongthuan.apps.content.queries.public import public_text
from dongthuan.apps.disclosure.queries.public import public_items
from dongthuan.apps.portal.forms import SearchForm
from dongthuan.apps.portal.pages import counted_as_read, drawn, kept_for_a_moment
from dongthuan.apps.portal.queries import texts as queries
from dongthuan.apps.portal.queries.consultations import TAKING, consultations_listed
from dongthuan.apps.portal.views.feeds import address_of_picture
from dongthuan.apps.press.models.conferences import Conference
from dongthuan.apps.press.queries.mandates import public_spokespersons

SHOWN = 6


@login_not_required
@require_safe
@kept_for_a_moment
def home(request: HttpRequest) -> HttpResponse:
    """Show what may be commented on, the latest texts, who speaks, what was made public, and how to ask."""
    at = clock.now()
    content = {
        "consultations": consultations_listed(TAKING, at=at)[:3],
        "texts": queries.listed(at=at)[:SHOWN],
        "information": public_items(on=clock.local_day(at))[:3],
        "units": public_spokespersons(at=at)[:1],
        "conferences": Conference.objects.public().coming(at=at)[:3],
        "corrections": queries.public_corrections(at=at)[:3],
    }
    return drawn(request, "portal/home.html", content)


@login_not_required
@require_safe
@kept_for_a_moment
def list_texts(request: HttpRequest) -> HttpResponse:
    """Show all releases and statements, the newest first, searched by words."""
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    texts = queries.listed(at=clock.now(), words=words)
    page = page_of(texts, request.GET.get("page", ""), by="public_at")
    return drawn(request, "portal/texts.html", {"page": page, "words": words})


@login_not_required
@require_safe
@counted_as_read
@kept_for_a_moment
def show_text(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one text as it was published, with its corrections or the banner of its withdrawal."""
    text = public_text(slug, clock.now())
    if text is None:
        raise Http404
    content = {"text": text, "kind": TextKind(text.kind).label}
    if text.first_picture is not None:
        content["image"] = address_of_picture(request, slug, text.first_picture)
    answer = drawn(request, "portal/text.html", content)
    answer["Last-Modified"] = http_date(text.changed_at.timestamp())
    return answer


@login_not_required
@require_safe
@kept_for_a_moment
def list_corrections(request: HttpRequest) -> HttpResponse:
    """Show what the agency corrected or withdrew of its own texts."""
    at = clock.now()
    content = {
        "corrections": queries.public_corrections(at=at),
        "withdrawals": queries.withdrawals(at=at),
    }
    return drawn(request, "portal/corrections.html", content)

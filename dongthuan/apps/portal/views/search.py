"""Search over everything published, as a page and as a feed."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dongthuan.apps.common import clock
from dongthuan.apps.portal.highlighting import Asked
from dongthuan.apps.portal.pages import drawn, kept_for_a_moment
from dongthuan.apps.portal.queries.search import MOST, Hits, Question, by_single_words, has_marks, search
from dongthuan.apps.portal.queries.search_sources import Found
from dongthuan.apps.portal.search_forms import PortalSearchForm
from dongthuan.apps.units.queries import current_agency

MOST_PAGES = 999


@login_not_required
@require_safe
@kept_for_a_moment
def search_all(request: HttpRequest) -> HttpResponse:
    """Show what the public may read that holds the words, twenty to a page; a way on where nothing does."""
    at = clock.now()
    form = PortalSearchForm(request.GET)
    question = form.asked()
    hits = search(question, at=at, page=_page(request))
    content = {
        "form": form,
        "question": question,
        "hits": hits,
        "rows": _lit(hits, question),
        "most": MOST,
        "asked": _asked(request),
        "alone": _alone(request, question) if question.words and not hits.rows else [],
        "is_exact": has_marks(question.words),
    }
    return drawn(request, "portal/search.html", content, status=400 if form.errors else 200)


@login_not_required
@require_safe
@kept_for_a_moment
def search_atom(request: HttpRequest) -> HttpResponse:
    """Give the newest hits of a search as an Atom feed, to be followed by a feed reader."""
    given = PortalSearchForm(request.GET.copy()).asked()
    question = Question(given.words, given.kind, given.from_at, given.until_at)
    here = f"?{_asked(request)}"
    feed = Atom1Feed(
        title=f"{current_agency() or 'Đồng Thuận'}: {given.words or _('Everything published')}",
        link=request.build_absolute_uri(reverse("portal:search") + here),
        description="",
        language="vi",
        feed_url=request.build_absolute_uri(reverse("portal:search-atom") + here),
    )
    for found in search(question, at=clock.now()).rows:
        _add(feed, found, request)
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _add(feed: Atom1Feed, found: Found, request: HttpRequest) -> None:
    host = request.get_host().partition(":")[0]
    feed.add_item(
        title=found.title,
        link=request.build_absolute_uri(found.path),
        description=found.lead,
        unique_id=f"tag:{host},2026:{found.kind.value}:{found.key}",
        pubdate=found.published_at,
        updateddate=found.published_at,
        categories=[found.label],
    )


def _lit(hits: Hits, question: Question) -> list[dict[str, object]]:
    """Return the rows with the words that were asked for marked in title and excerpt."""
    asked = Asked(question.words)
    rows: list[dict[str, object]] = []
    for found in hits.rows:
        text = found.lead if not question.words or not found.words else f"{found.lead} {found.words}"
        rows.append({"found": found, "title": asked.lit(found.title), "excerpt": asked.excerpt(text)})
    return rows


def _alone(request: HttpRequest, question: Question) -> list[tuple[str, int, str]]:
    """Return for each single word that finds something: the word, how many, and where."""
    rows = by_single_words(question, at=clock.now())
    return [(row.word, row.count, f"?{_asked(request, q=row.word)}") for row in rows]


def _asked(request: HttpRequest, **other: str) -> str:
    """Return the question as it stands in the address, without the page."""
    names = ("q", "kind", "start_on", "end_on", "sort")
    given = {name: request.GET.get(name, "")[:200] for name in names} | other
    return urlencode({name: value for name, value in given.items() if value})


def _page(request: HttpRequest) -> int:
    told = request.GET.get("page", "")[:4]
    return min(int(told), MOST_PAGES) if told.isascii() and told.isdigit() else 1

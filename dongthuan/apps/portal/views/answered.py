"""Answered requests as the public reads them: list, page, files, feed and open data; by one rule."""

from collections.abc import Callable, Iterator

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dongthuan.apps.common import clock, paging
from dongthuan.apps.disclosure.models.answered import AnsweredSummary
from dongthuan.apps.disclosure.queries.answered import (
    public_answered,
    public_answered_file,
    public_answered_one,
)
from dongthuan.apps.files.responses import download
from dongthuan.apps.portal.answered_data import COLUMNS
from dongthuan.apps.portal.open_answers import open_data
from dongthuan.apps.portal.openness_data import as_csv_lines, as_json_lines
from dongthuan.apps.portal.pages import drawn, kept_for_a_moment
from dongthuan.apps.units.queries import current_agency

LENGTH = 30
Lines = Callable[..., Iterator[str]]


@login_not_required
@require_safe
@kept_for_a_moment
def list_answered(request: HttpRequest) -> HttpResponse:
    """List what others asked and was answered, the newest first."""
    rows = public_answered(at=clock.now())
    page = paging.page_of(rows, request.GET.get("page", ""), by="published_at")
    return drawn(request, "portal/answered.html", {"page": page, "columns": COLUMNS})


@login_not_required
@require_safe
@kept_for_a_moment
def show_answered(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one question and its answer."""
    found = public_answered_one(slug, at=clock.now())
    if found is None:
        raise Http404
    return drawn(request, "portal/answered_one.html", {"one": found})


@login_not_required
@require_safe
def answered_file(request: HttpRequest, slug: str, file_pk: int) -> HttpResponseBase:
    """Hand out a file that was made public with an answer."""
    kept = public_answered_file(slug, min(file_pk, paging.LARGEST_KEY), at=clock.now())
    if kept is None:
        raise Http404
    return download(kept)


@login_not_required
@require_safe
@kept_for_a_moment
def atom(request: HttpRequest) -> HttpResponse:
    """Give the latest answers as an Atom feed."""
    agency = current_agency()
    feed = Atom1Feed(
        title=f"{agency or 'Đồng Thuận'}: {_('Answered requests')}",
        link=request.build_absolute_uri(reverse("portal:answered")),
        description="",
        language="vi",
        feed_url=request.build_absolute_uri(reverse("portal:answered-atom")),
        author_name=str(agency or ""),
    )
    host = request.get_host().partition(":")[0]
    for one in public_answered(at=clock.now())[:LENGTH]:
        feed.add_item(
            title=str(one),
            link=_page_of(request)(one),
            description=one.answer,
            unique_id=f"tag:{host},2026:answered:{one.slug}",
            pubdate=one.published_at,
            updateddate=one.changed_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@login_not_required
@require_safe
def data_csv(request: HttpRequest) -> HttpResponseBase:
    """Give all answered requests that are public as CSV."""
    return _data(request, as_csv_lines, "yeu-cau-da-tra-loi.csv")


@login_not_required
@require_safe
def data_json(request: HttpRequest) -> HttpResponseBase:
    """Give all answered requests that are public as JSON, with what the columns mean."""
    return _data(request, as_json_lines, "yeu-cau-da-tra-loi.json")


def _data(request: HttpRequest, lines: Lines, name: str) -> HttpResponseBase:
    rows = public_answered(at=clock.now())
    state = rows.order_by().aggregate(count=Count("pk"), changed=Max("changed_at"), newest=Max("pk"))

    def body() -> Iterator[str]:
        return lines(COLUMNS, rows.iterator(chunk_size=500), _page_of(request))

    return open_data(request, state=state, changed=state["changed"], body=body, name=name)


def _page_of(request: HttpRequest) -> Callable[[AnsweredSummary], str]:
    def page(one: AnsweredSummary) -> str:
        return request.build_absolute_uri(reverse("portal:answered-one", args=[one.slug]))

    return page

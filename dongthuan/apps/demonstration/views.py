"""The invented newspapers, served as feeds and pages like real ones."""

from datetime import UTC, datetime

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.views.decorators.http import condition

from dongthuan.apps.common.clock import now
from dongthuan.apps.demonstration.invention import OUTLETS, STAMP, Invented, current

FIRST_YEAR, LAST_YEAR = 2000, 2199


def anchor_of(stamp: str) -> datetime:
    """Return the hour named in an address; 404 if it is none."""
    try:
        anchor = datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
    except ValueError:
        raise Http404 from None
    if not FIRST_YEAR <= anchor.year <= LAST_YEAR:
        raise Http404
    return anchor


def _items(stamp: str, outlet: str) -> list[Invented]:
    if outlet not in OUTLETS:
        raise Http404
    return [item for item in current(now(), anchor=anchor_of(stamp)) if item.outlet == outlet]


def newest(_request: HttpRequest, anchor: str, outlet: str) -> datetime | None:
    """Return when the feed last changed, for conditional requests."""
    items = _items(anchor, outlet)
    return items[-1].published_at if items else None


@login_not_required
@condition(last_modified_func=newest)
def feed(request: HttpRequest, anchor: str, outlet: str) -> HttpResponse:
    """Serve everything an invented outlet has published, as RSS 2.0."""
    root = request.build_absolute_uri("/").rstrip("/")
    channel = Rss201rev2Feed(
        title=f"{OUTLETS[outlet]} (minh hoạ)",
        link=root,
        description="Tin minh hoạ, không có thật.",
        language="vi",
    )
    for item in reversed(_items(anchor, outlet)):
        link = root + reverse("demonstration:article", args=[anchor, item.key])
        channel.add_item(
            title=item.title,
            link=link,
            description=item.lead,
            unique_id=item.key,
            unique_id_is_permalink=False,
            pubdate=item.published_at,
        )
    return HttpResponse(channel.writeString("utf-8"), content_type=channel.content_type)


@login_not_required
def article(request: HttpRequest, anchor: str, key: str) -> HttpResponse:
    """Show one invented article, marked as such."""
    for item in current(now(), anchor=anchor_of(anchor)):
        if item.key == key:
            context = {"item": item, "outlet": OUTLETS[item.outlet]}
            return render(request, "demonstration/article.html", context)
    raise Http404

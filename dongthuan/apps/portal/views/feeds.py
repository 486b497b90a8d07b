"""The feeds of releases and statements, and the sitemap."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Enclosure
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from dongthuan.apps.common import clock
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.queries.public import FeedEntry, feed_entries
from dongthuan.apps.content.wholes import PictureSaid
from dongthuan.apps.disclosure.queries.answered import public_answered
from dongthuan.apps.disclosure.queries.public import public_items
from dongthuan.apps.files.responses import PICTURES
from dongthuan.apps.portal.pages import kept_for_a_moment
from dongthuan.apps.portal.queries.texts import listed
from dongthuan.apps.units.models import Agency
from dongthuan.apps.units.queries import current_agency

LENGTH = 30
MOST_PAGES = 5000
PAGES = (
    *("home", "texts", "spokespersons", "conferences", "corrections", "inquiry"),
    *("openness", "openness-guide", "openness-data", "answered", "request", "wrong"),
)
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@login_not_required
@require_safe
@kept_for_a_moment
def atom(request: HttpRequest) -> HttpResponse:
    """Give the latest texts as an Atom feed, whole; of a withdrawn one only why."""
    at, agency = clock.now(), current_agency()
    feed = Atom1Feed(
        title=_title(agency),
        link=request.build_absolute_uri(reverse("portal:texts")),
        description="",
        language="vi",
        feed_url=request.build_absolute_uri(reverse("portal:atom")),
        author_name=str(agency or ""),
    )
    for entry in feed_entries(at=at, most=LENGTH):
        feed.add_item(
            title=entry.title,
            link=page_of_text(request, entry.slug),
            description=whole_html(request, entry),
            enclosures=[_enclosure(request, entry.slug, one) for one in entry.pictures],
            unique_id=unique_id(request, entry.slug),
            pubdate=entry.public_at,
            updateddate=entry.changed_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@login_not_required
@require_safe
@kept_for_a_moment
def json_feed(request: HttpRequest) -> HttpResponse:
    """Give the latest texts as a JSON Feed (version 1.1), whole; of a withdrawn one only why."""
    at = clock.now()
    items = [
        {
            "id": unique_id(request, entry.slug),
            "url": page_of_text(request, entry.slug),
            "title": entry.title,
            "summary": entry.summary,
            "content_html": whole_html(request, entry),
            "date_published": entry.public_at.isoformat(),
            "date_modified": entry.changed_at.isoformat(),
            **_attached(request, entry),
        }
        for entry in feed_entries(at=at, most=LENGTH)
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(current_agency()),
        "home_page_url": request.build_absolute_uri(reverse("portal:home")),
        "feed_url": request.build_absolute_uri(reverse("portal:json-feed")),
        "language": "vi",
        "items": items,
    }
    return JsonResponse(
        feed, content_type="application/feed+json; charset=utf-8", json_dumps_params={"ensure_ascii": False}
    )


@login_not_required
@require_safe
@kept_for_a_moment
def sitemap(request: HttpRequest) -> HttpResponse:
    """Give search engines the public pages, the newest texts first."""
    answer = HttpResponse(content_type="application/xml; charset=utf-8")
    xml = SimplerXMLGenerator(answer, "utf-8")
    xml.startDocument()
    xml.startElement("urlset", AttributesImpl({"xmlns": NAMESPACE}))
    for name in PAGES:
        _entry(xml, request.build_absolute_uri(reverse(f"portal:{name}")), None)
    for text in _listed():
        _entry(xml, page_of_text(request, text.slug), text.public_at)
    for name, slug, changed_at in _of_openness():
        _entry(xml, request.build_absolute_uri(reverse(f"portal:{name}", args=[slug])), changed_at)
    xml.endElement("urlset")
    xml.endDocument()
    return answer


def page_of_text(request: HttpRequest, slug: str) -> str:
    """Return the whole address of a text's public page."""
    return request.build_absolute_uri(reverse("portal:text", args=[slug]))


def address_of_picture(request: HttpRequest, slug: str, picture: PictureSaid) -> str:
    """Return the whole address of a picture in its full size."""
    return request.build_absolute_uri(reverse("portal:picture", args=[slug, picture.full, picture.kind]))


def whole_html(request: HttpRequest, entry: FeedEntry) -> str:
    """Return the words of an entry with its pictures, whose addresses are whole."""
    figures = [
        format_html(
            '<figure><img src="{}" alt="{}" width="{}" height="{}"><figcaption>{}</figcaption></figure>',
            request.build_absolute_uri(reverse("portal:picture", args=[entry.slug, one.shown, one.kind])),
            one.alt,
            one.shown_width,
            one.shown_height,
            one.caption,
        )
        for one in entry.pictures
    ]
    return "\n".join([*figures, entry.html])


def _enclosure(request: HttpRequest, slug: str, picture: PictureSaid) -> Enclosure:
    return Enclosure(address_of_picture(request, slug, picture), str(picture.size), PICTURES[picture.kind])


def _attached(request: HttpRequest, entry: FeedEntry) -> dict[str, Any]:
    """Return the pictures of an entry as a JSON Feed names them; nothing where there is none."""
    if not entry.pictures:
        return {}
    attachments = [
        {
            "url": address_of_picture(request, entry.slug, one),
            "mime_type": PICTURES[one.kind],
            "title": one.caption,
            "size_in_bytes": one.size,
        }
        for one in entry.pictures
    ]
    return {"image": attachments[0]["url"], "attachments": attachments}


def unique_id(request: HttpRequest, slug: str) -> str:
    """Return the name of a text in feeds, which never changes."""
    return f"tag:{request.get_host().partition(':')[0]},2026:{slug}"


def _title(agency: Agency | None) -> str:
    return f"{agency or 'Đồng Thuận'}: {_('Releases and statements')}"


def _listed() -> Iterable[Text]:
    return (
        listed(at=clock.now())
        .select_related(None)
        .prefetch_related(None)
        .only("slug", "public_at")[:MOST_PAGES]
    )


def _of_openness() -> Iterator[tuple[str, str, datetime]]:
    """Yield address, key and last change of each public item and answered request, by their own rules."""
    at = clock.now()
    items = public_items(on=local_day(at)).order_by("-changed_at", "-pk")
    for slug, changed_at in items.values_list("slug", "changed_at")[:MOST_PAGES]:
        yield "openness-item", slug, changed_at
    for slug, changed_at in public_answered(at=at).values_list("slug", "changed_at")[:MOST_PAGES]:
        yield "answered-one", slug, changed_at


def _entry(xml: SimplerXMLGenerator, address: str, changed_at: datetime | None) -> None:
    xml.startElement("url", AttributesImpl({}))
    xml.addQuickElement("loc", address)
    if changed_at is not None:
        xml.addQuickElement("lastmod", changed_at.astimezone(UTC).date().isoformat())
    xml.endElement("url")

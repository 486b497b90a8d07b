"""News sitemaps and the indexes that list them."""

from lxml import etree

from dongthuan.apps.monitoring.intake.entries import Draft, Fault, Gatherer, Parsed, Unreadable
from dongthuan.apps.monitoring.intake.markup import local_name, xml_tree

MAX_CHILDREN = 1_000


def parse_sitemap(text: str, *, base: str) -> Parsed:
    """Return the entries of a news sitemap, or the last sitemaps of an index as `children`.

    A plain sitemap holds addresses without titles: they are counted as dropped.
    Raises Unreadable where it is no sitemap.
    """
    root = xml_tree(text)
    kind = local_name(root)
    if kind == "sitemapindex":
        places = [_field(child, "loc") for child in root.iter("{*}sitemap")]
        return Parsed(children=tuple(place for place in places if place)[-MAX_CHILDREN:])
    if kind != "urlset":
        raise Unreadable(Fault.UNKNOWN_KIND, kind)
    gatherer = Gatherer(base=base)
    for url in root.iter("{*}url"):
        gatherer.add(_draft(url))
    return gatherer.parsed()


def _draft(url: etree._Element) -> Draft:
    news = next((child for child in url if local_name(child) == "news"), None)
    link = _field(url, "loc")
    if news is None:
        return Draft(guid=link, link=link)
    return Draft(
        guid=link,
        link=link,
        title=_field(news, "title"),
        published=_field(news, "publication_date") or _field(url, "lastmod"),
        category=_field(news, "keywords").partition(",")[0],
    )


def _field(element: etree._Element, name: str) -> str:
    return next(((child.text or "").strip() for child in element if local_name(child) == name), "")

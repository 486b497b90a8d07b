"""RSS 0.9 to 2.0, RDF and Atom: every entry, in whatever of the many dialects it is written."""

from collections.abc import Iterator

from lxml import etree

from dongthuan.apps.monitoring.intake.entries import Draft, Fault, Gatherer, Parsed, Unreadable
from dongthuan.apps.monitoring.intake.markup import local_name, xml_tree

_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_FEED_ROOTS = frozenset({"rss", "rdf", "feed", "channel"})
_LEAD = ("description", "summary", "subtitle", "abstract")
_TEXT = ("encoded", "content", "fulltext")
_WHEN = ("pubdate", "published", "date", "issued", "created", "updated", "modified", "lastbuilddate")
_WHO = ("creator", "author", "byline")
_ABOUT = ("category", "subject", "section")


def parse_feed(text: str, *, base: str) -> Parsed:
    """Return all entries of a feed; raises Unreadable where it is none."""
    root = xml_tree(text)
    if local_name(root) not in _FEED_ROOTS:
        raise Unreadable(Fault.UNKNOWN_KIND, local_name(root))
    gatherer = Gatherer(base=root.get(_XML_BASE) or base)
    for element in root.iter("{*}item", "{*}entry"):
        gatherer.add(_draft(element))
    return gatherer.parsed(title=_title(root))


def _title(root: etree._Element) -> str:
    channel = next((child for child in root if local_name(child) == "channel"), root)
    return next((_inner(child) for child in channel if local_name(child) == "title"), "")


def _draft(element: etree._Element) -> Draft:
    fields: dict[str, list[etree._Element]] = {}
    for child in element:
        # media:title and media:description tell of the picture, not of the news.
        name = local_name(child)
        if name and not _is_media(child):
            fields.setdefault(name, []).append(child)
    guid = _first(fields, ("guid", "id", "identifier"))
    return Draft(
        guid=guid or (element.get(_RDF_ABOUT) or ""),
        link=_link(fields, guid, element),
        title=_first(fields, ("title",)),
        lead=_first(fields, _LEAD),
        text=_first(fields, _TEXT),
        published=_first(fields, _WHEN),
        author=_author(fields),
        category=_category(fields),
    )


def _is_media(element: etree._Element) -> bool:
    namespace = etree.QName(element).namespace or ""
    return "search.yahoo.com/mrss" in namespace or "itunes" in namespace


def _first(fields: dict[str, list[etree._Element]], names: tuple[str, ...]) -> str:
    for name in names:
        for element in fields.get(name, ()):
            text = _inner(element)
            if text:
                return text
    return ""


def _inner(element: etree._Element) -> str:
    # Atom's xhtml and careless RSS hold real elements: their markup is the text then.
    if len(element) == 0:
        return (element.text or "").strip()
    parts = [element.text or "", *(etree.tostring(child, encoding="unicode") for child in element)]
    return "".join(parts).strip()


def _link(fields: dict[str, list[etree._Element]], guid: str, element: etree._Element) -> str:
    for link in _by_use(fields.get("link", [])):
        base = link.get(_XML_BASE) or ""
        found = (link.get("href") or link.text or "").strip()
        if found:
            return base + found if base and "://" not in found else found
    origin = _first(fields, ("origlink",)) or (element.get(_RDF_ABOUT) or "")
    if origin:
        return origin
    return guid if guid.startswith(("http://", "https://")) else ""


def _by_use(links: list[etree._Element]) -> Iterator[etree._Element]:
    """Yield the links to the article itself first; enclosures and comments never."""
    yield from (link for link in links if link.get("rel", "alternate") == "alternate")
    yield from (link for link in links if link.get("rel") == "self")


def _author(fields: dict[str, list[etree._Element]]) -> str:
    for element in fields.get("author", ()):
        name = next((_inner(child) for child in element if local_name(child) == "name"), "")
        if name:
            return name
    return _first(fields, _WHO)


def _category(fields: dict[str, list[etree._Element]]) -> str:
    for name in _ABOUT:
        for element in fields.get(name, ()):
            label = element.get("label") or element.get("term") or _inner(element)
            if label:
                return str(label)
    return ""

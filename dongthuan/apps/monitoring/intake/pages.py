"""HTML pages that list news: the feeds they name, and articles found by an officer's CSS selector."""

from dataclasses import dataclass

from lxml import etree
from lxml.cssselect import CSSSelector

from dongthuan.apps.monitoring.intake.addresses import BadAddress, absolute, canonical_url
from dongthuan.apps.monitoring.intake.entries import Draft, Fault, Gatherer, Parsed, Reason, Unreadable
from dongthuan.apps.monitoring.intake.markup import html_tree, local_name
from dongthuan.apps.monitoring.intake.plain import plain_line

MAX_SELECTOR = 300
_FEED_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that a page names in its head."""

    url: str
    title: str


def find_feeds(text: str, *, base: str) -> list[FoundFeed]:
    """Return the feeds a page names, in its order, each once; raises Unreadable where it is no page."""
    root = html_tree(text)
    found: dict[str, FoundFeed] = {}
    for link in root.iter("link"):
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        if "alternate" not in (link.get("rel") or "").lower().split() or kind not in _FEED_TYPES:
            continue
        try:
            url = canonical_url(absolute(link.get("href") or "", _base(root, base)))
        except BadAddress:
            continue
        found.setdefault(url, FoundFeed(url, plain_line(link.get("title") or "", 200)))
    return list(found.values())


def parse_page(text: str, *, base: str, selector: str) -> Parsed:
    """Return an entry for each element that `selector` finds: a link, or a box that holds one.

    In a box the title is its heading's text or its first link's with words, the lead its first paragraph.
    Raises Unreadable: BAD_SELECTOR, NO_MATCH (the page was rebuilt: somebody must look), EMPTY, TOO_LARGE.
    """
    root = html_tree(text)
    find = compiled(selector)
    gatherer = Gatherer(base=_base(root, base))
    boxes = find(root)
    if not boxes:
        raise Unreadable(Fault.NO_MATCH, selector)
    for box in boxes:
        if local_name(box):
            gatherer.add(_draft(box))
        else:
            gatherer.drop(Reason.NOT_AN_ENTRY, selector)
    return gatherer.parsed(title=root.findtext(".//title") or "")


def compiled(selector: str) -> CSSSelector:
    """Return `selector` ready for use; raises Unreadable(BAD_SELECTOR)."""
    if not 0 < len(selector) <= MAX_SELECTOR:
        raise Unreadable(Fault.BAD_SELECTOR, selector[:80])
    try:
        return CSSSelector(selector, translator="html")
    except (etree.XPathError, SyntaxError, NotImplementedError) as wrong:
        raise Unreadable(Fault.BAD_SELECTOR, str(wrong)[:200]) from wrong


def _base(root: etree._Element, base: str) -> str:
    own = next((element.get("href") for element in root.iter("base") if element.get("href")), "")
    try:
        return absolute(own, base) if own else base
    except BadAddress:
        return base


def _draft(box: etree._Element) -> Draft:
    heading = next(box.iter(*_HEADINGS), None)
    links = [box] if local_name(box) == "a" else list((box if heading is None else heading).iter("a"))
    links = [link for link in links or list(box.iter("a")) if link.get("href")]
    link = next((link for link in links if _words(link)), links[0] if links else None)
    title = _words(heading) or _words(link)
    if link is not None and not title:
        title = link.get("title") or ""
    paragraph = next((p for p in box.iter("p") if _words(p) not in ("", title)), None)
    time = next(box.iter("time"), None)
    return Draft(
        link="" if link is None else link.get("href") or "",
        title=title,
        lead=_words(paragraph),
        published="" if time is None else time.get("datetime") or _words(time),
    )


def _words(element: etree._Element | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())

"""OPML: lists of feeds in folders, in and out."""

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from dongthuan.apps.monitoring.intake.addresses import BadAddress, absolute, canonical_url
from dongthuan.apps.monitoring.intake.entries import MAX_NAME, Dropped, Fault, Reason, Unreadable
from dongthuan.apps.monitoring.intake.markup import local_name, xml_tree
from dongthuan.apps.monitoring.intake.plain import plain_line

MAX_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list. `category`: the folders it lies in, joined by " / ", the outermost first.

    kind: our own attribute dtClass ("press", "government", "science" …); is_verified: dtVerified.
    """

    title: str
    url: str
    home_url: str = ""
    category: str = ""
    kind: str = ""
    selector: str = ""
    is_verified: bool = False


def read_opml(text: str) -> tuple[list[Outline], list[Dropped]]:
    """Return the feeds of an OPML file, each once, and what was dropped; raises Unreadable if it is none."""
    root = xml_tree(text)
    body = next((child for child in root if local_name(child) == "body"), None)
    if local_name(root) != "opml" or body is None:
        raise Unreadable(Fault.UNKNOWN_KIND, local_name(root))
    found: dict[str, Outline] = {}
    dropped: dict[Reason, list[str]] = {}
    for element, folders in _walk(body):
        outcome = _outline(element, folders)
        if isinstance(outcome, Reason):
            dropped.setdefault(outcome, []).append(_attribute(element, "text", "title", "xmlUrl"))
        elif outcome.url in found:
            dropped.setdefault(Reason.DUPLICATE, []).append(outcome.url)
        else:
            found[outcome.url] = outcome
    return list(found.values()), [Dropped(r, len(all_), all_[0]) for r, all_ in dropped.items()]


def _walk(body: etree._Element) -> Iterable[tuple[etree._Element, tuple[str, ...]]]:
    waiting: list[tuple[etree._Element, tuple[str, ...]]] = [(child, ()) for child in reversed(body)]
    while waiting:
        element, folders = waiting.pop()
        if local_name(element) != "outline":
            continue
        if len(element) == 0 or _attribute(element, "xmlUrl"):
            yield element, folders
        inner = (*folders, _attribute(element, "text", "title"))[:MAX_DEPTH]
        waiting.extend((child, inner) for child in reversed(element))


def _outline(element: etree._Element, folders: tuple[str, ...]) -> Outline | Reason:
    try:
        url = canonical_url(absolute(_attribute(element, "xmlUrl"), ""))
    except BadAddress:
        return Reason.BAD_LINK if _attribute(element, "xmlUrl") else Reason.NO_LINK
    return Outline(
        title=_attribute(element, "text", "title") or url[:MAX_NAME],
        url=url,
        home_url=_home(_attribute(element, "htmlUrl")),
        category=" / ".join(folder for folder in folders if folder)[:MAX_NAME],
        kind=_attribute(element, "dtClass"),
        selector=_attribute(element, "dtSelector"),
        is_verified=_attribute(element, "dtVerified") == "true",
    )


def _home(url: str) -> str:
    try:
        return canonical_url(url) if url else ""
    except BadAddress:
        return ""


def _attribute(element: etree._Element, *names: str) -> str:
    # OPML in the wild writes xmlurl and xmlURL too.
    lower = {str(name).lower(): str(value) for name, value in element.attrib.items()}
    line = next((lower[name.lower()] for name in names if lower.get(name.lower(), "").strip()), "")
    return plain_line(line, MAX_NAME) if names[0] in ("text", "title") else line.strip()


def write_opml(outlines: Iterable[Outline], *, title: str) -> bytes:
    """Return an OPML 2.0 file of `outlines`, in folders by category, in the order given; UTF-8."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    folders: dict[tuple[str, ...], etree._Element] = {(): body}
    for outline in outlines:
        path = tuple(part for part in outline.category.split(" / ") if part)
        for depth in range(1, len(path) + 1):
            if path[:depth] not in folders:
                parent = folders[path[: depth - 1]]
                folders[path[:depth]] = etree.SubElement(parent, "outline", text=path[depth - 1])
        etree.SubElement(folders[path], "outline", _attributes(outline))
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def _attributes(outline: Outline) -> dict[str, str]:
    given = {
        "type": "rss",
        "text": outline.title,
        "title": outline.title,
        "xmlUrl": outline.url,
        "htmlUrl": outline.home_url,
        "dtClass": outline.kind,
        "dtSelector": outline.selector,
        "dtVerified": "true" if outline.is_verified else "false",
    }
    return {name: value for name, value in given.items() if value}

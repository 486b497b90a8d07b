"""XML and HTML from strangers to a tree: no entities, no network, damage repaired, size capped."""

import html.entities
import re

from lxml import etree
from lxml import html as lxml_html

from dongthuan.apps.monitoring.intake.entries import Fault, Unreadable

MAX_XML = 10_000_000
MAX_HTML = 3_000_000
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,500}(>|\[)?", re.IGNORECASE)
_ROOT = re.compile(r"<[A-Za-z_]")
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z]{2,32}[0-9]{0,2});")
_MOST_NAMED = 300_000


def xml_tree(text: str) -> etree._Element:
    """Return the root of an XML document, also of a damaged or truncated one: what is whole is kept.

    Raises Unreadable: EMPTY, TOO_LARGE, ENTITIES (a document type with declarations of its own can blow
    up; no feed needs one), BROKEN.
    """
    if len(text) > MAX_XML:
        raise Unreadable(Fault.TOO_LARGE, str(len(text)))
    text = _DECLARATION.sub("", text, count=1).lstrip()
    if not text:
        raise Unreadable(Fault.EMPTY)
    text = _NAMED.sub(_as_number, _without_doctype(text), count=_MOST_NAMED)
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
        remove_comments=True, remove_pis=True, strip_cdata=True, collect_ids=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as broken:
        raise Unreadable(Fault.BROKEN, str(broken)[:200]) from broken
    if root is None:
        raise Unreadable(Fault.BROKEN)
    return root


def _without_doctype(text: str) -> str:
    root = _ROOT.search(text)
    head = text[: root.start()] if root else text
    doctype = _DOCTYPE.search(head)
    if doctype is None:
        return text
    if doctype[1] != ">":
        raise Unreadable(Fault.ENTITIES)
    return text[: doctype.start()] + text[doctype.end() :]


def _as_number(match: re.Match[str]) -> str:
    letter = html.entities.html5.get(match[1] + ";", "")
    return "".join(f"&#{ord(char)};" for char in letter) if letter else "&amp;" + match[0][1:]


def html_tree(text: str) -> etree._Element:
    """Return the root of an HTML page; raises Unreadable: EMPTY, TOO_LARGE, BROKEN."""
    if len(text) > MAX_HTML:
        raise Unreadable(Fault.TOO_LARGE, str(len(text)))
    if not text.strip():
        raise Unreadable(Fault.EMPTY)
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as broken:
        raise Unreadable(Fault.BROKEN, str(broken)[:200]) from broken
    return root


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace, in lower case; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
